"""Whose a body is: which level, of which place, under which identity; and what it is called in English."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ..identity import agency_id
from ..lexicon import fold, table
from ..model import Agency
from ..places import Place, find_place
from .find import AgencyMention

_RANKS = {"trung ương": 0, "tỉnh": 1, "huyện": 2, "xã": 3}
# From this month there are no districts, and what they had is the communes'.
_WITHOUT_DISTRICTS = "2025-07"
# Committees of the Party carry the level in their name: "Tỉnh ủy Thái Bình", but "Đảng ủy xã An Bình".
_LEVELLED = ("Tỉnh ủy", "Thành ủy", "Huyện ủy", "Quận ủy", "Thị ủy")


@dataclass(frozen=True, slots=True)
class Home:
    """Where a plan is: its places from the province down, its level, its date and its issuer's full name."""

    places: tuple[Place, ...] = ()
    level: str = "trung ương"
    date: str | None = None
    issuer: str | None = None

    @property
    def chain(self) -> tuple[Place, ...]:
        """All places that hold the plan's, outermost first: those printed, or those of the gazetteer."""
        inner = self.places[-1].chain if self.places else ()
        return inner if len(inner) > len(self.places) else self.places

    @property
    def has_districts(self) -> bool:
        return self.date is None or self.date < _WITHOUT_DISTRICTS


def resolve_agency(mention: AgencyMention, home: Home) -> Agency:
    """The body that a mention means in a plan of this home: its level, its place and its identity.

    Reads: the mention, the home, the gazetteer.
    Writes: nothing.
    """
    place = _settle(mention.place, home)
    level = _level(mention, home, place)
    chain = () if level == "trung ương" else place.chain if place else _down_to(level, home)
    places = tuple(part.full_name for part in chain)
    jurisdiction = chain[-1].name if chain else None
    identity = agency_id(mention.name, level, places)
    return Agency(mention.name, level, jurisdiction, mention.collective, identity, places)


def _settle(place: Place | None, home: Home) -> Place | None:
    """A place of the text on the plan's date: "huyện Châu Thành" is the one of the plan's province."""
    if place is None:
        return None
    for own in home.chain:
        if fold(own.name) == fold(place.name) and own.level == place.level:
            return own
    outer = home.chain[0] if home.chain else None
    inside = find_place(place.name, kind=place.kind, within=outer, date=home.date) if outer else None
    return inside or find_place(place.name, kind=place.kind, date=home.date) or place


def _level(mention: AgencyMention, home: Home, place: Place | None) -> str:
    if mention.level == "trung ương" or place is not None:
        return place.level if place and mention.level != "trung ương" else "trung ương"
    name = _body_of(mention.name) if mention.officeholder else mention.name
    if mention.level == "huyện" and name.startswith("Phòng "):
        return _division_level(home)
    if mention.level is not None:
        return mention.level
    since = _central_since().get(mention.name)
    if since:
        return "trung ương" if home.date and home.date >= since else "tỉnh"
    if mention.name == "các địa phương" or mention.name.startswith("các địa phương "):
        below = {"trung ương": "tỉnh", "tỉnh": "huyện" if home.has_districts else "xã"}
        return below.get(home.level, "xã")
    return _city_level(mention, home) or home.level


def _city_level(mention: AgencyMention, home: Home) -> str | None:
    """The level of the city that holds the plan's home, where the text says "thành phố" alone: "Công an thành phố" in
    a ward's plan, "Thành ủy" in a district's."""
    if not mention.text.lower().endswith(("thành phố", " tp", "thành ủy")):
        return None
    city = next((place.level for place in reversed(home.chain) if place.kind == "thành phố"), None)
    return city or ("tỉnh" if home.level == "xã" and not home.has_districts else None)


@cache
def _central_since() -> dict[str, str]:
    """Bodies that were a province's until a month, and the centre's from it."""
    return {name: since for since, names in table("agencies")["central_since"].items() for name in names}


def _division_level(home: Home) -> str:
    """A division is the district's while there are districts, also in a commune's plan, then the commune's; or the
    department's that plans."""
    if home.issuer and home.issuer.startswith("Sở "):
        return "tỉnh"
    return "huyện" if home.has_districts and (home.level != "xã" or home.date) else "xã"


def _down_to(level: str, home: Home) -> tuple[Place, ...]:
    """The home's places down to this level: "UBND tỉnh" in a district's plan is the province's."""
    return tuple(place for place in home.chain if _RANKS[place.level] <= _RANKS[level])


def full_issuer(mention: AgencyMention, home: Home) -> str:
    """The body with its place, as a citation names it: "Ủy ban nhân dân tỉnh Bắc Kạn", "Bộ Y tế".

    An officeholder is the body: "Bộ trưởng Bộ Y tế" is "Bộ Y tế".
    """
    agency = resolve_agency(mention, home)
    name = _body_of(agency.name) if mention.officeholder else agency.name
    if not agency.places or mention.collective or name.endswith(agency.jurisdiction or "\n"):
        return name
    place = agency.jurisdiction if name.endswith(_LEVELLED) else agency.places[-1]
    return f"{name} {place}"


def _body_of(name: str) -> str:
    """The name without its office."""
    names: list[str] = table("agencies")["offices"]["names"]
    office = max((office for office in names if name.startswith(f"{office} ")), key=len, default="")
    return name[len(office) :].lstrip()


def english_name(name: str, level: str | None = None) -> str | None:
    """The standard English name of a body, or None where none is sure: "Sở Y tế" is "Department of Health".

    Of a body of several levels the name says which: a province's "Ủy ban nhân dân" is "Provincial People's Committee".
    """
    names: str | dict[str, str] | None = table("english")["names"].get(name)
    return names.get(level or "any", names.get("any")) if isinstance(names, dict) else names
