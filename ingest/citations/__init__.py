"""The documents that a text cites, and which document each mention means.

find_citations(layout, home=home, issued="2023-04")
→ Nghị quyết số 121/2020/QH14 · id nq-121-2020-qh14 · resolved

types     the words that open a citation
numbers   numbers, and what spoiled ones are mended to
names     names of laws and treaties
rules     the shapes, one row each
readers   how a mention of each shape is read
context   date, issuer, provision
lists     types that stand once for several
aliases   short names, back-references
own       the file's own number
resolve   identity and status
find      all of a text
"""

from __future__ import annotations

from .find import find_citations
from .rules import RULES, Rule

__all__ = ["RULES", "Rule", "find_citations"]
