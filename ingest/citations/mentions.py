"""A citation while it is being read, and the text it is read from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as the grammar sees it: the mask, and its folding of the same length."""

    masked: str
    folded: str

    def broken(self, start: int, end: int) -> bool:
        """Whether a line ends between two places."""
        return "\n" in self.masked[start:end]


class Mention(NamedTuple):
    """A document named at `start`–`end`. `until` is the end of what belongs to the mention: its date, its issuer."""

    start: int
    end: int
    type: str
    rule: str
    number: str | None = None
    name: str | None = None
    bare: bool = False  # the number is a count, without a symbol
    year: str | None = None  # "Luật Trẻ em năm 2016"
    date: str | None = None
    issuer: str | None = None
    provision: str | None = None
    raw_number: str | None = None
    repair: str | None = None
    until: int = 0
    tentative: bool = False  # a count, or a name of no table: an alias of the text may stand there instead
    alias: bool = False  # an alias that the text defines, or a back-reference: it has its document from another mention
