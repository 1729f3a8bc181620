"""Words as data: the TOML tables beside this module, and the ways in which two spellings are one.

Three foldings, from the gentlest:
`fold_same_length` keeps every offset and is what the grammar runs on; `fold` drops the tone marks and is what names are
looked up by; `slug` is what identities are made of.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from .memory import remember

# Both placements of the tone mark are in use ("hòa" by the older rule, "hoà" by the newer); we read them as one.
_TONES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
# Looking back last, after "quý": a pattern that begins with letters is searched for many times faster.
_TONE_PATTERN = re.compile(r"[ou][àáảãạèéẻẽẹỳýỷỹỵ](?!\w)(?<!q..)")
_CHARACTERS = {"Ð": "đ", "ð": "đ", "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-"}
_POSSESSIVE = re.compile(r"['’]s\b")
_WORD = re.compile(r"[a-z0-9]+")
_QUOTES = dict.fromkeys("“”„«»", '"')


def _one(character: str) -> str:
    """One character for one: a lower-case form that is longer (İ) is left as it is."""
    if character.isspace() or character == "\u00a0":
        return " "
    lowered = _CHARACTERS.get(character) or _QUOTES.get(character) or character.lower()
    return lowered if len(lowered) == 1 else character


# What `str.lower` leaves that `_one` would change; all the rest `str.lower` does, many times faster than a table.
# The plain space and the line end are left out, the ones that a text is full of.
_SPACES = "".join(c for c in map(chr, range(0x3001)) if c.isspace() and c not in " \n")
_SPECIAL = re.compile("[" + "".join(re.escape(c) for c in (*_CHARACTERS, *_QUOTES, *_SPACES)) + "]")


@remember(longest=200)
def fold_same_length(text: str) -> str:
    """Lower case, one kind of dash, quote, space and tone placement; as long as the text, so that offsets hold.

    Text in decomposed form (NFD) is the caller's to compose: composing changes the length.
    """
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(map(_one, text))
    plain = _SPECIAL.sub(lambda match: _one(match.group()), lowered.replace("\n", " "))
    return _TONE_PATTERN.sub(lambda match: _TONES.get(match.group(), match.group()), plain)


@remember(longest=200)
def fold(text: str) -> str:
    """Lower case without tone marks, with single spaces: "Sở  Y tế" and "so y te" are the same."""
    decomposed = unicodedata.normalize("NFD", text.replace("Đ", "d").replace("đ", "d").replace("Ð", "d"))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c)).lower()
    return " ".join(re.sub(r"[–—‑‐−]", "-", bare).replace("đ", "d").split())


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a text: "Sở LĐ-TB&XH" gives so, ld, tb, xh; "People's Council" gives people, council."""
    return tuple(_WORD.findall(_POSSESSIVE.sub("", fold(text))))


def number_spelling(number: str) -> str:
    """What spellings of one number share: "28-CT/TW", "28 CT/TW" and "28/ct-tw" are "28 cttw".

    The count, the year and the letters; signs between letters are what people get wrong, so they do not count.
    """
    parts = words_of(number)
    digits = [part.zfill(2) for part in parts[:2] if part.isdigit()]
    return " ".join([*digits, "".join(parts[len(digits) :])]).strip()


@remember(longest=200)
def slug(text: str) -> str:
    """Letters and digits of the folded text, joined by hyphens: "Sở Y tế" is "so-y-te"."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def alternation(words: Iterable[str], gap: str) -> str:
    """A pattern for any of these words, the longest that stands there; `gap` is what may part the words of one.

    It is written as a tree of their beginnings: where none begins, it is left after a letter or two, however many they
    are.
    """
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for step in (re.escape(character) if character != " " else gap for character in " ".join(word.split())):
            node = node.setdefault(step, {})
        node[""] = {}
    return _branches(tree)


def _branches(tree: dict[str, Any]) -> str:
    ways = [step + _branches(after) for step, after in tree.items() if step]
    if "" in tree:  # a word may end here, if no longer one goes on
        ways.append("")
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"


@cache
def table(name: str) -> dict[str, Any]:
    """The parsed table `ingest/data/<name>.toml`. The value is shared: do not change it."""
    return tomllib.loads(files("ingest").joinpath("data", f"{name}.toml").read_text("utf-8"))
