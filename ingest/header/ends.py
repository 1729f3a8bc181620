"""The end of a document: who signed it as what, and who received it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..agencies import find_agencies
from ..lexicon import fold_same_length, table
from ..text import Layout
from .head import is_capitals, type_of
from .lines import UPPER, Line, lines_in


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed. `organ` are the words in capitals after "TM.", where there are any."""

    signer: str | None = None
    title: str | None = None
    organ: str | None = None
    start: int | None = None


@cache
def _office() -> re.Pattern[str]:
    names = sorted(map(fold_same_length, table("header")["offices"]["names"]), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")


@cache
def _prefix() -> re.Pattern[str]:
    offices = table("header")["offices"]
    words = sorted((*offices["prefixes"], *offices["acting"]), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})\s{{0,3}}")


@cache
def _rank() -> re.Pattern[str]:
    ranks = sorted(map(re.escape, table("header")["offices"]["ranks"]), key=len, reverse=True)
    return re.compile(rf"(?:(?:{'|'.join(ranks)})(?:\s|(?<=\.))\s{{0,3}}){{1,4}}", re.IGNORECASE)


_SIGNED = re.compile(r"\(?\s?đã ký\s?\)?|\[?daky\]?")
_WORD = re.compile(rf"[{UPPER}](?:[^\W\d_{UPPER}]{{1,7}}|[{UPPER}]{{1,7}}|)(?:['’-][^\W\d_]{{1,8}})?$")
_PART = re.compile(r"(?:[-–+•]|\d{1,2}[.)])\s")


def _is_office(words: str) -> bool:
    """Whether a line opens a signature: a prefix or an office, in capitals."""
    folded = fold_same_length(words)
    opening = " ".join(words.split()[:2])
    if not is_capitals(opening) or len(words) > 160 or words.rstrip().endswith((":", ";")):
        return False
    return bool(_prefix().match(folded) or _office().match(folded))


def person(words: str) -> str | None:
    """The name of a person that a line is, without rank and degree; None where it is none."""
    words = _SIGNED.sub(" ", fold_guard(words)).strip(" .,;")
    match = _rank().match(words)
    words = words[match.end() :] if match else words
    parts = words.split()
    if (
        not 2 <= len(parts) <= 6
        or not all(_WORD.match(part) for part in parts)
        or _office().search(fold_same_length(words))
    ):
        return None
    if is_capitals(words) and fold_same_length(parts[0]) not in table("header")["offices"]["surnames"]:
        return None
    if any(mention.start == 0 for mention in find_agencies(words)):
        return None
    return " ".join(part.capitalize() if part.isupper() and len(part) > 1 else part for part in parts)


def fold_guard(words: str) -> str:
    """The words with "(Đã ký)" in lower case, so that one pattern finds it."""
    return re.sub(r"\(?\s?[Đđ][Ãã] [Kk][Ýý]\s?\)?", "(đã ký)", words)


def read_signature(layout: Layout, start: int) -> Signature:
    """The first signature after `start` with a name; else the last office that is signed under; else a bare name.

    Reads: the lines after the head. Writes: nothing.
    """
    lines = lines_in(layout, start, len(layout.text))
    nameless = Signature()
    index = 0
    while index < len(lines):
        if not _is_office(lines[index].words):
            index += 1
            continue
        signature, index = _signature(lines, index)
        if signature.signer:
            return signature
        if signature.title:
            nameless = signature
    return nameless if nameless.title else _bare(lines)


def _bare(lines: tuple[Line, ...]) -> Signature:
    """A name beside "(Đã ký)" without an office."""
    for line in lines:
        if _SIGNED.search(fold_guard(line.words)) and (name := person(line.words)):
            return Signature(name, None, None, line.start)
    return Signature()


def _signature(lines: tuple[Line, ...], index: int) -> tuple[Signature, int]:
    """The signature that opens at a line, and the index of the line after it."""
    run: list[str] = []
    start, skipped = lines[index].start, 0
    for at in range(index, min(index + 40, len(lines))):
        words = fold_guard(lines[at].words)
        bare = _SIGNED.sub(" ", words).strip()
        if not bare or not any(c.isalpha() for c in bare):
            continue
        if _is_office(bare):
            office, name = _split(bare)
            run.append(office)
            if name:
                return _made(run, name, start), at + 1
        elif run and (name := person(bare)):
            return _made(run, name, start), at + 1
        elif is_capitals(bare) and len(bare) < 100 and not _PART.match(bare):
            run.append(bare)
        elif _PART.match(bare) or len(bare) < 60:
            skipped += 1
            if skipped > 25:
                break
        else:
            return _made(run, None, start), at
    return _made(run, None, start), index + 1


def _split(words: str) -> tuple[str, str | None]:
    """The office and the name of a signature on one line: "CHỦ TỊCH Phạm Thế Dũng"."""
    parts = words.split()
    count = next(
        (n for n in range(len(parts), -1, -1) if n == 0 or parts[n - 1].isupper() or not parts[n - 1].isalpha()), 0
    )
    name = person(" ".join(parts[count:])) if count else None
    return (" ".join(parts[:count]) if name else words), name


def _made(run: list[str], name: str | None, start: int) -> Signature:
    return Signature(name, office_of(run), _organ(run), start)


def _organ(run: list[str]) -> str | None:
    for words in run:
        folded = fold_same_length(words)
        match = re.match(r"(?:tm\.|t\.m|t/m)[.\s]{0,3}", folded)
        if match:
            office = _office().search(folded, match.end())
            return words[match.end() : office.start() if office else None].strip() or None
    return None


def office_of(run: list[str]) -> str | None:
    """The last office of a signature, as it is written in a sentence: "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH" is "Phó Chủ tịch"."""
    words = " ".join(run)
    folded = fold_same_length(words)
    matches = list(_office().finditer(folded))
    if not matches:
        return None
    last = matches[-1]
    names = {fold_same_length(name): name for name in table("header")["offices"]["names"]}
    title = names[last.group()]
    rest = _rest(words[last.end() :].strip(" .,"))
    for prefix, said in table("header")["offices"]["acting"].items():
        if re.search(rf"(?<!\w){re.escape(prefix)}\s{{0,3}}$", folded[: last.start()]):
            title = f"{said} {title}"
    return f"{title} {rest}".strip()


def _rest(words: str) -> str:
    """What follows an office: the body whose office it is, or words in capitals put into a sentence."""
    first = next(iter(find_agencies(words)), None)
    if first and first.start == 0:
        place = (
            f" {first.place.full_name}"
            if first.place
            else f" {first.level}"
            if first.text.lower().endswith(first.level or "-")
            else ""
        )
        return first.name + place
    return words.lower() if is_capitals(words) else ""


def read_recipients(layout: Layout, start: int) -> tuple[str, ...]:
    """The lines of "Nơi nhận" without bullets, sub-headings and final punctuation, and without the signature beside it.

    Reads: the lines after the head, the text itself. Writes: nothing.
    """
    lines = lines_in(layout, start, len(layout.text))
    first = next((i for i, line in enumerate(lines) if re.match(r"n[ơo]i nhận(?!\w)", line.folded)), None)
    if first is None:
        return ()
    items: list[tuple[int, int]] = []
    signed = bulleted = False
    for line in lines[first : first + 120]:
        opening = line.start
        if line is lines[first]:
            opening += _heading_end(layout.mask[line.start : line.end])
        words = layout.mask[opening : line.end].strip()
        if not words or _is_page(words):
            continue
        if _ends_list(line, words, signed):
            break
        bullet = _BULLET.match(words)
        if (
            _is_office(words)
            or (signed and not bullet and (person(words) or is_capitals(words)))
            or _SIGNED.fullmatch(fold_guard(words))
        ):
            signed = True
            continue
        if not bullet and words.endswith(":"):
            continue
        if not bullet and bulleted and items and not _is_done(layout.mask[slice(*items[-1])]):
            items[-1] = (items[-1][0], line.end)
            continue
        if not bullet and signed:
            continue
        bulleted = bulleted or bool(bullet)
        items.extend(_items(layout, opening, line.end))
    return tuple(text for item in items if (text := _clean(layout.text[slice(*item)])))


_BULLET = re.compile(r"[-–−•+*●▪]\s{0,9}(?=\S)")
_NEXT = re.compile(r"(?<=[;.,:)])\s{0,3}[-–−•+●]\s{1,3}(?=\S)|^\s{0,3}[-–−•+●*]\s{0,9}(?=\S)")
_OFFICE_INSIDE = re.compile(
    rf"(?<=[;.,)])[\s|]{{1,9}}(?=(?:TM|KT|TL|TUQ|Q)\.\s?[{UPPER}]{{2}}|(?:T/M|K/T)\s|(?:PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC)\b)"
)


def _heading_end(words: str) -> int:
    match = re.match(r"\s{0,9}n[ơo]i nhận\s{0,3}[:.]?", fold_same_length(words))
    return match.end() if match else 0


def _is_page(words: str) -> bool:
    return words.isdigit() or not any(c.isalnum() for c in words)


def _ends_list(line: Line, words: str, signed: bool) -> bool:
    folded = fold_same_length(words)
    if type_of(words) or re.match(r"(?:phụ lục|danh mục|biểu mẫu|mẫu số|chương|điều \d|[ivx]{1,4}\.)(?!\w)", folded):
        return True
    return len(words) > 400 and not _NEXT.search(words) or (signed and len(words) > 150 and not _BULLET.match(words))


def _is_done(words: str) -> bool:
    return words.rstrip().endswith((";", ".")) and "lưu" in fold_same_length(words[:12]) or words.rstrip().endswith(";")


def _items(layout: Layout, start: int, end: int) -> list[tuple[int, int]]:
    """The items of one line, which may hold them all: "- A; - B; - Lưu: VT."."""
    words = layout.mask[start:end]
    office = _OFFICE_INSIDE.search(words)
    end = start + office.start() if office else end
    words = words[: end - start]
    openings = list(_NEXT.finditer(words))
    if not openings:
        return [(start, end)]
    bounds = [0] if openings[0].start() > 3 else []
    starts = bounds + [match.end() for match in openings]
    ends = [match.start() for match in openings[0 if bounds else 1 :]] + [len(words)]
    return [
        (start + left, start + right) for left, right in zip(starts, ends, strict=True) if words[left:right].strip()
    ]


def _clean(raw: str) -> str:
    words = re.sub(r"</?[A-Za-z][^<>\n]{0,80}>|[*\u200b\ufeff\u00ad]|\\(?=[^\w\s])", "", raw)
    words = " ".join(words.split())
    return re.sub(r"^[-–−•+●▪]\s*", "", words).rstrip(" ;,.:/|")
