"""What pure functions gave for short texts, kept while there is room.

Administrative texts repeat themselves: most lines of a province's plan are those of its neighbour's, and the same few
thousand names and words are in all. So a function of a short text may be asked once. Memory stays flat: of each
function the last `most` answers are kept, for texts of at most `longest` characters.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_memories: list[Callable[[], None]] = []


def remember(
    *, longest: int, most: int
) -> Callable[[Callable[Concatenate[str, P], R]], Callable[Concatenate[str, P], R]]:
    """Of a pure function whose first argument is the text; the others are hashable, and the value is frozen."""

    def decorate(function: Callable[Concatenate[str, P], R]) -> Callable[Concatenate[str, P], R]:
        kept = lru_cache(most)(function)
        _memories.append(kept.cache_clear)

        @wraps(function)
        def remembered(text: str, /, *args: P.args, **kwargs: P.kwargs) -> R:
            asked = kept if len(text) <= longest else function
            return asked(text, *args, **kwargs)  # type: ignore[arg-type]

        return remembered

    return decorate


def forget() -> None:
    """Forget everything, as if the process had just begun."""
    for clear in _memories:
        clear()
