"""All citations of a text: one pass over the openers, then what mentions say of each other, then identities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..agencies import AgencyMention, Home, find_agencies
from ..model import Citation
from ..text import Layout
from .aliases import with_aliases
from .context import Surroundings
from .lists import more
from .mentions import Mention, Reading
from .own import without_own
from .readers import DRAFT
from .resolve import Meaning, resolve
from .rules import opening_of, read_at
from .types import openers


def find_citations(
    layout: Layout, *, home: Home, issued: str | None, bodies: Sequence[AgencyMention] | None = None
) -> tuple[Citation, ...]:
    """Every mention of another document, in text order, each with the document that it means as far as the text says.

    `home` and `issued` are those of the citing text; `bodies` are those it names, where they are found already.

    Reads: the layout, the tables of types, laws and symbols.
    Writes: citations with offsets, section, footnote, identity and status.
    """
    reading = Reading(layout.mask, layout.folded)
    around = Surroundings(reading, home, find_agencies(layout.mask) if bodies is None else bodies)
    mentions = [mention for mention in _scan(reading, around) if mention.rule != DRAFT]
    mentions = with_aliases(reading, mentions)
    mentions = without_own(layout, reading, mentions, home, issued)
    mentions = around.with_parts(around.with_shared_issuers(mentions))
    return tuple(_citation(layout, *found) for found in resolve(reading, mentions, home, issued))


def _scan(reading: Reading, around: Surroundings) -> Iterator[Mention]:
    cursor = 0
    previous: Mention | None = None
    for match in openers().finditer(reading.folded):
        if match.start() < cursor:
            continue
        opening = opening_of(reading, match)
        found = read_at(reading, opening) if opening else None
        if found is None:
            continue
        for mention in more(reading, around, around.issued_before(around.dated(found)), previous):
            cursor = mention.end
            previous = mention
            yield mention


def _citation(layout: Layout, mention: Mention, meaning: Meaning) -> Citation:
    return Citation(
        text=layout.text[mention.start : mention.end],
        start=mention.start,
        end=mention.end,
        type=mention.type,
        number=mention.number,
        name=mention.name,
        date=mention.date,
        issuer=mention.issuer,
        provision=mention.provision,
        id=meaning.id,
        status=meaning.status,
        candidates=meaning.candidates,
        section=layout.section_at(mention.start),
        footnote=layout.footnote_of(mention.start),
        raw_number=mention.raw_number,
        repair=mention.repair,
        rule=mention.rule,
    )
