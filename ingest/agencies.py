"""The bodies that a text names, and which body of which place each of them is.

    find_agencies("… Giám đốc các Sở: Y tế, Tài chính; UBND các huyện …")
    → Giám đốc Sở Y tế · Giám đốc Sở Tài chính · Ủy ban nhân dân các huyện

A name is read as: office? (known name | head and a name of its own | open set), then its level or place. The known names are the
table `data/agencies.toml`; a name that is in no table is found by its shape: a head ("Trung tâm", "Chi cục", "Sở") and
capitalised words up to the first word that names do not have. The level word falls away ("Công an tỉnh" is "Công an"), except in
open sets ("Ủy ban nhân dân cấp xã") and in proper names ("Báo Quảng Ngãi").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from .bodies import (
    CONNECTORS,
    FIELD_LEVELS,
    Body,
    Head,
    Token,
    bodies,
    breaks,
    cut,
    ends,
    fields,
    heads,
    offices,
    set_kinds,
    set_modifiers,
    set_nouns,
    strangers,
)
from .identity import agency_id
from .lexicon import fold, table
from .model import Agency
from .places import LEVELS, Place, find_place, is_place

_PLURALS = (("tất", "cả", "các"), ("một", "số"), ("các",), ("những",), ("mọi",))
_LEVEL_WORDS = {
    ("tỉnh",): "tỉnh", ("thành", "phố"): "thành phố", ("tp",): "thành phố", ("quận",): "quận", ("huyện",): "huyện",
    ("thị", "xã"): "thị xã", ("tx",): "thị xã", ("thị", "trấn"): "thị trấn", ("xã",): "xã", ("phường",): "phường",
    ("đặc", "khu"): "đặc khu", ("cơ", "sở"): "cơ sở",
}  # fmt: skip
# "xã hội" is no commune, "tỉnh ủy" no province.
_NOT_A_LEVEL = {
    "xã": {"hội", "viên"},
    "tỉnh": {"ủy", "đoàn"},
    "huyện": {"ủy", "đoàn"},
    "quận": {"ủy", "đoàn"},
    "cơ": {"dữ", "vật"},
}
_MAX_WORDS = 14


@dataclass(frozen=True, slots=True)
class AgencyMention:
    """A body where it is named. `level` and `place` are None where the text leaves them to the plan's own."""

    text: str
    start: int
    end: int
    name: str
    level: str | None = None
    collective: bool = False
    place: Place | None = None
    officeholder: bool = False


@dataclass(frozen=True, slots=True)
class Home:
    """Where a plan is: its place from the province down, its level, its date and its issuer."""

    places: tuple[Place, ...] = ()
    level: str = "trung ương"
    date: str | None = None
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class _Find:
    """A name over tokens [begin, end); `tail` is what stands for its level: "", "tỉnh", "các huyện, thị xã"."""

    begin: int
    end: int
    name: str
    level: str | None = None
    collective: bool = False
    place: Place | None = None
    office: bool = False
    tail: str = ""
    body: Body | None = None


@dataclass(frozen=True, slots=True)
class _Tail:
    end: int
    words: str = ""
    level: str | None = None
    place: Place | None = None
    collective: bool = False


def find_agencies(masked: str) -> tuple[AgencyMention, ...]:
    """Every body named in the text, from left to right, none over another; open sets are one mention.

    Reads: the masked text, the tables of agencies and places.
    Writes: mentions with offsets.
    """
    tokens = cut(masked)
    finds = _share_tails(tokens, tuple(_scan(tokens)))
    return tuple(_mention(masked, tokens, find) for find in finds)


def _mention(masked: str, tokens: Sequence[Token], find: _Find) -> AgencyMention:
    start, end = tokens[find.begin].start, tokens[find.end - 1].end
    return AgencyMention(masked[start:end], start, end, find.name, find.level, find.collective, find.place, find.office)


def _scan(tokens: Sequence[Token]) -> Iterator[_Find]:
    at, openers = 0, _openers()
    while at < len(tokens):
        finds = _read(tokens, at) if tokens[at].key in openers and not _inside_a_symbol(tokens, at) else ()
        yield from finds
        at = finds[-1].end if finds else at + 1


@cache
def _openers() -> frozenset[str]:
    """The first syllables of everything that can begin a find: most tokens are passed over by one look-up."""
    trees = (bodies(), heads(), offices(), set_nouns())
    first = {key for tree in trees for key in tree.children}
    return frozenset(first | {words[0] for words in _PLURALS} | {"tw", "trung"})


def _inside_a_symbol(tokens: Sequence[Token], at: int) -> bool:
    """Whether the token is glued to the sign before it, as UBND is in "98/KH-UBND"; "HĐND-UBND" is two bodies."""
    if at < 2 or tokens[at - 1].key not in ("-", "/") or tokens[at - 1].end != tokens[at].start:
        return False
    return tokens[at - 2].end == tokens[at - 1].start and bodies().longest(tokens, at - 2) is None


def _read(tokens: Sequence[Token], at: int) -> tuple[_Find, ...]:
    return _office(tokens, at) or _named(tokens, at) or _open_set(tokens, at)


# -- Offices ----------------------------------------------------------------------------------------------------------------


def _office(tokens: Sequence[Token], at: int) -> tuple[_Find, ...]:
    """An officeholder, who stands for the body: "Chủ tịch UBND các xã", "Giám đốc các Sở: Y tế, Tài chính"."""
    match = offices().longest(tokens, at)
    if match is None:
        return ()
    end, office = match
    if office == "Lãnh đạo" and not tokens[at].capital:  # else it is the verb
        return ()
    found = _read(tokens, end) if end < len(tokens) and tokens[end].gap < 2 else ()
    if not found or found[0].office or not _holds(office, found[0]):
        return ()
    titled = [replace(find, name=f"{office} {find.name}", office=True, body=None) for find in found]
    return (replace(titled[0], begin=at), *titled[1:])


def _holds(office: str, find: _Find) -> bool:
    """A Chairman of a department is a reading error: those that head one kind of body only are held to it."""
    only = {"Bộ trưởng": "Bộ ", "Thứ trưởng": "Bộ ", "Cục trưởng": "Cục ", "Vụ trưởng": "Vụ "}
    return find.name.startswith(only.get(office, "")) or find.collective


# -- Known names and shapes -------------------------------------------------------------------------------------------------


def _named(tokens: Sequence[Token], at: int) -> tuple[_Find, ...]:
    """A body with a name of its own, or several that share their head."""
    plural = _plural(tokens, at)
    if plural is not None:
        return _shared_head(tokens, at, plural)
    if at and tokens[at - 1].key in strangers().get(tokens[at].key, ()) and tokens[at - 1].end + 1 >= tokens[at].start:
        return ()
    central = _central_body(tokens, at)
    find = central or _known(tokens, at) or _shaped(tokens, at)
    if find is None:
        return ()
    more = _elided(tokens, find) if find.body and find.body.head else ()
    return (find, *more)


def _plural(tokens: Sequence[Token], at: int) -> int | None:
    for words in _PLURALS:
        if tuple(token.key for token in tokens[at : at + len(words)]) == words:
            return at + len(words)
    return None


def _central_body(tokens: Sequence[Token], at: int) -> _Find | None:
    """ "Trung ương Hội Cựu chiến binh": the association's own centre."""
    width = 1 if tokens[at].key == "tw" else 2
    if width == 2 and [token.key for token in tokens[at : at + 2]] != ["trung", "ương"]:
        return None
    if at + width >= len(tokens) or tokens[at + width].key not in ("hội", "đoàn"):
        return None
    find = _known(tokens, at + width) or _shaped(tokens, at + width)
    return find and replace(find, begin=at, name=f"Trung ương {find.name}", level="trung ương", body=None)


def _known(tokens: Sequence[Token], at: int) -> _Find | None:
    match = bodies().longest(tokens, at)
    if match is None:
        return None
    end, body = match
    end, name, joined = _joined(tokens, end, body)
    if not (joined or body.alone):
        return None
    longer = _longer(tokens, at, end, body)
    if longer is not None:
        end, name = longer
    level = (joined.level if joined else None) or body.level
    tail = _tail(tokens, end, body.keeps_place) if level != "trung ương" else _Tail(end)
    capital = any(token.capital for token in tokens[at:end])
    if not capital and not (body.plain and end - at > 2) and not tail.level:
        return None
    if body.needs_level and not (tail.level or tail.place) or _goes_on_small(tokens, end, body):
        return None
    return _with_tail(_Find(at, end, name, level, body=body), tail, body.keeps_place)


def _goes_on_small(tokens: Sequence[Token], end: int, body: Body) -> bool:
    """ "Chính phủ điện tử" and "Công an nhân dân" are no bodies."""
    following = tuple(token.key for token in tokens[end : end + 2])
    others = {"Chính phủ": ("điện", "tử"), "Công an": ("nhân", "dân"), "Bộ Công an": ("nhân", "dân")}
    return others.get(body.name) == following or following == ("điện", "tử") and body.name == "Báo"


def _joined(tokens: Sequence[Token], end: int, body: Body) -> tuple[int, str, Body | None]:
    """The office of a body: "Văn phòng" + "HĐND và UBND", "Ban Pháp chế" + "của Hội đồng nhân dân"."""
    if not body.of:
        return end, body.name, None
    at = end
    while at < len(tokens) and at < end + 2 and tokens[at].key in (".", "của") and tokens[at].gap == 0:
        at += 1
    match = bodies().longest(tokens, at)
    if match is None or not match[1].joins or tokens[at].gap > 1:
        return end, body.name, None
    end, first = match
    name, link = f"{body.name} {first.name}", end
    if body.name == "Văn phòng" and link < len(tokens) and tokens[link].key in ("và", "-", "&"):
        second = bodies().longest(tokens, link + 1)
        if second is not None and second[1].joins:
            return second[0], f"{name} và {second[1].name}", first
    return end, name, first


def _longer(tokens: Sequence[Token], at: int, end: int, body: Body) -> tuple[int, str] | None:
    """A department whose field goes on beyond the known one: "Sở Du lịch và Thương hiệu"."""
    if body.head is None:
        return None
    stop = _run(tokens, end, end, long=False)
    return (stop, f"{body.name}{_printed(tokens[end:stop])}") if stop > end and tokens[at].capital else None


def _elided(tokens: Sequence[Token], find: _Find) -> tuple[_Find, ...]:
    """What follows under the same head: "Sở Y tế, Giáo dục và Đào tạo" is two departments."""
    head = find.body.head if find.body else None
    if head is None:
        return ()
    at, found = find.end, []
    while at + 1 < len(tokens) and tokens[at].key in (",", "và") and tokens[at + 1].capital:
        match = fields(head).longest(tokens, at + 1)
        if match is None or tokens[at + 1].key in _openers() and bodies().longest(tokens, at + 1):
            break
        found.append(_field_find(tokens, head, at + 1, match))
        at = found[-1].end
    return tuple(found)


def _field_find(tokens: Sequence[Token], head: str, at: int, match: tuple[int, str]) -> _Find:
    end, name = match
    return _with_tail(_Find(at, end, f"{head} {name}", FIELD_LEVELS[head]), _tail(tokens, end, False), False)


def _shared_head(tokens: Sequence[Token], at: int, head_at: int) -> tuple[_Find, ...]:
    """ "các Sở: Y tế, Tài chính và Sở Nội vụ": the head is given once, or again."""
    head = {head.lower(): head for head in FIELD_LEVELS}.get(tokens[head_at].key if head_at < len(tokens) else "")
    if head is None:
        return ()
    cursor = head_at + 1
    if cursor < len(tokens) and tokens[cursor].key == ":":
        cursor += 1
    found: list[_Find] = []
    while cursor < len(tokens) and tokens[cursor].capital:
        find = _listed(tokens, head, cursor)
        if find is None:
            break
        found.append(find)
        cursor = find.end
        while cursor < len(tokens) and tokens[cursor].key in (",", "và", ";") and tokens[cursor].gap < 2:
            cursor += 1
    return (replace(found[0], begin=at), *found[1:]) if found else ()


def _listed(tokens: Sequence[Token], head: str, at: int) -> _Find | None:
    known = bodies().longest(tokens, at)
    if known is not None and known[1].head == head:
        return _known(tokens, at)
    match = fields(head).longest(tokens, at)
    if match is not None:
        return _field_find(tokens, head, at, match)
    if known is not None or heads().longest(tokens, at) or offices().longest(tokens, at):
        return None
    stop = _run(tokens, at, at, long=False)
    if stop == at:
        return None
    name = f"{head}{_printed(tokens[at:stop])}"
    return _with_tail(_Find(at, stop, name, FIELD_LEVELS[head]), _tail(tokens, stop, False), False)


def _shaped(tokens: Sequence[Token], at: int) -> _Find | None:
    """A head and a name that no table has: "Chi cục Chăn nuôi và Thú y", "Trung tâm Phát triển quỹ đất"."""
    match = heads().longest(tokens, at)
    if match is None or not tokens[at].capital:
        return None
    end, head = match
    following = tokens[end].key if end < len(tokens) else ""
    stop = end if following in head.refuses else _run(tokens, end, end, long=head.long)
    tail = _tail(tokens, stop, head.keeps_place)
    if stop == end and not (head.bare or head.keeps_place and tail.place and not tail.words):
        return None
    find = _Find(at, stop, f"{head.name}{_printed(tokens[end:stop])}", head.level)
    return _with_tail(find, tail, head.keeps_place)


def _run(tokens: Sequence[Token], begin: int, at: int, *, long: bool) -> int:
    """Where a name of its own ends: capitalised words with their small ones, and such words joined by connectors."""
    caps = at < len(tokens) and tokens[at].text.isupper() and len(tokens[at].text) > 1
    last = at
    while at < len(tokens) and at - begin < _MAX_WORDS * 2:
        token = tokens[at]
        fresh = at == begin or tokens[at - 1].key in CONNECTORS
        if breaks(tokens, at) or token.gap and (caps or token.capital) and not fresh:
            break
        if (
            token.key in CONNECTORS
            and at > begin
            or (token.key in CONNECTORS and begin == at and at and tokens[at - 1].word)
        ):
            if not _joins_on(tokens, at):
                break
            at += 1
            continue
        if not token.word or _ends_here(tokens, at) or (fresh and not (token.capital or (long and at == begin))):
            break
        at += 1
        last = at
    return last


def _ends_here(tokens: Sequence[Token], at: int) -> bool:
    words, pairs = ends()
    token = tokens[at]
    pair = (token.key, tokens[at + 1].key if at + 1 < len(tokens) else "")
    small = not token.capital or tokens[at].text.isupper()
    if pair in pairs and not (token.capital and at and tokens[at - 1].gap == 0 and not token.gap):
        return True
    return (small and token.key in words) or _level_word(tokens, at) is not None or token.key[0].isdigit()


def _joins_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether a name goes on after this connector: with a capital that begins no other body."""
    after = at + 1
    if after >= len(tokens) or not tokens[after].capital or tokens[after].gap == 2 or tokens[at].gap:
        return False
    if bodies().longest(tokens, after) or heads().longest(tokens, after) or offices().longest(tokens, after):
        return False
    if tokens[at].key != ",":
        return tokens[at].key != "/" or tokens[at].start == tokens[at - 1].end
    # A comma goes on only in a list that "và" closes, "Kinh tế, Hạ tầng và Đô thị"; else it begins the next thing.
    for index in range(after, min(after + 8, len(tokens) - 1)):
        token = tokens[index]
        if token.key == "và":
            return (
                tokens[index + 1].capital
                and not bodies().longest(tokens, index + 1)
                and not heads().longest(tokens, index + 1)
            )
        if not token.word and token.key not in (",", "-"):
            return False
    return False


def _printed(tokens: Sequence[Token]) -> str:
    """The words as they are printed, with one kind of space and dash, after a space; capitals become a name's."""
    pieces: list[str] = []
    caps = all(token.text.isupper() for token in tokens if token.word) and len(tokens) > 1
    for index, token in enumerate(tokens):
        text = token.key if caps and index else token.text
        pieces.append(
            {",": ",", "-": " -", "/": "/"}.get(token.key, text if pieces and pieces[-1] == "/" else f" {text}")
        )
    return "".join(pieces)


# -- Levels and places ------------------------------------------------------------------------------------------------------


def _with_tail(find: _Find, tail: _Tail, keeps_place: bool) -> _Find:
    if tail.end == find.end:
        return find
    level = tail.level or (tail.place.level if tail.place else None) or find.level
    name = find.name
    if tail.collective or tail.words == "Việt Nam":
        name = f"{name} {tail.words}"
    elif keeps_place and tail.place and not tail.words:
        name = f"{name} {tail.place.name}"
    return replace(
        find, end=tail.end, name=name, level=level, place=tail.place, collective=tail.collective, tail=tail.words or "-"
    )


def _tail(tokens: Sequence[Token], at: int, keeps_place: bool) -> _Tail:
    """What stands after a name for its level or place; ends where the name does when there is nothing."""
    none = _Tail(at)
    if at >= len(tokens) or tokens[at].gap == 2:
        return none
    if [token.key for token in tokens[at : at + 2]] == ["việt", "nam"]:
        beyond = _level_tail(tokens, at + 2)
        return beyond if beyond else _Tail(at + 2, "Việt Nam", "trung ương")
    if tokens[at].key == "tw" or [token.key for token in tokens[at : at + 2]] == ["trung", "ương"]:
        return _Tail(at + (1 if tokens[at].key == "tw" else 2), "trung ương", "trung ương")
    return _level_tail(tokens, at) or _bare_place(tokens, at, keeps_place) or none


def _bare_place(tokens: Sequence[Token], at: int, keeps_place: bool) -> _Tail | None:
    """ "Công an Hà Nội", "Báo Quảng Ngãi": a province, or a district, on the same line."""
    if tokens[at].gap and not keeps_place:
        return None
    for width in (6, 5, 4, 3, 2, 1):
        words = tokens[at : at + width]
        if len(words) < width or not _place_words(words):
            continue
        name = " ".join(token.text for token in words)
        place = find_place(name) if width > 1 or name == "Huế" else None
        if place is not None and place.level != "xã":
            return _Tail(at + width, "", None, place)
    return None


def _place_words(words: Sequence[Token]) -> bool:
    return (
        all(token.capital or token.key == "-" for token in words)
        and words[-1].word
        and not any(t.gap for t in words[1:])
    )


def _level_word(tokens: Sequence[Token], at: int) -> tuple[int, str] | None:
    """("huyện", index after it) where a level is named; "xã hội" names none."""
    for width in (2, 1):
        words = tuple(token.key for token in tokens[at : at + width])
        kind = _LEVEL_WORDS.get(words) if len(words) == width else None
        if kind is None:
            continue
        after = at + width
        if after < len(tokens) and tokens[after].key in _NOT_A_LEVEL.get(words[0], ()):
            return None
        if words == ("cơ", "sở") or (
            width == 1 and words[0] in ("tp", "tx") and after < len(tokens) and tokens[after].key == "."
        ):
            after += words[0] in ("tp", "tx")
        return after, kind
    return None


def _level_tail(tokens: Sequence[Token], at: int) -> _Tail | None:
    if at >= len(tokens) or tokens[at].gap == 2:
        return None
    key = tokens[at].key
    if key == "cùng" and at + 1 < len(tokens) and tokens[at + 1].key == "cấp":
        return _Tail(at + 2, "cùng cấp", None, None, True)
    if key == "các" and at + 1 < len(tokens):
        return _set_tail(tokens, at)
    if key == "cấp":
        return _graded(tokens, at, "")
    return _one_level(tokens, at)


def _set_tail(tokens: Sequence[Token], at: int) -> _Tail | None:
    """ "các huyện, thị xã, thành phố", "các cấp", "các địa phương"."""
    key = tokens[at + 1].key
    if key == "cấp":
        return _Tail(at + 2, "các cấp", None, None, True)
    if [token.key for token in tokens[at + 1 : at + 3]] == ["địa", "phương"]:
        return _Tail(at + 3, "các địa phương", None, None, True)
    listed = _levels(tokens, at + 1)
    if listed is None:
        return None
    return _closed(tokens, listed[0], "các " + listed[1], listed[2])


def _graded(tokens: Sequence[Token], at: int, before: str) -> _Tail | None:
    """ "cấp huyện", "cấp tỉnh, thành phố", "cấp huyện, cấp xã"."""
    listed = _levels(tokens, at + 1)
    if listed is None:
        return None
    end, words, level = listed
    if end + 1 < len(tokens) and tokens[end].key in (",", "và") and tokens[end + 1].key == "cấp":
        more = _graded(tokens, end + 1, before)
        if more is not None:
            link = ", " if tokens[end].key == "," else " và "
            return replace(more, words=f"cấp {words}{link}{more.words}", level=level)
    return _Tail(end, f"cấp {words}", level, None, True)


def _levels(tokens: Sequence[Token], at: int) -> tuple[int, str, str] | None:
    """A list of levels: where it ends, its words, and the level of government of the first."""
    first = _level_word(tokens, at)
    if first is None or tokens[at].gap == 2:
        return None
    end, words = first
    kinds = [first[1]]
    while end + 1 < len(tokens) and tokens[end].key in (",", "và", "/", "-"):
        following = _level_word(tokens, end + 1)
        if following is None or tokens[end + 1].gap == 2:
            break
        words += f" và {following[1]}" if tokens[end].key == "và" else f", {following[1]}"
        end = following[0]
        kinds.append(following[1])
    return end, words, LEVELS.get(kinds[0], "xã")


def _one_level(tokens: Sequence[Token], at: int) -> _Tail | None:
    """One level, with its place or without: "tỉnh", "huyện Văn Quan"; several without a place are a set."""
    word = _level_word(tokens, at)
    if word is None:
        return None
    end, kind = word
    if kind == "cơ sở":
        return _Tail(end, "cơ sở", "xã", None, True) if tokens[at].gap == 0 else None
    named = _place_after(tokens, end, kind)
    if named is not None:
        return _Tail(named[0], kind, named[1].level, named[1])
    listed = _levels(tokens, at)
    if listed is not None and listed[0] > end and _place_after(tokens, listed[0], "xã") is None:
        return _closed(tokens, listed[0], listed[1], listed[2])
    # "Thành phố" alone is the plan's own city, which may be of either level.
    return _Tail(end, kind, None if kind == "thành phố" else LEVELS[kind])


def _closed(tokens: Sequence[Token], end: int, words: str, level: str) -> _Tail:
    """The end of a set: "thuộc tỉnh", "trực thuộc Trung ương" stay in its name, "trên địa bàn tỉnh" and a list of names do not."""
    keys = [token.key for token in tokens[end : end + 5]]
    if keys[:4] == ["trực", "thuộc", "trung", "ương"] or keys[:3] == ["trực", "thuộc", "tw"]:
        end, words, level = end + (3 if keys[2] == "tw" else 4), f"{words} trực thuộc Trung ương", "tỉnh"
    elif keys[:1] == ["thuộc"] and (owner := _level_word(tokens, end + 1)):
        end, words = owner[0], f"{words} thuộc {owner[1]}"
    end = _grounds(tokens, end)
    if end + 1 < len(tokens) and tokens[end].key == ":" and level == "tỉnh":
        end = _names_listed(tokens, end)
    return _Tail(end, words, level, None, True)


def _grounds(tokens: Sequence[Token], at: int) -> int:
    """The index after "trên địa bàn tỉnh (Lạng Sơn)", "của tỉnh", where they stand."""
    keys = [token.key for token in tokens[at : at + 3]]
    begin = at + 3 if keys == ["trên", "địa", "bàn"] else at + 1 if keys[:1] in (["của"], ["thuộc"], ["toàn"]) else 0
    if not begin or tokens[at].gap == 2:
        return at
    word = _level_word(tokens, begin)
    if word is None or word[1] == "cơ sở":
        return at
    named = _place_after(tokens, word[0], word[1])
    return named[0] if named else word[0]


def _names_listed(tokens: Sequence[Token], colon: int) -> int:
    """The end of the provinces named after a colon, or the colon itself."""
    end, at = colon, colon + 1
    while at < len(tokens):
        place = _bare_place(tokens, at, True)
        if place is None:
            break
        end = at = place.end
        if at < len(tokens) and tokens[at].key in (",", "và"):
            at += 1
    return end


def _place_after(tokens: Sequence[Token], at: int, kind: str) -> tuple[int, Place] | None:
    """The name after a level word: the longest that a unit has, else (communes are many) the capitalised words."""
    width, limit = 0, min(len(tokens), at + 6)
    while at + width < limit and (
        tokens[at + width].capital or (tokens[at + width].key == "-" and width) or _number(tokens, at, width, kind)
    ):
        if breaks(tokens, at + width) or (width and tokens[at + width].gap and tokens[at + width].text.isupper()):
            break
        width += 1
    for size in range(width, 0, -1):
        name = " ".join(token.text for token in tokens[at : at + size])
        if tokens[at + size - 1].word and is_place(f"{kind} {name}"):
            name = name.title() if name.isupper() else name
            return at + size, find_place(name, kind=kind) or Place(kind, name)
    return None


def _number(tokens: Sequence[Token], at: int, width: int, kind: str) -> bool:
    return width == 0 and kind in ("quận", "phường") and tokens[at].text.isdigit()


def _share_tails(tokens: Sequence[Token], finds: tuple[_Find, ...]) -> tuple[_Find, ...]:
    """ "Tòa án nhân dân, Viện kiểm sát nhân dân huyện": the level stands once, after the last."""
    shared = list(finds)
    for index in range(len(finds) - 2, -1, -1):
        here, after = shared[index], shared[index + 1]
        linked = after.begin == here.end + 1 and tokens[here.end].key in (",", "và", "&", "-", "/")
        if not linked or here.tail or here.level or here.collective or not after.tail or after.tail == "Việt Nam":
            continue
        if not after.collective:
            shared[index] = replace(here, level=after.level, place=after.place, tail=after.tail)
        elif _twins(here, after):
            name = f"{here.name} {after.tail}"
            shared[index] = replace(here, name=name, level=after.level, collective=True, tail=after.tail)
    return tuple(shared)


def _twins(here: _Find, after: _Find) -> bool:
    """Only council and committee share a set: "HĐND và UBND các xã"; "Công an, UBND các xã" do not."""
    councils = ("Hội đồng nhân dân", "Ủy ban nhân dân", "Đảng ủy")
    return here.name.endswith(councils) and any(word in after.name for word in councils)


# -- Open sets --------------------------------------------------------------------------------------------------------------


def _open_set(tokens: Sequence[Token], at: int) -> tuple[_Find, ...]:
    """ "các sở, ban, ngành", "Các cơ quan, đơn vị liên quan", "cơ quan chủ trì": one set with its words."""
    plural = _plural(tokens, at)
    begin = at if plural is None else plural
    nouns, kinds, end, words = _members(tokens, begin)
    if not nouns:
        return ()
    modifier = _modifier(tokens, end)
    if modifier is not None:
        end, words = modifier[0], f"{words} {modifier[1]}"
    if plural is None and not _stands_alone(tokens, at, nouns, kinds, modifier):
        return ()
    if plural is not None and _too_little(tokens, begin, nouns, kinds, modifier):
        return ()
    level, end = _set_level(tokens, end, nouns)
    prefix = "các " if plural is not None else ""
    return (_Find(at, end, prefix + words, level, True, tail="các"),)


def _members(tokens: Sequence[Token], at: int) -> tuple[list[str], list[str], int, str]:
    """The nouns of a set with the kinds that go with them, where they end, and the words of the whole."""
    nouns: list[str] = []
    kinds: list[str] = []
    words, end, cursor = "", at, at
    while cursor < len(tokens) and tokens[cursor].gap < 2:
        match = set_nouns().longest(tokens, cursor)
        if match is None or _not_a_noun(tokens, cursor, match[0]):
            break
        link = " và " if nouns and tokens[cursor - 1].key == "và" else ", " if nouns else ""
        end, noun = match
        nouns.append(noun)
        words += link + {
            "ban ngành": "ban, ngành",
            "sở ngành": "sở, ngành",
            "phòng ban": "phòng, ban",
            "bộ ngành": "bộ, ngành",
        }.get(noun, noun)
        kind = set_kinds(noun).longest(tokens, end)
        if kind is not None:
            end = kind[0]
            kinds.append(kind[1])
            words += f" {kind[1]}"
        if end + 1 >= len(tokens) or tokens[end].key not in (",", "và", "/"):
            break
        cursor = end + 1
    return nouns, kinds, end, words


def _not_a_noun(tokens: Sequence[Token], at: int, end: int) -> bool:
    """ "phòng, chống", "ban hành", "Sở Y tế", "hội nghị": the syllable is part of something else."""
    following = tokens[end] if end < len(tokens) else None
    first = tokens[at].key
    if following is not None and (first, following.key) in _OTHER_WORDS:
        return True
    if first == "phòng" and end + 1 < len(tokens) and following is not None and following.key == ",":
        return tokens[end + 1].key in ("chống", "ngừa", "tránh", "cháy", "trừ")
    if first == "cơ" and tokens[at + 1].key == "sở":
        return set_kinds("cơ sở").longest(tokens, end) is None
    if end - at == 1 and at and tokens[at - 1].key in strangers().get(first, ()):
        return True
    named = bodies().longest(tokens, at)
    return named is not None and named[0] > end and (tokens[at].capital or named[1].head is not None)


_OTHER_WORDS = {
    ("ban", "hành"), ("ban", "đầu"), ("hội", "nghị"), ("hội", "thảo"), ("hội", "thi"), ("hội", "viên"), ("hội", "đồng"), ("hội", "trường"),
    ("hội", "nhập"), ("bộ", "máy"), ("bộ", "phận"), ("bộ", "chỉ"), ("bộ", "tiêu"), ("bộ", "luật"), ("bộ", "thủ"), ("bộ", "đội"), ("xã", "hội"),
    ("ngành", "nghề"), ("ngành", "hàng"), ("ngành", "học"), ("tổ", "dân"), ("sở", "hữu"), ("bộ", "quy"), ("bộ", "câu"), ("bộ", "dữ"),
    ("phòng", "học"), ("phòng", "chống"), ("phòng", "ngừa"), ("tỉnh", "ủy"), ("huyện", "ủy"), ("phòng", "bệnh"), ("bộ", "mã"), ("ban", "chỉ"),
    ("hội", "đủ"), ("hội", "họp"), ("phòng", "họp"), ("bộ", "tài"), ("hội", "diễn"), ("ban", "công"), ("xã", "viên"),
}  # fmt: skip


def _modifier(tokens: Sequence[Token], at: int) -> tuple[int, str] | None:
    return set_modifiers().longest(tokens, at) if at < len(tokens) and tokens[at].gap < 2 else None


_UNITS = frozenset({"huyện", "thị xã", "thành phố", "quận", "xã", "phường", "thị trấn", "đặc khu", "tỉnh"})
_PRIVATE = frozenset({"cá nhân", "doanh nghiệp", "nhà trường", "trường học", "bệnh viện"})


def _stands_alone(
    tokens: Sequence[Token], at: int, nouns: list[str], kinds: list[str], modifier: tuple[int, str] | None
) -> bool:
    """Whether words without "các" are a set: two nouns of bodies, or one that its kind or modifier tells apart."""
    public = [noun for noun in nouns if noun not in _UNITS | _PRIVATE]
    if not public or nouns[0] in _UNITS:
        return False
    if len(nouns) > 1:
        return True
    lone = modifier is not None and modifier[1] in table("agencies")["sets"]["lonely"]
    if nouns[0] in ("cơ quan", "đơn vị", "chính quyền", "cơ sở"):
        return bool(kinds) or lone or (modifier is not None and modifier[1].startswith("được"))
    return nouns[0] in ("ngành", "địa phương", "tổ chức", "đoàn thể", "ban ngành", "sở ngành", "sở", "phòng ban") and (
        lone or nouns[0] in ("ban ngành", "sở ngành", "phòng ban") or (nouns[0] == "tổ chức" and bool(kinds))
    )


def _too_little(
    tokens: Sequence[Token], begin: int, nouns: list[str], kinds: list[str], modifier: tuple[int, str] | None
) -> bool:
    """ "các ban", "các cá nhân", "các xã đặc biệt khó khăn" name no bodies."""
    if all(noun in _PRIVATE for noun in nouns):
        return True
    if len(nouns) > 1 or kinds or modifier:
        return False
    if nouns[0] in ("ban", "hội", "phòng", "cơ sở", "ủy ban"):
        return True
    following = tokens[begin + len(nouns[0].split())] if begin + len(nouns[0].split()) < len(tokens) else None
    return (
        nouns[0] in _UNITS
        and following is not None
        and following.key in ("đặc", "khó", "vùng", "miền", "biên", "nghèo")
    )


def _set_level(tokens: Sequence[Token], end: int, nouns: list[str]) -> tuple[str | None, int]:
    """The level of a set, from the words after it ("tỉnh", "cấp huyện", "của Thành phố"), else from its first noun."""
    own = table("agencies")["sets"]["levels"].get(nouns[0])
    if end >= len(tokens) or tokens[end].gap == 2:
        return own, end
    keys = [token.key for token in tokens[end : end + 2]]
    if keys == ["trung", "ương"] or keys[:1] == ["tw"]:
        return "trung ương", end + (1 if keys[0] == "tw" else 2)
    at = end + 1 if keys[0] in ("cấp", "của", "thuộc") else end
    word = _level_word(tokens, at)
    if word is None or word[1] == "cơ sở" or (own and keys[0] != "của" and nouns[0] in _UNITS):
        return own, _owner(tokens, _grounds(tokens, end))
    stop = _place_after(tokens, word[0], word[1])
    level = None if word[1] == "thành phố" else LEVELS[word[1]]
    return own or level, stop[0] if stop else word[0]


def _owner(tokens: Sequence[Token], at: int) -> int:
    """The index after "thuộc Ủy ban nhân dân Thành phố": whose the set is does not name another body."""
    if at + 1 >= len(tokens) or tokens[at].key not in ("thuộc", "của") or bodies().longest(tokens, at + 1) is None:
        return at
    find = _known(tokens, at + 1)
    return find.end if find and find.name in ("Ủy ban nhân dân", "Hội đồng nhân dân") else at


# -- Whose a body is ----------------------------------------------------------------------------------------------------------


def resolve_agency(mention: AgencyMention, home: Home) -> Agency:
    """The body that a mention means in a plan of this place: its level, its place and its identity.

    Reads: the mention, the plan's home, the gazetteer.
    Writes: nothing.
    """
    place = _settled(mention.place, home)
    level = _level(mention, home, place)
    places = () if level == "trung ương" else place.path if place else _places_at(level, home)
    jurisdiction = place.name if place else _name_at(level, home)
    return Agency(
        mention.name,
        level,
        None if level == "trung ương" else jurisdiction,
        mention.collective,
        agency_id(mention.name, level, places),
        places,
    )


def _settled(place: Place | None, home: Home) -> Place | None:
    """A place of the text on the plan's date: "huyện Châu Thành" is the one of the plan's province."""
    if place is None:
        return None
    outer = home.places[0].chain[0] if home.places else None
    inside = find_place(place.name, kind=place.kind, within=outer, date=home.date) if outer else None
    if outer is not None and inside is None and fold(outer.name) == fold(place.name) and place.level == outer.level:
        return outer
    return inside or find_place(place.name, kind=place.kind, date=home.date) or place


def _level(mention: AgencyMention, home: Home, place: Place | None) -> str:
    if mention.level == "trung ương":
        return "trung ương"
    if place is not None:
        return place.level
    if mention.level == "huyện" and mention.name.startswith("Phòng "):
        return _division_level(home)
    if mention.level:
        return mention.level
    if fold(mention.name).endswith("dia phuong") and "," not in mention.name:
        return {"trung ương": "tỉnh", "tỉnh": "huyện" if _has_districts(home) else "xã"}.get(home.level, "xã")
    return home.level


def _has_districts(home: Home) -> bool:
    return home.date is None or home.date < "2025-07"


def _division_level(home: Home) -> str:
    """A division belongs to the district while there are districts, then to the commune; or to the department that plans."""
    if home.issuer and home.issuer.startswith("Sở "):
        return "tỉnh"
    return "xã" if home.level == "xã" or not _has_districts(home) else "huyện"


def _home_chain(home: Home) -> tuple[Place, ...]:
    return home.places[-1].chain if home.places and len(home.places[-1].chain) > len(home.places) else home.places


def _places_at(level: str, home: Home) -> tuple[str, ...]:
    """The home's places down to this level: UBND tỉnh in a district's plan is the province's."""
    rank = {"tỉnh": 1, "huyện": 2, "xã": 3}[level]
    ranks = {"tỉnh": 1, "huyện": 2, "xã": 3}
    return tuple(place.full_name for place in _home_chain(home) if ranks[place.level] <= rank)


def _name_at(level: str, home: Home) -> str | None:
    ranks = {"trung ương": 0, "tỉnh": 1, "huyện": 2, "xã": 3}
    names = [place.name for place in _home_chain(home) if ranks[place.level] <= ranks[level]]
    return names[-1] if names else None


def full_issuer(mention: AgencyMention, home: Home) -> str:
    """The body with its place, as a citation names it: "Ủy ban nhân dân tỉnh Bắc Kạn", "Bộ Y tế", "Thủ tướng Chính phủ".

    An office is its body, save those that are bodies themselves: "Bộ trưởng Bộ Y tế" is "Bộ Y tế".
    """
    agency = resolve_agency(mention, home)
    name = _without_office(agency.name) if mention.officeholder else agency.name
    if agency.level == "trung ương" or mention.collective or not agency.places:
        return name
    place = agency.places[-1]
    return name if name.endswith(agency.jurisdiction or "\n") else f"{name} {place}"


def _without_office(name: str) -> str:
    for office in sorted(table("agencies")["offices"]["names"], key=len, reverse=True):
        if name.startswith(office + " "):
            return name.removeprefix(office + " ")
    return name


def english_name(name: str, level: str | None = None) -> str | None:
    """The standard English name of a body, or None where none is sure: "Sở Y tế" is "Department of Health"."""
    names = table("english")["names"].get(name)
    if names is None:
        return None
    return names if isinstance(names, str) else names.get(level or "") or names.get("any")
