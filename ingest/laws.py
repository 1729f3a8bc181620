"""Which law a name means: the constitutions, codes, laws and ordinances that texts cite, as a table with dates.

A name alone is not a law: "Luật Đất đai" has been five of them. The table `data/laws.toml` has one line a law, with its
number, the days on which it was passed and came into force, and what replaced it; the name and the date of the citing
text then give the law. Amending laws are lines of their own that say what they amend, as a mention of "Luật Đất đai"
is of the law itself.

Names are read loosely, as they are printed loosely. Case, tone placement and i/y do not count; where a name has a
comma, "và" or a hyphen, texts have any of them or none ("Luật Phòng chống ma túy"); "Việt Nam" at its end may lack; a
code may be called a law; phrases have their abbreviations ("Luật BHXH", "BLDS"). Between other words there is only
space: "Luật Đầu tư, Công ty …" is not "Luật Đầu tư công".

Sources of the table: what the laws say of themselves (number and day of passing at the head, entry into force and the
laws replaced in the closing articles), as printed in Công báo and repeated by the national database of legal texts
(vbpl.vn), the government's portal (vanban.chinhphu.vn), Thư viện pháp luật and LuatVietnam, and the days and numbers
with which decrees and circulars cite them. State of October 2026. Until 1997 laws had no number; 24-L/CTN and
29-LCT/HĐNN8 are the orders that promulgated them, by which they are cited and filed. Laws of this table that share one
order (47-L/CTN: three) are left without number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from .lexicon import fold_same_length, table

TYPES = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh", "Nghị quyết")
_WORD = re.compile(r"\w{1,12}(?!\w)")
# What may stand between two words; bounded, so that a page of spaces costs no more than a line of them.
_GAP = re.compile(r" {0,80}(?P<loose>[,;/(&-] {0,80}(?:và {1,80})?|và {1,80})?")
# "quản lí", "kĩ thuật": after these consonants i and y are one sound and both are printed.
_Y = re.compile(r"([hklmst])([yýỳỷỹỵ])")
_I = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")
_VIET_NAM = ("việt", "nam")
_AMENDING = re.compile(r"(?:Luật|Pháp lệnh) sửa đổi|Nghị quyết ")
_INSIDE = re.compile(r"\b(?:pháp|kỷ|kỉ|quy|dự|bộ) +$")
_OPEN = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Law:
    """One law as passed. Days are ISO; `in_force` is None where no source was found that says it.

    `number` is None where there is none. `replaced_by` are the references of the laws that took its place, `amends`
    those of the laws that an amending law changes: their numbers, or name and year ("Hiến pháp 1992") of those without.
    `until` is the day from which it is no longer in force, None while it is or when the day is not known.
    """

    name: str
    number: str | None
    type: str
    passed: str
    in_force: str | None = None
    replaced_by: tuple[str, ...] = ()
    until: str | None = None
    amends: tuple[str, ...] = ()

    @property
    def start(self) -> str:
        """The day from which it counts: that of entry into force where known, else that of passing."""
        return self.in_force or self.passed

    @property
    def reference(self) -> str:
        return self.number or f"{self.name} {self.passed[:4]}"

    @property
    def amending(self) -> bool:
        """Whether it amends others, and so stands beside its namesakes instead of following them."""
        return _AMENDING.match(self.name) is not None


@dataclass(slots=True)
class _Node:
    """A place in the search tree of names. `loose` edges may be crossed by a comma, "và" or hyphen, `tight` not."""

    tight: dict[str, _Node] = field(default_factory=dict)
    loose: dict[str, _Node] = field(default_factory=dict)
    name: tuple[str, ...] | None = None

    def edges(self, loose: bool) -> dict[str, _Node]:
        return self.loose if loose else self.tight


def laws_named(name: str) -> tuple[Law, ...]:
    """All laws of one name, oldest first: `laws_named("luật phòng chống ma tuý")`. A name that is none gives ()."""
    folded = fold_same_length(unicodedata.normalize("NFC", name)).strip()
    end, key = _longest(folded, 0, (_tree(),))
    return _by_name()[key] if key and end == len(folded) else ()


def law_of_number(number: str) -> Law | None:
    """The law of that number or reference, however its marks are set: "102/2016/QH13", "24-L/CTN", "24 L-CTN".

    Resolutions have a series of their own: "15/2008/QH12" is a law and a resolution, so the type must be known.
    """
    return _by_number().get(_number_key(number))


def law_in_force(name: str, date: str | None, year: int | None = None) -> Law | None:
    """The law that a text of `date` ("2024-03-26", "2024-03", "2024") means by that name, or None when it is unsure.

    It is the law in force on that day. Before the first of its name is in force it is the one already passed; after
    the last has ended it is still that one. With `year` ("Luật Trẻ em năm 2016") it is the law passed in that year;
    if none was, the one that began or was in force in it. A law passed after the text is never meant. Without a date
    the name, with the year if given, must fit one law only; so must each day of a date that is not a full one.
    """
    laws = laws_named(name)
    if year is not None:
        laws = _of_year(laws, str(year))
    if date is None:
        return _only(laws)
    first, last = (_on_day(laws, date + rest[len(date) - 4 :]) for rest in ("-01-01", "-12-31"))
    return first if first == last else None


def law_passed_on(name: str, day: str) -> Law | None:
    """The law of that name passed on that day: "Luật Giáo dục ngày 14 tháng 6 năm 2005" is said of no other."""
    return _only(law for law in laws_named(name) if law.passed == day)


def known_name_end(folded: str, position: int, *, after: str = "") -> int | None:
    """Where the longest name of a law that begins at `position` ends; None when none begins there.

    `folded` is text folded by `fold_same_length`. The name begins with its type word ("luật", "bộ luật", "pháp lệnh",
    "hiến pháp") or is an abbreviation ("blhs"); `first_words` are all words it can begin with. The "luật" of "pháp
    luật", "kỷ luật", "dự luật" or "bộ luật" begins none. Case is folded away: whether "luật hình sự" is said of the
    code or of a branch of law is the caller's to tell. In a list that says the type once ("các luật: Trẻ em, Bình đẳng
    giới") give the type as `after`, and the position of a name without it.
    """
    if not after and folded.startswith("luật", position) and _INSIDE.search(folded[max(0, position - 12) : position]):
        return None
    states: tuple[_Node, ...] = (_tree(),)
    for word in after.split():
        states = tuple(_step(states, _plain(word), loose=False))
    return _longest(folded, position, states)[0]


@cache
def first_words() -> frozenset[str]:
    """The folded words that names begin with."""
    return frozenset(_tree().tight)


def _longest(folded: str, position: int, states: tuple[_Node, ...]) -> tuple[int | None, tuple[str, ...] | None]:
    """The end of the longest name along the tree from `states`, and its key."""
    end, key = None, None
    for word, loose, after in _words(folded, position):
        states = tuple(_step(states, word, loose=loose))
        if not states:
            break
        for state in states:
            if state.name:
                end, key = after, state.name
    # "(HIV/AIDS)" is the end of a name.
    if end is not None and folded[end : end + 1] == ")" and "(" in folded[position:end]:
        end += 1
    return end, key


def _step(states: Iterable[_Node], word: str, *, loose: bool) -> Iterator[_Node]:
    for state in states:
        if word in state.loose:
            yield state.loose[word]
        if not loose and word in state.tight:
            yield state.tight[word]


def _words(folded: str, position: int) -> Iterator[tuple[str, bool, int]]:
    """Each word from `position` on, whether more than space stands before it, and where it ends."""
    word, loose = _WORD.match(folded, position), False
    while word is not None:
        yield _plain(word.group()), loose, word.end()
        gap = _GAP.match(folded, word.end())
        if gap is None or gap.end() == word.end():
            return
        word, loose = _WORD.match(folded, gap.end()), gap["loose"] is not None


def _plain(word: str) -> str:
    """The word with i for y where both are printed: "lý" is "lí"."""
    return word.translate(_I) if _Y.fullmatch(word) else word


def _path(name: str) -> tuple[tuple[str, bool], ...]:
    """The words of a name as printed, each with whether its edge is loose."""
    return tuple((word, loose) for word, loose, _ in _words(fold_same_length(name), 0))


def _key(name: str) -> tuple[str, ...]:
    """What all spellings of a name share: its words, without connectors and "Việt Nam" at the end."""
    words = tuple(word for word, _ in _path(name))
    return words[:-2] if words[-2:] == _VIET_NAM else words


@cache
def _laws() -> tuple[Law, ...]:
    """The table, oldest first, each law with the day it ended as far as that follows from others."""
    laws = {law.reference: law for law in map(_law, table("laws")["law"])}
    replaced = {key: _ended(law, laws) for key, law in laws.items()}
    return tuple(_ended(law, replaced) if law.amends else law for law in replaced.values())


def _law(row: dict[str, Any]) -> Law:
    name = row["name"]
    return Law(
        name=name,
        number=row.get("number"),
        type=next(kind for kind in TYPES if name.startswith(kind)),
        passed=row["passed"],
        in_force=row.get("in_force"),
        replaced_by=tuple(row.get("replaced_by", ())),
        until=row.get("until"),
        amends=tuple(row.get("amends", ())),
    )


def _ended(law: Law, laws: dict[str, Law]) -> Law:
    """The law with the day on which it ends: with the first of its replacements, or with the last of what it amends."""
    if law.until:
        return law
    if law.amends:
        last = max(laws[reference].until or _OPEN for reference in law.amends)
        return replace(law, until=None if last == _OPEN else last)
    days = [day for reference in law.replaced_by if (day := laws[reference].in_force)]
    return replace(law, until=min(days, default=None))


@cache
def _by_name() -> dict[tuple[str, ...], tuple[Law, ...]]:
    found: dict[tuple[str, ...], tuple[Law, ...]] = {}
    for law in _laws():
        key = _key(law.name)
        found[key] = (*found.get(key, ()), law)
    return found


@cache
def _by_number() -> dict[str, Law]:
    return {_number_key(law.reference): law for law in _laws()}


def _number_key(number: str) -> str:
    folded = fold_same_length(unicodedata.normalize("NFC", number))
    parts = re.findall(r"\d+|[^\W\d_]+", folded)
    # "38/2001/PL-UBTVQH10" and "38/2001/UBTVQH10" are both printed, and no resolution is asked for here.
    return "-".join(part.lstrip("0") for part in parts if part != "pl")


@cache
def _tree() -> _Node:
    """The search tree of all names and their spellings; a name of the table wins over a spelling of another."""
    root = _Node()
    names = list(dict.fromkeys(law.name for law in _laws()))
    also = table("laws")["also"]
    spellings = [(name, name) for name in names]
    spellings += [(other, name) for name, others in also.items() for other in others]
    spellings += [(other, name) for name in names for other in _variants(name)]
    for spelling, name in spellings:
        _insert(root, _path(spelling), _key(name))
    return root


def _variants(name: str) -> Iterator[str]:
    """A code is called a law too, ordinances go with or without "về", and "Việt Nam" at the end is said or not."""
    if name.endswith(" Việt Nam"):
        yield name.removesuffix(" Việt Nam")
    if name.startswith("Bộ luật "):
        yield f"{name} Việt Nam"
        yield f"Luật {name.removeprefix('Bộ luật ').removesuffix(' Việt Nam')}"
        yield f"Luật {name.removeprefix('Bộ luật ')}"
    if name.startswith("Pháp lệnh ") and not name.startswith("Pháp lệnh về "):
        yield name.replace("Pháp lệnh ", "Pháp lệnh về ", 1)
    if "một số điều của " in name:
        yield name.replace("một số điều của ", "một số điều ", 1)
    if name.endswith(")"):
        yield name[: name.rindex("(")].strip()


def _insert(root: _Node, path: tuple[tuple[str, bool], ...], key: tuple[str, ...]) -> None:
    nodes = [root]
    for word, loose in path:
        nodes.append(nodes[-1].edges(loose).setdefault(word, _Node()))
    nodes[-1].name = nodes[-1].name or key
    words = [word for word, _ in path]
    for short, phrase in _short():
        for begin in range(len(words) - len(phrase) + 1):
            if tuple(words[begin : begin + len(phrase)]) == phrase:
                nodes[begin].edges(path[begin][1]).setdefault(short, nodes[begin + len(phrase)])


@cache
def _short() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Abbreviations with the words they stand for."""
    return tuple(
        (_plain(fold_same_length(short)), tuple(word for word, _ in _path(phrase)))
        for short, phrase in table("laws")["short"].items()
    )


def _of_year(laws: tuple[Law, ...], year: str) -> tuple[Law, ...]:
    """Those passed in that year; else those that began in it; else those in force in it."""
    return (
        tuple(law for law in laws if law.passed[:4] == year)
        or tuple(law for law in laws if law.start[:4] == year)
        or tuple(law for law in laws if law.start[:4] < year < (law.until or _OPEN))
    )


def _on_day(laws: tuple[Law, ...], day: str) -> Law | None:
    """The law of these that a text of that day means."""
    passed = [law for law in laws if law.passed <= day]
    live = [law for law in passed if law.start <= day < (law.until or _OPEN)]
    if live:
        return _only(live)
    to_come = [law for law in passed if law.start > day]
    ended = [law for law in passed if law.start <= day]
    if to_come:
        return None if ended else _only(to_come)
    return ended[-1] if ended and not ended[-1].amending else _only(ended)


def _only(laws: Iterable[Law]) -> Law | None:
    found = tuple(laws)
    return found[0] if len(found) == 1 else None
