"""What makes Neo4j Browser feel at home in this graph: a style sheet, the questions as favourites, and a guide.

Neo4j Browser takes the style sheet and the favourites when their files are dropped on its window, and the guide by
`:play http://localhost:8000/kit/guide.html`. The data is `browser/` and `queries/`; nothing is written twice.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path
from types import MappingProxyType

from graph.headers import code_of
from graph.queries import Parameter, Query, load_queries, read_queries
from graph.store import Store
from ingest.errors import AmbiguousNameError, UnknownNameError

from .ask import read_value

FOLDER = Path(__file__).parent.parent / "browser"
STYLE, FAVOURITES, GUIDE = "style.grass", "favourites.zip", "guide.html"
# The folders that the favourites stand in: what is drawn, and what is a table.
PICTURES, QUESTIONS = "Nghiavu, drawn", "Nghiavu, tables"
_PARAMETER = re.compile(r"\$(\w+)")
# A place in the guide where a question goes: <!-- cypher: plans_implementing -->
_CYPHER = re.compile(r"<!-- cypher: (\w+) -->")
# One and the same archive for one and the same graph.
_THEN = (2020, 1, 1, 0, 0, 0)


@cache
def pictures() -> Mapping[str, Query]:
    """The questions whose answer is to be looked at, by name: they give paths, which Neo4j Browser draws."""
    return MappingProxyType(read_queries(FOLDER / "pictures"))


def style() -> str:
    """The style sheet: a colour and a caption for each label."""
    return (FOLDER / STYLE).read_text("utf-8")


def favourites(store: Store) -> bytes:
    """An archive of the questions, each a `.cypher` file whose first line is the name it has among the favourites."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for folder, queries in ((PICTURES, pictures()), (QUESTIONS, load_queries())):
            for query in queries.values():
                archive.writestr(zipfile.ZipInfo(f"{folder}/{query.name}.cypher", _THEN), favourite(store, query))
    return out.getvalue()


def write_kit(store: Store, folder: Path) -> None:
    """Write the files that are dropped on Neo4j Browser into a folder. Raises StoreError."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / STYLE).write_text(style(), "utf-8")
    (folder / FAVOURITES).write_bytes(favourites(store))


def favourite(store: Store, query: Query) -> str:
    """A question as it runs in Neo4j Browser: its title, what can be changed, and its values in place of parameters.

    Values rather than `:param`, as Neo4j Browser draws what a single statement gives, and not what a script gives.
    """
    values = {one.name: _literal(_example(store, query, one)) for one in query.parameters}
    lines = [f"// {query.title}", f"// {query.title_vi}"]
    lines += [f"// {values[one.name]}: {one.about}" for one in query.parameters]
    statement = [line for line in query.text.split("\n") if line and not line.startswith("//")]
    return "\n".join([*lines, _filled("\n".join(statement), values)]) + "\n"


def guide(store: Store, address: str) -> str:
    """The guide, with the questions as they run on this graph, and the address that the kit is served at."""
    queries = {**load_queries(), **pictures()}
    text = (FOLDER / GUIDE).read_text("utf-8").replace("{address}", address)
    return _CYPHER.sub(lambda match: escape(favourite(store, queries[match[1]]), quote=False), text)


def _example(store: Store, query: Query, parameter: Parameter) -> object:
    """The header's example, a name looked up in this graph; as it stands in the header where the graph has it not."""
    try:
        return read_value(store, query, parameter, {parameter.name: parameter.default})
    except (UnknownNameError, AmbiguousNameError):
        return parameter.default


def _literal(value: object) -> str:
    """A text, number or switch as Cypher has it."""
    return json.dumps(value, ensure_ascii=False)


def _filled(statement: str, values: Mapping[str, str]) -> str:
    """The statement with values for its parameters; a `$` in a string or a comment is none."""
    filled, end = [], 0
    for match in _PARAMETER.finditer(code_of(statement)):
        filled += [statement[end : match.start()], values[match[1]]]
        end = match.end()
    return "".join([*filled, statement[end:]])
