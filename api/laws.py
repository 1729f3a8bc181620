"""Laws by their names: in Vietnamese without tone marks, and in English, made of words of `ingest/data/english.toml`.

    find_laws(words of "the Law on Prevention and Control of Domestic Violence") → Luật Phòng, chống bạo lực gia đình

In English only the words count, and not their order or what binds them: "Land Law", "Law on Land".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice, product

from ingest.lexicon import table, words_of

from .words import CONNECTORS

# Words of a name in English at most, and names that one law may have.
LONGEST, MOST = 14, 400
_HEADS = {"Luật": "law", "Bộ luật": "code", "Pháp lệnh": "ordinance"}
_BINDING = CONNECTORS | {"to", "by", "with", "from", "against", "s"}


def find_laws(words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """(first word, after the last, name) of each law that is named, from left to right. `words` are folded."""
    at = 0
    while at < len(words):
        found = _whole_at(words, at) or _english_at(words, at)
        if found:
            yield at, *found
        at = found[0] if found else at + 1


def spellings() -> Iterator[str]:
    """The words that names of laws are made of, for a vocabulary."""
    yield from (row["name"] for row in table("laws")["law"])
    yield from table("english")["law_names"]
    yield from (said for others in table("english")["law_words"].values() for said in others)


def _whole_at(words: Sequence[str], at: int) -> tuple[int, str] | None:
    for name_words, name in _whole().get(words[at], ()):
        if tuple(words[at : at + len(name_words)]) == name_words:
            return at + len(name_words), name
    return None


@cache
def _whole() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Names as they are and shortened ("luat bhxh"), by the first word, the longest first."""
    official = {row["name"] for row in table("laws")["law"]}
    short = table("laws")["short"].items()
    said = {name.replace(phrase, letters): name for letters, phrase in short for name in official if phrase in name}
    said |= {name: name for name in official}
    names = {words_of(one): name for one, name in said.items() if len(words_of(one)) > 1}
    names |= {words_of(english): name for english, name in table("english")["law_names"].items()}
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, name in sorted(names.items(), key=lambda item: -len(item[0])):
        found.setdefault(words[0], []).append((words, name))
    return found


def _english_at(words: Sequence[str], at: int) -> tuple[int, str] | None:
    """A name that begins here: after its head ("Law on …"), or before it ("… Law")."""
    best: tuple[int, str] | None = None
    said: set[str] = set()
    head = _one(words[at]) if _one(words[at]) in _HEADS.values() else None
    if head is None and words[at] in _BINDING:
        return None
    for end in range(at + bool(head), min(len(words), at + LONGEST)):
        word = _one(words[end])
        if head is None and word in _HEADS.values():
            name = _english().get((word, frozenset(said)))
            return (end + 1, name) if name else None
        if word in _BINDING:
            continue
        said.add(word)
        if head and (name := _english().get((head, frozenset(said)))):
            best = end + 1, name
    return best


def _one(word: str) -> str:
    """A word in the singular, as far as its last letter tells."""
    return word.removesuffix("s") if len(word) > 3 else word


@cache
def _english() -> dict[tuple[str, frozenset[str]], str]:
    """The names by their head and words; of laws that would share one, the one passed last."""
    return {said: row["name"] for row in table("laws")["law"] for said in in_english(row["name"])}


def in_english(name: str) -> set[tuple[str, frozenset[str]]]:
    """What a law may be called in English: its head and the words beside it; nothing when some word is not known."""
    kind = next((kind for kind in ("Bộ luật", *_HEADS) if name.startswith(f"{kind} ")), None)
    if kind is None:
        return set()
    variants = islice(product(*_in_english(words_of(name.removeprefix(kind)))), MOST)
    sets = (frozenset(_one(word) for part in said for word in words_of(part)) - _BINDING for said in variants)
    return {(_HEADS[kind], words) for words in sets if words}


def _in_english(words: Sequence[str]) -> list[Sequence[str]]:
    """For each part of a name what it may be in English; [()] when there is none for some part."""
    parts: list[Sequence[str]] = []
    at = 0
    while at < len(words):
        if words[at] in CONNECTORS or words[at] in ("o", "ve"):
            at += 1
            continue
        width = next((n for n in range(min(10, len(words) - at), 0, -1) if tuple(words[at : at + n]) in _glossary()), 0)
        if not width:
            return [()]
        parts.append(_glossary()[tuple(words[at : at + width])])
        at += width
    return parts


@cache
def _glossary() -> dict[tuple[str, ...], Sequence[str]]:
    return {words_of(words): others for words, others in table("english")["law_words"].items()}
