"""Quantified aims: "đạt trên 95%", "100% trẻ em …", "từ 5% đến 7%", "ít nhất 02 lớp tập huấn", "trồng mới 50 ha".

A percentage aims at something unless its words tell a fact ("chiếm 30%", "hiện đạt 85%"), a price ("miễn 100% học phí")
or a condition ("nếu trên 50% …"). A number of things does after words of comparison ("ít nhất 03 đoàn"), or plainly
after what is to be done with them ("xây dựng 08 mô hình"). Spans of time, ages, money, telephone numbers, dates,
numbers of documents and shares such as "15/17 xã" are none. The unit of things is their noun: "lớp", "hộ gia đình".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from .dates import fold_span
from .lexicon import alternation, fold_same_length, table
from .memory import remember
from .model import Target

_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d{1,3})?|\d{1,7}(?:[.,]\d{1,3})?)(?!\d)"
_CENT = r"(?:\s{0,3}(?:%|‰|％)|\s{1,3}(?:điểm\s{1,3})?(?:phần\s{1,3}trăm|%))"
_PAR = r"(?:\s{0,3}\([^()\d]{1,30}\))?"  # "02 (hai)"
_FREE = r"(?<![\w/.,%-])(?<!\d\s[/-])(?<!\d\s[/-]\s)"
_PERCENT = re.compile(
    rf"{_FREE}(?P<low>{_NUMBER})(?:(?P<first>{_CENT})?\s{{0,9}}(?:-|đến|tới)\s{{0,9}}(?P<high>{_NUMBER}))?(?P<cent>{_CENT})"
    r"(?P<per>\s{0,3}/\s{0,3}năm)?"
)


@dataclass(frozen=True, slots=True)
class _Core:
    """The number of a target with its comparator and unit, at offsets of the folded span."""

    start: int
    end: int
    value: float
    unit: str
    comparator: str
    upper: float | None = None


def find_targets(masked: str, start: int, end: int, text: str) -> tuple[Target, ...]:
    """The quantified aims that a span of the mask states, in order; `text` is the source, of the mask's length.

    Reads: the mask. Writes: targets with the offsets of the clause that states each.
    """
    return tuple(
        replace(target, start=start + first, end=start + last)
        for target, first, last in _found(masked[start:end], text[start:end])
    )


@remember(longest=1_000)
def _found(masked: str, text: str) -> tuple[tuple[Target, int, int], ...]:
    """The aims of a span, each with its offsets there."""
    folded = fold_span(masked, 0, len(masked))
    cores = sorted([*_percentages(folded), *_ratios(folded), *_counts(folded)], key=lambda core: core.start)
    found, cursor = [], 0
    for index, core in enumerate(cores):
        following = cores[index + 1].start if index + 1 < len(cores) else len(folded)
        first, cursor = _clause(folded, core, cursor, following)
        last = cursor
        target = Target(text[first:last], core.value, core.unit, core.comparator, core.upper)
        found.append((target, first, last))
    return tuple(found)


# ---- words


def _any(words: list[str]) -> str:
    return alternation(map(fold_same_length, words), r"\s{1,60}")


@cache
def _before(section: str, name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_any(table('targets')[section][name])}\s{{0,60}}$")


@cache
def _after(section: str, name: str) -> re.Pattern[str]:
    return re.compile(rf"\s{{0,60}}{_any(table('targets')[section][name])}(?!\w)")


@cache
def _signs() -> dict[str, str]:
    rows = table("targets")["comparators"]
    return {fold_same_length(word): sign for sign, words in rows.items() for word in words}


@cache
def _comparators() -> re.Pattern[str]:
    """A word of comparison at the end of what stands before a number; of two the one that begins first."""
    return re.compile(rf"(?<!\w)(?P<word>{_any(list(_signs()))})\s{{0,60}}$")


def _compared(folded: str, start: int, end: int) -> tuple[str | None, int, int]:
    """The comparator beside a number, and where the number with it begins and ends."""
    for sign, pattern in ((sign, _after("after", sign)) for sign in table("targets")["after"]):
        if match := pattern.match(folded, end):
            lead = _FROM.search(folded, max(0, start - 30), start)
            return sign, lead.start() if lead else start, match.end()
    lead = _FROM.search(folded, max(0, start - 30), start)
    if lead and lead.group("from"):
        return ">=", lead.start(), end
    window = max(0, start - 40)
    if match := _comparators().search(folded[window : lead.start() if lead else start]):
        return _signs()[" ".join(match.group("word").split())], window + match.start(), end
    return None, start, end


_FROM = re.compile(r"(?<!\w)(?:(?P<from>từ)|là|mức|khoảng|gần)\s{1,60}$")


def _value(printed: str) -> float:
    """The value of a printed number: the point parts thousands, the comma decimals; "99.5" is also printed."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", printed):
        return float(printed.replace(".", "").replace(",", "."))
    return float(printed.replace(",", "."))


# ---- percentages


def _percentages(folded: str) -> Iterator[_Core]:
    for match in _PERCENT.finditer(folded):
        low, high = _value(match.group("low")), match.group("high")
        unit = "‰" if "‰" in match.group("cent") else "điểm %" if "điểm" in match.group("cent") else "%"
        unit += "/năm" if match.group("per") else ""
        if high:
            lead = _FROM.search(folded, max(0, match.start() - 30), match.start())
            core = _Core(lead.start() if lead else match.start(), match.end(), low, unit, "=", _value(high))
        else:
            sign, start, end = _compared(folded, match.start(), match.end())
            core = _Core(start, end, low, unit, sign or "=")
        if not (_is_fact(folded, core) or _is_baseline(folded, core)):
            yield core


_RISES = re.compile(r"\s{1,9}(?:năm\s{1,9}\d{4}\s{1,9})?(?:tăng\s{1,9})?(?:lên|xuống|còn)(?!\w)")


def _is_baseline(folded: str, core: _Core) -> bool:
    """Whether a number is what another rises or falls from: "từ 30% lên 35%"."""
    return folded.startswith("từ ", core.start) and _RISES.match(folded, core.end) is not None


def _head(folded: str, position: int) -> str:
    """The words of the clause before a position."""
    return re.split(r"[.;:(]\s|\(|;", folded[max(0, position - 200) : position])[-1]


def _is_fact(folded: str, core: _Core) -> bool:
    """Whether a number tells what is, what is paid, which one is meant, or when a rule holds."""
    before, head = folded[max(0, core.start - 60) : core.start], _head(folded, core.start)
    if _before("facts", "before").search(before) or _after("facts", "leads").match(head) or _rates().search(head):
        return True
    if _after("facts", "after").match(folded, core.end):
        return True
    if _after("facts", "money").match(folded, core.end) and _before("facts", "paid").search(before):
        return True
    return _is_attribute(head) or _is_aside(folded, core.start)


@cache
def _rates() -> re.Pattern[str]:
    """What is measured in percent and aimed at by nobody, anywhere before the number in its clause."""
    return re.compile(rf"(?<!\w){_any(table('targets')['facts']['rates'])}(?!\w)")


def _is_attribute(head: str) -> bool:
    """Whether "có" before a number says which one is meant: "doanh nghiệp có trên 50% lao động nữ"."""
    owner = re.search(r"(?<!\w)có\s{1,60}$", head)
    return owner is not None and bool(head[: owner.start()].strip(" -+*,")) and not _goals().search(head)


@cache
def _goals() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_any(table('targets')['facts']['goals'])}(?!\w)")


def _is_aside(folded: str, position: int) -> bool:
    """Whether a bracket with a year holds the number: the state of that year, "(cuối năm 2021 là 21,7%)"."""
    opened = folded.rfind("(", max(0, position - 60), position)
    inside = folded[opened:position] if opened >= 0 else ""
    return ")" not in inside and bool(re.search(r"năm\s{1,9}\d{4}", inside)) and not _goals().search(inside)


# ---- so many of a thousand


@cache
def _ratio() -> re.Pattern[str]:
    """ "500/100.000 trẻ em", "15 ca/10.000 dân", "109 bé trai/100 bé gái"."""
    rows = table("targets")["counted"]
    nouns = _any([*rows["nouns"], *rows["among"]])
    return re.compile(
        rf"{_FREE}(?P<low>{_NUMBER})(?P<unit>(?:\s{{1,9}}{nouns})?)\s{{0,3}}/\s{{0,3}}"
        rf"(?P<base>100|10{{0,2}}(?:\.?000){{1,2}})\s{{1,60}}(?P<noun>{nouns})(?!\w)"
    )


def _shares(folded: str) -> tuple[re.Match[str], ...]:
    return tuple(_ratio().finditer(folded)) if "/" in folded else ()


def _ratios(folded: str) -> Iterator[_Core]:
    for match in _shares(folded):
        sign, start, _ = _compared(folded, match.start(), match.end())
        unit = f"{match.group('unit')}/{match.group('base')} {match.group('noun')}"
        core = _Core(start, match.end(), _value(match.group("low")), " ".join(unit.split()), sign or "=")
        if not _is_fact(folded, core):
            yield core


# ---- things that are counted


@cache
def _counted() -> re.Pattern[str]:
    rows = table("targets")["counted"]
    nouns, others = _any([*rows["nouns"], *rows["compared"]]), _any(rows["others"])
    return re.compile(
        rf"{_FREE}(?P<low>{_NUMBER})(?:\s{{0,9}}(?:-|đến|tới)\s{{0,9}}(?P<high>{_NUMBER}))?{_PAR}\s{{1,60}}"
        rf"(?!{others}(?!\w))(?:(?P<noun>{nouns})(?!\w)|(?P<word>[^\W\d_]{{2,12}})(?!\w))"
    )


@cache
def _plain_nouns() -> frozenset[str]:
    return frozenset(map(fold_same_length, table("targets")["counted"]["nouns"]))


@cache
def _kept_down() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_any(table('targets')['counted']['kept_down'])}(?!\w)")


@cache
def _deeds() -> re.Pattern[str]:
    """What is to be done with so many things, with at most four words between, or for so many: "dạy … cho 200 …"."""
    deeds = _any(table("targets")["counted"]["deeds"])
    near, purpose = r"(?:\s{1,60}[^\W\d_]{1,12}){0,4}", r"\s[^.;:()]{0,50}\scho"
    return re.compile(rf"(?<!\w)(?P<done>đã\s{{1,9}})?{deeds}(?:{near}|{purpose})\s{{0,60}}$")


_LIST = re.compile(r"(?:(?:\s{1,9}[^\W\d_]{1,12}){0,3}?(?:,|\s{1,9}và))?\s{1,9}(?:và\s{1,9})?")


def _counts(folded: str) -> Iterator[_Core]:
    last, shares = -1, [share.span() for share in _shares(folded)]
    for match in _counted().finditer(folded):
        if any(start <= match.start() < end for start, end in shares):
            continue
        high, noun = match.group("high"), match.group("noun")
        unit = " ".join((noun or match.group("word")).split())
        if high:
            lead = _FROM.search(folded, max(0, match.start() - 30), match.start())
            sign, start, end = None, lead.start() if lead else match.start(), match.end()
        else:
            sign, start, end = _compared(folded, match.start(), match.end())
        core = _Core(start, end, _value(match.group("low")), unit, sign or "=", _value(high) if high else None)
        listed = last >= 0 and _is_listed(folded, core, last)
        if (noun or sign == ">=") and (listed or _is_aim(folded, core, plain=sign is None)):
            yield core
            last = core.end


def _is_listed(folded: str, core: _Core, last: int) -> bool:
    """Whether so many are the next in a list of aims, whose last number ends there: "đạt chuẩn, 12 trường đạt …"."""
    if core.start - last < 30 and _LIST.fullmatch(folded, last, core.start):
        return True
    return _reaches(folded, core) and _NEXT.fullmatch(folded, last, core.start) is not None


def _is_aim(folded: str, core: _Core, *, plain: bool) -> bool:
    """Whether so many things are to be had: at least so many, or something is to be done with them."""
    head = _head(folded, core.start)
    if _after("facts", "leads").match(head) or _before("facts", "before").search(head[-60:]):
        return False
    if plain and (re.fullmatch(r"[\s*+-]{0,9}có\s{1,9}", head) or (not head.strip(" *+-") and _reaches(folded, core))):
        return True
    if _is_attribute(head) or (plain and _before("facts", "labels").search(_YEARLY.sub(" ", head[-30:]))):
        return False
    if core.comparator in {"<", "<="}:
        return _kept_down().search(head) is not None
    if core.comparator == ">=" and not folded.startswith("từ", core.start) and folded[core.start].isalpha():
        return True
    deed = _deeds().search(head[-60:])
    return deed is not None and not deed.group("done") and (not plain or core.unit in _plain_nouns())


# "mỗi năm 200 người" says how often so many are; in "năm 2024" the number is the year's name.
_YEARLY = re.compile(r"(?<!\w)(?:mỗi|hằng|hàng)\s{1,9}năm(?=\s)")
_REACHES = re.compile(r"[^.;:]{0,150}?\s(?:đạt|được\s{1,9}công\s{1,9}nhận)\s")
_NEXT = re.compile(r"[^.;:]{0,150}(?:,|\svà)\s{1,9}")


def _reaches(folded: str, core: _Core) -> bool:
    """Whether so many are the subject of what they are to reach: "170 trường học đạt tiêu chuẩn …"."""
    return core.unit in _plain_nouns() and _REACHES.match(folded, core.end) is not None


# ---- the words of a target

_EDGE = re.compile(r"[;:(),]|\.\s|\s-\s|\s{1,60}(?:và|với)(?=\s)")
_CLOSE = re.compile(
    r"[;()]|\.(?:\s|$)|:\s|,?\s{1,9}(?:trong\s{1,9}đó|trước\s{1,9}ngày|chậm\s{1,9}nhất|trong\s{1,9}(?:quý|tháng|năm)\s|hoàn\s{1,9}thành)"
)
_MEASURE = re.compile(r"(?<!\w)(?:tổng\s{1,9})?(?:tỷ|tỉ)\s{1,9}(?:lệ|suất|số)(?!\w)|(?<!\w)mức\s{1,9}độ(?!\w)")
_LEAD = re.compile(
    r"[\s,;.*+-]{0,60}(?:(?:và|trong\s{1,9}đó|bảo\s{1,9}đảm|đảm\s{1,9}bảo|phấn\s{1,9}đấu|duy\s{1,9}trì)\s{1,60}){0,2}"
)
_GROWS = re.compile(r"(?<!\w)(?:đạt|giảm|tăng|còn|lên|xuống|là|bằng|thêm|vượt|dưới|mức)\s{0,60}$")


def _clause(folded: str, core: _Core, after: int, before: int) -> tuple[int, int]:
    """The words that state a target, between the one before it and the number of the next.

    What is measured stands before the number ("tỷ lệ … đạt 90%"), or those it is true of after it ("90% hộ dân …").
    """
    grows = _GROWS.search(folded, max(after, core.start - 20), core.start) is not None
    edges = [match.end() for match in _EDGE.finditer(folded, after, core.start)]
    start = edges[-1] if edges else after
    measures = [match.start() for match in _MEASURE.finditer(folded, after, core.start)]
    if measures:
        start = measures[-1]
    elif not grows and core.start - start > 40:
        start = core.start
    close = _CLOSE.search(folded, core.end, before)
    end = close.start() if close else before
    if close is None and before < len(folded):
        cuts = [match.start() for match in re.finditer(r",|\s(?=và\s)", folded[core.end : before])]
        end = core.end + (cuts[0 if grows or measures else -1] if cuts else 0)
    lead = _LEAD.match(folded, start, core.start)
    start = lead.end() if lead else start
    return min(start, core.start), max(core.end, start + len(folded[start:end].rstrip(" ,;.:")))
