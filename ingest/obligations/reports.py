"""Who reports to whom, and through whom: the steps by which a report goes up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..agencies import AgencyMention
from .clauses import Clause
from .reading import Group, Reading, any_of, pattern, vocabulary

_REACH = 700  # how far after its verb a recipient may stand


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a report. No senders: those who bear the duty."""

    senders: tuple[AgencyMention, ...]
    recipients: tuple[AgencyMention, ...]
    via: AgencyMention | None


def steps_of(reading: Reading, found: tuple[Clause, ...], bearers: tuple[AgencyMention, ...]) -> tuple[Step, ...]:
    """The steps of all reports that the sentences of a unit order, in text order."""
    steps: list[Step] = []
    senders = bearers
    for clause in found:
        senders = clause.subject.mentions if clause.subject else senders
        steps.extend(_steps(reading, clause, senders))
    return tuple(steps)


def _steps(reading: Reading, clause: Clause, senders: tuple[AgencyMention, ...]) -> list[Step]:
    steps: list[Step] = []
    channel, last = None, clause.start
    for match in _verbs().finditer(reading.plain(clause.start, clause.end)):
        verb, stop = clause.start + match.start(), clause.start + match.end()
        if _is_noun(reading, clause.start, verb) or stop <= last or _in_mention(reading, verb):
            continue
        end = min(clause.end, stop + _REACH)
        recipients = _recipients(reading, stop, end)
        found = _channel(reading, stop, end)
        if recipients is None:
            channel = channel or found
            continue
        onward = bool(steps) and _goes_on(reading, last, verb)
        sender = steps[-1].recipients if onward else senders
        steps.append(Step(sender, recipients.mentions, found or (None if onward else channel)))
        channel, last = None, recipients.end
    return steps


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + any_of(vocabulary("reports", "verbs")) + r"(?!\w)")


def _is_noun(reading: Reading, start: int, verb: int) -> bool:
    """Whether "báo cáo" is a paper; who keeps "chế độ báo cáo về Sở X" reports."""
    before = reading.folded[max(start, verb - 30) : verb]
    if re.search(r"chế\s+độ\s+$", before) and _sent().match(reading.folded, verb):
        return False
    return bool(pattern("reports", "nouns", r"(?:^|[\s(])", r"\s{0,9}$").search(before))


@cache
def _sent() -> re.Pattern[str]:
    return re.compile(rf"báo\s+cáo\s[^.;:()]{{0,60}}?(?<!\w){any_of(vocabulary('reports', 'towards'))}\s")


def _in_mention(reading: Reading, position: int) -> bool:
    return any(m.start <= position < m.end for m in reading.mentions_in(position - 150, position + 150))


@cache
def _straight() -> re.Pattern[str]:
    """What may stand between the verb and a recipient that follows it at once."""
    words = vocabulary("reports", "links") + vocabulary("reports", "towards")
    return re.compile(rf"(?:[\s,]|{any_of(words)}(?!\w)){{0,40}}")


def _recipients(reading: Reading, start: int, end: int) -> Group | None:
    """The first list of bodies that the report goes to: straight after the verb, or after "về", "gửi", "cho"."""
    for index, group in enumerate(reading.groups(start, end)):
        words = reading.plain(start, group.start)
        if index == 0 and _straight().fullmatch(words):
            return group
        if _verbs().search(words):
            return None  # another report begins
        if pattern("reports", "towards", r"(?:^|\s)", r"\s{0,9}$").search(words[-30:]):
            return group
    return None


def _channel(reading: Reading, start: int, end: int) -> AgencyMention | None:
    """The body in "(qua Sở X)" or "thông qua Sở X", before the next report begins."""
    following = _verbs().search(reading.folded, start, end)
    for mention in reading.mentions_in(start, following.start() if following else end):
        before = reading.folded[max(start, mention.start - 20) : mention.start]
        if pattern("reports", "channels", r"(?:^|[\s(])", r"\s{0,9}$").search(before):
            return mention
    return None


def _goes_on(reading: Reading, last: int, verb: int) -> bool:
    """Whether the recipient sends on what it has received: "về Sở X để tổng hợp báo cáo Ủy ban nhân dân tỉnh"."""
    words = reading.plain(last, verb)
    return len(words) < 200 and _onward().fullmatch(words) is not None


@cache
def _onward() -> re.Pattern[str]:
    return re.compile(rf"(?:\s|,|{any_of(vocabulary('reports', 'onward'))}(?!\w)){{0,60}}")
