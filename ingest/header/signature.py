"""Who signed, and as what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..agencies import find_agencies
from ..lexicon import alternation, fold_same_length, table
from ..memory import remember
from ..places import is_place
from ..text import Layout
from .lines import UPPER, Line, is_capitals, lines_in


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed. `organ` is the body after "TM.", in capitals as printed; `start` is where the signature stands."""

    signer: str | None = None
    title: str | None = None
    organ: str | None = None
    start: int | None = None


@cache
def _office() -> re.Pattern[str]:
    names = alternation(map(fold_same_length, table("header")["offices"]["names"]), " ")
    return re.compile(rf"(?<!\w){names}(?!\w)")


@cache
def _prefix() -> re.Pattern[str]:
    offices = table("header")["offices"]
    return re.compile(alternation((*offices["prefixes"], *offices["acting"]), " "))


@cache
def _rank() -> re.Pattern[str]:
    ranks = sorted(map(re.escape, table("header")["offices"]["ranks"]), key=len, reverse=True)
    return re.compile(rf"(?:(?:{'|'.join(ranks)})(?:\s|(?<=\.)|,\s)\s{{0,3}}){{1,4}}", re.IGNORECASE)


_SIGNED = re.compile(r"\(?\s?(?:đã ký|đã kí)\s?\)?|\[?daky\]?", re.IGNORECASE)
_WORD = re.compile(rf"[{UPPER}](?:[^\W\d_{UPPER}]{{1,7}}|[{UPPER}]{{1,7}}|)(?:['’-][^\W\d_]{{1,8}})?$")
_BULLET = re.compile(r"(?:[-–—−•+*●▪]|\d{1,2}[.)])\s?")
# An office in capitals that begins inside a line: columns were read as one.
_INSIDE = re.compile(
    rf"(?<=[;.,)/])[\s|]{{1,9}}(?=(?:TM|KT|TL|TUQ|Q)\.\s{{0,9}}[{UPPER}]{{2}}|(?:T/M|K/T|T/L)\.?\s"
    r"|(?:PHÓ\s{1,9})?(?:CHỦ\s{1,9}TỊCH|GIÁM\s{1,9}ĐỐC|(?:BỘ|THỨ|CỤC)\s{1,9}TRƯỞNG|CHÁNH\s{1,9}VĂN\s{1,9}PHÒNG)(?!\w))"
)


_LONGEST = 160  # no line that opens a signature is longer


def is_signed(words: str) -> bool:
    return _SIGNED.fullmatch(words.strip()) is not None


@remember(longest=_LONGEST)
def is_office(words: str) -> bool:
    """Whether a line opens a signature, or goes on with it: a prefix or an office, in capitals."""
    opening = " ".join(words.split()[:2])
    if len(words) > _LONGEST or not is_capitals(opening) or words.rstrip().endswith((":", ";")):
        return False
    folded = fold_same_length(" ".join(words.split()))
    return bool(_prefix().match(folded) or _office().match(folded))


def person(words: str) -> str | None:
    """The name of a person that a line is, without rank and degree; None where it is none."""
    words = _SIGNED.sub(" ", words).strip(" .,;-")
    match = _rank().match(words)
    words = words[match.end() :] if match else words
    parts = words.split()
    if not 2 <= len(parts) <= 6 or not all(_WORD.match(part) for part in parts) or is_place(words):
        return None
    named = fold_same_length(parts[0]) in table("header")["offices"]["surnames"]
    if (is_capitals(words) and not named) or _office().search(fold_same_length(words)):
        return None
    body = any(mention.start == 0 for mention in find_agencies(words))
    if body and (is_capitals(words) or not named):  # "Đoàn Văn Lộc" is somebody, "Đoàn Luật sư" is not
        return None
    return " ".join(part.capitalize() if part.isupper() and len(part) > 1 else part for part in parts)


def end_lines(layout: Layout, start: int) -> tuple[Line, ...]:
    """The lines after `start`, cut where an office begins inside one."""
    return tuple(part for line in lines_in(layout, start, len(layout.text)) for part in _cut(layout, line))


def _cut(layout: Layout, line: Line) -> Iterator[Line]:
    if not _INSIDE.search(layout.mask, line.start, line.end):  # nearly always
        yield line
        return
    at, apart = line.start, line.apart
    for gap in (*_INSIDE.finditer(layout.mask, line.start, line.end), None):
        end = gap.start() if gap else line.end
        if layout.mask[at:end].strip():
            yield Line(" ".join(layout.mask[at:end].split()), at, end, apart)
        at, apart = (gap.end() if gap else end), False


def read_signature(lines: tuple[Line, ...]) -> Signature:
    """The first signature with a name; else the last office that something is signed under; else a bare name.

    Reads: the lines after the head. Writes: nothing.
    """
    nameless = Signature()
    index = 0
    while index < len(lines):
        if not is_office(lines[index].words):
            index += 1
            continue
        signature, index = _signature(lines, index)
        if signature.signer:
            return signature
        if signature.title and not any(_is_preamble(line) for line in lines[index : index + 3]):
            nameless = signature
    return nameless if nameless.title else _bare(lines)


def _is_preamble(line: Line) -> bool:
    """Whether a line follows the body that enacts, whose office is written like a signature."""
    return line.words.startswith(("Căn cứ", "Xét ", "Theo đề nghị", "QUYẾT ĐỊNH", "QUYẾT NGHỊ"))


def _bare(lines: tuple[Line, ...]) -> Signature:
    """A name beside "(Đã ký)", without an office."""
    for before, line in zip((None, *lines), lines, strict=False):
        if _SIGNED.search(line.words):
            name = person(line.words) or (person(before.words) if before else None)
            if name:
                return Signature(name, None, None, line.start)
    return Signature()


def _signature(lines: tuple[Line, ...], index: int) -> tuple[Signature, int]:
    """The signature that opens at a line, and the index of the line after it. Between office and name there may be
    the lines of "Nơi nhận", which stand beside them on paper."""
    run: list[str] = []
    start = lines[index].start
    for at in range(index, min(index + 40, len(lines))):
        words = _SIGNED.sub(" ", lines[at].words).strip()
        if not any(c.isalpha() for c in words) or _BULLET.match(words):
            continue
        if is_office(words):
            office, name = _split(words)
            run.append(office)
        else:
            name = person(words)
            small = _office().fullmatch(fold_same_length(words))  # "KT. BỘ TRƯỞNG / Thứ trưởng"
            if name is None and (small or is_capitals(words)) and len(words) < 100:
                run.append(words)
            elif name is None and (len(words) > 70 or _is_preamble(lines[at])):
                return _made(run, None, start), at
        if name:
            return _made(run, name, start), at + 1
    return _made(run, None, start), index + len(run)


def _split(words: str) -> tuple[str, str | None]:
    """The office and the name of a signature on one line: "CHỦ TỊCH Trần Văn Nam"."""
    parts = words.split()
    count = len(parts)
    while count and not parts[count - 1].isupper() and parts[count - 1].isalpha():
        count -= 1
    name = person(" ".join(parts[count:])) if count else None
    return (" ".join(parts[:count]) if name else words), name


def _made(run: list[str], name: str | None, start: int) -> Signature:
    return Signature(name, office_of(run), _organ(run), start)


def _organ(run: list[str]) -> str | None:
    """The body in whose name something is signed: "TM. ỦY BAN NHÂN DÂN"."""
    words = " ".join(run)
    folded = fold_same_length(words)
    match = re.match(r"(?:tm\.|t\.m|t/m)[.\s]{0,3}", folded)
    body = next(iter(find_agencies(words[match.end() :])), None) if match else None
    return body.text if body and body.start == 0 else None


def office_of(run: list[str]) -> str | None:
    """The last office of a signature as a sentence has it: "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH" is "Phó Chủ tịch"."""
    words = " ".join(run)
    folded = fold_same_length(words)
    matches = list(_office().finditer(folded))
    if not matches:
        return None
    last = matches[-1]
    title = next(name for name in table("header")["offices"]["names"] if fold_same_length(name) == last.group())
    for prefix, said in table("header")["offices"]["acting"].items():
        if re.search(rf"(?<!\w){re.escape(prefix)}\s{{0,3}}$", folded[: last.start()]):
            title = f"{said} {title}"
    return f"{title} {_whose(words[last.end() :].strip(' .,'))}".strip()


def _whose(words: str) -> str:
    """What follows an office: the body whose office it is, or words in capitals put into a sentence. The country is
    none: "CHỦ TỊCH NƯỚC / CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"."""
    if fold_same_length(words) in table("header")["mottos"]:
        return ""
    first = next(iter(find_agencies(words)), None)
    if first is None or first.start:
        return words.lower() if is_capitals(words) else ""
    if first.place:
        return f"{first.name} {first.place.full_name}"
    level = first.level if first.level and first.text.lower().endswith(first.level) else ""
    return f"{first.name} {level}".strip()
