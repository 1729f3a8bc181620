"""From drafting units to the values of the record: bodies of a place, deadlines, targets, citations."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from functools import cache
from operator import attrgetter

from ..agencies import AgencyMention, Home, find_agencies, resolve_agency
from ..dates import parse_deadline, parse_time
from ..lexicon import table
from ..model import Agency, Citation, Deadline, DocumentRef, Obligation, Report, Target, Task
from ..targets import find_targets
from ..text import Layout
from .reading import Reading
from .reports import Step
from .units import find_units
from .values import Unit


def find_obligations(
    layout: Layout,
    home: Home,
    plan_year: int | None,
    citations: tuple[Citation, ...],
    mentions: tuple[AgencyMention, ...],
) -> tuple[tuple[Obligation, ...], tuple[Agency, ...], tuple[Task, ...], tuple[Target, ...]]:
    """The duties of a text, the bodies of its record, the tasks that nobody is given, and the aims of the plan.

    `mentions` are all bodies that the text names, as `find_agencies` gives them.

    Bodies: issuer, bearers, partners, recipients of reports, channels, issuers of cited documents; each once.

    Reads: layout, home, the plan's year, citations, mentions.
    Writes: obligations in text order, agencies, tasks, targets with section and offsets.
    """
    issuers = find_agencies(home.issuer or "")
    reading = Reading(layout, _outside(citations, mentions), issuers[0].name if issuers else None)
    units, idle, aims = find_units(layout, reading)
    bodies = _Bodies(home)
    for mention in issuers[:1]:
        bodies.of(mention)
    builder = _Builder(layout, bodies, plan_year, citations)
    obligations = tuple(builder.obligation(unit) for unit in units)
    for citation in citations:
        for mention in find_agencies(citation.issuer or ""):
            bodies.of(mention)
    tasks = tuple(Task(layout.text[t.start : t.end], t.start, t.end, t.section) for t in idle)
    targets = tuple(
        replace(target, section=block.section)
        for index, block in enumerate(layout.blocks)
        if index in aims and block.kind != "heading"
        for target in find_targets(layout.mask, block.start, block.end, layout.text)
    )
    return obligations, bodies.all(), tasks, targets


@cache
def _district_divisions() -> frozenset[str]:
    """The names of divisions that a district or a commune has: "Phòng Y tế"."""
    return frozenset(f"Phòng {row['name']}" for row in table("agencies")["field"] if "Phòng" in row["heads"])


def _outside(citations: tuple[Citation, ...], mentions: tuple[AgencyMention, ...]) -> tuple[AgencyMention, ...]:
    """The bodies without those inside the name or number of a document ("Luật Tổ chức Chính phủ")."""
    spans = sorted((citation.start, citation.end) for citation in citations)
    kept, index = [], 0
    for mention in mentions:
        while index < len(spans) and spans[index][1] <= mention.start:
            index += 1
        if index == len(spans) or mention.end <= spans[index][0]:
            kept.append(mention)
    return tuple(kept)


class _Bodies:
    """The bodies of the record as they are met, each once."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.found: dict[str, Agency] = {}
        self.said: dict[tuple[object, ...], Agency] = {}  # what is said in the same words means the same

    def of(self, mention: AgencyMention) -> Agency:
        said = (mention.name, mention.level, mention.place, mention.collective)
        if said not in self.said:
            agency = resolve_agency(mention, self.home)
            self.said[said] = self.found.setdefault(agency.id, agency)
        return self.said[said]

    def all(self) -> tuple[Agency, ...]:
        return tuple(self.found.values())


class _Builder:
    def __init__(self, layout: Layout, bodies: _Bodies, plan_year: int | None, citations: tuple[Citation, ...]) -> None:
        self.layout, self.bodies, self.plan_year = layout, bodies, plan_year
        self.citations = [citation for citation in citations if citation.footnote is None]
        self.starts = [citation.start for citation in self.citations]
        self.noted: dict[str | None, list[Citation]] = {}  # those in footnotes, by the section of their mark
        for citation in citations:
            if citation.footnote is not None:
                self.noted.setdefault(citation.section, []).append(citation)

    def obligation(self, unit: Unit) -> Obligation:
        bearers = dict.fromkeys(map(self.bodies.of, unit.bearers))
        partners = {body: None for body in map(self.bodies.of, unit.partners) if body not in bearers}
        steps = [self._settled(step) for step in unit.steps if step.recipients]
        recipients = [mention for step in steps for mention in step.recipients]
        channels = [step.via.name for step in steps if step.via]
        reports = tuple(report for step in steps for report in self._reports(step))
        return Obligation(
            text=self.layout.text[unit.start : unit.end],
            start=unit.start,
            end=unit.end,
            section=unit.section,
            bearers=tuple(agency.name for agency in bearers),
            role=unit.role,
            partners=tuple(agency.name for agency in partners),
            reports_to=tuple(dict.fromkeys(mention.name for mention in recipients)),
            via=channels[0] if channels else None,
            deadline=(deadline := self._deadline(unit.times, cell=unit.cell)),
            inherited=None if deadline else self._deadline(unit.above),
            targets=find_targets(self.layout.mask, unit.start, unit.end, self.layout.text),
            cites=self._cites(unit),
            form=unit.form,
            bearer_ids=tuple(agency.id for agency in bearers),
            partner_ids=tuple(agency.id for agency in partners),
            reports=reports,
            heading=unit.heading,
        )

    def _settled(self, step: Step) -> Step:
        """The step with the division it goes through: "báo cáo Sở X (qua Phòng Y)" names one of the department's,
        unless districts have divisions of that name."""
        own = step.via and step.via.name.startswith("Phòng ") and step.via.name not in _district_divisions()
        if not (own and step.via and any(mention.name.startswith("Sở ") for mention in step.recipients)):
            return step
        return replace(step, via=step.via._replace(level="tỉnh"))

    def _reports(self, step: Step) -> tuple[Report, ...]:
        via = self.bodies.of(step.via).id if step.via else None
        recipients = [self.bodies.of(mention).id for mention in step.recipients]
        senders: list[str | None] = [self.bodies.of(mention).id for mention in step.senders]
        return tuple(Report(sender, recipient, via) for sender in senders or [None] for recipient in recipients)

    def _deadline(self, spans: tuple[tuple[int, int], ...], *, cell: bool = False) -> Deadline | None:
        for index, (start, end) in enumerate(spans):
            parse = parse_time if cell and index == 0 else parse_deadline
            deadline = parse(self.layout.mask, start, end, plan_year=self.plan_year, text=self.layout.text)
            if deadline:
                return deadline
        return None

    def _cites(self, unit: Unit) -> tuple[DocumentRef, ...]:
        """The documents cited in the unit, and in the footnotes whose marks stand in its section."""
        first, last = bisect_left(self.starts, unit.start), bisect_left(self.starts, unit.end)
        inside = [citation for citation in self.citations[first:last] if citation.end <= unit.end]
        found: dict[tuple[str | None, str | None, str | None], DocumentRef] = {}
        for citation in sorted((*inside, *self.noted.get(unit.section, ())), key=attrgetter("start")):
            found.setdefault((citation.type, citation.number, citation.name), citation.ref)
        return tuple(found.values())
