"""The head of a document: number, place and date, letterhead, type, title, and where the body begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..agencies import find_agencies
from ..lexicon import fold_same_length, table
from ..text import Layout
from .lines import HEAD, Dated, Line, Number, dates_in, lines_in, mottos_in, numbers_in


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the first paragraph. `letterhead` are its lines in the order of the text, without motto,
    number and date; `end` is where the first paragraph begins."""

    letterhead: tuple[Line, ...]
    number: Number | None
    dated: Dated | None
    type: str | None
    title: str | None
    end: int


def is_capitals(words: str) -> bool:
    letters = [c for c in words if c.isalpha()]
    return len(letters) > 1 and sum(c.isupper() for c in letters) >= 0.85 * len(letters)


@cache
def _types() -> dict[str, str]:
    """Folded name of a type → the name in a sentence. What is only ever attached is none."""
    rows = table("document_types")["type"]
    names = [name for row in rows for name in (row["name"], *row.get("variants", ()))]
    known = {fold_same_length(name): name for name in names}
    printed = {words: words[0].upper() + words[1:] for words in table("layout")["titles"]}
    return {**printed, **known}


@cache
def _inline_type() -> re.Pattern[str]:
    names = sorted((name.upper() for name in _types().values()), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, names))})(?=\s|:|$)")


@cache
def _openers() -> tuple[str, ...]:
    return tuple(dict.fromkeys(table("header")["openers"]))


def _noise(line: Line) -> bool:
    folded = line.folded
    return not any(c.isalpha() for c in folded) or any(
        re.match(rf"{re.escape(words)}(?!\w)", folded) for words in table("header")["noise"]
    )


def type_of(words: str) -> str | None:
    """The type that a line names and nothing else: "KẾ HOẠCH", "K Ế  H O Ạ C H"."""
    folded = fold_same_length(words.strip(" .*"))
    if len(folded) > 3 and all(len(part) == 1 for part in folded.split()):
        folded = folded.replace(" ", "")
        return next((name for key, name in _types().items() if key.replace(" ", "") == folded), None)
    return _types().get(folded)


def _inline(words: str) -> str | None:
    """The type that opens a line of which the rest is the title: "KẾ HOẠCH Triển khai …"."""
    match = _inline_type().match(words)
    if match is None or re.match(r"\s?(?:VÀ\b|-|–|,|&|:)", words[match.end() :]):
        return None
    return match.group()


def read_head(layout: Layout) -> Head:
    """The parts of the head.

    Reads: the first HEAD characters of the layout. Writes: nothing.
    """
    masked = layout.mask[:HEAD]
    folded = fold_same_length(masked)
    mottos = mottos_in(folded)
    stop = _first_paragraph(layout, len(masked))
    numbers = tuple(number for number in numbers_in(masked, folded) if number.start < stop)
    cut = (*mottos, *((number.start, number.end) for number in numbers[:1]))
    dates = tuple(dated for dated in dates_in(masked, folded, cut) if dated.start < stop)
    cut = (*cut, *((dated.start, dated.end) for dated in dates[:1]))
    lines = lines_in(layout, 0, len(masked), _apart(cut))
    index, name, rest = _type_line(lines, stop)
    number = next(iter(numbers), None)
    dated = next(iter(dates), None)
    if index is None:
        return _letter(lines, number, dated, stop)
    title, end = _title(lines, index, rest, stop)
    letterhead = tuple(line for line in lines[:index] if not _noise(line))
    return Head(letterhead, number, dated, name, title, end)


def _apart(spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """The spans in order, without those that begin inside another."""
    kept: list[tuple[int, int]] = []
    for span in sorted(spans):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return tuple(kept)


def _first_paragraph(layout: Layout, limit: int) -> int:
    """Where the header certainly is over: at the first line that opens a preamble or is long, or at a marker."""
    for line in lines_in(layout, 0, limit):
        folded = line.folded
        if folded.startswith(("căn cứ", "kính gửi")):
            return line.start
        if re.match(r"(?:i|1|điều 1|chương i|phần i|phần thứ nhất)[.:)\s]", folded) and not folded.startswith("1 "):
            return line.start
    return limit


def _type_line(lines: tuple[Line, ...], stop: int) -> tuple[int | None, str | None, str]:
    """(index, type, rest of the line) of the type line; (None, None, "") where there is none."""
    before = [(index, line) for index, line in enumerate(lines) if line.start < stop]
    for index, line in before:
        if (name := type_of(line.words)) and name != "Phụ lục":
            return index, name, ""
    for index, line in before:
        if printed := _inline(line.words):
            name = _types()[fold_same_length(printed)]
            return index, name, line.words[len(printed) :].strip()
    return None, None, ""


def _letter(lines: tuple[Line, ...], number: Number | None, dated: Dated | None, stop: int) -> Head:
    """A head without type line: a letter, whose subject stands under the number."""
    before = [line for line in lines if line.start < stop and not _noise(line)]
    subject: list[str] = []
    letterhead: list[Line] = []
    open_ = False
    for line in before:
        match = re.match(r"(?:v\s?[/.]\s?v|về việc)(?!\w)", line.folded)
        if match or (open_ and not line.apart and not is_capitals(line.words)):
            subject.append(line.words)
            open_ = True
        elif open_ and line.words[:1].islower():
            subject.append(line.words)
        else:
            open_ = False
            letterhead.append(line)
    title = " ".join(subject).rstrip(" ;,.:") or None
    return Head(tuple(letterhead), number, dated, None, title, stop)


def _title(lines: tuple[Line, ...], index: int, rest: str, stop: int) -> tuple[str | None, int]:
    """The lines under the type line that are the title, and where what follows them begins."""
    words = [rest] if rest else []
    for line in lines[index + 1 :]:
        if _is_after_title(line, words, stop):
            return _joined(words), line.start
        if not _noise(line):
            words.append(line.words)
    return _joined(words), lines[-1].end


def _joined(words: list[str]) -> str | None:
    return " ".join(words).strip(" .;:,_*") or None


def _is_after_title(line: Line, words: list[str], stop: int) -> bool:
    folded, before = line.folded, " ".join(words)
    if line.start >= stop or len(words) >= 14 or folded.startswith("("):
        return True
    if not words:
        return _is_organ(line.words) and is_capitals(line.words)
    if folded.endswith((":", "./.")) and len(folded) < 60:
        return True
    cut = fold_same_length(before).endswith(
        tuple(f" {word}" for word in table("layout")["cut_words"])
    ) or before.endswith(",")
    if cut or line.words[0].islower():
        return False
    if folded.startswith(_openers()) and not is_capitals(line.words):
        return True
    if line.apart:
        return not is_capitals(line.words) or not is_capitals(before) or _is_organ(line.words)
    if is_capitals(before) and not is_capitals(line.words):
        return True
    return _acts(line.words)


def _is_organ(words: str) -> bool:
    """Whether a line is the body that enacts: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH TUYÊN QUANG"."""
    first = next(iter(find_agencies(words)), None)
    return first is not None and first.start <= 2 and (first.end > 0.7 * len(words) or "KHÓA" in words.upper())


def _acts(words: str) -> bool:
    """Whether a line begins with a body that does something: "Sở Y tế xây dựng Kế hoạch …"."""
    first = next(iter(find_agencies(words[:200])), None)
    if first is None or first.start > 2:
        return False
    return fold_same_length(words[first.end :]).lstrip().startswith(tuple(table("header")["verbs"]))
