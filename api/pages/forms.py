"""Questions with their forms: the fields of parameters, what a reader filled in, and what a cell of an answer names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.queries import Parameter, Query

from ..ask import names_agency, names_document

# Names in the address of a page that are no parameters of a question.
ASKED, LANGUAGE = "asked", "lang"
# Rows that a page shows; the files have all.
MOST = 200
# Things in an answer that are shown by name.
MOST_NAMED = 1000
# What each column of an answer has in it, by its name; any other value is text.
DOCUMENTS = frozenset(
    {"document", "plan", "cited", "cites", "source", "target", "asserted_by", "cited_by", "path", "candidates"}
)
AGENCIES = frozenset({"agency", "partner"})
# What an `id` is, by the question that gives it.
_IDS = {
    **dict.fromkeys(("agency", "agencies", "find_agencies"), "agency"),
    **dict.fromkeys(("document_finds", "nodes_named", "neighbours", "changes_since"), "node"),
    **dict.fromkeys(("obligations", "citations", "provisions", "jurisdictions"), "node"),
}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_INPUTS = {"integer": "number", "date": "date", "boolean": "checkbox"}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form: `kind` is a type of HTML's input; `value` is what stands in it, `choice` what may."""

    name: str
    kind: str
    value: str
    checked: bool
    required: bool
    about: str
    names: str
    choice: tuple[str, ...]


def fields(query: Query, given: Mapping[str, str]) -> list[Field]:
    """The fields of a question's form, with what was given in them, else with its example."""
    return [_field(parameter, given) for parameter in query.parameters]


def _field(parameter: Parameter, given: Mapping[str, str]) -> Field:
    kind = _INPUTS.get(parameter.type, "search" if names_document(parameter) or names_agency(parameter) else "text")
    said = given.get(parameter.name)
    default = str(parameter.default).lower() if parameter.type == "boolean" else str(parameter.default or "")
    # A box that is not ticked is not sent: who asked without it said no.
    value = said if said is not None else "" if ASKED in given and kind != "checkbox" else default
    if kind == "date" and not _DAY.fullmatch(value):
        value = ""  # no field of a day can show it
    checked = (said if said is not None else "false" if ASKED in given else default) == "true"
    what = "document" if names_document(parameter) else "agency" if names_agency(parameter) else ""
    return Field(parameter.name, kind, value, checked, parameter.required, parameter.about, what, parameter.values)


def values(query: Query, given: Mapping[str, str]) -> dict[str, object]:
    """What a question is asked with; what no parameter of it takes is left in, so that it is refused."""
    asked: dict[str, object] = {key: value for key, value in given.items() if key not in (ASKED, LANGUAGE)}
    for parameter in query.parameters:
        if parameter.type == "boolean" and parameter.name not in asked and ASKED in given:
            asked[parameter.name] = "false"
        elif asked.get(parameter.name) == "" and parameter.required:
            del asked[parameter.name]
    return asked


def leads_to(query: str, column: str, value: Any) -> str:
    """What a cell of an answer names: "document", "agency", "node", "query" or ""."""
    if not isinstance(value, str) or not value:
        return ""
    if column == "id":
        return _IDS.get(query, "document")
    if query == "links_between" and column in ("source", "target"):
        return "node"
    if column in DOCUMENTS and not (query == "document_text" and column == "source"):
        return "document"
    return "agency" if column in AGENCIES else "node" if column == "obligation" else ""
