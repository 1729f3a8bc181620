"""Vietnamese administrative texts to records: who must do what, by when, under which document.

from ingest import extract
record = extract(text, name="plan.txt")
page = show(text, name="plan.txt")  # the same finds in place, as a page of HTML
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .pipeline import extract, show

__all__ = ["extract", "show"]


def __getattr__(name: str) -> Any:
    """`extract` and `show` on first use: words and spaCy take a second to load, and many commands need neither."""
    if name in __all__:
        from . import pipeline  # noqa: PLC0415 - see above

        return getattr(pipeline, name)
    raise AttributeError(f"module 'ingest' has no attribute {name!r}")
