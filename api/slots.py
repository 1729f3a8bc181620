"""What a question says beside its names, and what of it may fill the parameters of a query: each with its place.

A slot gives what was said in the words of the question, or as the query has it ("lead", "2024-01-01"). Several things
of one kind that are joined ("Sở Y tế và Công an") are several values: the query is asked for each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property

from ingest.lexicon import fold, table

from .intents import Span, words_of_patterns
from .mentions import joined
from .said import Mention, Text
from .times import Time, find_time
from .words import document_types

_TAGS = {"document": "DOC", "plan": "PLAN", "body": "BODY", "place": "PLACE", "part": "PART", "footnote": "NOTE"}
# What says nothing by itself beside a name.
_BARE_WORDS = frozenset({"the", "so", "cua", "of", "a", "an", "law", "luat"})
_WORD = re.compile(r"[a-z0-9][a-z0-9'’]*")


@dataclass(frozen=True, slots=True)
class Said:
    """A value and where the text says it; `beside` is where the rest of it stands."""

    value: str
    start: int
    end: int
    beside: tuple[Span, ...] = ()


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
        self.time = find_time(text.left(text.folded), today)
        self.bound = _bounds().search(self.rest)
        self.words = list(self._words())
        self.flags = [*self._flags()]

    @cached_property
    def rest(self) -> str:
        """The folded text without what is named, and without the time."""
        rest = self.text.left(self.text.folded)
        return _blanked(rest, self.time) if self.time else rest

    @property
    def line(self) -> str:
        """The words in their order, tags for names, and flags for what else is said."""
        return " ".join([*(word.word for word in self.words), *self.flags])

    def places_of(self, spans: Iterable[Span]) -> set[Span]:
        """Where in the text those words stand that lie in these spans of the line."""
        at, starts = 0, []
        for word in self.words:
            starts.append((at, at + len(word.word), (word.start, word.end)))
            at += len(word.word) + 1
        wanted = list(spans)
        return {place for start, end, place in starts if any(first <= start and end <= last for first, last in wanted)}

    def _words(self) -> Iterator[Word]:
        named = [(one.start, one.end, _TAGS[one.kind]) for one in self.text.mentions]
        if self.time:
            named.append((self.time.start, self.time.end, "TIME"))
        if self.bound:
            named.append((*self.bound.span(), "NUMBER"))
        end = 0
        for start, stop, tag in [*sorted(named), (len(self.text.folded), len(self.text.folded), "")]:
            yield from _plain(self.text.folded, end, start)
            if tag:
                yield Word(tag, start, stop)
            end = stop

    def _flags(self) -> Iterator[str]:
        if not [one for one in self.words if one.word.islower() and one.word not in _BARE_WORDS]:
            yield "BARE"
        for flag, slot in _FLAGS.items():
            if self.slot(slot):
                yield flag

    def slot(self, name: str) -> Sequence[Said]:
        """What fills a slot: nothing, one value, or several that are joined."""
        return _SLOTS[name](self)

    def facets(self, *, role: bool) -> Iterator[Said]:
        """All that narrows the question down, and should find its way into the answer; a `role` only of duties."""
        yield from (Said(one.name, one.start, one.end) for one in self.text.mentions)
        if self.time:
            yield Said(self.text.said(self.time.start, self.time.end), self.time.start, self.time.end)
        for name in ("value", *(["role"] if role else []), "level", "deadline", "about"):
            yield from self.slot(name)

    def strange(self) -> list[Word]:
        """The words that no table knows: what they ask is not understood."""
        known = _known_words()
        about = [(one.start, one.end) for one in self.slot("about")]
        plain = [one for one in self.words if one.word.islower() or one.word.isdigit()]
        return [
            one
            for one in plain
            if not {one.word, one.word.removesuffix("s"), one.word.removesuffix("es")} & known
            and not words_of_patterns().fullmatch(one.word)
            and not any(start <= one.start and one.end <= end for start, end in about)
        ]

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
            return [Said(f"{body.name} {place.name}", body.start, body.end, ((place.start, place.end),))]
        return [Said(one.name, one.start, one.end) for one in found]

    def body_alone(self) -> list[Said]:
        """A body where nothing says of which plan: in a plan, the way of a report is told whole."""
        bodies = self._of("body")
        return self.bodies() if bodies and not bodies[0].open and not (self._of("plan") or self._of("place")) else []

    def issuer(self) -> list[Said]:
        """A body that may have issued a document: an open set has none."""
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
        verb = _citing().search(self.rest)
        if verb is None:
            return [], []
        before = [one for one in self.documents() if one.end <= verb.start()]
        after = [one for one in self.documents() if one.start >= verb.end()]
        # "has anyone cited X" is no passive
        if verb["passive"] or (verb["english"] and (before or _BY.match(self.rest, verb.end()))):
            before, after = after, before
        return before[-1:], after[:1]

    def implemented(self) -> list[Said]:
        """The document after a word that says that another implements it."""
        verb = _implementing().search(self.rest)
        return [one for one in self.documents() if verb and one.start >= verb.end()][:1]

    def comparator(self) -> list[Said]:
        if self.bound is None:
            return []
        rows = table("questions")["comparators"].items()
        said = self.bound["words"] or self.bound["after"]
        return [Said(next(sign for sign, words in rows if said in words), *self.bound.span())]

    def least(self) -> list[Said]:
        """The bound as a least number: more than one is at least two."""
        above = 1 if self.bound and self.comparator()[0].value == ">" else 0
        return [Said(str(int(float(one.value)) + above), one.start, one.end) for one in self.value()]

    def value(self) -> list[Said]:
        return [Said(_number(self.bound["number"] or self.bound["counted"]), *self.bound.span())] if self.bound else []

    def limit(self) -> list[Said]:
        match = _limits().search(self.rest)
        return [Said(_number(match["number"]), *match.span("number"))] if match else []

    def role(self) -> list[Said]:
        """The role that is asked for, but for one that is taken back."""
        taken_back = _negated().search(self.rest)
        rest = self.rest if taken_back is None else _without(self.rest, *taken_back.span())
        found = list(_in_table(rest, "roles"))
        return found if len({one.value for one in found}) == 1 else []

    def deadline(self) -> list[Said]:
        """The class of deadline, unless it is only said to be among others."""
        return [] if _included().search(self.rest) else list(_in_table(self.rest, "deadlines"))[:1]

    def types(self) -> list[Said]:
        """The types of documents that are asked for, as one value."""
        found = [Said(document_types()[one[1]][0], *one.span(1)) for one in _type_words().finditer(self.rest)]
        found = [one for one in found if one.value != "Văn bản"]
        return _as_one(found)

    def relations(self) -> list[Said]:
        found = sorted(_in_table(self.rest, "relations"), key=lambda one: one.start)
        return _as_one(found)

    def about(self) -> list[Said]:
        """What a duty or a document is to be about: in quotes, or after words that say so."""
        match = _ABOUT.search(self.rest) or _QUOTED.search(self.rest)
        if match is None:
            return []
        start = match.start("about")
        said = _TRAILING.sub("", match["about"])
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

    def day(self, first: bool) -> list[Said]:
        time = self.time
        return [Said((time.first if first else time.last).isoformat(), time.start, time.end)] if time else []


def _plans(places: Iterable[Said]) -> list[Said]:
    return [replace(place, value=f"Kế hoạch {place.value}") for place in places]


def _as_one(found: Sequence[Said]) -> list[Said]:
    """Several values of one parameter, as a query takes them."""
    value = "|".join(dict.fromkeys(one.value for one in found))
    return [Said(value, found[0].start, found[-1].end)] if found else []


def _blanked(text: str, time: Time) -> str:
    return _without(text, time.start, time.end)


def _without(text: str, start: int, end: int) -> str:
    return text[:start] + "¦" * (end - start) + text[end:]


def _plain(folded: str, start: int, end: int) -> Iterator[Word]:
    for match in _WORD.finditer(folded, start, end):
        if folded[match.start() - 1 : match.start()] not in ("'", "’") or match.group() != "s":
            yield Word(re.split("['’]", match.group())[0], *match.span())


def _number(said: str) -> str:
    return str(table("questions")["numbers"].get(said, said)).replace(",", ".")


def _in_table(rest: str, name: str) -> Iterator[Said]:
    """For each row of the table whose words are said, its name and where."""
    for value, words in table("questions")[name].items():
        if match := re.search(rf"(?<!\w)(?:{_any(words)})(?!\w)", rest):
            yield Said(value, *match.span())


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def _known_words() -> frozenset[str]:
    """The words of all tables but for those of names."""
    rows = table("questions")
    tables = (
        rows[name] for name in ("comparators", "roles", "deadlines", "relations", "levels", "citing", "negations")
    )
    said = [word for one in tables for words in one.values() for word in words] + list(rows["levels_of"])
    said += [*rows["numbers"], *rows["plain"], *document_types(), *rows["implementing"], *rows["included"]]
    said += [word for words in rows["levels_of"].values() for word in words]
    return frozenset(part for one in said for part in fold(one).replace("-", " ").split())


@cache
def _numbers() -> str:
    return rf"\d{{1,9}}(?:[.,]\d{{1,3}})?|{_any(table('questions')['numbers'])}"


@cache
def _bounds() -> re.Pattern[str]:
    """ "at least three", "trên 95%", "all five", "3 … trở lên", "two or more"."""
    words = _any(word for said in table("questions")["comparators"].values() for word in said)
    share = r"(?:\s?(?:%|phan tram|per ?cent))?"
    before = rf"(?P<words>{words}) (?P<number>{_numbers()})(?!\w){share}"
    sign = "(?P<after>tro len|or more|tro xuong|or less|or fewer)"
    after = rf"(?:tu )?(?P<counted>{_numbers()}){share}(?: \w+){{0,2}}? {sign}"
    return re.compile(rf"(?<!\w)(?:{after}|{before})(?!\w)")


@cache
def _limits() -> re.Pattern[str]:
    nouns = "co quan|don vi|nhom|bodies|agencies|departments|body"
    most = r"(?=.{0,80}(?<!\w)(?:nhat|most)(?!\w))"
    return re.compile(rf"(?<!\w)(?:top )?(?P<number>{_numbers()}) (?:{nouns})(?!\w){most}")


@cache
def _negated() -> re.Pattern[str]:
    words = _any(table("questions")["negations"]["words"])
    roles = _any(word for said in table("questions")["roles"].values() for word in said)
    return re.compile(rf"(?<!\w)(?:{words}) (?:{roles})(?!\w)")


@cache
def _included() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any(table('questions')['included'])})(?!\w)")


@cache
def _citing() -> re.Pattern[str]:
    words = table("questions")["citing"]
    vietnamese = rf"(?P<passive>duoc (?:\w+ ){{0,8}}?)?(?:{_any(words['active_or_passive'])})"
    passive = rf"(?:{_any(words['passive'])})"
    active = rf"(?:{_any(words['active'])})"
    return re.compile(rf"(?<!\w)(?:{vietnamese}|(?P<english>{passive})|{active})(?!\w)")


@cache
def _implementing() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any(table('questions')['implementing'])})(?!\w)")


@cache
def _type_words() -> re.Pattern[str]:
    """A type of documents, in English in the plural too; the word for any of them is none."""
    return re.compile(rf"(?<!\w)({_any(word for word in document_types() if len(word) > 2)})(?:s|es)?(?!\w)")


_NOUNS = (
    r"van ban|ke hoach|quyet dinh|chi thi|tai lieu|nhiem vu|viec|cong viec|trach nhiem|chi tieu"
    r"|documents?|plans?|texts?|decisions?|dut(?:y|ies)|tasks?|obligations?|work|targets?|anything|something"
)
_OF = "noi ve|lien quan den|lien quan toi|de cap den|ve viec|ve|about|concern|concerning|regarding|related to|on"
_ENDS = "in|under|of the|from|due|before|by|trong ke|o|tai|truoc|den han|cua|la|thuoc|for|do|is|are"
_ABOUT = re.compile(
    rf"(?<!\w)(?:{_NOUNS})(?: \w+){{0,4}}? (?:{_OF}) (?!(?:viec )?(?:gi|dau|ai|nao|what|which)\b)"
    rf"(?P<about>(?:(?! (?:{_ENDS}) )[^¦?!.;])+)"
)
_BY = re.compile(r" (?:in|by|under|within|trong|o|tai)(?!\w)")
_TRAILING = re.compile(r"(?:(?<!\w)(?:trong|cua|o|tai|theo|in|of|the|for|at|under|by)(?!\w)|[ ?.!,\"”'’])+$")
_QUOTED = re.compile(r"[\"“«](?P<about>[^\"”»¦]{2,80})[\"”»]")
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
    "body_alone": Found.body_alone,
    "issuer": Found.issuer,
    "place": lambda found: found.named("place"),
    "place_plan": Found.place_plan,
    "set_plan": Found.set_plan,
    "from": lambda found: found.day(first=True),
    "to": lambda found: found.day(first=False),
    "year": Found.year,
    "comparator": Found.comparator,
    "value": Found.value,
    "least": Found.least,
    "limit": Found.limit,
    "role": Found.role,
    "level": lambda found: list(_in_table(found.rest, "levels_of"))[:1],
    "deadline": Found.deadline,
    "types": Found.types,
    "relations": Found.relations,
    "about": Found.about,
}
