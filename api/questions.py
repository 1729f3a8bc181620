"""Questions in Vietnamese or English, read into a named query with its parameters: no guess is hidden.

    read_question("what does the Department of Health of Quảng Ngãi owe before 30/11/2024?", today)
    → deadlines_between · from 1945-09-02 · to 2024-11-30 · agency Sở Y tế Quảng Ngãi

First slips are mended (`api.mending`), then it is found what a question names (`api.mentions`) and says else
(`api.slots`, `api.times`); what is left are words, which tell the query (`api.intents`). A name is looked up only then,
so that of several things of one name the candidates are told. Whatever was found and is no parameter of the query, and
every word that no table knows, is said to be left out.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from itertools import islice, product
from typing import Any

from graph.queries import Query, load_queries
from graph.store import Store
from ingest.errors import AmbiguousNameError, InputError, UnknownNameError, UnreadQuestionError
from ingest.lexicon import table

from . import lookup
from .ask import Answer, ask, names_agency, names_document, names_place
from .intents import Intent, intents
from .mending import Mended, mend
from .mentions import find_mentions
from .said import Said, Span
from .slots import Found, Word
from .spellings import Spelling, vocabulary
from .times import ZONE_OF_TODAY as ZONE

UNREAD = "This question is not understood; ask one like those that are listed, or ask a query by its name."
# Characters of a question at most, and how often one question asks a query at most.
LONGEST, MOST_ASKED = 500, 6


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the question: where it stands, what it says, and what it was read as."""

    start: int
    end: int
    text: str
    parameter: str | None = None
    read: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was read: a query, and the parameters that it is asked with, once or for each of several things.

    `understood` are the parts that became parameters, `mended` the slips that were read as another word, `left_out`
    what the query has no parameter for and what is not understood.
    """

    query: Query
    given: tuple[Mapping[str, str], ...]
    understood: tuple[Piece, ...]
    mended: tuple[Piece, ...]
    left_out: tuple[Piece, ...]
    read: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answers: one for each time that its query was asked, and their rows without repetition."""

    question: Question
    answers: tuple[Answer, ...]
    rows: list[dict[str, Any]]

    @property
    def more(self) -> bool:
        """Whether there may be more rows than these, as a list has only so many at a time."""
        return any(len(one.rows) == one.parameters["limit"] for one in self.answers if "limit" in one.parameters)


def answer(store: Store, question: str, choose: Collection[str] = (), today: date | None = None) -> Asked:
    """Read a question and ask the graph. `choose` are ids of those that are meant where a name is that of several.

    Raises InputError for a question that is too long; UnreadQuestionError; AmbiguousNameError and UnknownNameError with
    what was read in `asked`; StoreError.
    """
    read = read_question(question, today or datetime.now(UTC).astimezone(ZONE).date(), lookup.spellings(store))
    try:
        answers = tuple(ask(store, read.query.name, _looked_up(store, read, given, choose)) for given in read.given)
    except UnknownNameError as error:
        error.asked = {"query": read.query.name, "parameters": [dict(given) for given in read.given]}
        raise
    rows = {repr(row): row for one in answers for row in one.rows}
    return Asked(read, answers, list(rows.values()))


def command(query: Query, parameters: Mapping[str, object]) -> str:
    """The command that asks a query by name."""
    values = (f"--{name} {shlex.quote(str(value))}" for name, value in parameters.items())
    return " ".join(["nghiavu query", query.name, *values])


def parameters_of(asked: Asked) -> list[dict[str, object]]:
    """What each time was asked with, of what the question said: names are ids here."""
    both = zip(asked.question.given, asked.answers, strict=True)
    return [{name: _said(one.parameters[name]) for name in given} for given, one in both]


def _said(value: object) -> object:
    """A value as it is said by name, where it would not be read again as Python writes it."""
    return str(value).lower() if isinstance(value, bool) else value


def _looked_up(store: Store, read: Question, given: Mapping[str, str], choose: Collection[str]) -> dict[str, str]:
    """The parameters with ids for names that would not be looked up as the question means them."""
    found = dict(given)
    for parameter in read.query.parameters:
        name = given.get(parameter.name)
        if name is None or not (names_document(parameter) or names_agency(parameter) or names_place(parameter)):
            continue
        kind = "document" if names_document(parameter) else "agency" if names_agency(parameter) else "place"
        found[parameter.name] = _chosen(store, kind, name, choose, read=read.read)
    return found


def _chosen(store: Store, kind: str, name: str, choose: Collection[str], *, read: bool) -> str:
    """The id or name to look up; of several things of this name the one that was chosen, or whose text was read."""
    try:
        if kind == "document":
            return str(lookup.document(store, name)["id"])
        if kind == "place":
            return str(lookup.place(store, name)["id"])
        lookup.agency_or_name(store, name)
    except AmbiguousNameError as error:
        found = [row for row in error.candidates if row["id"] in choose]
        if not found and read:
            found = [row for row in error.candidates if row.get("status") == "ingested"]
        if len(found) != 1:
            raise
        return str(found[0]["id"])
    return name


def read_question(question: str, today: date, names: Sequence[Spelling] = ()) -> Question:
    """The query that a question asks, and with what. `names` are those of the graph.

    Raises InputError for a question that is too long, UnreadQuestionError.
    """
    if len(question) > LONGEST:
        raise InputError(f"A question has at most {LONGEST} characters, and this one has {len(question)}.")
    mended = mend(question, vocabulary())
    text = find_mentions(mended.text, names)
    found = Found(text, today)
    reading = None if _refused(found) else _best(found)
    if reading is None:
        raise UnreadQuestionError(UNREAD, answers())
    return reading.told(question, mended)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A question as an intent reads it: for each parameter the values, and the places that it reads."""

    intent: Intent
    found: Found
    filled: Mapping[str, Sequence[Said]]
    spans: frozenset[Span]

    @property
    def left(self) -> list[Said]:
        """What narrows the question down, and is not read."""
        narrowing = (one for one in self.found.narrowing if not self._is_subject(one))
        said = (*self.found.facets(role=self.intent.family == "duties"), *narrowing)
        return [one for one in said if not self.reads(one.start, one.end)]

    def _is_subject(self, said: Said) -> bool:
        """Whether the words are those of what the query tells anyway: reports, of who reports to whom."""
        words = self.found.text.folded[said.start : said.end].split()
        return all(self.intent.words.fullmatch(word) for word in words)

    @property
    def strange(self) -> list[Word]:
        """The words that no table knows, and are not read."""
        return [one for one in self.found.strange if not self.reads(one.start, one.end)]

    @property
    def beside(self) -> list[Word]:
        """The words that ask for something else than this query tells."""
        return [
            one
            for one in self.found.telling
            if not self.intent.words.fullmatch(one.word) and not self.reads(one.start, one.end)
        ]

    def reads(self, start: int, end: int) -> bool:
        return any(first <= start and end <= last for first, last in self.spans)

    def told(self, question: str, mended: Mended) -> Question:
        def piece(start: int, end: int, *read: str) -> Piece:
            place = mended.place(start, end)
            return Piece(*place, question[slice(*place)], *read)

        understood = [
            piece(*span, name, one.value)
            for name, values in self.filled.items()
            for one in values
            for span in ((one.start, one.end), *one.beside)
        ]
        unread: list[Said | Word] = [*self.left, *self.strange, *self.beside]
        more = {span for one in self.left for span in one.beside}
        left = _runs(self.found.text.text, {(one.start, one.end) for one in unread} | more)
        return Question(
            load_queries()[self.intent.query],
            tuple(islice(self._given(), MOST_ASKED)),
            tuple(sorted(understood, key=lambda one: (one.start, one.end))),
            tuple(Piece(one.start, one.end, question[one.start : one.end], None, one.read) for one in mended.mends),
            tuple(piece(*place) for place in left),
            self.intent.read,
        )

    def _given(self) -> Iterator[dict[str, str]]:
        """What is given each time: one value of each parameter."""
        for values in product(*self.filled.values()):
            yield dict(self.intent.gives) | dict(zip(self.filled, (one.value for one in values), strict=True))


def _runs(text: str, spans: Collection[Span]) -> list[Span]:
    """The spans in their order, those as one that only a blank parts."""
    runs: list[Span] = []
    for start, end in sorted(spans):
        if runs and not text[runs[-1][1] : start].strip() and start <= runs[-1][1] + 1:
            first, last = runs.pop()
            start, end = first, max(last, end)  # noqa: PLW2901 - the run goes on
        runs.append((start, end))
    return runs


def _best(found: Found) -> _Reading | None:
    """The first intent that the question fits; of its family the one that leaves least out."""
    readings = [one for intent in intents() if (one := _read_as(intent, found)) is not None]
    if not readings:
        return None
    family = readings[0].intent.family
    kin = [one for one in readings if family and one.intent.family == family] or readings[:1]
    return min(kin, key=lambda one: (len(one.left), len(one.beside)))


def _read_as(intent: Intent, found: Found) -> _Reading | None:
    """The question as an intent reads it; None when it does not fit, or what the query needs is not said."""
    said = intent.fits(found.line)
    if said is None:
        return None
    filled, spans = {}, found.places_of(said)
    for name, slots in intent.takes.items():
        values = next((values for slot in slots if (values := found.slot(slot))), ())
        if values:
            filled[name] = values
            spans |= {span for one in values for span in ((one.start, one.end), *one.beside)}
    needed = (one.name for one in load_queries()[intent.query].parameters if one.required)
    reading = _Reading(intent, found, filled, frozenset(spans))
    if any(name not in filled and name not in intent.gives for name in needed):
        return None
    if any(not reading.reads(one.start, one.end) for one in found.negations):
        return None  # without it, it would be the contrary that is answered
    if intent.strict:
        return None if reading.strange or reading.beside else reading
    return None if len(reading.strange) > table("questions")["most_strange"] else reading


def _refused(found: Found) -> bool:
    """Whether the question asks for what no query of any graph tells: reasons, advice, or that something be done."""
    return bool(_refusing().search(found.rest))


@cache
def _refusing() -> re.Pattern[str]:
    rows = table("questions")["refused"]
    start, polite, anywhere, end = (
        "|".join(map(re.escape, rows[name])) for name in ("start", "polite", "anywhere", "end")
    )
    return re.compile(rf"^(?:(?:{polite})[,:]? )*(?:{start})(?!\w)|(?<!\w)(?:{anywhere})(?!\w)|(?<!\w)(?:{end})\W*$")


@cache
def answers() -> tuple[dict[str, object], ...]:
    """What can be asked in words, each query with its titles and examples."""
    examples: dict[str, list[str]] = {}
    for intent in intents():
        examples.setdefault(intent.query, []).extend(example.ask for example in intent.examples)
    queries = load_queries()
    return tuple(
        {"query": name, "title": queries[name].title, "title_vi": queries[name].title_vi, "examples": asked}
        for name, asked in examples.items()
    )
