"""Which points of time are deadlines, and which date facts, data, documents, events, or the thing that is spoken of."""

from __future__ import annotations

import re
from functools import cache

from .phrases import Phrase, with_years
from .span import Span
from .words import any_of, ending, opening


def is_deadline(span: Span, phrase: Phrase) -> bool:
    """Whether something is due, begins or goes on at the points of a phrase."""
    bare = phrase.cue is None and phrase.points[0].bare and not span.relaxed
    if bare or _is_refused(span, phrase):
        return False
    if span.relaxed or (phrase.cue and phrase.cue.label):
        return True
    if phrase.cue is None or not phrase.cue.classes - {"end", "part", "filler"}:
        return _stands_alone(span, phrase)
    return _is_cued(span, phrase)


def _is_cued(span: Span, phrase: Phrase) -> bool:
    """Whether the cue makes a deadline of the point: the stronger the cue, the less must stand beside it."""
    point, opens = phrase.points[0], span.opens(phrase)
    dated = not point.bare or point.year is not None or bool(phrase.tails)
    if phrase.has("before"):
        return True
    if phrase.has("limit") or not dated:
        return dated or (phrase.range and opens != "")
    if phrase.has("until"):
        return point.grain != "year" or phrase.has("end", "from", "finish") or _finishes(span, phrase)
    if phrase.has("from"):
        return bool(opens) or phrase.range or phrase.has("finish", "act", "begin")
    if phrase.has("within"):
        ahead = _is_ahead(span, phrase) or (_is_to_come(span, phrase) and _finishes(span, phrase))
        return point.grain != "year" or phrase.has("finish", "act", "end") or bool(opens) or ahead
    return phrase.has("finish") or (phrase.has("act") and phrase.onward) or opens == "(" or _returns(phrase)


def _is_ahead(span: Span, phrase: Phrase) -> bool:
    """Whether a year goes on, or is to come ("tổng kết vào năm 2030"): "trong năm 2024" often tells which things."""
    return phrase.onward or _is_coming(span, phrase)


def _is_coming(span: Span, phrase: Phrase) -> bool:
    cue = span.words[phrase.start : phrase.points[0].start]
    return _is_to_come(span, phrase) and "vào" in cue.split()


def _is_to_come(span: Span, phrase: Phrase) -> bool:
    return span.plan_year is not None and (phrase.points[0].year or 0) >= span.plan_year


def _returns(phrase: Phrase) -> bool:
    return any(tail.every for tail in phrase.tails.values())


def _finishes(span: Span, phrase: Phrase) -> bool:
    """Whether "đến năm …" limits a duty, and names no far year: words of finishing stand in its clause."""
    return any(_finish().search(words) for words in (span.clause(phrase), span.rest(phrase)))


def _stands_alone(span: Span, phrase: Phrase) -> bool:
    """Whether a point without a cue is a time all the same: "(quý II/2024)", "Quý II/2024, tổ chức …"."""
    point, opens, rest = phrase.points[0], span.opens(phrase), span.rest(phrase).lstrip()
    closed = rest[:1] in {")", "", ";"} if opens == "(" else rest[:1] in {",", ":"} or bool(_doing().match(rest))
    if not opens or not closed:
        return False
    if point.grain in {"day", "monthday"}:
        return _returns(phrase)
    if point.grain == "year":
        return phrase.onward or not span.plan_year or (point.year or span.plan_year) >= span.plan_year
    return point.grain != "month" or any(p.year for p in phrase.points) or bool(phrase.tails)


# ---- what is no deadline


def _is_refused(span: Span, phrase: Phrase) -> bool:
    before, clause = span.before(phrase), span.clause(phrase)
    return (
        _is_of_a_repeat(span, phrase)
        or ending("refusals", *_facts(span, phrase)).search(before) is not None
        or opening("refusals", "after").match(span.words, phrase.end) is not None
        or _is_frame(span, phrase, clause)
        or _is_topic(phrase, clause)
        or _is_step(span, phrase, before, clause)
        or _is_past(span, phrase, clause)
        or (not phrase.has("before", "within", "finish") and _event().search(before) is not None)
        or _is_long_gone(span, phrase)
    )


def _is_of_a_repeat(span: Span, phrase: Phrase) -> bool:
    """Whether a point is only a part of words that say how often, and not in a bracket of theirs."""
    repeat = span.repeat_around(phrase)
    if repeat is None or phrase.cue is not None:
        return False
    inside = span.words[repeat.start : phrase.points[0].start]
    return inside.count("(") <= inside.count(")")


def _facts(span: Span, phrase: Phrase) -> tuple[str, ...]:
    """The lists of words that, before the cue, make a fact of the point; "kế hoạch vào năm 2030" names none."""
    if phrase.has("before", "limit", "finish"):
        return ("facts",)
    broad = (phrase.points[0].grain == "year" and not _is_coming(span, phrase)) or phrase.has("from", "until")
    return ("facts", "data", "things") if broad else ("facts", "data")


def _is_frame(span: Span, phrase: Phrase, clause: str) -> bool:
    """Whether the time is that of the data in a report: "từ ngày 15 tháng trước đến ngày 14 của kỳ báo cáo"."""
    around = clause + span.words[phrase.start : phrase.end + 30]
    return phrase.has("from", "until") and re.search(rf"(?<!\w){any_of('refusals', 'frames')}", around) is not None


def _is_topic(phrase: Phrase, clause: str) -> bool:
    """Whether the clause opens with what it speaks of, and the time tells which: "Đối với hồ sơ nhận trước ngày …"."""
    leads = ("leads",) if phrase.has("before", "limit") else ("leads", "topics")
    return opening("refusals", *leads).match(clause) is not None and "," not in clause and "báo cáo" not in clause


_BEFORE_THAT = re.compile(r"(?<!\w)(?:trước|sau)\s{1,9}khi(?:\s{1,9}[^\W\d_]{1,9}){0,4}\s*$")


@cache
def _stage() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of('refusals', 'periods')}\s{{1,9}}(?:\d|[iv]{{1,3}})\s{{0,9}}[:(]?\s{{0,9}}$")


def _is_step(span: Span, phrase: Phrase, before: str, clause: str) -> bool:
    """Whether the words name a stage ("Giai đoạn 1: từ năm …"), a span of years ("2021-2025") or another's time."""
    spanned = phrase.cue is None and phrase.points[0].bare and phrase.points[0].until is not None
    stage = _stage().search(before) is not None and not _is_coming(span, phrase)
    return spanned or stage or _BEFORE_THAT.search(clause) is not None


@cache
def _done() -> re.Pattern[str]:
    """What may be a fact: "đã mất", "được cấp", with the words up to the time."""
    return re.compile(r"(?<!\w)(?P<past>đã|được|bị)(?:\s{1,9}[^\W\d_]{1,9}){1,6}\s{0,9}$")


@cache
def _doing() -> re.Pattern[str]:
    """What is to be done, straight after a time that opens the clause: "Năm 2024 hoàn thành …"."""
    return re.compile(any_of("cues", "finish", "act", "deed"))


@cache
def _finish() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of('cues', 'finish')}")


def _is_past(span: Span, phrase: Phrase, clause: str) -> bool:
    """Whether something was done by then: "đã mất trước ngày …", "được cấp trước ngày … thì …"."""
    if phrase.has("act", "deed") and re.search(r"(?<!\w)đã\s{1,9}$", clause):
        return True
    if phrase.has("deed") and ending("refusals", "papers").search(clause):
        return True
    done = _done().search(clause)
    if done is None or _finish().search(clause[: done.start()]):
        return False
    if opening("refusals", "follows").match(span.words, phrase.end):
        return True
    ends = span.words[phrase.end : phrase.end + 9].lstrip(" )")[:1] in {"", ".", ";"}
    return done.group("past") == "đã" and (len(done.group().split()) <= 3 or not ends)


@cache
def _event() -> re.Pattern[str]:
    """An event with its days in a bracket: "Tháng hành động vì trẻ em (từ ngày 01/6 đến ngày 30/6)"."""
    return re.compile(rf"(?<!\w){any_of('refusals', 'events')}[^.;:()]{{0,50}}\(\s*$")


def _is_long_gone(span: Span, phrase: Phrase) -> bool:
    """Whether all of it lies before the year that precedes the plan's, or before the oldest texts that are read."""
    years = [point.until or point.year or 0 for point in with_years(phrase) if point.year]
    return bool(years) and max(years) < (span.plan_year - 1 if span.plan_year else _OLDEST)


_OLDEST = 2000
