"""Parts of a document as they are cited: "điểm a, b và c khoản 2; các Điều 5, 6 đến 9".

A citation of parts is a list of items, each a kind with one label or several. Items stand inside one another, the
inner one first ("khoản 3 Điều 90") or, less often, the outer one ("Điều 90 khoản 3", "Chương II, Mục 1"). The order of
kinds is that of Nghị định 34/2016/NĐ-CP, Điều 62: phần, chương, mục, tiểu mục, điều, khoản, điểm; older circulars have
numbered parts with "mục" and "khoản" in places of their own, which their labels tell.

    parse_provisions("khoản 1, 2 Điều 5 và Điều 7") → dieu-5/khoan-1 · dieu-5/khoan-2 · dieu-7
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .lexicon import alternation, fold_same_length, slug

_GAP = r" {1,40}"
_ROMAN = r"[ivxlc]{1,7}"
_NUMBER = r"\d{1,4}[a-zđ]?(?:\.\d{1,3}){0,3}"
_LETTER = r"[a-zđ]\d{0,2}(?:\.\d{1,2}){0,2}"
_ORDINAL = r"thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)"
_LABELS = {
    "phần": rf"(?:{_ORDINAL}|{_ROMAN}|{_NUMBER}|[a-e])",
    "chương": rf"(?:{_ROMAN}|{_NUMBER})",
    "mục": rf"(?:{_ROMAN}|{_NUMBER}|{_LETTER})",
    "tiểu mục": rf"(?:{_NUMBER}|{_ROMAN})",
    "điều": r"\d{1,4}[a-zđ]?",
    "khoản": rf"(?:\d{{1,3}}[a-zđ]?(?:\.\d{{1,2}}){{0,2}}|{_ROMAN})",
    "điểm": rf"(?:{_NUMBER}|{_LETTER})",
    "tiết": rf"(?:{_NUMBER}|{_LETTER})",
    "phụ lục": rf"(?:số )?(?:{_ROMAN}|{_NUMBER}|[a-zđ]\d?)",
}
_RANKS = {kind: rank for rank, kind in enumerate(_LABELS)} | {"phụ lục": -1}
_END = r"(?![^\W_]|[/-]\d)"
# Between labels of one item, and between items. A list is no longer than what a sentence holds.
_AND = r"(?: {0,3}[,;] {0,3}(?:và|hoặc|hay) {1,3}| {0,3}[,;] {0,3}| {1,40}(?:và|hoặc|hay|đến|tới) {1,40}| ?- ?)"
_KINDS = {slug(kind).replace("-", "_"): kind for kind in _LABELS}
_FIRST = alternation({"từ", "các"} | {kind.split()[0] for kind in _LABELS}, _GAP)
_ITEM = re.compile(
    rf"(?<![^\W_])(?={_FIRST})"  # so that most words are left at once
    r"(?P<opens>(?:từ {1,9})?(?:các {1,9})?)(?:"
    + "|".join(
        rf"(?P<{group}>{kind.replace(' ', _GAP)}){_GAP}{_LABELS[kind]}{_END}(?:{_AND}{_LABELS[kind]}{_END}){{0,40}}"
        for group, kind in _KINDS.items()
    )
    + rf"|(?P<annex>phụ{_GAP}lục)(?={_GAP}(?:ban{_GAP}hành{_GAP})?kèm{_GAP}theo)"
    ")"
)
_JOIN = re.compile(
    r" {0,40}(?:[,;]? {0,40}(?:và|hoặc|hay|cùng|đến|tới) {1,40}| {1,40}(?:của|thuộc|tại|trong) {1,40}|[,;]? {0,40})"
)
_RANGE = re.compile(r"đến|tới|-")
_ALPHABET = "abcdđeghiklmnopqrstuvxy"  # as points are lettered: no f, j, w, z
_MAX_ITEMS = 40
_MAX_RANGE = 100


@dataclass(frozen=True, slots=True)
class Provision:
    """One part of a document: its steps from the outermost in, each a kind and a label."""

    steps: tuple[tuple[str, str], ...]

    @property
    def id(self) -> str:
        """ "dieu-90/khoan-3": the end of the identity of the part's node; điểm đ is "diem-dd", as d is another."""
        return "/".join(slug(f"{kind} {label.replace('đ', 'dd')}") for kind, label in self.steps)

    @property
    def label(self) -> str:
        """ "khoản 3 Điều 90": as the drafting rules cite it, the innermost first."""
        return " ".join(f"{_cased(kind)} {label}".strip() for kind, label in reversed(self.steps))


@dataclass(frozen=True, slots=True)
class _Item:
    """One kind with the words of its labels; `join` is what stands before it: "" beside, "," or "và", "đến"."""

    kind: str
    words: str
    join: str
    start: int
    end: int

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(_labels(self.kind, self.words))


@dataclass(frozen=True, slots=True)
class ProvisionMention:
    """Parts cited together, where they are cited. They are read when asked for: most are only looked past."""

    start: int
    end: int
    items: tuple[_Item, ...]

    @property
    def provisions(self) -> tuple[Provision, ...]:
        return tuple(dict.fromkeys(Provision(steps) for steps in _read(self.items)))


def find_provisions(folded: str, start: int = 0, end: int | None = None) -> tuple[ProvisionMention, ...]:
    """The parts of documents that a folded text cites, in order; those that stand together are one mention.

    Reads: text folded by `fold_same_length`. Writes: nothing.
    """
    runs = _runs(folded, start, len(folded) if end is None else end)
    return tuple(ProvisionMention(run[0].start, run[-1].end, tuple(run)) for run in runs)


def parse_provisions(text: str) -> tuple[Provision, ...]:
    """The parts that some words cite: those of `Citation.provision`."""
    return tuple(provision for mention in find_provisions(fold_same_length(text)) for provision in mention.provisions)


def _runs(folded: str, start: int, end: int) -> Iterator[list[_Item]]:
    """Items that only a sign or a joining word parts."""
    run: list[_Item] = []
    for match in _ITEM.finditer(folded, start, end):
        join = _JOIN.fullmatch(folded, run[-1].end, match.start()) if run else None
        if run and (join is None or len(run) == _MAX_ITEMS):
            yield run
            run = []
        run.append(_item(folded, match, _joined(join.group() + match["opens"]) if run and join else ""))
    if run:
        yield run


def _joined(words: str) -> str:
    """What stands before an item, by the words there."""
    if re.search("đến|tới", words):
        return "đến"
    return "và" if re.search("[;]|và|hoặc|hay|cùng|các", words) else "," if "," in words else ""


def _item(folded: str, match: re.Match[str], join: str) -> _Item:
    if match["annex"]:
        return _Item("phụ lục", "", join, match.start("annex"), match.end())
    group = next(group for group in _KINDS if match[group])
    return _Item(_KINDS[group], folded[match.end(group) : match.end()], join, match.start(group), match.end())


def _labels(kind: str, words: str) -> Iterator[str]:
    """The labels of one item, ranges filled in: "5, 6 đến 9" is 5, 6, 7, 8, 9."""
    if not words:
        yield ""  # "Phụ lục ban hành kèm theo …" has no label
    previous, cursor = "", 0
    for match in re.finditer(r"(?<![^\W_])" + _LABELS[kind] + _END, words):
        between, label = words[cursor : match.start()], re.sub(r"^số ", "", match.group())
        if previous and _RANGE.search(between):
            yield from _between(previous, label)
        yield _label(kind, label)
        previous, cursor = label, match.end()


def _label(kind: str, label: str) -> str:
    roman = kind not in ("điều", "điểm", "tiết") and re.fullmatch(_ROMAN, label) and label not in ("c", "d", "l")
    return label.upper() if roman else label


def _between(first: str, last: str) -> Iterator[str]:
    """What lies between two labels of one kind; nothing where they cannot be counted through."""
    if first.isdigit() and last.isdigit() and 0 < int(last) - int(first) <= _MAX_RANGE:
        yield from (str(number) for number in range(int(first) + 1, int(last)))
    elif first and first in _ALPHABET and last in _ALPHABET and len(first) == len(last) == 1:
        yield from _ALPHABET[_ALPHABET.index(first) + 1 : _ALPHABET.index(last)]


@dataclass(slots=True)
class _Path:
    """Steps from the outermost in, with the rank of each; `downward` when the outer step was printed first."""

    steps: list[tuple[float, str, str]]
    downward: bool = False


def _read(items: Sequence[_Item]) -> list[tuple[tuple[str, str], ...]]:
    """The paths of a run of items."""
    paths: list[_Path] = []
    for index, item in enumerate(items):
        rank = _rank(items, index)
        own = [_Path([(rank, item.kind, label)]) for label in item.labels]
        outermost = paths[-1].steps[0][0] if paths else rank
        if rank < outermost and item.join in ("", ","):
            _enclose(paths, own[0].steps[0])
            paths += own[1:]
        elif rank > outermost and _goes_inside(items, index, paths[-1]):
            prefix = [step for step in paths[-1].steps if step[0] < rank]
            if len(prefix) == len(paths[-1].steps):
                paths.pop()
            paths += [_Path([*prefix, *path.steps], downward=True) for path in own]
        else:
            if paths and item.join == "đến" and paths[-1].steps[-1][1] == item.kind:
                paths += [
                    _Path([(rank, item.kind, label)]) for label in _between(paths[-1].steps[-1][2], item.labels[0])
                ]
            paths += own
    return [tuple((kind, label) for _, kind, label in path.steps) for path in paths]


def _rank(items: Sequence[_Item], index: int) -> float:
    """How far in an item stands. A roman "khoản" is a part; a "mục" printed before its clause lies inside it."""
    item = items[index]
    roman = re.match(r"[IVX]", item.labels[0]) is not None
    if item.kind == "khoản" and roman:
        return _RANKS["chương"] - 0.5
    following = items[index + 1] if index + 1 < len(items) else None
    if item.kind == "mục" and not roman and following and following.kind == "khoản" and following.join == "":
        return _RANKS["khoản"] + 0.5
    return _RANKS[item.kind]


def _enclose(paths: list[_Path], step: tuple[float, str, str]) -> None:
    """Put the last paths inside a step that is printed after them: "khoản 1, khoản 2 Điều 5"."""
    for path in reversed(paths):
        if path.steps[0][0] <= step[0]:
            return
        path.steps.insert(0, step)


def _goes_inside(items: Sequence[_Item], index: int, last: _Path) -> bool:
    """Whether an inner item belongs to what was printed before it: "Điều 5 khoản 2", not "Điều 5, khoản 2 Điều 6"."""
    if items[index].join == "":
        return True
    own = _rank(items, index)
    for later in range(index + 1, len(items)):
        if _rank(items, later) < own:
            return items[later].join not in ("", ",")
    return last.downward or items[index].join == ","


def _cased(kind: str) -> str:
    """Clauses and points are cited in lower case (Nghị định 30/2020/NĐ-CP, phụ lục II)."""
    return kind if kind in ("khoản", "điểm", "tiết") else kind[0].upper() + kind[1:]
