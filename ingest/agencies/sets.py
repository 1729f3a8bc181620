"""Open sets of bodies: "các sở, ban, ngành", "Các cơ quan, đơn vị liên quan", "cơ quan chủ trì".

A set is one mention with its printed words: a plural word, nouns with the kinds that belong to them, a modifier. A
second "các" begins a second set. The level and place that stand after it fall away from its name.
"""

from __future__ import annotations

from typing import NamedTuple

from ..lexicon import table
from ..places import LEVELS
from .levels import level_word, place_after, read_set, skip_ground
from .words import FIELD_LEVELS, Tokens, bodies, heads, set_kinds, set_modifiers, set_nouns, strangers

_UNITS = frozenset({"huyện", "thị xã", "thành phố", "quận", "xã", "phường", "thị trấn", "đặc khu", "tỉnh"})
# Only after an office ("Trưởng các thôn, bản"), in a list of bodies or as a heading do they stand for somebody.
_QUARTERS = frozenset({"khối phố", "khu dân cư", "khu phố", "tổ dân phố"})
_VILLAGES = _QUARTERS | {"thôn", "bản", "ấp", "buôn", "khóm", "làng", "xóm", "bon", "phum", "sóc"}
_PRIVATE = frozenset({"cá nhân", "doanh nghiệp"}) | _VILLAGES
# Together they are everybody: "tổ chức, cá nhân có thành tích".
_ANYBODY = frozenset({"tổ chức", "cá nhân", "doanh nghiệp"})
# Alone, without "các", they are places or things.
_PLACES = frozenset({"nhà trường", "trường học", "bệnh viện", "trạm y tế", "vụ", "viện", "cục", "trung tâm"})
# Alone even "các" makes no body of them: "các ban", "các vụ".
_VAGUE = frozenset(
    {
        "ban",
        "hội",
        "phòng",
        "cơ sở",
        "ủy ban",
        "trường",
        "vụ",
        "cục",
        "viện",
        "trung tâm",
        "chi bộ",
        "bộ phận",
        "cấp",
        "đảng bộ",
        "đại biểu",
        "tổ đại biểu",
    }
)
_WORKING = frozenset({"cơ quan", "đơn vị", "tổ chức"})
# "Các cơ quan phối hợp có trách nhiệm" names a set; in "Các cơ quan phối hợp với …" they do it.
_DOING = frozenset({"chủ trì", "phối hợp"})
# Whose a set is, when its own name does not say: "các tổ chức thành viên của Mặt trận".
_OWNERS = frozenset({"Ủy ban nhân dân", "Hội đồng nhân dân", "Ủy ban Mặt trận Tổ quốc Việt Nam"})
_MAX_NOUNS = 12
# How people are spoken of, who bear something by their office.
_ADDRESSED = (("vị",), ("đồng", "chí"), ("ông", "(", "bà", ")"), ("ông", ",", "bà"), ("ông", "bà"))


class OpenSet(NamedTuple):
    """A set up to token `end`, by its full name."""

    end: int
    name: str
    level: str | None


class _Members(NamedTuple):
    end: int
    words: str = ""
    nouns: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


def plural(tokens: Tokens, at: int) -> int | None:
    """The index after "các", "tất cả các" or, of people, "các vị", "các đồng chí", "các ông (bà)"."""
    if tokens.keys(at, "tất", "cả", "các"):
        return at + 3
    if tokens.key(at) != "các":
        return None
    return at + 1 + next((len(words) for words in _ADDRESSED if tokens.keys(at + 1, *words)), 0)


def read_open_set(tokens: Tokens, at: int, *, held: bool = False) -> OpenSet | None:
    """The set that begins at this token, if one does; `held` by an office ("Thủ trưởng đơn vị") one noun is enough."""
    begin = plural(tokens, at)
    first = at if begin is None else begin
    if first >= len(tokens) or tokens[first].key not in set_nouns().children:  # nearly always
        return None
    members = _members(tokens, first, named=begin is not None)
    if not members.nouns:
        return None
    if members.nouns[0] in _UNITS and (begin is None or set(members.nouns) <= _UNITS):
        return _units(tokens, begin)
    end, words = members.end, members.words
    modifier = _modifier(tokens, members, begin is not None)
    if modifier is not None:
        end, words = modifier[0], f"{words} {modifier[1]}"
    enough = _says_enough(members, modifier) if begin is not None else _stands(tokens, members, modifier)
    enough = enough or (begin is not None and (_are_villages(tokens, at, members) or _are_everybody(tokens, members)))
    held = held and (begin is not None or members.nouns[0] in _WORKING | _PRIVATE)  # "Trưởng các phòng"
    if not (enough or held or (members.nouns == ("ban",) and _of_council(tokens, at))):
        return None
    owned = _owned(tokens, end)
    if owned is not None:
        return OpenSet(owned[0], f"các {words} {owned[1]}" if begin is not None else f"{words} {owned[1]}", owned[2])
    end, level = _level(tokens, end, members.nouns)
    late = _related(tokens, end) if modifier is None else None
    if late is not None:
        end, words = late[0], f"{words} {late[1]}"
    return OpenSet(end, f"các {words}" if begin is not None else words, level)


def _are_villages(tokens: Tokens, at: int, members: _Members) -> bool:
    """Whether "các thôn" are who lives there: in a list ("UBND xã, các thôn"), as a partner, or as all of a heading
    ("8. Các thôn:"); "tại các thôn" and "các thôn đặc biệt khó khăn" are places."""
    if not set(members.nouns) <= _VILLAGES or tokens.key(members.end) in ("đặc", "khó", "có", "thuộc", "vùng", "ven"):
        return False
    listed = tokens.key(at - 1) in (",", ";", "và") or tokens.keys(at - 3, "phối", "hợp", "với")
    closed = tokens.key(members.end) == ":" or tokens.gap(members.end) > 0
    return listed or (closed and tokens.capital(at) and tokens.key(at - 1) in (".", ")"))


def _are_everybody(tokens: Tokens, members: _Members) -> bool:
    """Whether "các cấp" are the first half of "các cấp, các ngành", which names all authorities."""
    return members.nouns == ("cấp",) and tokens.keys(members.end, ",", "các", "ngành")


def _of_council(tokens: Tokens, at: int) -> bool:
    """Whether a council's own body stands before: "Thường trực Hội đồng nhân dân (tỉnh), các Ban"."""
    begin = at - 1
    for words in (("tỉnh",), ("huyện",), ("xã",), ("phường",), ("quận",), ("thành", "phố")):
        if tokens.keys(begin - len(words), *words):
            begin -= len(words)
            break
    council = tokens.key(begin - 1) == "hđnd" or tokens.keys(begin - 4, "hội", "đồng", "nhân", "dân")
    return council and tokens.key(at - 1) in (",", "và")


def _units(tokens: Tokens, begin: int | None) -> OpenSet | None:
    """ "các xã, phường" stand for their authorities; "các xã đặc biệt khó khăn" and "xã, phường" are places."""
    tail = read_set(tokens, begin - 1) if begin is not None else None
    if tail is None or tokens.key(tail.end) in ("đặc", "khó", "vùng", "miền", "biên", "nghèo", "khác"):
        return None
    return OpenSet(tail.end, tail.words, tail.level)


def _members(tokens: Tokens, at: int, *, named: bool) -> _Members:
    """The nouns of a set with their kinds. Without "các" a noun that comes again begins the next set."""
    found, cursor = _Members(at), at
    while len(found.nouns) < _MAX_NOUNS and (cursor == at or not tokens.breaks(cursor)):
        match = set_nouns().longest(tokens, cursor)
        if match is None or _is_other_word(tokens, cursor, match[0]) or (not named and match[1] in found.nouns):
            break
        if found.nouns and _is_named(tokens, cursor, *match):
            break
        end, noun = match
        link = (" và " if tokens.key(cursor - 1) == "và" else ", ") if found.nouns else ""
        end, kinds = _kinds(tokens, noun, end)
        words = f"{found.words}{link}{noun}" + (f" {kinds}" if kinds else "")
        found = _Members(end, words, (*found.nouns, noun), found.kinds + ((kinds,) if kinds else ()))
        if tokens.key(end) not in (",", "và", "/"):
            break
        cursor = end + 1
    return found


def _is_named(tokens: Tokens, at: int, end: int, noun: str) -> bool:
    """Whether a later noun begins the name of one body: "các trạm y tế, Bệnh viện | Đa khoa tỉnh"."""
    own = tokens.capital(at) and tokens.capital(end) and not tokens.gap(end) and level_word(tokens, end) is None
    return own and heads().longest(tokens, at) is not None and set_kinds(noun).longest(tokens, end) is None


def _kinds(tokens: Tokens, noun: str, end: int) -> tuple[int, str]:
    """What tells a noun's kind, and where it ends: "mầm non, tiểu học, trung học cơ sở" of "trường"."""
    words = ""
    tree = set_kinds(noun.partition(", ")[0])
    kind = tree.longest(tokens, end)
    while kind is not None:
        link = (" và " if tokens.key(end - 1) == "và" else ", ") if words else ""
        words, last = f"{words}{link}{kind[1]}", kind[0]
        end = last + 1
        kind = tree.longest(tokens, end) if tokens.key(last) in (",", "và") and noun == "trường" else None
    return (last if words else end), words


def _is_other_word(tokens: Tokens, at: int, end: int) -> bool:
    """ "phòng, chống", "ban hành", "Sở Y tế", "hội nghị": the syllable is part of something else."""
    pair = f"{tokens.key(at)} {tokens.key(at + 1)}"
    if end - at == 1 and pair in table("agencies")["sets"]["others"]:
        return True
    if tokens.key(at) == "phòng" and tokens.key(end) == ",":
        return tokens.key(end + 1) in ("chống", "ngừa", "tránh", "cháy", "trừ")
    if pair == "cơ sở":
        return set_kinds("cơ sở").longest(tokens, end) is None
    if end - at == 1 and tokens.key(at - 1) in strangers().get(tokens.key(at), ()):
        return True
    known = bodies().longest(tokens, at)
    return known is not None and known[0] > end and (tokens.capital(at) or known[1].head is not None)


def _modifier(tokens: Tokens, members: _Members, named: bool) -> tuple[int, str] | None:
    match = set_modifiers().longest(tokens, members.end) if tokens.gap(members.end) < 2 else None
    if match is None or match[1] not in _DOING:
        return match
    end = match[0]
    if not set(members.nouns) <= _WORKING or tokens.key(end) in (":", "với") or tokens.keys(end, ",", "phối"):
        return None
    return match if not named or tokens.key(end) in ("có", "chịu", ".", ";", ")", "và", "") else None


def _related(tokens: Tokens, at: int) -> tuple[int, str] | None:
    """ "các sở, ngành | của tỉnh | có liên quan": what closes a set after its level."""
    match = set_modifiers().longest(tokens, at) if tokens.gap(at) < 2 else None
    return match if match and match[1].endswith("liên quan") else None


def _stands(tokens: Tokens, members: _Members, modifier: tuple[int, str] | None) -> bool:
    """Whether words without "các" are a set: two nouns of bodies, or one that a kind or a modifier tells apart."""
    first = members.nouns[0]
    if first in _PRIVATE or set(members.nouns) <= _PLACES or (set(members.nouns) <= _ANYBODY and not members.kinds):
        return False
    if len(members.nouns) > 1 or ", " in first or first.startswith("cơ quan "):
        return True
    said = modifier[1] if modifier else ""
    telling = said in _DOING or said in _lonely() or said.startswith("được")
    if first in ("tổ chức", "cơ quan", "đơn vị", "chính quyền", "cơ sở"):
        standing = first == "cơ quan" and modifier is None and members.kinds == ("thường trực",)
        return (bool(members.kinds) and not standing) or (
            telling and not (first == "tổ chức" and tokens.key(members.end) == "phối")
        )
    if first in ("đại biểu", "lực lượng"):
        return telling or members.kinds in (("chức năng",), ("Hội đồng nhân dân",))
    return first in ("ngành", "địa phương", "đoàn thể", "sở") and telling


def _says_enough(members: _Members, modifier: tuple[int, str] | None) -> bool:
    """ "các ban" and "các cá nhân" name no bodies."""
    if set(members.nouns) <= _PRIVATE or (set(members.nouns) <= _ANYBODY and not (modifier or members.kinds)):
        return False
    if len(members.nouns) > 1 or members.kinds or modifier:
        return True
    return members.nouns[0] not in _VAGUE


def _lonely() -> list[str]:
    words: list[str] = table("agencies")["sets"]["lonely"]
    return words


def _level(tokens: Tokens, end: int, nouns: tuple[str, ...]) -> tuple[int, str | None]:
    """What follows a set for its level ("tỉnh", "cấp huyện", "thuộc UBND tỉnh"), else its first noun's level."""
    own: str | None = table("agencies")["sets"]["levels"].get(nouns[0].split(", ")[0])
    if tokens.gap(end) == 2:
        return end, own
    if tokens.keys(end, "trung", "ương") or tokens.key(end) == "tw":
        return end + (1 if tokens.key(end) == "tw" else 2), "trung ương"
    word = level_word(tokens, end + (tokens.key(end) in ("cấp", "của", "thuộc")))
    if word is None:
        ground = skip_ground(tokens, end)
        return (ground if ground > end else _owner(tokens, end)), own
    named = place_after(tokens, *word)
    return (named[0] if named else word[0]), own or (None if word[1] == "thành phố" else LEVELS[word[1]])


def _owned(tokens: Tokens, at: int) -> tuple[int, str, str | None] | None:
    """ "các đơn vị trực thuộc | Sở Y tế", "các phòng của Sở Nội vụ": where the ministry or department ends whose units
    they are, the words that say so, and its level. It does nothing itself."""
    begin = at
    if tokens.key(at - 2) == "thuộc":  # the modifier "thuộc Bộ" took the first word of its name
        begin = at - 1
    elif tokens.key(at - 1) != "thuộc":
        begin = at + (2 if tokens.keys(at, "trực", "thuộc") else tokens.key(at) in ("thuộc", "của"))
    known = bodies().longest(tokens, begin) if tokens.key(begin - 1) in ("thuộc", "của") else None
    if known is None or known[0] <= at or known[1].head is None:
        return None
    word = level_word(tokens, known[0])
    named = place_after(tokens, *word) if word else None
    end = named[0] if named else word[0] if word else known[0]
    words = (*(token.key for token in tokens[at:begin]), *known[1].name.split()[max(0, at - begin) :])
    return end, " ".join(words), FIELD_LEVELS[known[1].head]


def _owner(tokens: Tokens, at: int) -> int:
    """The index after "thuộc Ủy ban nhân dân Thành phố": whose the set is names no other body."""
    known = bodies().longest(tokens, at + 1) if tokens.key(at) in ("thuộc", "của") else None
    if known is None or known[1].name not in _OWNERS:
        return at
    word = level_word(tokens, known[0])
    named = place_after(tokens, *word) if word else None
    return named[0] if named else word[0] if word else known[0]
