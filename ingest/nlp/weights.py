"""Underthesea's model of Vietnamese words, weighed here.

`underthesea.word_tokenize` cuts a text into tokens and asks a model (a conditional random field of two labels: a token
begins a word, or goes on with one) which of them make words. Nine tenths of its time go into telling the model forty
things about each token. What the model holds of each thing is one number, and the same words come again and again; so
here the numbers are read once from its file, and kept by the words that they are about. The words come out the same,
in a third of the time; a test compares them. A version of underthesea with a model of another kind is asked itself.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import joblib  # type: ignore[import-untyped]
import numpy as np

# Not `from underthesea import …`: the package's front door loads every model it has.
from underthesea.pipeline import word_tokenize as segmentation

Joins = Callable[[Sequence[str]], list[bool]]
# What the model is told of a token: a name, what it is told of, and how.
Template = tuple[str, str]

_TEMPLATE = re.compile(r"T\[(?P<first>-?\d)(?:,(?P<last>-?\d))?\](?P<value>(?:\.\w+)?)")
_LABELS = ["B-W", "I-W"]
_INTEGER = re.compile(r"[+-]?0*[0-9]{1,10}")
_INTEGERS = range(-(2**31), 2**31)
# How many sums are kept, by how many tokens they are about: a thousand documents have 5,000 different tokens.
_KEPT = {1: 20_000, 2: 50_000, 3: 20_000}
_FEATURE = np.dtype([("kind", "<u4"), ("source", "<u4"), ("label", "<u4"), ("weight", "<f8")])
# Two ways that differ by less are equally good, and the one that begins words is taken, as CRFsuite does.
_TIE = 1e-9


class _AnotherModel(Exception):
    """The files are not of the kind that is read here."""


@cache
def joins() -> Joins:
    """What tells of each token of a line whether it goes on with the word of the one before."""
    try:
        return _Model(next((Path(segmentation.__file__).parent / "models").iterdir())).joins
    except (_AnotherModel, OSError, struct.error, StopIteration):
        return asked


def asked(tokens: Sequence[str]) -> list[bool]:
    """The same by underthesea itself."""
    if segmentation.word_tokenize_model is None:
        segmentation.word_tokenize("nghĩa vụ")  # type: ignore[no-untyped-call]
    model: Any = segmentation.word_tokenize_model
    tags = model.predict([[token] for token in tokens])
    return [tag == _LABELS[1] for tag in tags]


class _Model:
    """The weights of a folder of underthesea's: `models.bin`, the templates of `features.bin`, a dictionary."""

    def __init__(self, folder: Path) -> None:
        weights, self._transitions = _read((folder / "models.bin").read_bytes())
        dictionary: frozenset[str] = frozenset(joblib.load(folder / "dictionary.bin"))
        values: Mapping[str, Callable[[str], object]] = {
            "": str,
            ".lower": str.lower,
            ".isdigit": _is_integer,
            ".istitle": _is_title,
            ".is_in_dict": lambda words: words.lower() in dictionary,
        }
        windows: dict[int, dict[int, list[Template]]] = {}
        for name in joblib.load(folder / "features.bin"):
            match = _TEMPLATE.fullmatch(name)
            if match is None or match["value"] not in values:
                raise _AnotherModel
            first, last = int(match["first"]), int(match["last"] or match["first"])
            if last - first + 1 not in _KEPT:
                raise _AnotherModel
            windows.setdefault(last - first + 1, {}).setdefault(first, []).append((f"{name}=", match["value"]))
        self._windows = [_Window(width, places, values, weights) for width, places in sorted(windows.items())]

    def joins(self, tokens: Sequence[str]) -> list[bool]:
        """The likeliest of all ways to label the tokens (Viterbi). `lead` is how much better a way goes on there."""
        (begin_begin, begin_join), (join_begin, join_join) = self._transitions
        steps: list[tuple[bool, bool]] = []
        lead: float | None = None
        columns = [column for window in self._windows for column in window.columns(tokens)]
        for score in map(sum, zip(*columns, strict=True)):
            if lead is None:
                lead = score
                continue
            begins, goes_on = lead + join_begin - begin_begin, lead + join_join - begin_join
            steps.append((begins > _TIE, goes_on > _TIE))
            lead = score + begin_join - begin_begin + max(goes_on, 0.0) - max(begins, 0.0)
        return _back(steps, (lead or 0.0) > _TIE)


def _back(steps: list[tuple[bool, bool]], last: bool) -> list[bool]:
    """From the last token to the first, what each was where the next one begins a word, or goes on."""
    labels = [last]
    for begins, goes_on in reversed(steps):
        labels.append(goes_on if labels[-1] else begins)
    return labels[::-1]


class _Window:
    """All that the model is told of `width` tokens together, at each place in which they may stand to a token."""

    def __init__(
        self,
        width: int,
        places: Mapping[int, list[Template]],
        values: Mapping[str, Callable[[str], object]],
        weights: Mapping[str, float],
    ) -> None:
        self._width = width
        self._edges = [
            (first, _sum_at(rows, "BOS", weights), _sum_at(rows, "EOS", weights)) for first, rows in places.items()
        ]
        self._sums = lru_cache(_KEPT[width])(_summing(list(places.values()), values, weights))

    def columns(self, tokens: Sequence[str]) -> Iterator[tuple[float, ...]]:
        """For each place one number a token: what its window adds to the score of going on."""
        count, width = len(tokens), self._width
        windows = tokens if width == 1 else list(map(" ".join, _together(tokens, width)))
        sums = list(zip(*map(self._sums, windows), strict=True)) or [()] * len(self._edges)
        for (first, beginning, end), column in zip(self._edges, sums, strict=True):
            before = min(count, max(0, -first))
            inside = column[max(0, first) :][: count - before]
            yield (beginning,) * before + inside + (end,) * (count - before - len(inside))


def _together(tokens: Sequence[str], width: int) -> Iterator[tuple[str, ...]]:
    return zip(*(tokens[first:] for first in range(width)), strict=False)  # the last few have no others after them


def _sum_at(rows: Iterable[Template], edge: str, weights: Mapping[str, float]) -> float:
    return sum(weights.get(name + edge, 0.0) for name, _ in rows)


def _summing(
    places: Sequence[Iterable[Template]],
    values: Mapping[str, Callable[[str], object]],
    weights: Mapping[str, float],
) -> Callable[[str], tuple[float, ...]]:
    wanted = {value: values[value] for rows in places for _, value in rows}
    weight = weights.get

    def sums(words: str) -> tuple[float, ...]:
        said = {value: str(function(words)) for value, function in wanted.items()}
        return tuple([sum([weight(name + said[value], 0.0) for name, value in rows]) for rows in places])

    return sums


def _is_integer(words: str) -> bool:
    return _INTEGER.fullmatch(words) is not None and int(words) in _INTEGERS


def _is_title(words: str) -> bool:
    return all(word[0].upper() == word[0] for word in words.split(" "))


def _read(data: bytes) -> tuple[dict[str, float], list[list[float]]]:
    """By name, how much more each thing speaks for going on; and the weights of a label after a label.

    The format is that of CRFsuite's crf1d_model.c and cqdb.c, little endian: a header, 20 bytes a weight, and tables
    that number the names of labels and of things.
    """
    magic, _, kind, _, _, labels, names, weights, label_table, name_table = struct.unpack_from("<4sI4s7I", data)
    if (magic, kind, labels) != (b"lCRF", b"FOMC", 2) or list(_strings(data, label_table)) != _LABELS:
        raise _AnotherModel
    rows = np.frombuffer(data, _FEATURE, struct.unpack_from("<I", data, weights + 8)[0], weights + 12)
    of_names, of_labels = rows[rows["kind"] == 0], rows[rows["kind"] == 1]
    signed = np.where(of_names["label"] == 1, of_names["weight"], -of_names["weight"])
    sums = np.bincount(of_names["source"], signed, names)
    transitions = np.zeros((2, 2))
    transitions[of_labels["source"], of_labels["label"]] = of_labels["weight"]
    return dict(zip(_strings(data, name_table), sums.tolist(), strict=True)), transitions.tolist()


def _strings(data: bytes, table: int) -> Iterator[str]:
    """The strings of a table, in the order of their numbers."""
    count, places = struct.unpack_from("<2I", data, table + 16)
    for place in np.frombuffer(data, "<u4", count, table + places).tolist():
        length = struct.unpack_from("<I", data, table + place + 4)[0]
        yield data[table + place + 8 : table + place + 7 + length].decode("utf-8")
