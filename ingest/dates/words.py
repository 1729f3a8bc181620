"""The words of `data/dates.toml` as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from ..lexicon import alternation, fold_same_length, table


@cache
def words(section: str, name: str) -> tuple[str, ...]:
    """A list of words, folded."""
    return tuple(fold_same_length(word) for word in table("dates")[section][name])


def any_word(choices: Iterable[str]) -> str:
    """A pattern for any of these words, the longest that stands there; any white space may part those of one."""
    return alternation(choices, r"\s{1,60}+") + r"(?!\w)"


@cache
def any_of(section: str, *names: str) -> str:
    """A pattern for any word of these lists."""
    return any_word(word for name in names for word in words(section, name))


@cache
def ending(section: str, *names: str) -> re.Pattern[str]:
    """Any of these words at the end of what stands before something."""
    return re.compile(rf"(?<!\w){any_of(section, *names)}\s*$")


@cache
def opening(section: str, *names: str) -> re.Pattern[str]:
    """Any of these words at the beginning of what follows something."""
    return re.compile(rf"\s{{0,60}}+{any_of(section, *names)}")
