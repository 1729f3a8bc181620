"""Who owes what, with whom, to whom, by when.

reading   the bodies of a text, their lists, its sentences
clauses   the subject of a sentence, its role, its partners
reports   who reports to whom
charges   what headings and lead-ins pass on
tables    rows that are tasks
units     the walk down the blocks
find      values of the record
"""

from __future__ import annotations

from .find import find_obligations

__all__ = ["find_obligations"]
