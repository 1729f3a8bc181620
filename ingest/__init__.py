"""Vietnamese administrative texts to records: who must do what, by when, under which document.

    from ingest import extract
    record = extract(text, name="plan.txt")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .pipeline import extract

__all__ = ["extract"]


def __getattr__(name: str) -> Any:
    """`extract` on first use: the word cutter and spaCy take a second to load, and many commands need neither."""
    if name == "extract":
        from .pipeline import extract  # noqa: PLC0415 - see above

        return extract
    raise AttributeError(f"module 'ingest' has no attribute {name!r}")
