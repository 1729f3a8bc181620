"""Every offset of every record is true: the quote is what stands there."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import extract

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))


def quotes(value: Any) -> Iterator[tuple[int, int, str]]:
    """(start, end, quote) of everything in a record that has a place."""
    if isinstance(value, tuple):
        for item in value:
            yield from quotes(item)
    elif is_dataclass(value):
        names = {f.name for f in fields(value)}
        if {"start", "end"} <= names and value.start is not None:
            yield value.start, value.end, value.evidence if "evidence" in names else value.text
        for name in names:
            yield from quotes(getattr(value, name))


def check(text: str) -> int:
    found = list(quotes(extract(text)))
    for start, end, quote in found:
        assert text[start:end] == quote
        assert start < end
    return len(found)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_samples(path: Path, form: str) -> None:
    assert check(unicodedata.normalize(form, path.read_text("utf-8"))) > 10


def test_corpus(corpus_folder: Path) -> None:
    for path in sorted(corpus_folder.glob("*.txt")):
        assert check(path.read_text("utf-8")) > 5, path.name


PIECES = st.sampled_from(
    [p for path in SAMPLES for p in path.read_text("utf-8").split("\n") if p.strip()]
    + [
        "\n",
        "\n\n",
        " ",
        "- ",
        "a) ",
        "**",
        "|",
        "<sup>1</sup>",
        "---",
        "\u200b",
        "\x00",
        "(",
        "“",
        "Điều 1. ",
        "Số: /KH-UBND",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=30).map("\n".join))
def test_shuffled_lines(text: str) -> None:
    check(text)
