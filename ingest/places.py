"""Where a place is: provinces, districts and communes of Viet Nam by date.

The table `data/places.toml` holds the names of the package vietnamadminunits 1.0.4 (MIT): reading it takes
milliseconds, importing the package half a second, for geometry and geocoding that are not needed here. Until
30 June 2025 there are 63 provinces with districts; since 1 July 2025 there are 34, with communes and no districts
(Nghị quyết 202/2025/QH15; Luật 72/2025/QH15). Huế is a centrally run city since 1 January 2025 (Nghị quyết
175/2024/QH15).

A name that no state of the map has on the date is looked for on any date: texts speak of what was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .lexicon import fold, fold_same_length, slug, table
from .memory import remember

LEVELS = {
    "tỉnh": "tỉnh", "thành phố": "huyện", "quận": "huyện", "huyện": "huyện", "thị xã": "huyện",
    "thị trấn": "xã", "xã": "xã", "phường": "xã", "đặc khu": "xã",
}  # fmt: skip
_KIND = re.compile(r"(tỉnh|thành phố|tp|quận|huyện|thị xã|tx|thị trấn|xã|phường|đặc khu)\.? +(?=\S)")
_SHORT_KINDS = {"tp": "thành phố", "tx": "thị xã"}
_ALIASES = {
    "hcm": "hồ chí minh",
    "tphcm": "hồ chí minh",
    "tp.hcm": "hồ chí minh",
    "bà rịa-vũng tàu": "bà rịa - vũng tàu",
}


@dataclass(frozen=True, slots=True)
class Place:
    """One administrative unit, as it is written: kind "huyện", name "Văn Quan", parent the province."""

    kind: str
    name: str
    parent: Place | None = None

    @property
    def full_name(self) -> str:
        # The law on its special mechanism writes this one city with a capital T, and so does the city.
        kind = "Thành phố" if self.name == "Hồ Chí Minh" else self.kind
        return f"{kind} {self.name}"

    @property
    def level(self) -> str:
        """The level of government: a city is a province's or a district's equal, as its parent or the map says."""
        if self.kind == "thành phố" and self.parent is None and fold(self.name) in _central_cities():
            return "tỉnh"
        return LEVELS[self.kind]

    @property
    def chain(self) -> tuple[Place, ...]:
        """The unit and those that hold it, outermost first."""
        return (*self.parent.chain, self) if self.parent else (self,)

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(place.full_name for place in self.chain)

    @property
    def key(self) -> str:
        """Innermost first: "van-quan.lang-son"."""
        return ".".join(slug(place.name) for place in reversed(self.chain))


@dataclass(frozen=True, slots=True)
class _Entry:
    place: Place
    first: str
    last: str

    def on(self, date: str) -> bool:
        """Whether it existed then; dates are as precise as they are known, so that "2024" is within 2024-12-31."""
        return self.first[: len(date)] <= date and date[: len(self.last)] <= self.last


@cache
def _gazetteer() -> dict[str, tuple[_Entry, ...]]:
    """Units by folded name, with tone marks and (for input typed without them) without."""
    found: dict[str, list[_Entry]] = {}
    for row in table("places")["province"]:
        first, last = row.get("from", ""), row.get("until", "9999")
        province = Place(row["kind"], row["name"])
        places = [province] + [Place(kind, name, province) for kind in LEVELS for name in row.get(kind, ())]
        for place in places:
            for key in {_key(place.name), fold(place.name)}:
                found.setdefault(key, []).append(_Entry(place, first, last))
    return {key: tuple(entries) for key, entries in found.items()}


@cache
def names_of_places() -> tuple[tuple[str, str], ...]:
    """(kind, name) of every unit."""
    rows = table("places")["province"]
    inner = ((kind, name) for row in rows for kind in LEVELS for name in row.get(kind, ()))
    return tuple(dict.fromkeys((*((row["kind"], row["name"]) for row in rows), *inner)))


@cache
def _central_cities() -> frozenset[str]:
    rows = table("places")["province"]
    return frozenset(fold(row["name"]) for row in rows if row["kind"] == "thành phố")


def _key(name: str) -> str:
    return " ".join(fold_same_length(name).replace("-", " - ").split())


def _split(name: str) -> tuple[str | None, str]:
    """("tỉnh", "lạng sơn") of "Tỉnh Lạng Sơn"; a name that is only a name has no kind."""
    folded = _key(name)
    folded = _ALIASES.get(folded, folded)
    match = _KIND.match(folded)
    if match is None:
        return None, folded
    rest = folded[match.end() :]
    return _SHORT_KINDS.get(match[1], match[1]), _ALIASES.get(rest, rest)


@remember(longest=100)
def is_place(name: str) -> bool:
    """Whether some unit has, or had, this name."""
    return _split(name)[1] in _gazetteer()


@remember(longest=100)
def find_place(
    name: str, *, kind: str | None = None, within: Place | None = None, date: str | None = None
) -> Place | None:
    """The one unit of this name, or None when there is none or there are several that nothing tells apart.

    `kind` may stand in the name ("tỉnh Lạng Sơn"). A district that has since become a town is found, and keeps the kind
    that was asked for. Of a province and its town of the same name the province is meant when no kind is given.

    Reads: the table of places.
    Writes: nothing.
    """
    printed, bare = _split(name)
    kind = kind or printed
    entries = _gazetteer().get(bare, ())
    if within is not None:
        entries = tuple(entry for entry in entries if _inside(entry.place, within))
    then = tuple(entry for entry in entries if date and entry.on(date))
    if kind is None:  # a province of another day is more likely meant than a commune of this one
        then = tuple(entry for entry in then if LEVELS[entry.place.kind] != "xã" or len(then) == len(entries))
    # Of two that have no first day, the one that ended first is the one of an old date: Ba Vì was Hà Tây's until 2008.
    soonest = min((entry.last for entry in then), default="")
    ended = tuple(entry for entry in then if entry.last == soonest)
    return _choose(then, kind) or _choose(ended, kind) or _choose(entries, kind)


def printed_place(name: str, within: Place | None) -> Place | None:
    """The unit that a name with its kind says it is, whether or not there is one: "xã Hồng Thái"."""
    match = _KIND.match(fold_same_length(name))
    return match and Place(_SHORT_KINDS.get(match[1], match[1]), name[match.end() :].strip(), within)


def _inside(place: Place, outer: Place) -> bool:
    """By name alone: the outer unit may have been read from a text, without its own parents."""
    names = {fold(parent.name) for parent in place.chain[:-1]}
    return fold(outer.name) in names


def _choose(entries: tuple[_Entry, ...], kind: str | None) -> Place | None:
    """The latest unit of this kind, else of this level; without a kind a province goes before a district."""
    places = tuple(dict.fromkeys(entry.place for entry in sorted(entries, key=_recency, reverse=True)))
    provinces = tuple(place for place in places if place.parent is None)
    if kind is None:
        districts = tuple(place for place in places if LEVELS[place.kind] == "huyện")
        return _only(provinces) or _only(districts) or _only(places)
    exact = tuple(place for place in places if place.kind == kind)
    if exact:
        return _only(tuple(place for place in exact if place.parent is None) or exact)
    alike = tuple(place for place in places if place.parent and LEVELS[place.kind] == LEVELS[kind])
    if alike:
        place = _only(alike)
        return place and Place(kind, place.name, place.parent)
    # A province that became a city after the table was made, or a city spoken of as a province.
    return _only(provinces) if kind in ("tỉnh", "thành phố") else None


def _recency(entry: _Entry) -> str:
    return entry.last


def _only(places: tuple[Place, ...]) -> Place | None:
    """The one place, or the latest province of the name; districts of several provinces are not told apart."""
    if len(places) == 1 or (places and places[0].parent is None):
        return places[0]
    return None
