"""What the names of a question have to do with one another: which are joined, whose a place is, who issued what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from ingest.lexicon import fold, table
from ingest.places import LEVELS, find_place

from .names import named_by_number
from .said import Mention, Text

# Symbols of bodies that are of no place: "the plan for Decision 1472/QĐ-TTg of Hưng Yên" is no decision of Hưng Yên.
_CENTRAL = re.compile(r"(?:ttg|qh\d{0,2}|-cp|tw|tt-[a-z]+)$")
_SEVERAL = re.compile(r".+ cac (?:tinh|thanh pho|huyen|quan|thi xa|xa|phuong) (?P<place>.+)")


def joined(text: Text, mentions: Sequence[Mention]) -> list[Mention]:
    """The first of these, which are in their order, and those that words like "và" join to it."""
    found = list(mentions[:1])
    for mention in mentions[1:]:
        if not joins(text.folded[found[-1].end : mention.start]):
            break
        found.append(mention)
    return found


def joins(between: str) -> bool:
    """Whether what stands between two names makes one list of them."""
    words = set(re.findall(r"\w+", between))
    return _has_only("joining", between, ";:?!¦") and bool(words - {"the"} or "," in between)


def _has_only(words: str, between: str, ends: str) -> bool:
    """Whether there are no more than three words between two names, all of this table, and no sign that parts them."""
    said = re.findall(r"\w+", between)
    return len(said) <= 3 and set(said) <= set(table("questions")[words]) and not set(ends) & set(between)


@cache
def kinds() -> dict[str, str]:
    return {fold(kind): kind for kind in LEVELS} | {"tp": "thành phố", "tx": "thị xã"}


def lower_departments(text: Text) -> None:
    """What is called a department in English is a Phòng in a district, and a Sở only in a province."""
    for one in text.mentions:
        place = find_place(one.place) if one.kind == "body" and one.place else None
        english = one.name.startswith("Sở ") and "department" in text.folded[one.start : one.end]
        if place and english and len(place.chain) > 1:
            text.mentions[text.mentions.index(one)] = replace(one, name=f"Phòng {one.name.removeprefix('Sở ')}")


def share_place_of_last(text: Text) -> None:
    """The bodies of a list that ends with a place are all of it: "Sở Y tế và Công an tỉnh Hưng Yên"."""
    bodies_ = [one for one in text.mentions if one.kind == "body"]
    for one, after in reversed(list(pairwise(bodies_))):
        place = next((mention.place for mention in text.mentions if mention.start == after.start), None)
        local = not one.name.startswith(tuple(table("questions")["central"]))
        if place and not one.place and local and "." not in one.name and joins(text.folded[one.end : after.start]):
            text.mentions[text.mentions.index(one)] = replace(one, name=f"{one.name} {place}", place=place)


def drop_issuers(text: Text) -> None:
    """A body or a place that stands beside a document as its issuer is part of what the document is called: of several
    of one number, which many provinces give, it tells which is meant."""
    for body in [one for one in text.mentions if one.kind in ("body", "place")]:
        for document in [one for one in text.mentions if one.kind == "document"]:
            after = text.folded[document.end : body.start] if document.end <= body.start else None
            before = text.folded[body.end : document.start] if body.end <= document.start else None
            if body.kind == "place" and _CENTRAL.search(fold(document.name)):
                continue
            if after in (" cua ", " of ", " of the ") or before in (" ", "'s ", "’s "):
                text.mentions.remove(body)
                text.mentions.remove(document)
                start, end = min(body.start, document.start), max(body.end, document.end)
                numbered = next(iter(named_by_number(fold(document.name))), None)
                name = f"{document.name} {body.name}" if numbered else document.name
                text.mentions.append(replace(document, start=start, end=end, name=name))
                break


def share_places(text: Text) -> None:
    """A place that stands beside a body, or alone in the question, is the body's, unless that has one."""
    bodies_, places = ([one for one in text.mentions if one.kind == kind] for kind in ("body", "place"))
    for body in bodies_:
        if body.place is not None or "." in body.name:
            continue
        beside = [place for place in places if _stands_beside(text, body, place)]
        if beside:
            place = beside[0]
            text.mentions.remove(body)
            text.mentions.remove(place)
            places.remove(place)
            start, end = min(body.start, place.start), max(body.end, place.end)
            text.mentions.append(
                replace(body, start=start, end=end, name=f"{body.name} {place.name}", place=place.name)
            )


def share_bodies(text: Text) -> None:
    """Places that are joined to the one of a body have such a body each: "Sở Y tế Hưng Yên và Quảng Ngãi"."""
    for body in [one for one in text.mentions if one.kind == "body" and one.place]:
        several = _SEVERAL.fullmatch(fold(body.name))
        named = find_place(body.place or "")
        if several and named and several["place"] == fold(named.name):  # "Sở Y tế các tỉnh Hưng Yên, Quảng Ngãi"
            name = f"{_without_place(body)} {body.place}"
            text.mentions[text.mentions.index(body)] = replace(body, name=name, open=False)
        elif body.open:
            continue
        start, end = body.start, body.end
        for place in sorted((one for one in text.mentions if one.kind == "place"), key=lambda one: one.start):
            if joins(text.folded[end : place.start] if end <= place.start else text.folded[place.end : start]):
                name = f"{_without_place(body)} {place.name}"
                text.mentions[text.mentions.index(place)] = replace(place, kind="body", name=name, place=place.name)
                start, end = min(start, place.start), max(end, place.end)


def _without_place(body: Mention) -> str:
    """The name of a body without the place that it ends with, and without that place's kind."""
    place = find_place(body.place or "")
    at = fold(body.name).rfind(fold(place.name if place else body.place or ""))
    name = body.name[: at if at > 0 else None].rstrip()
    kind = re.search(rf"(?: cac)?(?: (?:{'|'.join(kinds())}))?$", fold(name))
    return name[: kind.start()] if kind else name


def _stands_beside(text: Text, body: Mention, place: Mention) -> bool:
    first, second = sorted((body, place), key=lambda one: one.start)
    return _has_only("beside", text.folded[first.end : second.start], ";:.?!¦")
