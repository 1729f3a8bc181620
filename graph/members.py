"""Which bodies of a plan belong to its open sets: "các sở, ban, ngành" of a province have its Sở Y tế.

Words are the table `ingest/data/members.toml`. A set of one kind of body says so at its beginning: "Ủy ban nhân dân
các xã" are the Ủy ban nhân dân of that level. An office in front ("Thủ trưởng các sở") leaves the bodies what they are:
what their heads owe, they owe.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ingest.lexicon import fold_same_length, table
from ingest.model import Agency
from ingest.places import LEVELS

_RANKS = {"trung ương": 0, "tỉnh": 1, "huyện": 2, "xã": 3}
_PARTS = re.compile(r"\s*(?:,|;|\bvà\b|&)\s*")


def members(agencies: Iterable[Agency]) -> Iterator[tuple[str, str, bool]]:
    """(body, set, here) for each body of a plan and each set of it that the body belongs to, by their ids.

    `here` marks a set that another plan means otherwise: "các cơ quan, đơn vị trong kế hoạch".
    """
    known = sorted(agencies, key=lambda agency: agency.id)
    for group in (agency for agency in known if agency.collective):
        here = group.name.endswith(tuple(table("members")["here"]))
        for body in (agency for agency in known if not agency.collective):
            if belongs(body, group):
                yield body.id, group.id, here


def belongs(body: Agency, group: Agency) -> bool:
    """Whether a body is one of an open set: of its level, within its place, and of a kind that it names."""
    if body.places[: len(group.places)] != group.places:
        return False
    name = _without_office(group.name)
    if name.startswith(f"{body.name} ") or group.name.startswith(f"{body.name} "):
        return body.level == group.level
    nouns = tuple(_nouns(name))
    below = _RANKS.get(group.level, 0) + (len(nouns) > 1)
    return any(
        _is_of(body.name, noun) and _RANKS.get(body.level) == (below if noun.get("below") else _RANKS.get(group.level))
        for noun in nouns
    )


def _without_office(name: str) -> str:
    """The set without the office in front of it: "các sở, ban, ngành" of "Thủ trưởng các sở, ban, ngành"."""
    offices: list[str] = table("agencies")["offices"]["names"]
    lowered = name.lower()
    office = max((one for one in offices if lowered.startswith(f"{one.lower()} ")), key=len, default="")
    return name[len(office) :].lstrip()


def _nouns(name: str) -> Iterator[Mapping[str, Any]]:
    """The nouns that a set is listed by; those that words narrow are left out."""
    rows = {row["name"]: row for row in table("members")["noun"]}
    parts = [part.removeprefix("các ").strip() for part in _PARTS.split(fold_same_length(name).removeprefix("các "))]
    if _is_narrowed(parts[-1]):
        return
    for part in parts:
        noun = max((one for one in rows if part == one or part.startswith(f"{one} ")), key=len, default=None)
        if noun is not None and _leaves_open(part[len(noun) :].strip()):
            yield rows[noun]


def _is_narrowed(last: str) -> bool:
    """Whether a set ends with words that are said of all its nouns: "các cơ quan, tổ chức có thẩm quyền"."""
    modifiers = (one for one in table("agencies")["sets"]["modifiers"] if last.endswith(f" {one}"))
    longest = max(modifiers, key=len, default="")
    return not _leaves_open(longest)


def _leaves_open(rest: str) -> bool:
    """Whether what follows a noun only says of which level it is, or that those concerned are meant."""
    for kind in LEVELS:
        rest = rest.removeprefix(kind).strip()
    return not rest or rest in table("members")["modifiers"] or rest in table("members")["here"]


def _is_of(name: str, noun: Mapping[str, Any]) -> bool:
    if _begins(name, noun):
        return True
    is_mass = _begins(name, table("members")["mass"])
    if is_mass or name.startswith(tuple(table("members")["above"])):
        return is_mass and bool(noun.get("mass"))
    return bool(noun.get("others"))


def _begins(name: str, row: Mapping[str, Any]) -> bool:
    return name.startswith(tuple(row.get("heads", ()))) and not name.startswith(tuple(row.get("but", ())))
