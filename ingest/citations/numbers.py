"""The numbers of documents: where one ends, how it should read, and what it was mended by.

A number is a count and parts: a year, the symbol of a type, symbols of bodies.

    56/2017/NĐ-CP · 06/QĐ-TTg · 121/2020/QH14 · 28-CT/TW · 32-CP · 105 TC/ĐT · 999-TC/QĐ-CĐKT · 1534

A number that a scan or a typist has spoiled gets a proposal: `value` is mended, `raw` what is printed, and `repair`
says by which rule. Nothing is mended that is merely unusual.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ..lexicon import table
from .types import document_types

# On the folded text. Letters that scans put for digits are read where digits are beside them.
_COUNT = re.compile(
    r"(?:\d[\doil]{0,6}|[oil]\d[\doil]{0,5})(?: ?[a-zđ](?![^\W_])(?= ?[/-])|[a-zđ](?![^\W_]))?"
    r"(?!\d|\.\d|,\d{1,6}(?![\d,/]|[a-zđ]/))"  # "0,25" is an amount, "01,02,03/2021/…" a list
)
_SEPARATOR = re.compile(r" {0,12}[/-]{1,2} {0,40}|\.(?=[a-zđ])| {1,9}(?=[a-zđ])")
_PART = re.compile(
    r"[a-zđăâêôơư]+(?:[&.][a-zđăâêôơư]+){0,3}\d{0,3}(?![^\W_])|(?:[12][\doi]{3}|\d{1,4})(?![^\W_]|[.,]?\d)"
)
# Symbols are written without tone marks and in capitals, except for the "g" of TTg and the "r" of TTr.
_SYMBOL = re.compile(r"[A-ZĐĂÂÊÔƠƯ](?:[A-ZĐĂÂÊÔƠƯ&.]|[a-zđ](?![a-zđ]{2}))*\d{0,3}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DIGITS = str.maketrans("oOiIlL", "001111")
_GOES_ON = re.compile(r"[^\W_]|[/-]\d|%")
_MAX_PARTS = 10
# Bodies that made up a whole symbol once ("118/TTg", "32-CP"), and those after which a digit is the mark of a note.
_FINALS = frozenset({"CP", "TTg", "HĐBT", "HĐCP", "CTN", "TW"})
_NOTED = frozenset({"CP", "TTg", "UBND", "HĐND", "TW", "TU"})
_ASSEMBLY = re.compile(r"(?P<body>QH|UBTVQHK?)(?P<one>[IL])?(?P<rest>\d{1,2})")
_MAX_LETTERS = 24


class Number(NamedTuple):
    """A number up to `end`. `bare` when it is a count alone, without any symbol."""

    value: str
    end: int
    bare: bool
    raw: str | None = None
    repair: str | None = None


class _Parts(NamedTuple):
    """A number taken apart: "28", ["/", "-"], ["CT", "TW"]."""

    counted: str
    separators: tuple[str, ...]
    symbols: tuple[str, ...]

    @property
    def text(self) -> str:
        return self.counted + "".join(sign + part for sign, part in zip(self.separators, self.symbols, strict=True))


def read_number(masked: str, folded: str, at: int) -> Number | None:
    """The number that begins here, as it should read; None when there is none.

    Reads: the mask and its folding. Writes: nothing.
    """
    count = _COUNT.match(folded, at)
    if count is None:
        return None
    separators: list[str] = []
    parts: list[str] = []
    end = count.end()
    while len(parts) < _MAX_PARTS:
        step = _next_part(masked, folded, end, tuple(parts))
        if step is None:
            break
        sign, part, end = step
        separators.append(sign)
        parts.append(part)
    if not any(map(_is_symbol, parts)) and _GOES_ON.match(folded, end):
        return None  # a date, a fraction, a range, a word
    return _normal(masked[at:end], _Parts(_count_of(count.group()), tuple(separators), tuple(parts)), end)


def _count_of(folded: str) -> str:
    digits = folded.replace(" ", "").translate(_DIGITS) if re.match(r".*\d.*[oil]|[oil]", folded) else folded
    return digits.replace(" ", "")


def _is_symbol(part: str) -> bool:
    return not part.isdigit()


def _next_part(masked: str, folded: str, at: int, before: tuple[str, ...]) -> tuple[str, str, int] | None:
    """The sign, the part and the end of one more part, or None where the number ends."""
    sign = _SEPARATOR.match(folded, at)
    part = _PART.match(folded, sign.end() if sign else at)
    if part is None or part.end() - part.start() > _MAX_LETTERS:
        return None
    printed = masked[part.start() : part.end()].replace("Ð", "Đ")
    known = _known(printed)
    mark = sign.group().strip(" ")[:1] if sign else ""
    if printed[0].isdigit():
        fits = mark and mark in "/-" and not before and _fits_year(folded, part)
        return (mark, part.group().translate(_DIGITS), part.end()) if fits else None
    if not mark:
        return _after_space(masked, folded, part, before) if sign or not before else None
    if sign is not None and " " not in sign.group():
        return (mark, printed, part.end()) if known or _SYMBOL.fullmatch(printed) else None
    broken = "\n" in masked[at : part.start()] and len(printed) > 1 and _SYMBOL.fullmatch(printed)
    return (mark, printed, part.end()) if broken or (known and printed[0].isupper()) else None


def _fits_year(folded: str, part: re.Match[str]) -> bool:
    """Digits after the count are a year; others ("03/98/…") only when a symbol follows."""
    digits = part.group().translate(_DIGITS)
    return bool(_YEAR.fullmatch(digits)) or (
        len(digits) <= 3 and bool(re.match(r" ?[/-] ?[a-zđ]", folded[part.end() :]))
    )


def _after_space(masked: str, folded: str, part: re.Match[str], before: tuple[str, ...]) -> tuple[str, str, int] | None:
    """A sign was lost, or never printed: "28 CT/TW", "105 TC/ĐT", "32 CP", "1377/QĐ UBND", "1357TC/QĐ-TCT"."""
    printed = masked[part.start() : part.end()].replace("Ð", "Đ")
    gap = " " if folded[part.start() - 1] == " " else ""
    if not _SYMBOL.fullmatch(printed) or "\n" in masked[part.start() - 2 : part.start()]:
        return None
    follows = re.match(r"[/-][a-zđ]", folded[part.end() : part.end() + 2]) is not None
    if not before or before[-1].isdigit():
        fits = follows or (gap and _canonical(printed)[0] in _FINALS)
        return (gap, printed, part.end()) if fits else None
    lost = _is_type(before[-1]) and _canonical(printed)[0] in _bodies() and not _names_place(folded, part.end())
    return (gap, printed, part.end()) if lost and not follows else None


def _names_place(folded: str, at: int) -> bool:
    """ "Quyết định 12/QĐ UBND tỉnh": the body may be no part of the number."""
    return (
        re.match(r" {1,3}(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|tp)(?![^\W_])", folded[at : at + 14]) is not None
    )


@cache
def _bodies() -> frozenset[str]:
    return frozenset(body for kind in ("central", "local", "party") for body in table("slips")[kind])


@cache
def _right() -> dict[str, tuple[str, str | None]]:
    """Symbols by their capitals: as they are written, and the repair that it takes from there."""
    right = [symbol for kind in document_types() for symbol in kind.symbols] + sorted(_bodies())
    found: dict[str, tuple[str, str | None]] = {symbol.upper(): (symbol, None) for symbol in reversed(right)}
    for spelled, meant in table("slips")["same"].items():
        found[spelled.upper()] = (meant, "one spelling")
    for symbol in right:
        found.setdefault(symbol.upper().replace("Đ", "D"), (symbol, "lost stroke"))
    return found


def _known(printed: str) -> bool:
    return printed.upper() in _right() or _ASSEMBLY.fullmatch(printed.upper()) is not None


def _canonical(printed: str) -> tuple[str, str | None]:
    """A symbol as it is written, and the repair that made it so."""
    upper = printed.upper()
    if upper in _right():
        return _right()[upper]
    if assembly := _ASSEMBLY.fullmatch(upper):
        mended = "letters for digits" if assembly["one"] else None
        return f"{assembly['body']}{'1' if mended else ''}{assembly['rest']}", mended
    base = _right().get(upper[:-1], ("", None))[0] if upper[-1].isdigit() else ""
    if base in _NOTED:
        return base, "mark of a note"
    return (printed if printed[0].isupper() else upper), None


@cache
def _types() -> frozenset[str]:
    return frozenset(symbol.upper() for kind in document_types() for symbol in kind.symbols)


def _is_type(symbol: str) -> bool:
    return symbol.upper() in _types()


def _normal(raw: str, parts: _Parts, end: int) -> Number | None:
    """The number as it should read."""
    printed = re.sub(r"\s+", " ", raw.strip())
    repairs = (
        ["letters for digits"] if re.search(r"(?i)\d[oil](?=[\doil/ -])|^[oil]\d|[12][oi]\d\d|20[oi]", raw) else []
    )
    for rule in (_year, _letters, _split, _joined, _party):
        parts, repair = rule(parts)
        repairs += [repair] if repair else []
    count = parts.counted.zfill(2) if parts.counted.isdigit() else re.sub(r"^\d(?=\D)", r"0\g<0>", parts.counted)
    value = _Parts(count, parts.separators, parts.symbols).text
    bare = not any(map(_is_symbol, parts.symbols))
    return Number(value, end, bare, printed if repairs else None, "; ".join(repairs) or None)


def _year(parts: _Parts) -> tuple[_Parts, str | None]:
    """A year whose first digit was lost: "18/013/TT-BGTVT" is of 2013."""
    first = parts.symbols[0] if parts.symbols else ""
    if not re.fullmatch(r"0\d\d", first):
        return parts, None
    return _Parts(parts.counted, parts.separators, (f"2{first}", *parts.symbols[1:])), "lost digit"


def _letters(parts: _Parts) -> tuple[_Parts, str | None]:
    """Right case and right Đ: "QĐ-TTG" is "QĐ-TTg" and no slip; "QD-TTg" lost a stroke."""
    repair, symbols = None, []
    for symbol in parts.symbols:
        right, mended = _canonical(symbol) if _is_symbol(symbol) else (symbol, None)
        symbols.append(right)
        repair = mended or repair
    return _Parts(parts.counted, parts.separators, tuple(symbols)), repair


def _split(parts: _Parts) -> tuple[_Parts, str | None]:
    """A hyphen in the wrong place, or lost: "TTB-LĐTBXH" is "TT-BLĐTBXH", "NĐCP" is "NĐ-CP"."""
    for index, symbol in enumerate(parts.symbols):
        if not _is_symbol(symbol) or _known(symbol):
            continue
        after = parts.symbols[index + 1] if index + 1 < len(parts.symbols) else ""
        for joined, width in ((symbol + after, 2), (symbol, 1)):
            cut = _cut(joined) if after or width == 1 else None
            if cut and cut != (symbol, after):
                symbols = (*parts.symbols[:index], *cut, *parts.symbols[index + width :])
                signs = (*parts.separators[: index + 1], "-", *parts.separators[index + width :])
                return _Parts(parts.counted, signs, symbols), "moved hyphen" if width == 2 else "lost hyphen"
    return parts, None


def _cut(joined: str) -> tuple[str, str] | None:
    for end in range(2, min(len(joined) - 1, 6)):
        left, right = joined[:end], joined[end:]
        if _is_type(left) and right in _bodies() and len(right) > 1:
            return left, right
    return None


def _joined(parts: _Parts) -> tuple[_Parts, str | None]:
    """A sign lost: "1377/QĐ UBND" is "1377/QĐ-UBND", "12QĐ-UBND" is "12/QĐ-UBND".

    "105 TC/ĐT" is how a ministry wrote its numbers, and stays.
    """
    signs = list(parts.separators)
    for index, sign in enumerate(signs):
        if sign in (" ", "") and index and _is_type(parts.symbols[index - 1]):
            signs[index] = "-"
        elif sign in (" ", "") and _is_type(parts.symbols[index]):
            signs[index] = "/"
    mended = tuple(signs) != parts.separators
    return _Parts(parts.counted, tuple(signs), parts.symbols), "lost sign" if mended else None


def _symbols_of(number: str) -> list[str]:
    """The bodies in a number's symbol, without the type and the term of the National Assembly."""
    parts = [_canonical(part)[0] for part in re.split(r"[/ -]", number)[1:] if part and not part[0].isdigit()]
    return [re.sub(r"\d+$", "", part) for part in parts if not _is_type(part)]


def is_central(number: str) -> bool:
    """Whether a number is one of the centre: every body in its symbol is."""
    bodies = _symbols_of(number)
    return bool(bodies) and set(bodies) <= {*table("slips")["central"], "TW"}


def names_body(number: str) -> bool:
    """Whether a known body is in a number's symbol: "1534/UBND-VX"."""
    return any(body in _bodies() for body in _symbols_of(number))


def ends_in_body(number: str) -> bool:
    """Whether a known body is the last in a number's symbol: "13/KH-UBND", not "09B/PL-TNCN"."""
    return bool(_symbols_of(number)) and _symbols_of(number)[-1] in _bodies()


@cache
def _party_bodies() -> frozenset[str]:
    return frozenset(table("slips")["party"])


def _party(parts: _Parts) -> tuple[_Parts, str | None]:
    """Bodies of the Party write 28-CT/TW (Hướng dẫn 36-HD/VPTW)."""
    if len(parts.symbols) != 2 or parts.symbols[1] not in _party_bodies() or not _is_type(parts.symbols[0]):
        return parts, None
    if parts.separators == ("-", "/"):
        return parts, None
    return _Parts(parts.counted, ("-", "/"), parts.symbols), "Party order"
