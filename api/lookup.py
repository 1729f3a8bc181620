"""From what a person typed to the documents, bodies and places of the graph that are meant. Never a silent pick.

One thing found is the answer; several are an `AmbiguousNameError` with the candidates; none an `UnknownNameError` with
the nearest names there are. A name is tried in steps, and the first step that finds anything decides:
its id; its number or its name in full; then, for `anything`, its words wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from rapidfuzz import fuzz, process

from graph.queries import run
from graph.store import Store
from ingest.errors import AmbiguousNameError, UnknownNameError
from ingest.identity import province_slugs
from ingest.lexicon import fold, number_spelling, words_of
from ingest.places import LEVELS

from .names import (
    NameMatch,
    WantedDocument,
    fits_date,
    match_names,
    place_words,
    read_document,
)
from .words import CONNECTORS, aliases, kind_words, without_level

Row = dict[str, Any]

# A first cut of the graph that is judged here; a name that fits more than this is not a name.
CANDIDATES = 1000
NEAREST = 5
# Below this a name is not like the one that was typed (rapidfuzz, 0 to 100).
LIKENESS = 55
_ID = re.compile(r"[a-z0-9]+(?:[-./#][a-z0-9]+)*")


def label(row: Row) -> str:
    """One line that tells a candidate from the others."""
    if "number" in row:
        name = " ".join(part for part in (row["type"], row["number"] or row["name"] or row["title"]) if part)
        rest = ", ".join(part for part in (row["name"], row["issued"], row["issuer"]) if part and part not in name)
    else:
        outer = [place for place in reversed(row["places"]) if place != row["name"]]
        name, rest = row["name"], ", ".join(outer) or row["level"]
    return f"{name} ({rest})" if rest else name


def document(store: Store, text: str) -> Row:
    """The one document of this name. Raises UnknownNameError, AmbiguousNameError."""
    found = find_documents(store, text) or _documents_by_words(store, text)
    return _one(found, text, "document") or _unknown(text, "document", _near_documents(store, text))


def agency(store: Store, text: str) -> Row:
    """The one body of this name. Raises UnknownNameError, AmbiguousNameError."""
    found = find_agencies(store, text) or _agencies_by_words(store, text)
    return _one(found, text, "agency") or _unknown(text, "agency", _near_agencies(store, text))


def agency_or_name(store: Store, text: str) -> str:
    """A body's id; or, for a text that means every body of one name, that name: they are then answered for apart.

    "Sở Y tế" is a question about all of them, "UBND Tây Ninh" about one of two and must say which.
    """
    found = find_agencies(store, text)
    if len(found) == 1:
        return str(found[0]["id"])
    names = {row["name"] for row in found}
    if len(names) == 1:
        (name,) = names
        if len(found) == len(_rows(store, "find_agencies", name=name)):
            return str(name)
    return str(agency(store, text)["id"])


def place(store: Store, text: str) -> Row:
    """The one place of this name. Raises UnknownNameError, AmbiguousNameError."""
    found = find_places(store, text)
    return _one(found, text, "place") or _unknown(text, "place", _near_places(store, text))


def anything(store: Store, text: str) -> list[Row]:
    """Every document and body that the text may name, each with its `kind`. Raises UnknownNameError for none."""
    found = _kinds(find_documents(store, text), find_agencies(store, text))
    found = found or _kinds(_documents_by_words(store, text), _agencies_by_words(store, text))
    if not found:
        _unknown(text, "document or agency", [*_near_agencies(store, text), *_near_documents(store, text)])
    return found


def _kinds(documents: Iterable[Row], agencies: Iterable[Row]) -> list[Row]:
    return [{"kind": "document"} | row for row in documents] + [{"kind": "agency"} | row for row in agencies]


def _one(found: Sequence[Row], text: str, kind: str) -> Row | None:
    if len(found) > 1:
        shown = "; ".join(f"{row['id']} = {label(row)}" for row in found[:10])
        more = f"; and {len(found) - 10} more" if len(found) > 10 else ""
        message = f"'{text}' may be any of {len(found)}, so name the {kind} by its id: {shown}{more}."
        raise AmbiguousNameError(message, tuple(found[:CANDIDATES]))
    return found[0] if found else None


def _unknown(text: str, kind: str, near: Sequence[str]) -> Row:
    hint = f"the nearest are: {'; '.join(near)}" if near else "and nothing has a name like it"
    raise UnknownNameError(f"No {kind} is named '{text}'; {hint}.", tuple(near))


def _rows(store: Store, query: str, **parameters: object) -> list[Row]:
    bounds = {"limit": CANDIDATES, "offset": 0}
    return [_bare(row) for row in run(store, query, bounds | {"text": ""} | parameters)]


def _bare(row: Mapping[str, Any]) -> Row:
    """The thing itself, without the count of the list it came in."""
    return {column: value for column, value in row.items() if column != "total"}


# Documents


def find_documents(store: Store, text: str) -> list[Row]:
    """The documents of this id, or of this number or name; [] when the text names no document."""
    if _ID.fullmatch(text) and (rows := run(store, "document", {"document": text})):
        return [dict(row) for row in rows]
    wanted = read_document(text)
    if not (wanted.types or wanted.number):
        return []
    if wanted.number:
        given = {"number": wanted.number, "type": "|".join(wanted.types), "limit": CANDIDATES}
        rows = [dict(row) for row in run(store, "documents_numbered", given)]
        fit = (row for row in rows if fits_date(wanted.date, row["issued"]) and not _is_of_elsewhere(row, wanted))
        return _numbered(list(fit), wanted)
    rows = _rows(store, "find_documents", text=wanted.search)
    return _titled(
        [row for row in rows if row["type"] in wanted.types and fits_date(wanted.date, row["issued"])], wanted
    )


def _is_of_elsewhere(row: Row, wanted: WantedDocument) -> bool:
    """Whether it was issued in another province than the one that the text names: each numbers its own documents."""
    said, issued_in = _provinces_in(wanted.words), _provinces_in(words_of(row["issuer"] or ""))
    return bool(said and issued_in) and said.isdisjoint(issued_in)


def _provinces_in(words: Iterable[str]) -> set[str]:
    text = f"-{'-'.join(words)}-"
    return {province for province in province_slugs() if f"-{province}-" in text}


def _holds(row: Row, words: Iterable[str]) -> bool:
    texts = (str(row[field] or "") for field in ("type", "number", "name", "title", "issuer", "issued"))
    return set(words) <= set(words_of(" ".join(texts)))


def _numbered(rows: list[Row], wanted: WantedDocument) -> list[Row]:
    """The whole number before its beginning, a dated document before an undated one, then those that hold the words."""
    preferences = (
        [row for row in rows if number_spelling(row["number"]) == wanted.number],
        [row for row in rows if row["issued"]],
        [row for row in rows if _holds(row, wanted.words)],
    )
    for preferred in preferences:
        kept = [row for row in rows if row in preferred]
        rows = kept or rows
    return rows


def _titled(rows: list[Row], wanted: WantedDocument) -> list[Row]:
    """The documents with exactly this name before those whose name or title only holds its words."""
    rows = [row for row in rows if _holds(row, wanted.words)]
    exact = [row for row in rows if _says(row["name"], wanted) or _says(row["title"], wanted)]
    return exact or rows


def _says(name: str | None, wanted: WantedDocument) -> bool:
    return bool(name) and set(words_of(name or "")) - set(words_of(" ".join(wanted.types))) == set(wanted.words)


def _documents_by_words(store: Store, text: str) -> list[Row]:
    words = words_of(text)
    return [row for row in _rows(store, "find_documents", text=" ".join(words)) if _holds(row, words)] if words else []


def _near_documents(store: Store, text: str) -> list[str]:
    rows = run(store, "near_documents", {"text": " ".join(words_of(text)), "limit": CANDIDATES})
    return _nearest(text, {label(row): label(row) for row in rows})


# Bodies


def find_agencies(store: Store, text: str) -> list[Row]:
    """The bodies of this id, or of this name at this place; [] when the text names no body of the graph."""
    if _ID.fullmatch(text) and (rows := run(store, "agency", {"agency": text})):
        return [dict(row) for row in rows]
    matches = match_names(text, spellings(store))
    for left in sorted({len(match.rest) for match in matches}):
        found = []
        for match in matches:
            if len(match.rest) == left:
                found += _at_place(_called(store, match), match.rest)
        if found:
            return _distinct(found)
    return []


def spellings(store: Store) -> list[tuple[str, str]]:
    """(name, spelling) for every name a body of the graph has: itself, in English, and as people shorten it."""
    names = [(row["name"], row["name_en"]) for row in run(store, "agency_names", {})]
    found = dict.fromkeys((name, name) for name, _ in names)
    for name, english in names:
        spellings = (english, without_level(english)) if english else ()
        found |= dict.fromkeys((name, spelling) for spelling in (*spellings, *aliases(name)))
    return list(found)


def _called(store: Store, match: NameMatch) -> list[Row]:
    """The bodies of this name. An English name may say the level ("Provincial People's Committee"): then only those."""
    rows = _rows(store, "find_agencies", name=match.name)
    return [row for row in rows if row["name_en"] == match.spelling] or rows


def _at_place(rows: Sequence[Row], words: frozenset[str]) -> list[Row]:
    """The bodies whose own place has these words; if none has, those within a place that has."""
    own = [row for row in rows if words <= place_words(row["level"], row["places"][-1:])]
    within = [row for row in rows if words <= place_words(row["level"], row["places"])]
    return own or within


def _distinct(rows: Iterable[Row]) -> list[Row]:
    return list({row["id"]: row for row in rows}.values())


def _agencies_by_words(store: Store, text: str) -> list[Row]:
    words = words_of(text)
    rows = _rows(store, "find_agencies", text=" ".join(words), name="") if words else []
    return [
        row for row in rows if set(words) <= set(words_of(f"{row['name']} {row['name_en']} {' '.join(row['places'])}"))
    ]


def _near_agencies(store: Store, text: str) -> list[str]:
    """The nearest names; a name that is the very one asked for, of another place, comes with its places."""
    known = spellings(store)
    if matches := match_names(text, known):
        rows = _rows(store, "find_agencies", name=matches[0].name)
        return _nearest(text, {label(row): label(row) for row in rows})
    shown = {spelling: name if spelling == name else f"{name} ({spelling})" for name, spelling in known}
    return _nearest(text, shown)


# Places


def find_places(store: Store, text: str) -> list[Row]:
    """The places of this id or name, with or without its kind ("tỉnh", "province") and what it lies in.

    A place of the very name, kind and all, comes before those of the bare name; if none has the name, those whose names
    hold its words.
    """
    if _ID.fullmatch(text) and (rows := _places(store, id=text)):
        return rows
    words = frozenset(words_of(text)) - CONNECTORS
    rows = _places(store, text=" ".join(sorted(words - _kinds_in_english()))) if words - _kinds_in_english() else []
    of_name = [row for row in rows if _bare_words(row) <= words <= place_words(row["level"], row["places"])]
    own = [row for row in of_name if words <= place_words(row["level"], row["places"][-1:])]
    exact = [row for row in own if fold(row["name"]) == fold(text)]
    return exact or own or of_name or rows


def _places(store: Store, **given: str) -> list[Row]:
    bounds = {"limit": CANDIDATES, "id": "", "text": "", "level": "", "place": "", "sort": "", "after": ""}
    rows = run(store, "jurisdictions", bounds | given)
    return [{column: row[column] for column in ("id", "name", "level", "places")} for row in rows]


@cache
def _kinds_in_english() -> frozenset[str]:
    return frozenset(word for kind in LEVELS for word in kind_words(f"{kind} "))


def _bare_words(row: Row) -> frozenset[str]:
    """The words of a place's name without its kind."""
    name = str(row["name"]).lower()
    kind = max((kind for kind in LEVELS if name.startswith(f"{kind} ")), key=len, default="")
    return frozenset(words_of(name[len(kind) :]))


def _near_places(store: Store, text: str) -> list[str]:
    return _nearest(text, {row["name"]: label(row) for row in _places(store)})


def _nearest(text: str, shown: Mapping[str, str]) -> list[str]:
    """What is shown for the spellings that are most like the text."""
    found = process.extract(text, list(shown), scorer=fuzz.WRatio, processor=fold, limit=NEAREST, score_cutoff=LIKENESS)
    return list(dict.fromkeys(shown[spelling] for spelling, _, _ in found))
