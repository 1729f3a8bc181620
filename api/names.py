"""What a person means who types a name: the pure half of the look-up.

A text is folded (no tone marks, lower case) and read once as a document (type, number, date, words) and once as a body
(name, place). Nothing here knows the graph; `api.lookup` asks it for candidates and lets `same_document` and
`same_agency` judge them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ingest.lexicon import fold, number_spelling, words_of

from .words import CONNECTORS, MONTHS, NUMBER_WORDS, document_types, expand, kind_words, level_words

# "121/2020/QH14", "06/QĐ-TTg", "28 CT/TW", "20/CT-TW", "98 / KH - UBND": digits, perhaps a year, then a symbol with at
# least one "/" or "-" somewhere, so that "28 September" is no number.
_NUMBER = re.compile(
    r"(?<![\w/-])(?P<count>\d{1,5})(?=[\s/-])(?=[^,;]{0,30}[/-])"
    r"(?:\s?/\s?(?P<year>(?:19|20)\d\d)(?!\d))?"
    r"(?:\s?[/-]\s?|\s)(?P<symbol>[a-z][a-z0-9]{0,14}(?:\s?[-/&]\s?[a-z][a-z0-9]{0,14}){0,4})(?![\w/])"
)
# What is left of a number when its symbol is not known: "so 1534", "121/2020".
_BARE = re.compile(
    r"(?:\b(?:so|no\.?|number)\s?(?P<said>\d{1,5})(?![\w/])"
    r"|(?<![\w/-])(?P<count>\d{1,5})\s?/\s?(?P<year>(?:19|20)\d\d)(?![\w/]))"
)
_DAY = r"(?P<d>0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?P<m>0?[1-9]|1[0-2])"
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_NAMED_MONTH = "(?P<name>" + "|".join(MONTHS) + ")"
_DATES = tuple(
    re.compile(r"(?<![\w/-])" + shape + r"(?![\w/-])")
    for shape in (
        rf"(?:ngay )?{_DAY}\s?[/.-]\s?{_MONTH}\s?[/.-]\s?{_YEAR}",
        rf"(?:ngay )?{_DAY} thang {_MONTH},? nam {_YEAR}",
        rf"{_YEAR}-{_MONTH}(?:-{_DAY})?",
        rf"{_DAY}(?:st|nd|rd|th)?(?: of)? {_NAMED_MONTH},? {_YEAR}",
        rf"{_NAMED_MONTH} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}",
        rf"{_NAMED_MONTH} {_YEAR}",
        rf"thang {_MONTH}(?:\s?/\s?|,? nam ){_YEAR}",
    )
)
_ONLY_YEAR = re.compile(rf"(?<![\w/-])(?:nam )?{_YEAR}(?![\w/-])")
# What stands between a type and its number, and between a number and its date.
_NUMBER_WORD = re.compile(r"(?<!\w)(?:so|no\.?|number)\s?$")
_BEFORE_DATE = re.compile(r",? (?:of |dated |on |signed on )?(?=ngay \d|nam \d|\d|[a-z]+ \d)|\s?\((?:of )?(?=\d)")
# "Quyết định 06": the digits right after the type word.
_BESIDE_TYPE = re.compile(r" (?P<count>\d{1,5})(?![\w/-])")


@dataclass(frozen=True, slots=True)
class WantedDocument:
    """What a text says of a document. `types` are those its word may mean, `number` is a `number_spelling`,
    whole or only its beginning, and `words` are all else."""

    types: tuple[str, ...]
    number: str | None
    date: str | None
    words: tuple[str, ...]

    @property
    def search(self) -> str:
        """What the search text of every document holds that fits without a number, for a first cut by the graph."""
        kind = words_of(self.types[0]) if len(self.types) == 1 else ()
        return " ".join((*kind, *self.words))


def _blank(text: str, start: int, end: int) -> str:
    """The text with a part taken out; as long as before, so that other parts stay where they are."""
    return text[:start] + "|".ljust(end - start) + text[end:]


def _take_date(text: str) -> tuple[str | None, str]:
    for pattern in _DATES:
        if match := pattern.search(text):
            found = match.groupdict()
            month = MONTHS.get(found.get("name") or "") or found.get("m")
            parts = (part for part in (found["y"], month, found.get("d")) if part)
            return "-".join(part.zfill(2) for part in parts), _blank(text, *match.span())
    return None, text


@cache
def _type_pattern() -> re.Pattern[str]:
    longest_first = sorted(document_types(), key=len, reverse=True)
    return re.compile(r"(?<![\w/-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w/-])")


def _take_number(text: str, types: Sequence[re.Match[str]]) -> tuple[str | None, str]:
    """The number of the document itself: in "Plan on Decision 06/QĐ-TTg" it is another's, and no more than words."""
    match = _NUMBER.search(text) or _BARE.search(text)
    if match is None and len(types) == 1:
        match = _BESIDE_TYPE.match(text, types[0].end())
    if match is None or sum(kind.start() < match.start() for kind in types) > 1:
        return None, text
    found = match.groupdict()
    parts = (found.get(part) for part in ("count", "said", "year", "symbol"))
    return number_spelling(" ".join(part for part in parts if part)), _blank(text, *match.span())


def read_document(text: str) -> WantedDocument:
    """A name of a document in any of its spellings, Vietnamese or English.

    `read_document("nghi quyet so 121/2020/qh14")` wants the type "Nghị quyết" and the number "121 2020 qh14".
    """
    date, rest = _take_date(fold(text))
    types = tuple(_type_pattern().finditer(rest))
    number, rest = _take_number(rest, types)
    types = tuple(_type_pattern().finditer(rest))  # again: "98 / KH - UBND" held one
    kind = types[0] if types and (number or types[0].start() == 0) else None
    if kind:
        rest = _blank(rest, *kind.span())
    if number and date is None and (year := _ONLY_YEAR.search(rest)):
        date, rest = year["y"], _blank(rest, *year.span())
    words = tuple(word for word in _meant(rest) if not (word in NUMBER_WORDS and number))
    return WantedDocument(document_types()[kind.group()] if kind else (), number, date, words)


def named_by_number(folded: str) -> Iterator[tuple[int, int]]:
    """Where a folded text names documents by number, from the word of the type to the date, in their order."""
    types = {match.end(): match.start() for match in _type_pattern().finditer(folded)}
    beside = (_BESIDE_TYPE.match(folded, end) for end in types)
    found: list[tuple[int, int]] = []
    # "footnote 3 of" is like "28 CT/TW", but has no sign in it.
    numbers = (match for match in _NUMBER.finditer(folded) if re.search(r"[/-]", match.group()))
    for match in (*numbers, *_BARE.finditer(folded), *beside):
        if match is None or _ONLY_YEAR.fullmatch(match.group().strip()):
            continue
        before = _NUMBER_WORD.search(folded, 0, match.start())
        start = before.start() if before else match.start()
        start = types.get(len(folded[:start].rstrip()), start)
        span = start, _end_of_date(folded, _end_of_number(match))
        if not any(span[0] < end and begin < span[1] for begin, end in found):
            found.append(span)
    yield from sorted(found)


def _end_of_number(match: re.Match[str]) -> int:
    """Where a number ends: a plain word after a blank is none of it ("Decree 130/2021 appears")."""
    symbol = match.groupdict().get("symbol") or ""
    at = match.start("symbol") if symbol else 0
    plain = symbol.isalpha() and match.string[at - 1].isspace() and match["year"]
    return at - 1 if plain else match.end()


def _end_of_date(folded: str, position: int) -> int:
    """Where the date ends that stands beside a number; the position itself when there is none."""
    gap = _BEFORE_DATE.match(folded, position)
    start = gap.end() if gap else position
    dates = (pattern.match(folded, start) for pattern in (*_DATES, _ONLY_YEAR))
    return next((match.end() for match in dates if match), position) if gap else position


def _meant(text: str) -> tuple[str, ...]:
    """The words that carry meaning."""
    return tuple(word for word in words_of(expand(fold(text))) if word not in CONNECTORS)


def fits_date(wanted: str | None, issued: str | None) -> bool:
    """Whether two dates of any precision can be one; an undated document fits every date."""
    shorter, longer = sorted((wanted or "", issued or ""), key=len)
    return longer.startswith(shorter)


def spell(tokens: Sequence[str], name: Sequence[str]) -> Iterator[int]:
    """How many tokens, from the first, spell the whole name: in full, or in initials of two words or more.

    `ubnd` spells "uy ban nhan dan"; `so ld tb xh` spells "so lao dong thuong binh va xa hoi": a connector of the name
    may be left out, in full and among the initials.
    """
    if not name:
        yield 0
        return
    if name[0] in CONNECTORS:
        yield from spell(tokens, name[1:])
    if not tokens:
        return
    if tokens[0] == name[0]:
        yield from (1 + used for used in spell(tokens[1:], name[1:]))
    elif len(tokens[0]) > 1:
        for width in _initials(tokens[0], name):
            yield from (1 + used for used in spell(tokens[1:], name[width:]))


def _initials(letters: str, name: Sequence[str]) -> Iterator[int]:
    """How many words of the name, from the first, have these initials. A connector need not be among them."""
    if not letters:
        yield 0
    elif name:
        if name[0][0] == letters[0]:
            yield from (1 + used for used in _initials(letters[1:], name[1:]))
        if name[0] in CONNECTORS:
            yield from (1 + used for used in _initials(letters, name[1:]))


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name found in a text, by which spelling, and the words left, which must then be the place's."""

    name: str
    spelling: str
    rest: frozenset[str]


def match_names(text: str, spellings: Iterable[tuple[str, str]]) -> list[NameMatch]:
    """Which names stand whole in the text, those first that leave least. `spellings` are (name, one spelling of it)."""
    tokens = _meant(text)
    found = {}
    for name, spelling in spellings:
        words = words_of(expand(fold(spelling)))
        for start, token in enumerate(tokens):
            if not words or token[0] != words[0][0]:
                continue
            for used in spell(tokens[start:], words):
                rest = frozenset(tokens[:start] + tokens[start + used :])
                found[name, spelling, rest] = NameMatch(name, spelling, rest)
    return sorted(found.values(), key=lambda match: (len(match.rest), match.name, match.spelling))


def place_words(level: str | None, places: Sequence[str]) -> frozenset[str]:
    """The words that may say where a body is: of its level and its places, also of their kinds in English.

    `place_words("huyện", ("huyện Văn Quan",))` has huyen, van, quan, district, cap.
    """
    words = {word for place in places for word in (*words_of(place), *kind_words(place))}
    return frozenset(words) | level_words(level or "")
