"""A named query asked with what a person gave: every edge (command line, HTTP) asks through here.

A parameter that stands for a document or a body takes any name of it, and is looked up; free words are folded as the
graph's search words are; the rest is read as the query's header says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rapidfuzz import process

from graph.queries import Parameter, Query, load_queries, run
from graph.store import Store
from ingest.errors import InputError, UnknownNameError
from ingest.lexicon import fold, words_of

from . import lookup
from .tables import named

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """A query's rows, and the values it was asked with: a name that was looked up is an id here."""

    query: Query
    parameters: Mapping[str, object]
    rows: list[Row]

    @property
    def name(self) -> str:
        """What a file of the answer is called: the question, and what it is about."""
        kinds = (names_document, names_agency, names_place)
        things = [one for one in self.query.parameters if any(names(one) for names in kinds)]
        return named(self.query.name, *(self.parameters[one.name] for one in things))


def query_named(name: str) -> Query:
    """The query of this name, hyphens read as underscores. Raises UnknownNameError with the nearest names."""
    queries = load_queries()
    found = queries.get(name.replace("-", "_"))
    if found is None:
        near = tuple(match for match, _, _ in process.extract(name, list(queries), limit=3, processor=fold))
        raise UnknownNameError(f"No query is named '{name}'; the nearest are: {', '.join(near)}.", near)
    return found


def names_document(parameter: Parameter) -> bool:
    """Whether the parameter's value names a document, so that any name of it will do."""
    return parameter.name in ("document", "cites", "cited_by", "implements") or parameter.name.endswith("_document")


def names_agency(parameter: Parameter) -> bool:
    """Whether the parameter's value names a body, so that any name of it will do."""
    return parameter.name in ("agency", "issuer") or parameter.name.endswith("_agency")


def names_place(parameter: Parameter) -> bool:
    """Whether the parameter's value names a place, so that any name of it will do."""
    return parameter.name == "place"


def ask(store: Store, name: str, given: Mapping[str, object]) -> Answer:
    """Ask a query. `given` maps parameters to values, as text or typed; what is not given takes the header's default.

    Raises UnknownNameError for a query or parameter that does not exist, or a name nothing has; AmbiguousNameError;
    InputError for a value that cannot be read; StoreError.
    """
    query = query_named(name)
    refuse_unknown(query, given)
    values = {parameter.name: read_value(store, query, parameter, given) for parameter in query.parameters}
    return Answer(query, values, [dict(row) for row in run(store, query.name, values)])


def refuse_unknown(query: Query, given: Iterable[str]) -> None:
    """Raise UnknownNameError for the first name that is no parameter of the query."""
    names = [parameter.name for parameter in query.parameters]
    for name in given:
        if name not in names:
            takes = f"it takes {', '.join(names)}" if names else "it takes none"
            raise UnknownNameError(f"Query {query.name} has no parameter '{name}'; {takes}.", tuple(names))


def read_arguments(query: Query, arguments: Sequence[str]) -> dict[str, object]:
    """Command-line arguments as parameters: `--name value`, `--name=value`, and bare values in the order declared.

    Raises UnknownNameError for a parameter the query has not, InputError for one without a value or one value too many.
    """
    given: dict[str, object] = {}
    bare = []
    rest = iter(arguments)
    for argument in rest:
        if not argument.startswith("--") or argument == "--":
            bare.append(argument)
            continue
        name, equals, value = argument[2:].partition("=")
        name = name.replace("-", "_")
        refuse_unknown(query, [name])
        given[name] = value if equals else next(rest, None)
        if given[name] is None:
            raise InputError(f"Give '--{name}' a value.")
    free = [parameter.name for parameter in query.parameters if parameter.name not in given]
    if len(bare) > len(free):
        raise InputError(f"Query {query.name} has no parameter for '{bare[len(free)]}'; quote a name of several words.")
    return given | dict(zip(free, bare, strict=False))


def read_value(store: Store, query: Query, parameter: Parameter, given: Mapping[str, object]) -> object:
    """The value that a parameter is asked with, of what was given; a name is looked up. Raises as `ask`."""
    raw = given.get(parameter.name)
    if raw is None or (raw == "" and not parameter.required):
        raw = parameter.default
        if parameter.required:
            raise InputError(f"Query {query.name} needs a value for '{parameter.name}' ({parameter.about}).")
    if raw is None or raw == "":
        return raw
    if names_document(parameter):
        return lookup.document(store, str(raw))["id"]
    if names_agency(parameter):
        return lookup.agency_or_name(store, str(raw))
    if names_place(parameter):
        return lookup.place(store, str(raw))["id"]
    if parameter.name == "text":
        return " ".join(words_of(str(raw)))
    if (wrong := parameter.lacks(str(raw))) is not None:
        or_several = ", or several with | between them" if parameter.several else ""
        raise InputError(f"'{wrong}' is no '{parameter.name}'; give one of {', '.join(parameter.values)}{or_several}.")
    return _typed(parameter, raw)


def _typed(parameter: Parameter, raw: object) -> object:
    try:
        return _READERS[parameter.type](raw)
    except ValueError as error:
        raise InputError(
            f"'{raw}' is no {parameter.type} for '{parameter.name}'; give {_GIVE[parameter.type]}."
        ) from error


def _integer(raw: object) -> int:
    if isinstance(raw, bool) or not re.fullmatch(r"-?\d{1,9}", str(raw)):
        raise ValueError(raw)
    return int(str(raw))


def _boolean(raw: object) -> bool:
    if str(raw).lower() not in ("true", "false"):
        raise ValueError(raw)
    return str(raw).lower() == "true"


def _date(raw: object) -> str:
    return date.fromisoformat(str(raw)).isoformat()


_READERS: dict[str, Callable[[object], object]] = {
    "string": str,
    "integer": _integer,
    "boolean": _boolean,
    "date": _date,
}
_GIVE = {"integer": "a whole number", "boolean": "true or false", "date": "a day such as 2024-03-31"}
