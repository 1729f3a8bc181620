"""One body where its name begins: known, by its shape, or an office; with the bodies that share its head.

Each reader takes the tokens and the index where a name may begin, and gives what it finds there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from ..places import LEVELS, Place
from .levels import Tail, level_word, place_in_list, read_tail
from .sets import plural, read_open_set
from .words import (
    CONNECTORS,
    FIELD_LEVELS,
    Body,
    Tokens,
    bodies,
    ends_name,
    fields,
    heads,
    offices,
    printed,
    starts_body,
    strangers,
)

# No name has more tokens than "Sở Văn hóa, Thể thao và Du lịch" twice over.
_MAX_RUN = 24
# Officeholders of one kind of body; the rest head many kinds.
_ONLY_OF = {"Bộ trưởng": "Bộ ", "Thứ trưởng": "Bộ ", "Cục trưởng": "Cục ", "Vụ trưởng": "Vụ "}
_NATIONAL = ("quốc gia", "trung ương", "việt nam")
_SPLIT_WORDS = frozenset({("phòng", "chống"), ("phòng", "ngừa"), ("khám", "chữa"), ("sửa", "chữa")})


class Find(NamedTuple):
    """A body over tokens [begin, end). `tail` says what stood for its level, "-" for a place alone, "" for nothing.

    `head` is the word that lists share ("Sở"); `known` names are those of the tables; `beside` is the
    level of the body that precedes it in a list.
    """

    begin: int
    end: int
    name: str
    level: str | None = None
    collective: bool = False
    place: Place | None = None
    office: bool = False
    tail: str = ""
    head: str | None = None
    known: bool = False
    beside: str | None = None


def read(tokens: Tokens, at: int) -> tuple[Find, ...]:
    """The body, the bodies that share one head, or the open set that begins at this token."""
    return _office(tokens, at) or _bodies(tokens, at)


def _bodies(tokens: Tokens, at: int, *, held: bool = False) -> tuple[Find, ...]:
    named = _shared_head(tokens, at) if plural(tokens, at) else _single(tokens, at)
    if named:
        return named
    found = read_open_set(tokens, at, held=held)
    return (Find(at, found.end, found.name, found.level, True, tail="các"),) if found else ()


# -- Offices -------------------------------------------------------------------------------------------------


def _office(tokens: Tokens, at: int) -> tuple[Find, ...]:
    """An officeholder, who stands for the body: "Chủ tịch UBND các xã", "Giám đốc các Sở: Y tế, Tài chính"."""
    match = offices().longest(tokens, at)
    if match is None:
        return ()
    end, office = match
    if (office == "Lãnh đạo" and not tokens.capital(at)) or tokens.gap(end) == 2:  # small, it is the verb
        return ()
    found = _bodies(tokens, end, held=True) or _bare_office(tokens, end)
    if not found or not (found[0].name.startswith(_ONLY_OF.get(office, "")) or found[0].collective):
        return ()
    titled = [find._replace(name=f"{office} {find.name}", office=True, head=None) for find in found]
    return (titled[0]._replace(begin=at), *titled[1:])


def _bare_office(tokens: Tokens, at: int) -> tuple[Find, ...]:
    """ "Chánh Văn phòng", "Chánh Thanh tra": the body needs no more than its office to be a name."""
    match = bodies().longest(tokens, at)
    if match is None or match[1].name not in ("Văn phòng", "Thanh tra") or tokens.key(at - 1) not in ("chánh", "cvp"):
        return ()
    return (_tailed(tokens, Find(at, match[0], match[1].name), False),)


# -- Known names ---------------------------------------------------------------------------------------------


def _single(tokens: Tokens, at: int) -> tuple[Find, ...]:
    """A body with a name of its own, and those that follow under its head."""
    if tokens.key(at - 1) in strangers().get(tokens.key(at), ()) and tokens.gap(at) < 2:
        return ()
    find = _central(tokens, at) or _known(tokens, at) or _shaped(tokens, at)
    if find and find.known and tokens.key(find.end) in ("và", "-") and not find.tail:
        find = _longer(tokens, find)
    return (find, *_elided(tokens, find), *_of_more_places(tokens, find)) if find else ()


def _longer(tokens: Tokens, find: Find) -> Find:
    """A name of the tables that another begins with: "Trung tâm Công tác xã hội | và Bảo trợ xã hội"."""
    shaped = _shaped(tokens, find.begin)
    return shaped if shaped and shaped.end > find.end else find


def _central(tokens: Tokens, at: int) -> Find | None:
    """ "Trung ương Hội Cựu chiến binh": the association's own centre."""
    width = 1 if tokens.key(at) == "tw" else 2 if tokens.keys(at, "trung", "ương") else 0
    if not width or tokens.key(at + width) not in ("hội", "đoàn"):
        return None
    find = _known(tokens, at + width) or _shaped(tokens, at + width)
    return find and find._replace(begin=at, name=f"Trung ương {find.name}", level="trung ương")


def _known(tokens: Tokens, at: int) -> Find | None:
    """A name of the tables. In small letters it is one if nothing else is called so, or if a level follows."""
    match = bodies().longest(tokens, at)
    if match is None:
        return None
    end, body = match
    if body.printed:
        body = replace(body, name=_printed(tokens, at, at, end).lstrip())
    end, name, level = _joined(tokens, end, body)
    if name == body.name and not body.alone:
        return None
    if body.head is not None and tokens.capital(at) and not fields(body.head).longest(tokens, end + 1):
        stop = _run(tokens, end, end, joining=True) if tokens.key(end) in CONNECTORS else end
        end, name = stop, name + (_printed(tokens, at, end, stop) if stop > end else "")
    if any(tokens.keys(end, *words.split()) for words in body.not_before):  # "Chính phủ điện tử"
        return None
    find = Find(at, end, name, level, head=body.head, known=True)
    find = find if level == "trung ương" else _tailed(tokens, find, body.keeps_place)
    return find if _is_meant(tokens, find, end, body) else None


def _is_meant(tokens: Tokens, find: Find, end: int, body: Body) -> bool:
    capital = any(token.capital for token in tokens[find.begin : end])
    if body.needs_level:  # "Thanh tra tỉnh"; "thanh tra các xã" is a verb
        return capital and bool(find.tail) and not find.tail.startswith(("các", "cấp", "cùng"))
    return capital or (body.plain and end - find.begin > 2) or find.tail not in ("", "-", "Việt Nam")


def _joined(tokens: Tokens, end: int, body: Body) -> tuple[int, str, str | None]:
    """The office of a body: "Văn phòng" + "HĐND và UBND", "Ban Pháp chế" + "của Hội đồng nhân dân"."""
    at = end
    while body.of and tokens.key(at) in (".", "của") and tokens.gap(at) == 0 and at < end + 2:
        at += 1
    match = bodies().longest(tokens, at) if body.of and tokens.gap(at) < 2 else None
    if match is None or not match[1].joins:
        return end, body.name, body.level
    end, owner = match
    name = f"{body.name} {owner.name}"
    if body.name == "Văn phòng" and tokens.key(end) in ("và", "-", "&"):
        second = bodies().longest(tokens, end + 1)
        if second is not None and second[1].joins:
            return second[0], f"{name} và {second[1].name}", owner.level
    return end, name, owner.level or body.level


def _tailed(tokens: Tokens, find: Find, keeps_place: bool) -> Find:
    """The find with its level and place; they are in its name only if it is a set, a national body or a proper name."""
    tail: Tail = read_tail(tokens, find.end, across_lines=keeps_place)
    if tail.end == find.end:
        return find
    name = find.name
    if tail.named:
        name = f"{name} {tail.words}"
    elif keeps_place and tail.place and not tail.words:
        name = f"{name} {tail.place.name}"
    level = tail.level or (tail.place.level if tail.place else None) or find.level
    return find._replace(
        end=tail.end, name=name, level=level, collective=tail.collective, place=tail.place, tail=tail.words or "-"
    )


# -- Several bodies, one head --------------------------------------------------------------------------------


def _elided(tokens: Tokens, find: Find) -> tuple[Find, ...]:
    """What follows under the same head: "Sở Y tế, Giáo dục và Đào tạo" is two departments."""
    found: list[Find] = []
    at = find.end
    while find.head is not None and tokens.key(at) in (",", "và") and tokens.capital(at + 1):
        match = fields(find.head).longest(tokens, at + 1)
        if match is None or starts_body(tokens, at + 1):
            break
        found.append(_of_field(tokens, find.head, at + 1, match))
        at = found[-1].end
    return tuple(found)


def _of_more_places(tokens: Tokens, find: Find) -> tuple[Find, ...]:
    """The same body of other places of the level: "UBND huyện Ba Bể, Na Rì và thành phố Bắc Kạn" is three bodies."""
    found: list[Find] = []
    last = find
    while last.place is not None and last.tail in LEVELS and tokens.key(last.end) in (",", "và"):
        named = place_in_list(tokens, last.end + 1, last.tail)
        if named is None or named[1].level != find.level:
            break
        end, place = named
        last = last._replace(begin=last.end + 1, end=end, place=place, tail=place.kind)
        found.append(last)
    return tuple(found)


def _of_field(tokens: Tokens, head: str, at: int, match: tuple[int, str]) -> Find:
    end, name = match
    return _tailed(tokens, Find(at, end, f"{head} {name}", FIELD_LEVELS[head], head=head), False)


def _shared_head(tokens: Tokens, at: int) -> tuple[Find, ...]:
    """ "các Sở: Y tế, Tài chính và Sở Nội vụ": the head is given once, or again."""
    begin = plural(tokens, at) or at
    head = next((head for head in FIELD_LEVELS if head.lower() == tokens.key(begin)), None)
    cursor = begin + 1 + (tokens.key(begin + 1) == ":")
    found: list[Find] = []
    while head is not None and tokens.capital(cursor):
        find = _listed(tokens, head, cursor)
        if find is None:
            break
        found.append(find)
        cursor = find.end
        while tokens.key(cursor) in (",", "và", ";") and tokens.gap(cursor) < 2:
            cursor += 1
    return (found[0]._replace(begin=at), *found[1:]) if found else ()


def _listed(tokens: Tokens, head: str, at: int) -> Find | None:
    known = bodies().longest(tokens, at)
    if known is not None and known[1].head == head:
        return _known(tokens, at)
    match = fields(head).longest(tokens, at)
    if match is not None:
        return _of_field(tokens, head, at, match)
    stop = at if starts_body(tokens, at) else _run(tokens, at, at)
    if stop == at:
        return None
    return _tailed(
        tokens, Find(at, stop, f"{head}{_printed(tokens, at, at, stop)}", FIELD_LEVELS[head], head=head), False
    )


# -- Shapes --------------------------------------------------------------------------------------------------


def _shaped(tokens: Tokens, at: int) -> Find | None:
    """A head and a name that no table has: "Chi cục Chăn nuôi và Thú y", "Trung tâm Phát triển quỹ đất"."""
    match = heads().longest(tokens, at) if tokens.capital(at) else None
    if match is None:
        return None
    end, head = match
    stop = end if tokens.key(end) in head.refuses else _run(tokens, end, end, long=head.long)
    find = Find(at, stop, f"{head.name}{_printed(tokens, at, end, stop)}", head.level)
    find = _tailed(tokens, find, head.keeps_place)
    if find.level is None and any(word in find.name.lower() for word in _NATIONAL):
        find = find._replace(level="trung ương")
    named = stop > end or head.bare or (head.keeps_place and find.tail == "-")
    return find if named else None


def _printed(tokens: Tokens, at: int, begin: int, end: int) -> str:
    """The name between two tokens; it is shouted if all of it is, with the body's first word."""
    words = [token.text for token in (tokens[at], *tokens[begin:end]) if token.word]
    return printed(
        tokens[begin:end], shouted=len(words) > 1 and all(word.isupper() and len(word) > 1 for word in words)
    )


def _run(tokens: Tokens, begin: int, at: int, *, long: bool = False, joining: bool = False) -> int:
    """Where a name of its own ends: capitalised words with their small ones, and such words joined by connectors.

    `long` names may begin small ("Ban Chỉ đạo thực hiện …"); `joining` names go on from a connector.
    """
    shouting = at < len(tokens) and tokens[at].text.isupper() and len(tokens[at].text) > 1
    last = at
    while at < min(len(tokens), begin + _MAX_RUN):
        token = tokens[at]
        after_sign = at > begin and tokens.key(at - 1) in CONNECTORS
        if tokens.breaks(at) or (token.gap and at > begin and (shouting or token.capital) and not after_sign):
            break
        if token.key in CONNECTORS:
            if (at == begin and not joining) or not _goes_on(tokens, at):
                break
        elif not token.word or not (_numbers(tokens, at, long) or _may_stand(tokens, begin, at, long)):
            break
        else:
            last = at + 1
        at += 1
    return last


def _may_stand(tokens: Tokens, begin: int, at: int, long: bool) -> bool:
    """Whether the word is of the name: the first one, and the first after a connector, has a capital."""
    if _ends_here(tokens, at) and not (long and at > begin and tokens.key(at) == "về"):  # "Ban Chỉ đạo quốc gia về …"
        return False
    if tokens.capital(at) or (long and at == begin):
        return True
    pair = (tokens.key(at - 2), tokens.key(at))
    return at > begin and (tokens.key(at - 1) not in CONNECTORS or pair in _SPLIT_WORDS)


def _ends_here(tokens: Tokens, at: int) -> bool:
    """Whether the word begins what follows a name: a verb, a level, a number. A capital in the line is of the name."""
    if tokens.key(at)[0].isdigit() or level_word(tokens, at) is not None:
        return True
    of_name = tokens.capital(at) and not tokens[at].text.isupper() and tokens.gap(at) == 0
    return not of_name and ends_name(tokens, at)


def _numbers(tokens: Tokens, at: int, long: bool) -> bool:
    """ "Đội … số 3", "Ban Chỉ đạo 389", "Tổ công tác Đề án 06": a short number is of the name."""
    short = tokens.key(at).isdigit() and len(tokens.key(at)) <= 3 and tokens.key(at + 1) not in ("/", "%", "-")
    return short and (long or tokens.key(at - 1) == "số")


def _goes_on(tokens: Tokens, at: int) -> bool:
    """Whether a name goes on after this connector: with a capital that begins no other body."""
    after = at + 1
    if (tokens.key(at - 1), tokens.key(after)) in _SPLIT_WORDS:
        return True
    wraps = tokens.key(at) == "và"  # a dash that begins a line begins an item
    if not tokens.capital(after) or tokens.gap(after) == 2 or tokens.gap(at) > wraps or starts_body(tokens, after):
        return False
    if tokens.key(at) == "/":
        return tokens[at].start == tokens[at - 1].end
    # A comma goes on only in a list that "và" closes, "Kinh tế, Hạ tầng và Đô thị"; else it begins the next thing.
    return tokens.key(at) != "," or _closes(tokens, after)


def _closes(tokens: Tokens, at: int) -> bool:
    for index in range(at, min(at + 8, len(tokens) - 1)):
        token = tokens[index]
        if token.key == "và":
            return tokens.capital(index + 1) and not starts_body(tokens, index + 1)
        if not token.word and token.key not in (",", "-"):
            return False
    return False
