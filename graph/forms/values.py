"""The lines of an export as values: of which kinds they are, and what the properties of each kind hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from ..export import LABELS

Line = dict[str, Any]


class Type(StrEnum):
    """What a property holds in all things of a kind."""

    text = "text"
    integer = "integer"
    number = "number"
    truth = "truth"
    texts = "texts"


class Kind(NamedTuple):
    """A kind of node, by the label that ids are of, or of relationship, by those it goes between."""

    start: str
    type: str = ""
    end: str = ""

    @property
    def name(self) -> str:
        """As a file is named: "Agency", "Agency-OWES-Obligation"."""
        return "-".join(filter(None, self))

    @property
    def is_node(self) -> bool:
        return not self.type


@dataclass(slots=True)
class Columns:
    """The properties of a kind, by name, with what they hold."""

    types: dict[str, Type] = field(default_factory=dict)

    def see(self, properties: dict[str, Any]) -> None:
        for name, value in properties.items():
            found, known = type_of(value), self.types.get(name)
            self.types[name] = found if known in (None, found) else _both(found, known)


def kind_of(line: Line) -> Kind:
    """The kind that a line is of."""
    if "type" in line:
        return Kind(line["from"][0], line["type"], line["to"][0])
    return Kind(next(label for label in LABELS if label in line["labels"]))


def survey(lines: Iterable[Line]) -> dict[Kind, dict[str, Type]]:
    """Every kind there is, nodes first, with its properties in alphabetical order and what they hold."""
    found: dict[Kind, Columns] = {}
    for line in lines:
        found.setdefault(kind_of(line), Columns()).see(line["properties"])
    ordered = sorted(found, key=lambda kind: (not kind.is_node, kind))
    return {kind: dict(sorted(found[kind].types.items())) for kind in ordered}


def type_of(value: Any) -> Type:
    """What one value is."""
    if isinstance(value, bool):
        return Type.truth
    if isinstance(value, int):
        return Type.integer
    if isinstance(value, float):
        return Type.number
    return Type.texts if isinstance(value, list) else Type.text


def _both(one: Type, other: Type | None) -> Type:
    """What holds either of two: a number for a whole one and another, else text."""
    return Type.number if {one, other} == {Type.integer, Type.number} else Type.text
