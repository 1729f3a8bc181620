"""What pure functions gave for short texts, kept while there is room.

Administrative texts repeat themselves: most lines of a province's plan are those of its neighbour's, and the same few
thousand names and words are in all. So a function of a short text may be asked once. Memory stays flat: of each
function the last `most` answers are kept, for texts of at most `longest` characters.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
D = TypeVar("D", bound=dict[Any, Any])

# Answers of a function: as many as a few hundred documents ask for. Those that repeat one another are written together
# and read together, so that more would only be older.
MOST = 8_000

_memories: list[Callable[[], None]] = []


def kept(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A decorator that keeps the last `most` answers of a pure function whose arguments are small."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        remembered = lru_cache(most)(function)
        _memories.append(remembered.cache_clear)
        return remembered  # type: ignore[return-value]

    return decorate


def held(place: D) -> D:
    """A place for answers that are asked, filled and, when there are too many, cleared by hand: where a call for each
    would take longer than the answer."""
    _memories.append(place.clear)
    return place


def remember(
    *, longest: int, most: int = MOST
) -> Callable[[Callable[Concatenate[str, P], R]], Callable[Concatenate[str, P], R]]:
    """Of a pure function whose first argument is the text; the others are hashable, and the value is frozen."""

    def decorate(function: Callable[Concatenate[str, P], R]) -> Callable[Concatenate[str, P], R]:
        short = kept(most)(function)

        @wraps(function)
        def remembered(text: str, /, *args: P.args, **kwargs: P.kwargs) -> R:
            return (short if len(text) <= longest else function)(text, *args, **kwargs)

        return remembered

    return decorate


def forget() -> None:
    """Forget everything, as if the process had just begun."""
    for clear in _memories:
        clear()
