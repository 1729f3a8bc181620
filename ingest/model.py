"""The extraction record: frozen values, nothing but data.

`dataclasses.asdict(record)` is the record of the annotation guide; fields marked *extra* go beyond the guide and carry
what the graph needs (identities, places, steps of a report). Offsets are code points of the text as decoded; for every
entry with `start` and `end`, `text[start:end]` is its `text`.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """What names a document: type and number, or type and name. `id` (extra) is its identity in the graph."""

    type: str | None
    number: str | None
    name: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """The file itself. `jurisdiction` is outermost first: ("tỉnh Lạng Sơn", "huyện Văn Quan")."""

    type: str | None = None
    number: str | None = None
    symbol: str | None = None
    issued: str | None = None
    place: str | None = None
    issuer: str | None = None
    signer: str | None = None
    signer_title: str | None = None
    title: str | None = None
    jurisdiction: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of another document. Extra: id, status, candidates, section, footnote, rule.

    `status` is "resolved" (id is the document), "ambiguous" (candidates are ids) or "unknown".
    `footnote` is the number of the footnote that holds the mention; `section` is then that of the footnote's mark.
    `raw_number` is the number as printed where a slip was mended, and `repair` the name of the rule that mended it.
    """

    text: str
    start: int
    end: int
    type: str
    number: str | None = None
    name: str | None = None
    date: str | None = None
    issuer: str | None = None
    provision: str | None = None
    id: str | None = None
    status: str = "unknown"
    candidates: tuple[str, ...] = ()
    section: str | None = None
    footnote: str | None = None
    raw_number: str | None = None
    repair: str | None = None
    rule: str | None = None

    @property
    def ref(self) -> DocumentRef:
        return DocumentRef(self.type, self.number, self.name, self.id)


@dataclass(frozen=True, slots=True)
class Relation:
    """What the text says one document does to another. Source and target are a DocumentRef or "self"."""

    source: DocumentRef | str
    type: str
    target: DocumentRef | str
    basis: str | None
    evidence: str
    start: int
    end: int
    section: str | None = None
    provision: str | None = None


@dataclass(frozen=True, slots=True)
class Agency:
    """One body of one place, or an open set of bodies.

    `level` is "trung ương", "tỉnh", "huyện" or "xã". Extra: `id`, such as "so-y-te.quang-ngai", and `places`, the full
    names of its places outermost first: ("tỉnh Lạng Sơn", "huyện Văn Quan"), empty for a central body.
    """

    name: str
    level: str
    jurisdiction: str | None = None
    collective: bool = False
    id: str = ""
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a duty is due: ISO 8601 dates and durations; see `ingest.dates` for the grammar.

    `due` is one date, or a tuple of dates; "--03-31" is yearly, "---20" monthly. `recurrence` is ("P1Y",) and the like.
    Extra: `kind` is "scheduled", "recurring", "ongoing" or "contingent"; `unresolved` is why words that name a time
    give no date ("the year or the month is not stated"), else None.
    """

    text: str
    due: str | tuple[str, ...] | None = None
    start: str | None = None
    ongoing: bool = False
    recurrence: tuple[str, ...] | None = None
    kind: str = "contingent"
    unresolved: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A quantified aim. `upper` is the top of a range; `section` is set for aims of the plan as a whole."""

    text: str
    value: float
    unit: str
    comparator: str = "="
    upper: float | None = None
    section: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One step of a report (extra): who reports to whom, through whom; each is an agency's `id`."""

    sender: str | None
    recipient: str
    via: str | None = None


@dataclass(frozen=True, slots=True)
class Obligation:
    """A duty with a bearer that the text names.

    `bearers`, `partners`, `reports_to` and `via` are canonical names, as the guide has them; the extra `*_ids` are the
    same bodies in the same order as ids of `Record.agencies`. `heading` (extra) is the heading that names the bearer;
    `inherited` (extra) the deadline of the item above, which holds for a duty that states none.
    """

    text: str
    start: int
    end: int
    section: str
    bearers: tuple[str, ...]
    role: str
    partners: tuple[str, ...] = ()
    reports_to: tuple[str, ...] = ()
    via: str | None = None
    deadline: Deadline | None = None
    targets: tuple[Target, ...] = ()
    cites: tuple[DocumentRef, ...] = ()
    form: str | None = None
    bearer_ids: tuple[str, ...] = ()
    partner_ids: tuple[str, ...] = ()
    reports: tuple[Report, ...] = ()
    heading: str | None = None
    inherited: Deadline | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A task that nobody is given (extra): the same unit as an obligation, without a bearer."""

    text: str
    start: int
    end: int
    section: str


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that was found in one text."""

    source: str | None
    document: Document = field(default_factory=Document)
    citations: tuple[Citation, ...] = ()
    relations: tuple[Relation, ...] = ()
    agencies: tuple[Agency, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    plan_targets: tuple[Target, ...] = ()
    unassigned: tuple[Task, ...] = ()
    sha256: str = ""
    warnings: tuple[str, ...] = ()
