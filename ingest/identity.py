"""Which document and which body a name means: identities, as pure functions of what a text says.

A document is its type, number, year and issuer. A number that holds its year ("56/2017/NĐ-CP") needs no other; others
begin anew each year, so that 06/QĐ-TTg of 2019 and of 2022 are two documents. A number of a local body is unique only
within its place: 145/QĐ-UBND needs its province.

    nq-121-2020-qh14 · qd-06-qd-ttg-2022 · kh-231-kh-ubnd-bac-kan-2023 · luat-tre-em-2016
    so-y-te.quang-ngai · uy-ban-nhan-dan.van-quan.lang-son · huyen.van-quan.lang-son
"""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256

from .lexicon import fold, slug, table
from .memory import remember

_HAS_YEAR = re.compile(r"^\W*\d+[a-zđ]?\s*[/-]\s*(?:19|20)\d\d(?!\d)", re.IGNORECASE)
_COUNT = re.compile(r"\W*(?P<digits>[0-9]+)(?P<letter>[a-zđ](?![^\W_]))?", re.IGNORECASE)
_PROVINCES = ("tỉnh", "thành phố")
# The kind of a district goes without saying; a town may lie beside the district it was cut from (Cai Lậy, Kỳ Anh).
_UNSAID = ("tỉnh", "huyện")
_PLACE = re.compile(
    r"(?<![\w-])(?P<kind>tỉnh|[Tt]hành phố|quận|huyện|thị xã|thị trấn|xã|phường|đặc khu)\s+(?P<name>[^\W\d_a-z].*|\d+)$"
)
# Committees of the Party carry their level in their name: "Huyện ủy Văn Quan".
_PARTY = re.compile(
    r"(?:^|\s)(?P<head>[Tt]ỉnh|[Tt]hành|[Hh]uyện|[Qq]uận|[Tt]hị) (?:ủy|uỷ|đoàn)\s+(?P<name>[^\W\d_a-z].*)$"
)
_PARTY_KINDS = {"tỉnh": "tỉnh", "thành": "tỉnh", "huyện": "huyện", "quận": "quận", "thị": "thị xã"}


# Characters; the names of real things are shorter, and no index takes keys of any length.
_LONGEST = 300


def _bounded(identity: str) -> str:
    """The identity itself; of one that is too long the beginning, with a digest of the whole."""
    if len(identity) <= _LONGEST:
        return identity
    return f"{identity[: _LONGEST - 17].rstrip('-./')}-{sha256(identity.encode()).hexdigest()[:16]}"


@cache
def _types() -> dict[str, str]:
    """The beginning of identities by type, variants included."""
    rows = table("document_types")["type"]
    return {fold(name): row["id"] for row in rows for name in (row["name"], *row.get("variants", ()))}


@cache
def _symbols() -> dict[str, tuple[str, ...]]:
    """The beginnings of identities that an abbreviation in a number may stand for: "QĐ" a decision or a rule."""
    found: dict[str, tuple[str, ...]] = {}
    for row in table("document_types")["type"]:
        for symbol in row.get("symbols", ()):
            key = slug(symbol)
            found[key] = (*found.get(key, ()), row["id"])
    return found


@cache
def province_slugs() -> frozenset[str]:
    """The names of all provinces, of any day, as identities have them: "lao-cai"."""
    return frozenset(slug(row["name"]) for row in table("places")["province"])


def _type_id(document_type: str | None, number: str | None) -> str:
    """The printed type; where the symbol says another, that: "Văn bản số 87/TB-VPCP" is the notice 87/TB-VPCP."""
    named = _types().get(fold(document_type or ""), slug(document_type or "van-ban"))
    symbols = [part for part in re.split(r"[/\s-]+", number or "")[1:] if not part.isdigit()]
    parts = [_symbols().get(slug(part), ()) for part in symbols]
    if not parts or any(named in said for said in parts):
        return named
    if symbols == ["CT"] and named == "qd":  # "327/CT": until 1992 the Chủ tịch Hội đồng Bộ trưởng decided so
        return named
    return parts[0][0] if parts[0] else named


def _number_slug(number: str) -> str:
    """The number with its count of at least two digits, as the drafting rules have it: "6/QĐ-TTg" is "06-qd-ttg"."""
    match = _COUNT.match(number)
    if match is None:
        return slug(number)
    count = match["digits"].lstrip("0").zfill(2) + slug(match["letter"] or "")
    return f"{count}-{slug(number[match.end() :])}".strip("-")


def _place_of(issuer: str | None) -> str:
    """The place of a local issuer: "bac-kan" of "Ủy ban nhân dân tỉnh Bắc Kạn"; empty for a central body."""
    parts: list[str] = []
    for part in reversed((issuer or "").split(", ")):
        match = _PLACE.search(part) or _PARTY.search(part)
        if match is None:
            break
        said = match.groupdict()
        kind = said.get("kind") or _PARTY_KINDS[said["head"].lower()]
        parts.insert(0, _named(kind.lower(), said["name"]))
    return "-".join(parts)


def _named(kind: str, name: str) -> str:
    """A place's name, with its kind where the name alone could be another's: "thi-xa-ky-anh", "huyen-dien-bien"."""
    short, is_province = slug(name), slug(name) in province_slugs()
    if kind == "tỉnh" or (kind == "thành phố" and is_province and short in _central_cities()):
        return short
    return short if kind in _UNSAID and not is_province else f"{slug(kind)}-{short}"


@cache
def _central_cities() -> frozenset[str]:
    return frozenset(slug(row["name"]) for row in table("places")["province"] if row["kind"] == "thành phố")


def number_key(type: str | None, number: str, issuer: str | None) -> str:  # noqa: A002 - the field's name
    """What dated and undated mentions of one number share: "qd-06-qd-ttg", "qd-145-qd-ubnd-bac-kan".

    A number without a symbol ("1534") says nothing of its issuer, and so takes the issuer's name.
    """
    parts = [_type_id(type, number), _number_slug(number), _place_of(issuer)]
    if issuer and not any(c.isalpha() for c in number):
        parts[2] = slug(issuer)
    return _bounded("-".join(part for part in parts if part))


def document_id(  # noqa: PLR0913, PLR0917 - what a text can say of a document
    type: str | None,  # noqa: A002 - the field's name
    number: str | None,
    date: str | None,
    issuer: str | None,
    name: str | None = None,
    title: str | None = None,
) -> str:
    """The identity of a document, from what is known of it; without `date` it goes without its year.

    A blank number ("Số:   /KH-UBND") is given as its symbol ("KH-UBND"): then the title tells documents apart. A
    document without number is its name, which begins with its type ("Luật Trẻ em").
    """
    year = (date or "")[:4]
    if number and _COUNT.match(number):
        return "-".join(
            part for part in (number_key(type, number, issuer), "" if _HAS_YEAR.match(number) else year) if part
        )
    if name and not number:
        return "-".join(part for part in (_bounded(slug(name)), year) if part)
    told = sha256(fold(title or "").encode("utf-8", "surrogatepass")).hexdigest()[:8] if title else ""
    parts = (_type_id(type, f"0/{number or ''}"), slug(number or ""), _place_of(issuer), year, told)
    return _bounded("-".join(part for part in parts if part))


@remember(longest=200)
def agency_id(name: str, level: str, places: tuple[str, ...]) -> str:
    """The identity of a body: its name, then its places from the innermost out; a central body has none.

    A body below the place that is known ("Công an" of the communes of a province) says its level, so that it is not
    the body of that place: "cong-an.cap-xa.lang-son".
    """
    # An open set is the same with "các" and without: "UBND các huyện, thị xã", "UBND huyện, thị xã".
    named = slug(" ".join(word for word in name.split() if word != "các"))
    if not places:
        return _bounded(named if level == "trung ương" else f"{named}.cap-{slug(level)}")
    keys = [_key(place, index) for index, place in enumerate(places)]
    inner = _level(places[-1], len(places) - 1)
    own = [] if inner == level else [f"cap-{slug(level)}"]
    return _bounded(".".join([named, *own, *reversed(keys)]))


def place_id(path: tuple[str, ...]) -> str:
    """The identity of a place, given with those that hold it, outermost first: "huyen.van-quan.lang-son"."""
    kinds, names = zip(*(_split(place) for place in path), strict=True)
    return _bounded(".".join([slug(kinds[-1]), *(slug(name) for name in reversed(names))]))


def _split(place: str) -> tuple[str, str]:
    """("huyện", "Văn Quan") of "huyện Văn Quan"."""
    match = _PLACE.match(place)
    return (match["kind"].lower(), match["name"]) if match else ("", place)


def _level(place: str, index: int) -> str:
    kind, _ = _split(place)
    if index == 0 and kind in _PROVINCES:
        return "tỉnh"
    return "xã" if kind in ("xã", "phường", "thị trấn", "đặc khu") else "huyện"


def _key(place: str, index: int) -> str:
    """Provinces and districts by their names alone; others with their kind, as one name may be two units'."""
    kind, name = _split(place)
    return slug(name) if index == 0 or kind in _UNSAID or not kind else slug(f"{kind} {name}")
