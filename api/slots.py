"""What a question says beside its names, and what of it may fill the parameters of a query: each with its place.

A slot gives what was said in the words of the question, or as the query has it ("lead", "2024-01-01"). Several things
of one kind that are joined ("Sở Y tế và Công an") are several values: the query is asked for each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from ingest.lexicon import table

from . import wordings
from .amounts import find_bound, find_limit, in_figures
from .belonging import joined
from .intents import words_of_patterns
from .said import Mention, Said, Span, Text
from .times import Time, find_time
from .words import document_types

_TAGS = {"document": "DOC", "plan": "PLAN", "body": "BODY", "place": "PLACE", "part": "PART", "footnote": "NOTE"}
_WORD = re.compile(r"[a-z0-9][a-z0-9'’]*")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the question, or the tag of what stands there."""

    word: str
    start: int
    end: int


class Found:
    """A question taken apart: what it names, when, and the words that are left."""

    def __init__(self, text: Text, today: date) -> None:
        self.text = text
        self._filled: dict[str, Sequence[Said]] = {}
        self.time = find_time(text.left(text.folded), today)
        self.bound = find_bound(self.rest)
        self.words = list(self._words())
        self.flags = [*self._flags()]

    @cached_property
    def rest(self) -> str:
        """The folded text without what is named, and without the time."""
        rest = self.text.left(self.text.folded)
        return _blanked(rest, self.time) if self.time else rest

    @cached_property
    def line(self) -> str:
        """The words in their order, tags for names, and flags for what else is said."""
        return " ".join([*(word.word for word in self.words), *self.flags])

    def places_of(self, spans: Iterable[Span]) -> set[Span]:
        """Where in the text those words stand that lie in these spans of the line; a name is read by what takes it."""
        at, starts = 0, []
        for word in self.words:
            if not word.word.isupper():
                starts.append((at, at + len(word.word), (word.start, word.end)))
            at += len(word.word) + 1
        wanted = list(spans)
        return {place for start, end, place in starts if any(first <= start and end <= last for first, last in wanted)}

    def _words(self) -> Iterator[Word]:
        named = [(one.start, one.end, _TAGS[one.kind]) for one in self.text.mentions]
        if self.time:
            named.append((self.time.start, self.time.end, "EDITION" if self.plans_year() else "TIME"))
        if self.bound.span:
            named.append((*self.bound.span, "NUMBER"))
        end = 0
        for start, stop, tag in [*sorted(named), (len(self.text.folded), len(self.text.folded), "")]:
            yield from _plain(self.text.folded, end, start)
            if tag:
                yield Word(tag, start, stop)
            end = stop

    def _flags(self) -> Iterator[str]:
        if not [one for one in self.words if one.word.islower() and one.word not in table("questions")["bare"]]:
            yield "BARE"
        for flag, slot in _FLAGS.items():
            if self.slot(slot):
                yield flag

    def slot(self, name: str) -> Sequence[Said]:
        """What fills a slot: nothing, one value, or several that are joined."""
        if name not in self._filled:
            self._filled[name] = _SLOTS[name](self)
        return self._filled[name]

    def facets(self, *, role: bool) -> Iterator[Said]:
        """All that narrows the question down, and should find its way into the answer; a `role` only of duties."""
        yield from (Said(one.name, one.start, one.end) for one in self.text.mentions)
        if self.time:
            yield Said(self.text.said(self.time.start, self.time.end), self.time.start, self.time.end)
        for name in ("value", *(["role"] if role else []), "level", "deadline", "about", "context"):
            yield from self.slot(name)

    @cached_property
    def strange(self) -> list[Word]:
        """The words that no table knows: what they ask is not understood."""
        known = wordings.known_words()
        about = [(one.start, one.end) for one in (*self.slot("about"), *self.slot("context"))]
        plain = [one for one in self.words if one.word.islower() or one.word.isdigit()]
        return [
            one
            for one in plain
            if not {one.word, one.word.removesuffix("s"), one.word.removesuffix("es")} & known
            and not words_of_patterns().fullmatch(one.word)
            and not any(start <= one.start and one.end <= end for start, end in about)
        ]

    @cached_property
    def telling(self) -> list[Word]:
        """The words that are known, and that a question without them would not ask the same."""
        unknown, plain = self.strange, wordings.plain_words()
        said: list[Word | Said] = [*unknown, *self.slot("about"), *self.slot("context")]
        return [
            one
            for one in self.words
            if one.word.islower()
            and not {one.word, one.word.removesuffix("s"), one.word.removesuffix("es")} & plain
            and not any(other.start <= one.start and one.end <= other.end for other in said)
        ]

    @cached_property
    def negations(self) -> list[Word]:
        """The words that take back what follows them: no "không" at the end of a question, and no "Decision no 5"."""
        said = self.text.left().lower()
        found = []
        for match in wordings.negating().finditer(said):
            rest = self.text.folded[match.end() :]
            asks = wordings.OR.search(said, 0, match.start()) or (
                not re.match(r" \w", rest) or wordings.PARTICLE.match(rest)
                if match["before"]
                else re.match(r" \d", rest)
            )
            in_time = self.time and self.time.start <= match.start() and match.end() <= self.time.end
            if not asks and not in_time:
                found.append(Word(match.group(), *match.span()))
        return found

    # Slots

    def named(self, *kinds: str) -> list[Said]:
        """The first mention of the first of these kinds that there is, with those that are joined to it."""
        mentions = next((some for kind in kinds if (some := self._of(kind))), [])
        return [Said(one.name, one.start, one.end) for one in joined(self.text, mentions)]

    def _of(self, kind: str) -> list[Mention]:
        return [one for one in self.text.mentions if one.kind == kind]

    def documents(self) -> list[Said]:
        """Documents and plans, a plan first: it is what leads to the other."""
        found = [one for one in self.text.mentions if one.kind in ("document", "plan")]
        return [Said(one.name, one.start, one.end) for one in sorted(found, key=lambda one: one.kind != "plan")]

    def asked(self) -> list[Said]:
        """The document that stands first: what follows it tells which one is meant."""
        first = next((one for one in self.text.mentions if one.kind in ("document", "plan")), None)
        return self.named(first.kind) if first else []

    def bodies(self) -> list[Said]:
        """Bodies with their place, which may stand elsewhere in the question if it is the only one there."""
        found = joined(self.text, self._of("body"))
        places = self._of("place")
        if len(found) == 1 and len(places) == 1 and not found[0].place and "." not in found[0].name:
            (body,), (place,) = found, places
            level = place.name.split(" ", 1)[0]  # "ở huyện Bạch Thông, ai báo cáo UBND huyện" is of no "huyện huyện"
            name = f"{body.name.removesuffix(f' {level}')} {place.name}"
            return [Said(name, body.start, body.end, ((place.start, place.end),))]
        return [Said(one.name, one.start, one.end) for one in found]

    def bearers_place(self) -> list[Said]:
        """The place of whoever bears a duty, unless a body is named with its own: another place is then none of it."""
        return [] if any(one.place for one in self._of("body")) else self.named("place")

    def body_alone(self) -> list[Said]:
        """A body where nothing says of which plan: in a plan, the way of a report is told whole."""
        bodies = self._of("body")
        return self.bodies() if bodies and not bodies[0].open and not (self._of("plan") or self._of("place")) else []

    def reported_to(self) -> list[Said]:
        """A body that reports go to or through, which the rest of its plan does not tell of."""
        body = next(iter(self._of("body")), None)
        return self.bodies() if body and not body.open and self._side(body) in ("recipient", "via") else []

    def report_side(self) -> list[Said]:
        """What the body does with the reports that are asked for."""
        asked = self.body_alone() or self.reported_to()
        side = self._side(self._of("body")[0]) if asked else None
        return [Said(side, asked[0].start, asked[0].end)] if side else []

    def _side(self, body: Mention) -> str | None:
        said = self.text.folded[: body.start], self.text.folded[body.end :]
        return next((side for side, shapes in wordings.REPORT_SIDES for shape in shapes if shape(*said)), None)

    def both_plans(self) -> list[Said]:
        """Two plans that have something in common, or the plans of two places."""
        found = self.named("plan") or self.place_plan()
        return found if len(found) == 2 else []

    def one_body(self) -> list[Said]:
        """A body that is no open set: such a one issues no document, and "95% cơ sở y tế" are not who must reach it."""
        return [] if any(one.open for one in self._of("body")) else self.bodies()

    def set_plan(self) -> list[Said]:
        body = next(iter(self._of("body")), None)
        return _plans([Said(body.place, body.start, body.end)]) if body and body.open and body.place else []

    def place_plan(self) -> list[Said]:
        """The plan of a place that is named, of the year that is."""
        places = self.named("place")
        year = next(iter(self.year()), None)
        if year:
            beside = ((year.start, year.end),)
            places = [replace(one, value=f"{year.value} {one.value}", beside=beside) for one in places]
        return _plans(places)

    def citing(self) -> tuple[list[Said], list[Said]]:
        """(the document that cites, the document that is cited), whichever the question names."""
        verb = wordings.citing().search(self.rest)
        if verb is None:
            return [], []
        before = [one for one in self.documents() if one.end <= verb.start()]
        after = [one for one in self.documents() if one.start >= verb.end()]
        if before and not after and wordings.INSIDE.search(self.text.folded, 0, before[-1].start):
            return before[-1:], []  # "in the plan of X, which laws are cited?"
        # "has anyone cited X" is no passive; "citations in X" are of what X cites
        if verb["passive"] or (verb["english"] and before) or (not before and wordings.BY.match(self.rest, verb.end())):
            before, after = after, before
        return before[-1:], after[:1]

    def implemented(self) -> list[Said]:
        """The document after a word that says that another implements it."""
        verb = wordings.implementing().search(self.rest)
        return [one for one in self.documents() if verb and one.start >= verb.end()][:1]

    def role(self) -> list[Said]:
        """The role that is asked for, but for one that is taken back."""
        rest = wordings.not_roles().sub(_blank, self.rest)
        taken_back = wordings.negated().search(rest)
        rest = rest if taken_back is None else _without(rest, *taken_back.span())
        found = list(_in_table(rest, "roles"))
        if taken_back:
            found = [replace(one, beside=(*one.beside, taken_back.span())) for one in found]
        return found if len({one.value for one in found}) == 1 else []

    def deadline(self) -> list[Said]:
        """The classes of deadlines, unless they are only said to be among others."""
        return [] if wordings.included().search(self.rest) else _as_one(list(_in_table(self.rest, "deadlines")))

    def recurrence(self) -> list[Said]:
        """How often what is asked for recurs."""
        return [] if wordings.included().search(self.rest) else _as_one(list(_in_table(self.rest, "recurrences")))

    def level(self) -> list[Said]:
        return _as_one(list(_in_table(self.rest, "levels_of")))

    def kind_of_place(self) -> list[Said]:
        return _as_one(list(_in_table(self.rest, "kinds_of_places")))

    def load(self) -> list[Said]:
        """The number of a load."""
        match = wordings.load().search(self.rest)
        return [in_figures(Said(match["number"] or "1", *match.span()))] if match else []

    def types(self) -> list[Said]:
        """The types of documents that are asked for, as one value."""
        return _as_one(self._types())

    @cached_property
    def narrowing(self) -> list[Said]:
        """What narrows the question down, unless the query tells of it anyway: types, but that of plans, as every text
        that is asked for may be one; and what is first or last."""
        types = [one for one in self._types() if one.value != "Kế hoạch"]
        return [*types, *(Said(one.group(), *one.span()) for one in wordings.narrowing().finditer(self.rest))]

    def _types(self) -> list[Said]:
        found = (Said(document_types()[one[1]][0], *one.span()) for one in wordings.type_words().finditer(self.rest))
        return [one for one in found if one.value != "Văn bản"]

    def relations(self) -> list[Said]:
        found = sorted(_in_table(self.rest, "relations"), key=lambda one: one.start)
        return _as_one(found)

    def about(self) -> list[Said]:
        """What a duty or a document is to be about: in quotes, or after words that say so."""
        return self._subject(
            wordings.ABOUT.search(self.rest) or wordings.QUOTED.search(self.rest) or wordings.WHO_DOES.search(self.rest)
        )

    def context(self) -> list[Said]:
        """In what matter somebody is asked about, which is no more than what most of the texts are about."""
        return [] if self.about() else self._subject(wordings.CONTEXT.search(self.rest))

    def _subject(self, match: re.Match[str] | None) -> list[Said]:
        if match is None:
            return []
        start = match.start("about")
        said = wordings.TRAILING.sub("", match["about"])
        if not re.search(r"\w", said):
            return []
        return [Said(self.text.said(start, start + len(said)), start, start + len(said))]

    def year(self) -> list[Said]:
        """The year, when the time is a whole one."""
        time = self.time
        whole = time and (time.first.month, time.first.day, time.last.month, time.last.day) == (1, 1, 12, 31)
        if not time or not whole or time.first.year != time.last.year:
            return []
        return [Said(str(time.first.year), time.start, time.end)]

    def plans_year(self) -> list[Said]:
        """The year of the plans that are meant, and not of what is due: "theo kế hoạch năm 2024", "the 2024 plan"."""
        year = self.year()
        folded = self.text.folded
        of_plans = year and (wordings.PLANS.search(folded, 0, year[0].start) or folded.startswith(" plan", year[0].end))
        return year if of_plans else []

    def begins(self) -> list[Said]:
        """The year that duties begin in, which is no time by which they are due."""
        match = wordings.BEGINS.search(self.text.left(self.text.folded))
        if match is None or self.time is None:
            return []
        start, end = min(match.start(), self.time.start), max(match.end(), self.time.end)
        return [Said(match["year"] or match["year_"], start, end)]

    def day(self, first: bool) -> list[Said]:
        time = None if self.plans_year() or self.begins() else self.time
        return [Said((time.first if first else time.last).isoformat(), time.start, time.end)] if time else []


def _plans(places: Iterable[Said]) -> list[Said]:
    return [replace(place, value=f"Kế hoạch {place.value}") for place in places]


def _as_one(found: Sequence[Said]) -> list[Said]:
    """Several values of one parameter, as a query takes them."""
    value = "|".join(dict.fromkeys(one.value for one in found))
    spans = tuple(span for one in found for span in ((one.start, one.end), *one.beside))
    return [Said(value, *spans[0], spans[1:])] if found else []


def _blanked(text: str, time: Time) -> str:
    return _without(text, time.start, time.end)


def _without(text: str, start: int, end: int) -> str:
    return text[:start] + "¦" * (end - start) + text[end:]


def _plain(folded: str, start: int, end: int) -> Iterator[Word]:
    for match in _WORD.finditer(folded, start, end):
        if folded[match.start() - 1 : match.start()] not in ("'", "’") or match.group() != "s":
            yield Word(re.split("['’]", match.group())[0], *match.span())


def _in_table(rest: str, name: str) -> Iterator[Said]:
    """For each row of the table whose words are said, its name and where; "không có hạn" is not "có hạn"."""
    rows = [(value, [match.span() for match in shape.finditer(rest)]) for value, shape in wordings.rows(name)]
    spans = {span for _, own in rows for span in own}
    for value, found in rows:
        own = [one for one in found if not any(_inside(one, other) for other in spans)]
        if own:
            yield Said(value, *own[0], tuple(own[1:]))


def _inside(one: Span, other: Span) -> bool:
    return one != other and other[0] <= one[0] and one[1] <= other[1]


def _blank(match: re.Match[str]) -> str:
    return "¦" * len(match.group())


_FLAGS = {
    "ABOUT": "about", "CITES": "citing", "CITED": "cited", "ROLE": "role", "LEVEL": "level", "CLASS": "deadline",
    "TYPE": "types", "IMPLEMENTS": "implemented", "YEAR": "year",
}  # fmt: skip
_SLOTS: Mapping[str, Callable[[Found], Sequence[Said]]] = {
    "document": lambda found: found.named("document", "plan"),
    "only_document": lambda found: found.named("document"),
    "plan": lambda found: found.named("plan", "document"),
    "only_plan": lambda found: found.named("plan"),
    "first": lambda found: found.documents()[:1],
    "second": lambda found: found.documents()[1:2],
    "asked": Found.asked,
    "citing": lambda found: found.citing()[0],
    "cited": lambda found: found.citing()[1],
    "implemented": Found.implemented,
    "part": lambda found: found.named("part"),
    "note": lambda found: found.named("footnote"),
    "body": Found.bodies,
    "bearers_place": Found.bearers_place,
    "body_alone": Found.body_alone,
    "reported_to": Found.reported_to,
    "report_side": Found.report_side,
    "one_plan": lambda found: found.both_plans()[:1],
    "other_plan": lambda found: found.both_plans()[1:],
    "issuer": Found.one_body,
    "one_body": Found.one_body,
    "place": lambda found: found.named("place"),
    "place_plan": Found.place_plan,
    "set_plan": Found.set_plan,
    "from": lambda found: found.day(first=True),
    "to": lambda found: found.day(first=False),
    "year": Found.year,
    "plans_year": Found.plans_year,
    "comparator": lambda found: found.bound.comparator(),
    "value": lambda found: found.bound.value(),
    "upper": lambda found: found.bound.upper(),
    "least": lambda found: found.bound.least(),
    "most": lambda found: found.bound.most(),
    "limit": lambda found: find_limit(found.rest),
    "role": Found.role,
    "level": Found.level,
    "kind_of_place": Found.kind_of_place,
    "load": Found.load,
    "deadline": Found.deadline,
    "recurrence": Found.recurrence,
    "begins": Found.begins,
    "types": Found.types,
    "relations": Found.relations,
    "about": Found.about,
    "context": Found.context,
}
