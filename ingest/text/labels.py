"""Lines that say one thing about the task above them: "Đơn vị chủ trì: Sở X.", "Thời gian hoàn thành: Quý II."."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..lexicon import alternation, fold_same_length, table
from ..memory import remember

_LONGEST = 100  # no heading of a column is half as long
_STOP = re.compile(r"[.;(]\s{1,3}|\(")


@dataclass(frozen=True, slots=True)
class Label:
    """A labelled piece: `kind` is "lead", "execute", "partners", "time", "content" or "other"; start and end bound what
    it says, without the label itself, which begins at `opening`."""

    kind: str
    opening: int
    start: int
    end: int


@cache
def _kinds() -> dict[str, str]:
    return {fold_same_length(words): kind for kind, lines in table("layout")["labels"].items() for words in lines}


@cache
def _pattern() -> re.Pattern[str]:
    names = alternation(_kinds(), " ")
    times = alternation((words for words, kind in _kinds().items() if kind == "time" and " " in words), " ")
    return re.compile(
        rf"(?:(?P<colon>{names})\s{{0,3}}(?:\([^()]{{0,60}}\)\s{{0,3}})?:"
        rf"|(?P<bare>{times})(?=\s(?:sau khi|từ|trong|trước|năm|quý|tháng|hàng|hằng)\s))\s{{0,9}}"
    )


# "Hoàn thành trong quý II/2024." says when; "Hoàn thành trong quý II/2024 việc cấp thẻ …" what is to be done.
_TIME_ALONE = re.compile(
    r"sau khi\s|(?:[\s\d/.,;()-]|(?:từ|đến|trong|trước|năm|quý|tháng|ngày|tuần|hàng|hằng|hết|đầu|cuối|giữa|học|kỳ|và"
    r"|các|những|tiếp theo|[iv]{1,3})(?!\w))*+$"
)


def _is_deed(label: re.Match[str], folded: str, end: int) -> bool:
    bare = label.group("bare")
    return bare == "hoàn thành" and _TIME_ALONE.match(folded, label.end(), end) is None


@remember(longest=_LONGEST)
def label_kind(words: str) -> str | None:
    """What a heading of a column says stands under it, as the same words do at the head of a line; None for others."""
    words = " ".join(words.split())
    return _kinds().get(fold_same_length(words).rstrip(" :/")) if len(words) <= _LONGEST else None


def labels_in(folded: str, start: int, end: int) -> tuple[Label, ...]:
    """The labelled pieces of a block, in order; empty when it has none. A label opens the block, or follows a stop."""
    opening = _pattern().match(folded, start, end)
    found = [opening] if opening and not _is_deed(opening, folded, end) else []
    for stop in _STOP.finditer(folded, start, end) if folded.find(":", start, end) >= 0 else ():
        match = _pattern().match(folded, stop.end(), end)
        if match and match.group("colon"):
            found.append(match)
    labels = []
    for index, match in enumerate(found):
        kind = _kinds()[match.group("colon") or match.group("bare")]
        last = index + 1 == len(found)
        after = folded[match.end() : end if last else found[index + 1].start()]
        if piece := after.rstrip(None if last else " ;("):
            labels.append(Label(kind, match.start(), match.end(), match.end() + len(piece)))
    return tuple(labels)
