"""Times that wait for something ("sau khi Bộ … ban hành", "trong vòng 15 ngày kể từ ngày …"), and those without end."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from ..lexicon import fold_same_length, table
from .mentions import GAP
from .words import any_of, any_word, ending, opening

_NUMBER = r"(?:\d{1,3}|một|hai|ba|bốn|năm|sáu|bảy|mười|mười lăm|ba mươi)"
_REACH = 260  # the longest name of a document that "sau khi … ban hành" waits for
_WHEN = re.compile(rf"(?<!\w)(?:ngay{GAP})?(?P<after>sau{GAP})?khi(?!\w)")
_NAME = re.compile(r"\s{1,60}[“\"]?[A-ZÀ-ỴĐ]")  # "khi" before a small letter says what somebody is doing
_LATER = re.compile(r"\s{1,60}(?:kết\s{1,9}thúc|được\s{1,9}giao)(?!\w)")
_NOT_WHEN = re.compile(r"(?<!\w)(?:trước|từ|đến|mỗi|trừ)\s{1,9}$")
_BREAK = re.compile(r"[.;()]|,\s{1,9}[A-ZÀ-ỴĐ]")  # a body after a comma is the subject of the main clause


_TRAILING = re.compile(r"(?:\s{1,9}(?:của|do|tại|cho|từ|các|và))*\s*$")
_OBJECT = re.compile(r"\s{1,9}[^.;,():\d]{1,60}(?=[.;,)]|$)")  # "… ban hành hướng dẫn"


@cache
def _issued() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What the word after "khi", and what the word after "sau khi", may be."""
    issued, later = any_of("conditions", "issued"), any_of("conditions", "issued", "later")
    return re.compile(rf"(?<!\w){issued}"), re.compile(rf"(?<!\w){later}")


@cache
def _within() -> re.Pattern[str]:
    """ "trong thời hạn không quá 15 (mười lăm) ngày làm việc kể từ ngày nhận hồ sơ", "chậm nhất 05 ngày trước …"."""
    spans, units, since = (any_of("conditions", name) for name in ("spans", "units", "since"))
    number = rf"{_NUMBER}(?:\s{{0,9}}+\([^()\d]{{1,30}}\))?\s{{0,60}}+{units}(?:\s{{0,9}}+làm\s{{1,9}}việc)?"
    rest = rf"(?:(?!{any_of('conditions', 'stops')})[^.;,()]|\([^()]{{0,60}}\)){{0,200}}+"
    alone = any_of("conditions", "alone")
    return re.compile(
        rf"(?<!\w)(?:(?:{spans}\s{{0,60}}+){{1,4}}{number}\s{{0,60}}+,?\s{{0,60}}+{since}{rest}"
        rf"|{alone}\s{{0,60}}+(?:{spans}\s{{0,60}}+){{0,2}}{number}"
        rf"|trong\s{{1,60}}+{number}(?<=làm\sviệc)(?!\w))"
    )


@cache
def _asked() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of('conditions', 'asked')}")


def find_conditions(folded: str, printed: str) -> Iterator[tuple[int, int]]:
    """The spans that say for what a duty waits: "sau khi Bộ … ban hành", "khi Quy trình … được ban hành"."""
    for match in _within().finditer(folded):
        if not ending("refusals", "facts").search(folded[max(0, match.start() - 40) : match.start()]):
            words = _TRAILING.sub("", match.group())
            yield match.start(), match.start() + len(words)
    yield from (match.span() for match in _asked().finditer(folded))
    said = tuple(_WHEN.finditer(folded))
    ends = [[match.span() for match in pattern.finditer(folded)] for pattern in _issued()] if said else []
    starts = [[start for start, _ in spans] for spans in ends]
    for match in said:
        if _NOT_WHEN.search(folded, max(0, match.start() - 9), match.start()):
            continue
        after, named = match.group("after") is not None, _NAME.match(printed, match.end()) is not None
        kind = 1 if after and (named or _LATER.match(folded, match.end())) else 0
        index = bisect_left(starts[kind], match.end())
        start, end = ends[kind][index] if index < len(starts[kind]) else (len(folded), 0)
        waits = named or after or not folded[match.end() : start].strip()
        if waits and start - match.end() <= _REACH and not _BREAK.search(printed, match.end(), start):
            thing = _OBJECT.match(folded, end)
            yield match.start(), thing.end() if thing else end


# A dash opens what it says only as a bullet: "Phòng Giáo dục Trung học - Thường xuyên" is a name.
_OPENS = re.compile(r"(?:^|[(.;:\n])[\s*+-]{0,9}$")


@cache
def _always() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of('always', 'words')}(?:\s{{1,9}}trong\s{{1,9}}suốt[^.;,()]{{1,40}})?")


def find_always(folded: str, relaxed: bool) -> Iterator[tuple[int, int]]:
    """Where "thường xuyên" says that a duty has no end, and is no adjective ("chi thường xuyên") and no fact."""
    for match in _always().finditer(folded):
        before, following = folded[max(0, match.start() - 40) : match.start()], match.end()
        if ending("always", "nouns").search(before) or opening("always", "facts").match(folded, following):
            continue
        opens = _OPENS.search(before) or ending("always", "verbs").search(before)
        if relaxed or opens or _doing().match(folded, following):
            yield match.span()


@cache
def _doing() -> re.Pattern[str]:
    """What is to be done, as the table of duties has it: "thường xuyên kiểm tra"."""
    verbs = map(fold_same_length, table("duties")["sections"]["verbs"])
    return re.compile(rf"\s{{0,60}}+{any_word(verbs)}")
