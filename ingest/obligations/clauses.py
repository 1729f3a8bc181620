"""Who must do what: the subject of a sentence, its role, and the bodies to work with.

A sentence of Vietnamese drafting puts its subject first or after its opening words: "Căn cứ chức năng, nhiệm vụ, các sở
… xây dựng kế hoạch"; "Trong quá trình thực hiện, nếu có vướng mắc, đề nghị các đơn vị phản ánh …". A body in the
genitive, one that is directed, reported to or asked by the bearer is no subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ..agencies import AgencyMention
from .reading import Group, Reading, any_of, pattern, vocabulary

_REACH = 1500  # how far a list of partners goes on
_NEAR = 300  # how much of what stands before a body is looked at, from either side


# "Chế độ báo cáo: Trước ngày 15 hằng tháng, …": what the words are about, before they begin.
_TOPIC = re.compile(r"^[^.;:]{3,60}:\s{1,9}(?=\S)")


# "Đề nghị đồng chí | Bí thư Đảng ủy": how somebody is spoken of, before the office.
_ADDRESS = re.compile(r"(?:^|\s)(?:các\s+)?(?:đồng\s+chí|ông|bà)$")


# "Ủy ban nhân dân các xã nơi có rừng | phối hợp với …": which ones are meant, before what they do.
_WHERE = re.compile(
    r"nơi\s[^.;,]{3,80}?\s"
    r"(?=(?:chủ trì|phối hợp|(?:có|chịu) trách nhiệm|tổ chức|báo cáo|bố trí|thực hiện|lập|kiểm tra)\s)"
)


# "… và Thủ trưởng các đơn vị liên quan, chịu trách nhiệm thi hành": a comma may part a list from what it owes.
_OWES = re.compile(r"(?:có|chịu)\s+trách\s+nhiệm")


class Clause(NamedTuple):
    """A sentence with its subject. `verb` is where what the subject does begins; `asked` for "đề nghị"."""

    start: int
    end: int
    subject: Group | None
    verb: int
    asked: bool = False


def clauses(reading: Reading, start: int, end: int, *, charged: bool) -> tuple[Clause, ...]:
    """The sentences of a unit. `charged`: it has a bearer already, and what it asks of others is that one's duty."""
    groups = reading.groups(start, end)
    found: list[Clause] = []
    for opening, stop in reading.sentences(start, end, groups):
        within = tuple(group for group in groups if opening <= group.start < stop)
        found.extend(_divided(reading, _clause(reading, opening, stop, within, charged), within))
    return tuple(found)


def _divided(reading: Reading, clause: Clause, groups: tuple[Group, ...]) -> Iterator[Clause]:
    """A sentence with two subjects as two: "Cơ quan chủ trì có trách nhiệm …, cơ quan phối hợp có trách nhiệm …"."""
    for group in groups:
        later = clause.subject is not None and group.start > clause.verb
        comma = later and reading.plain(clause.verb, group.start).rstrip().endswith(",")
        if comma and _is_subject(_after(reading, group.end, clause.end), "late"):
            yield clause._replace(end=group.start)
            clause = Clause(group.start, clause.end, group, group.end, clause.asked)
    yield clause


def _clause(reading: Reading, start: int, end: int, groups: tuple[Group, ...], charged: bool) -> Clause:
    for index, group in enumerate(groups):
        strength = _strength(_before(reading, start, group.start), charged)
        after = _after(reading, group.end, end)
        if strength == "none" or (charged and _is_led(group, after)):
            continue
        following = groups[index + 1] if index + 1 < len(groups) else None
        if following is None and _is_issuer(group, reading.issuer) and _only_orders(after):
            continue  # "Hội đồng nhân dân tỉnh giao:" leads in to those that are told
        if following and _is_issuer(group, reading.issuer) and _orders(reading.plain(group.end, following.start)):
            asked = "đề nghị" in reading.folded[group.end : following.start]
            return Clause(start, end, following, following.end, asked or following.asked)
        if _is_subject(after, strength):
            asked = strength == "asked" or group.asked
            where = _WHERE.match(reading.folded, group.end + 1, end)
            return Clause(start, end, group, where.end() if where else group.end, asked)
    return Clause(start, end, None, start)


def _is_led(group: Group, after: str) -> bool:
    """Whether "Lãnh đạo" is what the bearer above does to a body, and not the body's leaders."""
    return group.mentions[0].name.startswith("Lãnh đạo ") and not re.match(r"(?:có|chịu)\s+trách\s+nhiệm", after)


def _before(reading: Reading, start: int, end: int) -> str:
    """The words before a body; of many only the first and the last."""
    if end - start <= 2 * _NEAR:
        return reading.plain(start, end)
    return reading.plain(start, start + _NEAR) + reading.plain(end - _NEAR, end)


def _is_issuer(group: Group, issuer: str | None) -> bool:
    """Whether it is the issuer itself, or its head, that speaks: "Chủ tịch Ủy ban nhân dân tỉnh yêu cầu …"."""
    mention = group.mentions[-1]
    return issuer is not None and not mention.collective and mention.name.lower().endswith(issuer.lower())


def _orders(words: str) -> bool:
    return bool(pattern("charges", "orders", r"\s{0,9}").match(words)) and len(words.split()) < 10


def _only_orders(words: str) -> bool:
    return bool(pattern("charges", "orders", r"\s{0,9}", r"[\s:]{0,9}$").match(words))


def _strength(left: str, charged: bool) -> str:
    """What the words before a body make of it: "start", "order", "asked", "led" (by opening words), "late", "none"."""
    words = _ADDRESS.sub("", _TOPIC.sub("", left.strip(" ,\"“'-"))).rstrip()
    topic = words.endswith(":") and len(words) < _NEAR  # "Về nguồn vốn: Sở Tài chính …"
    if not words or topic or pattern("subjects", "starters", r"\s{0,9}", r"\s{0,9}$").match(words):
        # "…; giao Phòng X làm đầu mối" is what the bearer above does
        return "none" if charged and words == "giao" else "start"
    order = pattern("charges", "orders", r"(?:^|[\s,])", r"\s{0,9}$").search(words)
    if order and not charged:
        before = words[: order.start()].rstrip()
        if not before or before.endswith((",", " thì", ":")) or _opens(before) or before == "thì":
            asked = any(word in order.group() for word in vocabulary("charges", "requests"))
            papers = pattern("charges", "papers", r"(?:^|\s)", r"$").search(before)
            return "none" if papers else "asked" if asked else "order"
        return "none"
    if pattern("subjects", "before", r"(?:^|[\s,])", r"[\s,]{0,9}$").search(words):
        return "led"
    if not left.rstrip().endswith(","):
        return "none"
    return "led" if _opens(words) else "late"


def _opens(words: str) -> bool:
    return bool(pattern("subjects", "openers").match(words))


def _after(reading: Reading, start: int, end: int) -> str:
    """The words after a body, without the parenthesis and the clause that say which body is meant."""
    words = reading.plain(start, min(end, start + 400))
    stripped = words.lstrip()
    if stripped.startswith(",") and (_phrase().match(stripped[1:].lstrip()) or _OWES.match(stripped[1:].lstrip())):
        return stripped[1:].lstrip()
    where = _WHERE.match(stripped)
    if where:
        return stripped[where.end() :]
    if pattern("subjects", "which").match(stripped):
        duty = re.search(r"^[^.;]{0,200}?((?:có|chịu) trách nhiệm)", stripped)
        if duty:
            return stripped[duty.start(1) :]
    return stripped


@cache
def _phrase() -> re.Pattern[str]:
    return pattern("roles", "phrases")


def _is_subject(after: str, strength: str) -> bool:
    if not after or not after[0].isalnum() or pattern("subjects", "formulas").match(after):
        return False
    goes_on = pattern("subjects", "signs").match(after) or _phrase().match(after)
    if pattern("subjects", "refusals").match(after) and not goes_on:
        return False
    if strength in {"start", "order", "asked"}:
        return True
    if strength == "late":
        return bool(re.match(r"(?:có|chịu)\s+trách\s+nhiệm|chủ\s+trì", after))
    return bool(goes_on)


def says_what(reading: Reading, clause: Clause) -> bool:
    """Whether a verb follows the subject, at once or after an opening phrase, so that the words are a sentence."""
    after = _after(reading, clause.verb, clause.end)
    phrase = _phrase().match(after)
    rest = after.partition(",")[2].lstrip() if phrase else after
    return bool(pattern("subjects", "signs").match(rest))


# -------------------------------------------------------------------------------------------------------------- roles


def role_of(reading: Reading, found: tuple[Clause, ...], bearers: tuple[str, ...]) -> str:
    """ "lead" when the bearer presides, "cooperate" when working along is its main verb, else "responsible"."""
    first = next((clause for clause in found if clause.subject), found[0]) if found else None
    if first is None:
        return "responsible"
    if _cooperates(reading.plain(first.verb, first.end)):
        return "cooperate"
    if any(_presides(reading, clause, bearers) for clause in found):
        return "lead"
    return "responsible"


@cache
def _adverbs() -> re.Pattern[str]:
    return re.compile(rf"(?:[\s,]|{any_of(vocabulary('roles', 'adverbs'))}(?!\w)){{0,30}}")


def _cooperates(words: str) -> bool:
    """Whether "phối hợp" is the first verb: only adverbs, and phrases like "căn cứ chức năng, nhiệm vụ", go before."""
    match = pattern("roles", "cooperate", after=r"(?!\w)(?!\s+giữa)").search(words)
    if match is None:
        return False
    before = words[: match.start()]
    rest = before[_adverbs().match(before).end() :]  # type: ignore[union-attr]  # it matches nothing at least
    if not rest:
        return True
    if not _phrase().match(rest) or len(rest) > 200:
        return False
    return not pattern("roles", "verbs", r"(?<!\w)", _NO_NOUN).search(rest)


_NO_NOUN = r"(?!\w)(?!(?:,\s+\w+\s+\w+)?\s+của\s)"  # "theo chỉ đạo, hướng dẫn của Bộ Y tế": another's deeds


def _presides(reading: Reading, clause: Clause, bearers: tuple[str, ...]) -> bool:
    for match in pattern("roles", "lead").finditer(reading.folded, clause.start, clause.end):
        position = match.start()
        if _in_mention(reading, position):
            continue
        before = pattern("roles", "given").sub("", reading.folded[max(clause.start, position - 40) : position])
        if pattern("roles", "standing", after=r"\s{0,9}$").search(before):
            return True
        if pattern("roles", "not_lead", r"(?:^|\s)", r"\s{0,9}$").search(before):
            continue
        actor = actor_before(reading, clause.start, position)
        if actor is None or actor.name in bearers:
            return True
    return False


def _in_mention(reading: Reading, position: int) -> bool:
    return any(
        mention.end > position
        for mention in reading.mentions_in(position - 150, position + 150)
        if mention.start <= position
    )


def actor_before(reading: Reading, start: int, position: int) -> AgencyMention | None:
    """The body straight before a verb, with adverbs at most between them: in "Chỉ đạo Sở X phối hợp" it is Sở X."""
    mentions = reading.mentions_in(start, position)
    if not mentions:
        return None
    gap = reading.plain(mentions[-1].end, position)
    plain = pattern("roles", "lead", after="").sub("", gap)
    return mentions[-1] if _adverbs().fullmatch(plain) and not gap.lstrip().startswith(",") else None


# ----------------------------------------------------------------------------------------------------------- partners


@cache
def _to_partner() -> re.Pattern[str]:
    manners, signs = any_of(vocabulary("roles", "manners")), any_of(vocabulary("roles", "partner_signs"))
    kinds = any_of(vocabulary("roles", "collectors"))
    fields = rf"(?:{any_of(vocabulary('roles', 'branches'))}\s[^,;.]{{2,30}},\s{{1,9}}){{0,3}}"
    return re.compile(rf"(?:\s|{manners}(?!\w)){{0,20}}(?:{signs}(?!\w))?\s{{0,9}}{fields}(?:{kinds}\s)?\s{{0,9}}")


def partners_of(reading: Reading, found: tuple[Clause, ...], bearers: tuple[str, ...]) -> tuple[AgencyMention, ...]:
    """The bodies that the bearer must work with, in text order; not those that another works with."""
    partners: list[AgencyMention] = []
    for clause in found:
        for match in pattern("roles", "cooperate").finditer(reading.folded, clause.start, clause.end):
            position = match.start()
            actor = actor_before(reading, clause.start, position)
            if _in_mention(reading, position) or (actor and not _is_own(actor.name, bearers)):
                continue
            partners.extend(partner_list(reading, match.end(), clause.end))
    return tuple(partners)


def _is_own(actor: str, bearers: tuple[str, ...]) -> bool:
    """Whether a body acts for a bearer: it is one, or a unit under it ("Chỉ đạo Chi cục Thú y phối hợp với …")."""
    name, department = actor.lower(), any(bearer.startswith("Sở ") for bearer in bearers)
    own = pattern("roles", "own_units").match(name)
    return actor in bearers or bool(own or (not department and pattern("roles", "own_divisions").match(name)))


def partner_list(reading: Reading, start: int, end: int) -> tuple[AgencyMention, ...]:
    """The bodies that follow "phối hợp": in "các cơ quan chức năng: Sở A, Sở B" those after the colon."""
    groups = reading.groups(start, min(end, start + _REACH))
    if not groups or not _to_partner().fullmatch(reading.plain(start, groups[0].start)):
        return ()
    if len(groups) > 1 and reading.plain(groups[0].end, groups[1].start).strip() == ":":
        return groups[1].mentions
    return groups[0].mentions
