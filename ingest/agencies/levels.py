"""What stands after a body's name: its level, its place, or the set of places it is of.

"Công an | tỉnh", "UBND | huyện Văn Quan", "UBND | các huyện, thị xã, thành phố", "UBND | cấp xã", "Báo | Quảng Ngãi".
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from ..places import LEVELS, Place, find_place, is_place
from .words import Tokens, printed, starts_body

_KINDS = {
    ("tỉnh",): "tỉnh", ("thành", "phố"): "thành phố", ("tp",): "thành phố", ("quận",): "quận", ("huyện",): "huyện",
    ("thị", "xã"): "thị xã", ("tx",): "thị xã", ("thị", "trấn"): "thị trấn", ("xã",): "xã", ("phường",): "phường",
    ("đặc", "khu"): "đặc khu",
}  # fmt: skip
_LAST = frozenset(words[-1] for words in _KINDS) | {"."}
# "xã hội" is no commune, "tỉnh ủy" no province.
_OTHER_WORDS = {"xã": {"hội", "viên"}, "tỉnh": {"ủy", "đoàn"}, "huyện": {"ủy", "đoàn"}, "quận": {"ủy", "đoàn"}}
# What tells some units of a level from the others: "các huyện ven biển".
_GROUNDS = frozenset({"ven biển", "miền núi", "biên giới", "vùng cao", "có biển", "đồng bằng", "ven sông"})
_COMMUNES = frozenset({"xã", "phường", "thị trấn", "đặc khu"})
# No list of levels, and no list of places, is longer than what a sentence holds.
_MAX_LISTED = 8
_MAX_NAMES = 70
_APOSTROPHES = ("'", "’")  # of names such as "Cư M'gar"
_MAX_NAME = 4  # syllables of a commune's name


class Tail(NamedTuple):
    """What follows a name up to token `end`; `words` are its own, without the place's name.

    `named` ones stay in the body's name: sets ("các xã"), "Việt Nam", "khu vực 5".
    """

    end: int
    words: str = ""
    level: str | None = None
    place: Place | None = None
    collective: bool = False
    region: bool = False

    @property
    def named(self) -> bool:
        return self.collective or self.region


def read_tail(tokens: Tokens, at: int, *, across_lines: bool = False) -> Tail:
    """The level or place after a name; it ends where it begins when there is none."""
    if tokens.gap(at) == 2:
        return Tail(at)
    if tokens.keys(at, "việt", "nam"):
        return _level(tokens, at + 2) or Tail(at + 2, "Việt Nam", "trung ương", region=True)
    if tokens.keys(at, "khu", "vực"):
        return _region(tokens, at)
    if width := _centre(tokens, at):
        return Tail(at + width, "trung ương", "trung ương")
    return _level(tokens, at) or _bare_place(tokens, at, across_lines) or Tail(at)


def _centre(tokens: Tokens, at: int) -> int:
    """How many tokens say "trung ương" here."""
    return 1 if tokens.key(at) == "tw" else 2 if tokens.keys(at, "trung", "ương") else 0


def _region(tokens: Tokens, at: int) -> Tail:
    """ "khu vực 5", "khu vực XI": the districts of courts, treasuries and banks since 2025 have numbers; those before
    have the names of two districts, "khu vực Tuy Hòa - Phú Hòa"."""
    number = tokens[at + 2].text if at + 2 < len(tokens) else ""
    numbered = number.isdigit() or (number != "" and set(number) <= set("IVX"))
    if numbered:
        return Tail(at + 3, f"khu vực {number}", region=True)
    end = _two_names(tokens, at + 2)
    return Tail(end, "khu vực" + printed(tokens[at + 2 : end]), region=True)


def _two_names(tokens: Tokens, at: int) -> int:
    """The end of two names that a dash joins on one line, or the index where they would begin."""
    dash = at
    while tokens.capital(dash) and not tokens.gap(dash):
        dash += 1
    if not at < dash <= at + _MAX_NAME or tokens.key(dash) != "-":
        return at
    end = dash + 1
    while tokens.capital(end) and not tokens.gap(end) and end <= dash + _MAX_NAME:
        end += 1
    return end if end > dash + 1 and not starts_body(tokens, dash + 1) else at


def level_word(tokens: Tokens, at: int) -> tuple[int, str] | None:
    """The index after a level's name, and the name: "thành phố" of "TP."; "xã hội" names none."""
    for width in (2, 1):
        kind = _KINDS.get(tuple(tokens.key(at + step) for step in range(width)))
        if kind is None:
            continue
        after = at + width
        if tokens.key(after) in _OTHER_WORDS.get(tokens.key(at), ()):
            return None
        return after + (tokens.key(at) in ("tp", "tx") and tokens.key(after) == "."), kind
    return None


def _level(tokens: Tokens, at: int) -> Tail | None:
    if tokens.gap(at) == 2:
        return None
    if tokens.keys(at, "cùng", "cấp"):
        return Tail(at + 2, "cùng cấp", collective=True)
    if tokens.key(at) == "cấp":
        return _graded(tokens, at)
    if tokens.key(at).isdigit():
        return _counted(tokens, at)
    return read_set(tokens, at) if tokens.key(at) == "các" else _one(tokens, at)


def _counted(tokens: Tokens, at: int) -> Tail | None:
    """ "11 huyện, thành phố": a set that is counted."""
    listed = _levels(tokens, at + 1)
    return listed and _closed(tokens, listed._replace(words=f"{tokens.key(at)} {listed.words}"))


def read_set(tokens: Tokens, at: int) -> Tail | None:
    """ "các huyện, thị xã, thành phố", "các cấp", "các địa phương", "các đơn vị, địa phương"."""
    for words in ("cấp", "địa phương", "đơn vị, địa phương"):
        keys = words.replace(",", " ,").split()
        if tokens.keys(at + 1, *keys):
            return Tail(at + 1 + len(keys), f"các {words}", collective=True)
    listed = _levels(tokens, at + 1)
    return listed and _closed(tokens, listed._replace(words=f"các {listed.words}"))


def _graded(tokens: Tokens, at: int) -> Tail | None:
    """ "cấp huyện", "cấp tỉnh, thành phố", "cấp huyện, cấp xã"."""
    tail: Tail | None = None
    for _ in range(_MAX_LISTED):
        listed = _levels(tokens, at + 1) if tokens.key(at) == "cấp" else None
        if listed is None:
            break
        if tail is None:
            tail = listed._replace(words=f"cấp {listed.words}")
        else:
            link = " và " if tokens.key(at - 1) == "và" else ", "
            tail = tail._replace(end=listed.end, words=f"{tail.words}{link}cấp {listed.words}")
        at = tail.end + 1
        if tokens.key(tail.end) not in (",", "và"):
            break
    return tail and _closed(tokens, tail)


def _levels(tokens: Tokens, at: int) -> Tail | None:
    """A list of levels; its level of government is that of the first."""
    first = level_word(tokens, at)
    if first is None or tokens.gap(at) == 2:
        return None
    end, words = first
    for _ in range(_MAX_LISTED):
        following = level_word(tokens, end + 1) if tokens.key(end) in (",", "và", "/", "-") else None
        if following is None or tokens.gap(end + 1) == 2:
            break
        words += (" và " if tokens.key(end) == "và" else ", ") + following[1]
        end = following[0]
        named = place_after(tokens, *following)
        if named is not None:  # "các quận, huyện và thành phố Thủ Đức"
            end, words = _named_ones(tokens, named[0], f"{words} {named[1].name}", following[1])
            break
    return Tail(end, words, LEVELS[first[1]], collective=True)


def _named_ones(tokens: Tokens, end: int, words: str, kind: str) -> tuple[int, str]:
    """The places named after the first in a list of levels: "các huyện, thị xã Phú Mỹ và thành phố Vũng Tàu, Bà Rịa".

    They are of the district's level too: "các huyện và thành phố Vũng Tàu, tỉnh …" ends before the province.
    """
    for _ in range(_MAX_LISTED):
        named = place_in_list(tokens, end + 1, kind) if tokens.key(end) in (",", "và") else None
        if named is None or named[1].level != "huyện":
            break
        link = " và " if tokens.key(end) == "và" else ", "
        word = level_word(tokens, end + 1)
        words += f"{link}{word[1]} {named[1].name}" if word else f"{link}{named[1].name}"
        end, kind = named[0], word[1] if word else kind
    return end, words


def place_in_list(tokens: Tokens, at: int, kind: str) -> tuple[int, Place] | None:
    """A place after others, with a level of its own or of the kind of those before: "thành phố Vũng Tàu", "Bà Rịa"."""
    if tokens.gap(at) == 2:
        return None
    word = level_word(tokens, at)
    return place_after(tokens, *word) or _unlisted(tokens, *word) if word else place_after(tokens, at, kind)


def _one(tokens: Tokens, at: int) -> Tail | None:
    """One level, with its place or without: "tỉnh", "huyện Văn Quan"; several without a place are a set."""
    word = level_word(tokens, at)
    if word is None:
        return None
    end, kind = word
    named = place_after(tokens, end, kind) or _unlisted(tokens, end, kind)
    if named is not None:
        return Tail(named[0], kind, named[1].level, named[1])
    listed = _levels(tokens, at)
    if listed is not None and listed.end > end and tokens.key(listed.end - 1) in _LAST:
        return _closed(tokens, listed)
    # "Thành phố" alone is the plan's own city, which may be of either level.
    return Tail(end, kind, None if kind == "thành phố" else LEVELS[kind])


def _closed(tokens: Tokens, tail: Tail) -> Tail:
    """The end of a set: "trực thuộc Trung ương" is of its name; its ground and a list of places are not."""
    end, words, level = tail.end, tail.words, tail.level
    if tokens.keys(end, "trực", "thuộc") and (width := _centre(tokens, end + 2)):
        end, words, level = end + 2 + width, f"{words} trực thuộc Trung ương", "tỉnh"
    elif (ground := f"{tokens.key(end)} {tokens.key(end + 1)}") in _GROUNDS:
        end, words = _skip_range(tokens, end + 2), f"{words} {ground}"
    elif tokens.key(end) == "thuộc" and (owner := level_word(tokens, end + 1)):
        end, words = owner[0], f"{words} thuộc {owner[1]}"
    end = skip_ground(tokens, end)
    if tokens.key(end) == ":" and level is not None:
        end = _skip_names(tokens, end, level)
    return tail._replace(end=end, words=words, level=level, collective=True)


def skip_ground(tokens: Tokens, at: int) -> int:
    """The index after "trên địa bàn tỉnh (Lạng Sơn)" or "của tỉnh", where they stand."""
    width = 3 if tokens.keys(at, "trên", "địa", "bàn") else 1 if tokens.key(at) in ("của", "thuộc", "toàn") else 0
    word = level_word(tokens, at + width) if width and tokens.gap(at) < 2 else None
    if word is None:
        return at
    named = place_after(tokens, *word)
    return named[0] if named else word[0]


def _skip_range(tokens: Tokens, at: int) -> int:
    """The index after the coast of "các tỉnh ven biển | từ Quảng Ninh đến Nghệ An", or the index itself."""
    first = _bare_place(tokens, at + 1, True) if tokens.key(at) == "từ" else None
    last = _bare_place(tokens, first.end + 1, True) if first and tokens.key(first.end) in ("đến", "tới") else None
    return last.end if last else at


def _skip_names(tokens: Tokens, colon: int, level: str) -> int:
    """The end of the places of this level named after a colon, or the colon itself."""
    end, at = colon, colon + 1
    for _ in range(_MAX_NAMES):
        bare = _bare_place(tokens, at, True)
        stop = bare.end if bare else 0
        if not bare and level != "tỉnh":
            listed = place_in_list(tokens, at, "huyện" if level == "huyện" else "xã") or _in_row(tokens, at, level)
            stop = listed[0] if listed else 0
        if not stop:
            break
        end = stop
        at = end + 1 if tokens.key(end) in (",", "và", ";") else end
    return end


def _in_row(tokens: Tokens, at: int, level: str) -> tuple[int, Place] | None:
    """A commune that no gazetteer has, in a row of names: "các xã: Ea Kpam, …"; in "các xã: Khẩn trương …" none is."""
    named = _unlisted(tokens, at, "xã") if level == "xã" else None
    return named if named and (tokens.key(named[0]) in (",", ";", "và", ")") or tokens.gap(named[0])) else None


def place_after(tokens: Tokens, at: int, kind: str) -> tuple[int, Place] | None:
    """The place whose name follows a level word, as the longest name that some unit has."""
    width = 0
    while width < 6 and not tokens.breaks(at + width) and _of_a_name(tokens, at, width, kind):
        width += 1
    while width and not tokens[at + width - 1].word:  # the dash of the next item
        width -= 1
    for size in range(width, 0, -1):
        name = _spelled(tokens, at, size)
        if is_place(f"{kind} {name}"):
            name = name.title() if name.isupper() else name
            if size < width and kind in _COMMUNES:
                break
            return at + size, find_place(name, kind=kind) or Place(kind, name)
    return None


def _unlisted(tokens: Tokens, at: int, kind: str) -> tuple[int, Place] | None:
    """A commune by its printed name: the gazetteer has those since 2025 only, and not those before."""
    width = 0
    while tokens.capital(at + width) and not tokens.gap(at + width):  # on the next line another sentence begins
        width += 1
    if kind not in _COMMUNES or not 0 < width <= _MAX_NAME or starts_body(tokens, at):
        return None
    name = " ".join(token.text for token in tokens[at : at + width])
    return at + width, Place(kind, name.title() if name.isupper() else name)


def _of_a_name(tokens: Tokens, at: int, width: int, kind: str) -> bool:
    if width == 0 and kind in ("quận", "phường") and tokens.key(at).isdigit():
        return not (tokens.gap(at) and tokens.key(at + 1) in (".", ")"))  # "Công an phường / 1.1. …" begins an item
    signs = ("-", *_APOSTROPHES)
    return tokens.capital(at + width) or (
        width > 0 and (tokens.key(at + width) in signs or tokens.key(at + width - 1) in _APOSTROPHES)
    )


def _spelled(tokens: Tokens, at: int, size: int) -> str:
    """A place's name with one space between its words, and none in "Cư M'gar"."""
    name = tokens[at].text
    for before, token in pairwise(tokens[at : at + size]):
        name += ("" if token.start == before.end else " ") + token.text
    return name.replace("’", "'")


def _bare_place(tokens: Tokens, at: int, across_lines: bool) -> Tail | None:
    """ "Công an Hà Nội", "Báo Quảng Ngãi": a province or a district without its kind, on the same line."""
    if not tokens.capital(at) or (tokens.gap(at) and not across_lines):
        return None
    for width in (6, 5, 4, 3, 2, 1):
        words = tokens[at : at + width]
        if len(words) < width or not words[-1].word or not all(_of_a_name(tokens, at, n, "") for n in range(width)):
            continue
        if any(word.gap == 2 for word in words[1:]):
            continue
        name = _spelled(tokens, at, width)
        place = find_place(name) if width > 1 or name == "Huế" else None
        if place is not None and place.level != "xã":
            return Tail(at + width, place=place)
    return None
