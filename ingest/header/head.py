"""The head of a document: letterhead, number, place and date, type, title, and where its first paragraph begins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from ..agencies import find_agencies
from ..lexicon import alternation, fold_same_length, table
from ..text import Layout
from .lines import Line, is_capitals, is_noise, lines_in
from .marks import Dated, Number, Span, dates_in, mottos_in, numbers_in

_HEAD = 6000  # characters within which a header, its title and the first words after it stand
_TITLE_LINES = 16


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the first paragraph, which begins at `end`. `letterhead` are its lines in the order of the
    text, without motto, number, date and subject; `title_span` is where the title stands, lines of other things in it
    included."""

    letterhead: tuple[Line, ...]
    number: Number | None
    dated: Dated | None
    type: str | None
    title: str | None
    end: int
    title_span: Span | None = None


@lru_cache(1)  # the relations of a text look at its head too
def read_head(layout: Layout) -> Head:
    """The parts of the head.

    Reads: the layout. Writes: nothing.
    """
    masked = layout.mask[:_HEAD]
    folded = layout.folded[:_HEAD]
    stop = _first_paragraph(layout, len(masked))
    mottos = mottos_in(folded)
    found = list(numbers_in(masked, folded, stop))
    numbers = ([number for number in found if number.symbol] or found)[:1]  # a stamp of arrival has none
    cut = (*mottos, *((number.start, number.end) for number in numbers))
    dates = list(dates_in(masked[:stop], cut))[:1]
    cut = _without_overlaps((*cut, *((dated.start, dated.end) for dated in dates)))
    lines = tuple(_through(stop, lines_in(layout, 0, len(masked), cut)))
    number, dated = next(iter(numbers), None), next(iter(dates), None)
    index, name, rest = _type_line(lines, stop)
    if index is None:
        letterhead, subject = _letter(lines, stop)
        return Head(letterhead, number, dated, None, _joined(subject), stop, _span(subject))
    under, end = _title(lines, index, rest, stop)
    letterhead = tuple(line for line in lines[:index] if not is_noise(line))
    return Head(letterhead, number, dated, name, _joined(under), end, _span(under))


def _through(stop: int, lines: Iterable[Line]) -> Iterator[Line]:
    """The lines before an offset, and two more: where a title ends is seen by what follows."""
    after = 0
    for line in lines:
        yield line
        after += line.start >= stop
        if after == 2:
            return


def _without_overlaps(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The spans in order, without those that begin inside another."""
    kept: list[Span] = []
    for span in sorted(spans):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return tuple(kept)


_BODY = re.compile(
    r"(?:i|1)(?:[.:)/]|\s?-)\s|(?:điều 1|chương i|phần i|phần thứ nhất|phần thứ 1)(?:[.:)]|\s)|căn cứ\s|kính gửi(?!\w)"
)


def _first_paragraph(layout: Layout, limit: int) -> int:
    """Where the head certainly is over: at "Căn cứ", at "Kính gửi", or at the first section."""
    for line in lines_in(layout, 0, limit):
        if _BODY.match(line.folded.lstrip("-–+ ") + " "):
            return line.start
        inside = re.search(r"(?<![\w“\"])Kính gửi\s?:", line.words)
        if inside:
            return layout.mask.find("Kính gửi", line.start)
    return limit


@cache
def _types() -> dict[str, str]:
    """Folded name of a type → the name as it stands in a sentence."""
    rows = table("document_types")["type"]
    names = [name for row in rows for name in (row["name"], *row.get("variants", ()))]
    attached = set(table("header")["attached"])
    printed = {words: words[0].upper() + words[1:] for words in table("layout")["titles"] if words not in attached}
    return {**printed, **{fold_same_length(name): name for name in names}}


@cache
def _spaced_types() -> dict[str, str]:
    """Types by their letters alone: "K Ế  H O Ạ C H"."""
    return {folded.replace(" ", ""): name for folded, name in _types().items()}


@cache
def _inline_type() -> re.Pattern[str]:
    names = alternation((name.upper() for name in _types().values()), " ")
    return re.compile(rf"{names}(?=\s)(?!\s?(?:VÀ\b|[-–,&:]))")


def type_of(words: str) -> str | None:
    """The type that a line names and nothing else: "KẾ HOẠCH", "K Ế  H O Ạ C H"."""
    folded = fold_same_length(words.strip(" .*"))
    if len(folded) > 5 and all(len(part) == 1 for part in folded.split()):
        return _spaced_types().get(folded.replace(" ", ""))
    return _types().get(folded)


def _type_line(lines: tuple[Line, ...], stop: int) -> tuple[int | None, str | None, str]:
    """(index, type, rest of the line) of the type line; index None where there is none."""
    before = [(index, line) for index, line in enumerate(lines) if line.start < stop]
    for index, line in before:
        if name := type_of(line.words):
            return index, name, ""
        match = _inline_type().match(line.words)
        if match and not is_noise(line):
            return index, _types()[fold_same_length(match.group())], line.words[match.end() :].strip()
    return None, None, ""


_SUBJECT = re.compile(r"\(?(?:v\s?[/.]\s?v|về việc)(?!\w)")


def _letter(lines: tuple[Line, ...], stop: int) -> tuple[tuple[Line, ...], list[Line]]:
    """Letterhead and subject of a letter, which has no type line: its subject stands under the number."""
    subject: list[Line] = []
    letterhead: list[Line] = []
    open_ = False
    for line in lines:
        if line.start >= stop or is_noise(line):
            continue
        goes_on = open_ and (line.words[0].islower() or not (line.apart or is_capitals(line.words)))
        open_ = bool(_SUBJECT.match(line.folded)) or goes_on
        if open_:
            subject.append(line)
        else:
            letterhead.append(line)
    return tuple(letterhead), subject


def _span(lines: list[Line]) -> Span | None:
    return (lines[0].start, lines[-1].end) if lines else None


def _joined(lines: list[Line]) -> str | None:
    joined = " ".join(line.words for line in lines).strip(" .;:,_*")
    return joined.strip("()") if joined.startswith("(") else joined or None


def _title(lines: tuple[Line, ...], index: int, rest: str, stop: int) -> tuple[list[Line], int]:
    """The lines under the type line that are the title, and where what follows them begins."""
    found = [Line(rest, lines[index].start, lines[index].end, apart=False)] if rest else []
    for line, after in pairwise((*lines[index + 1 :], None)):
        before = " ".join(one.words for one in found)
        if line is None:
            break
        last = after is not None and after.start >= stop
        if line.start >= stop or len(found) >= _TITLE_LINES or _is_after_title(line, before, last=last):
            return found, line.start
        if not is_noise(line) or (_BEFORE_YEAR.search(before) and _YEAR.fullmatch(line.words)):
            found.append(line)
    return found, lines[-1].end


# "… giai đoạn 2025 - / 2030": a year alone on its line may be the last word of a title.
_BEFORE_YEAR = re.compile(r"(?:[-–]|năm|NĂM|đoạn|ĐOẠN|đến|ĐẾN)\s{0,3}$")
_YEAR = re.compile(r"[-–]?\s{0,3}\d{4}(?:\s{0,3}[-–]\s{0,3}\d{4})?")


def _is_after_title(line: Line, before: str, *, last: bool) -> bool:
    """Whether a line after the words of a title is none of it; `last` when the first paragraph follows it."""
    folded, capitals = line.folded, is_capitals(line.words)
    if not before:
        return (capitals and _is_organ(line.words)) or folded.startswith("(ban hành")
    if folded.startswith("(") or folded.endswith(":"):
        return True
    subject = _SUBJECT.match(folded) and not (line.apart and _is_whole(before))
    if _goes_on(before) or line.words[0].islower() or subject:
        return False
    if _opens_preamble(line) and not capitals:
        return True
    if line.apart:
        return not capitals or not is_capitals(before) or _is_organ(line.words)
    # "… CỦA THỦ TƯỚNG / CHÍNH PHỦ BAN HÀNH QUY ĐỊNH …" goes on: no sentence after a title is in capitals
    return (last and _is_organ(line.words)) if capitals else (is_capitals(before) or _acts(line.words))


def _goes_on(before: str) -> bool:
    """Whether a title cannot end here: "… CỦA", "… phòng,"."""
    layout = table("layout")
    cut_words = tuple(f" {word}" for word in (*layout["cut_words"], *layout["cut_nouns"]))
    return fold_same_length(f" {before}").endswith(cut_words) or before.endswith(",")


def _opens_preamble(line: Line) -> bool:
    return len(line.words) > 45 and line.folded.startswith(tuple(table("header")["openers"]))


def _is_organ(words: str) -> bool:
    """Whether a line is the body that enacts: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HÀ NAM"."""
    first = next(iter(find_agencies(words)), None)
    return first is not None and first.start <= 2 and (first.end > 0.7 * len(words) or "KHÓA" in words.upper())


def _is_whole(words: str) -> bool:
    """Whether words may be a whole title: "CỦA CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH" only says whose the document is."""
    return fold_same_length(words[:4]) != "của " or not _is_organ(words[4:].strip())


def acts(words: str, end: int) -> bool:
    """Whether the words after a body say that it does something: "… xây dựng Kế hoạch"."""
    after = " ".join(fold_same_length(words[end : end + 60]).split()).lstrip(" ,")
    return after.startswith(tuple(table("header")["verbs"]))


def _acts(words: str) -> bool:
    first = next(iter(find_agencies(words[:200])), None)
    return first is not None and first.start <= 2 and acts(words, first.end)
