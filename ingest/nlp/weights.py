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
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import joblib  # type: ignore[import-untyped]
import numpy as np

# Not `from underthesea import …`: the package's front door loads every model it has.
from underthesea.pipeline import word_tokenize as segmentation

from ..memory import held

Joins = Callable[[Sequence[str]], list[bool]]
# What is told of words and their lower case, such as whether a dictionary has them; and how much what is said speaks
# for going on.
Teller = Callable[[str, str], str]
Weights = Mapping[str, float]
Row = tuple[float, ...]

_TEMPLATE = re.compile(r"T\[(?P<first>-?\d)(?:,(?P<last>-?\d))?\](?P<value>(?:\.\w+)?)")
_LABELS = ["B-W", "I-W"]
# What is told of a word is how it is spelled; else whether something is so of it.
_SPELLED = ("", ".lower")
_SAID = ("False", "True")
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
        tellers: Mapping[str, Teller] = {
            "": lambda words, _: words,
            ".lower": lambda _, lowered: lowered,
            ".isdigit": lambda words, _: _SAID[_is_integer(words)],
            ".istitle": lambda words, _: _SAID[_is_title(words)],
            ".is_in_dict": lambda _, lowered: _SAID[lowered in dictionary],
        }
        windows: dict[int, dict[int, dict[str, Weights]]] = {}
        for name in joblib.load(folder / "features.bin"):
            match = _TEMPLATE.fullmatch(name)
            if match is None or match["value"] not in tellers:
                raise _AnotherModel
            first, last = int(match["first"]), int(match["last"] or match["first"])
            if last - first + 1 not in _KEPT:
                raise _AnotherModel
            places = windows.setdefault(last - first + 1, {})
            places.setdefault(first, {})[match["value"]] = weights.get(name, {})
        self._windows = [_Window(width, places, tellers, dictionary) for width, places in sorted(windows.items())]

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
            lead = (
                score + begin_join - begin_begin + (goes_on if goes_on > 0 else 0.0) - (begins if begins > 0 else 0.0)
            )
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
        places: Mapping[int, Mapping[str, Weights]],
        tellers: Mapping[str, Teller],
        dictionary: frozenset[str],
    ) -> None:
        self._width = width
        self._edges = [(first, _edge(told, "BOS"), _edge(told, "EOS")) for first, told in places.items()]
        self._known = held(_Known(_summing(list(places.values()), tellers, dictionary)))

    def columns(self, tokens: Sequence[str]) -> Iterator[Row]:
        """For each place one number a token: what its window adds to the score of going on."""
        count, width, known = len(tokens), self._width, self._known
        if len(known) > _KEPT[width]:
            known.clear()
        # The last few tokens have no others after them.
        windows = tokens if width == 1 else zip(*(tokens[first:] for first in range(width)), strict=False)
        rows = map(known.__getitem__, windows)
        sums = list(zip(*rows, strict=True)) or [()] * len(self._edges)
        for (first, beginning, end), column in zip(self._edges, sums, strict=True):
            before = min(count, max(0, -first))
            inside = column[max(0, first) :][: count - before]
            yield (beginning,) * before + inside + (end,) * (count - before - len(inside))


class _Known(dict[Any, Row]):
    """The sums of each window, a token or a tuple of some, that was asked for."""

    def __init__(self, sums: Callable[[str], Row]) -> None:
        self._sums = sums

    def __missing__(self, window: str | tuple[str, ...]) -> Row:
        row = self[window] = self._sums(window if isinstance(window, str) else " ".join(window))
        return row


def _edge(told: Mapping[str, Weights], name: str) -> float:
    return sum(weights.get(name, 0.0) for weights in told.values())


def _summing(
    places: Sequence[Mapping[str, Weights]], tellers: Mapping[str, Teller], dictionary: frozenset[str]
) -> Callable[[str], Row]:
    """What gives for some words one number a place: all that the model holds of what it is told of them there."""
    tables: dict[str, dict[str, list[float]]] = {}
    for index, told in enumerate(places):
        for value, weights in told.items():
            for said, weight in weights.items():
                tables.setdefault(value, {}).setdefault(said, [0.0] * len(places))[index] = weight
    spelled = [(tellers[value], table) for value, table in tables.items() if value in _SPELLED]
    answers = [(tellers[value], table) for value, table in tables.items() if value not in _SPELLED]
    nothing = (0.0,) * len(places)

    @cache
    def answered(*said: str) -> Row:
        rows = [table.get(one, nothing) for one, (_, table) in zip(said, answers, strict=True)]
        return tuple(map(sum, zip(nothing, *rows, strict=True)))

    # Of a few words together there is nearly always nothing that the model knows.
    known = {said.lower() for _, table in spelled for said in table}
    unnamed = answered(*[_SAID[False]] * len(answers))

    def sums(words: str) -> Row:
        lowered = words.lower()
        if lowered not in known and lowered not in dictionary and words[0].upper() != words[0]:  # nor a number or title
            return unnamed
        plain = answered(*[teller(words, lowered) for teller, _ in answers])
        rows = [row for teller, table in spelled if (row := table.get(teller(words, lowered)))]
        return tuple(map(sum, zip(plain, *rows, strict=True))) if rows else plain

    return sums


def _is_integer(words: str) -> bool:
    return _INTEGER.fullmatch(words) is not None and int(words) in _INTEGERS


def _is_title(words: str) -> bool:
    if words[0].upper() != words[0]:  # nearly always
        return False
    return all(word[0].upper() == word[0] for word in words.split(" "))


def _read(data: bytes) -> tuple[dict[str, Weights], list[list[float]]]:
    """How much more each thing that is told speaks for going on, by template and by what is said; and the weights of a
    label after a label.

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
    found: dict[str, dict[str, float]] = {}
    for name, weight in zip(_strings(data, name_table), sums.tolist(), strict=True):
        template, _, said = name.partition("=")
        found.setdefault(template, {})[said] = weight
    return dict(found), transitions.tolist()


def _strings(data: bytes, table: int) -> Iterator[str]:
    """The strings of a table, in the order of their numbers."""
    count, places = struct.unpack_from("<2I", data, table + 16)
    for place in np.frombuffer(data, "<u4", count, table + places).tolist():
        length = struct.unpack_from("<I", data, table + place + 4)[0]
        yield data[table + place + 8 : table + place + 7 + length].decode("utf-8")
