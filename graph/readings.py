"""Which texts need no reading: those that these very rules have read, and whose rows the graph still has.

Whether a text says something else than the graph is decided by the digest of its rows, for which it has to be read. A
`:Reading` beside a document remembers which rules made the digest that it has. It is no part of what the texts say, so
that it is left out of exports; and as it only counts while the digest is the document's, nothing has to take it away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from ingest.text import Source

from .mapping import Rows
from .queries import statements
from .store import Store

ROOT = Path(__file__).parent.parent
# What a text's rows hang on: the grammar with its tables, how a record becomes rows, and who cuts the words.
READ_BY = ("ingest/**/*.py", "ingest/**/*.toml", "graph/mapping.py", "graph/facts.py", "graph/members.py")
WORDS = "underthesea"


@cache
def rules() -> str:
    """A digest of all that the rows of a text hang on beside the text itself."""
    content = sha256(version(WORDS).encode())
    for path in sorted(path for pattern in READ_BY for path in ROOT.glob(pattern)):
        content.update(path.relative_to(ROOT).as_posix().encode() + b"\n" + path.read_bytes())
    return content.hexdigest()


def unchanged(store: Store, texts: Sequence[Source]) -> list[str | None]:
    """The document that each text was read as, if reading and loading it anew would change nothing. Raises StoreError.

    A text of several names is kept under the first of them.
    """
    hashes = sorted({text.sha256 for text in texts})
    rows = store.read(statements("readings")["read_already"], {"hashes": hashes, "rules": rules()}) if hashes else []
    found = {row["sha256"]: row for row in rows}
    return [_document(text, found.get(text.sha256)) for text in texts]


def _document(text: Source, row: dict[str, str] | None) -> str | None:
    if row is None or (text.name and (row["source"] is None or text.name < row["source"])):
        return None
    return row["id"]


def remember(store: Store, loaded: Iterable[Rows]) -> None:
    """Keep in mind that these rows, which the graph has, were made by the rules of now. Raises StoreError."""
    readings = [{"document": rows.id, "digest": rows.digest, "rules": rules()} for rows in loaded]
    if readings:
        store.writing(lambda work: work.run(statements("readings")["remember"], rows=readings))
