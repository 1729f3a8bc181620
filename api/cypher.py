"""Questions in Cypher of one's own: for researchers, read only, and only where whoever runs the service allows it.

`NGHIAVU_CYPHER=on` does. What keeps the graph as it is, and the service answering, is in `graph.free`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request, Response
from pydantic import BaseModel, Field

from graph.free import Found, Limits, ask_embedded, ask_server
from graph.queries import load_queries
from ingest.errors import InputError, StoreBusy

from .connect import address_of
from .formats import TABLES, ShownTable, Table, TableForm, shown
from .problems import PROBLEM_TYPE
from .settings import Settings

OFF = "Cypher of one's own is not answered here; whoever runs this can allow it with NGHIAVU_CYPHER=on."
_PROBLEM = {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
_RESPONSES: dict[int | str, dict[str, Any]] = {**TABLES, 403: {"description": OFF, "content": _PROBLEM}}

# Characters; a statement that is longer was not written by a person.
MAX_STATEMENT = 10_000
_EXAMPLE = "\n".join(line for line in load_queries()["agency"].text.splitlines() if not line.startswith("//"))

router = APIRouter(tags=["queries"])


class CypherRequest(BaseModel):
    """A statement in Cypher, and the values of its parameters."""

    statement: str = Field(max_length=MAX_STATEMENT, examples=[_EXAMPLE])
    parameters: dict[str, Any] = Field(default={}, max_length=100, examples=[{"agency": "so-y-te.quang-ngai"}])


class CypherRows(BaseModel):
    """The rows of a statement. `more` says that there would be others."""

    columns: list[str]
    rows: list[dict[str, Any]]
    more: bool


def ask_freely(settings: Settings, statement: str, parameters: Mapping[str, Any]) -> Found:
    """The rows of a statement. Raises InputError for one that may not be asked or takes too long, StoreError."""
    if not settings.cypher:
        raise InputError(OFF)
    if len(statement) > MAX_STATEMENT:
        raise InputError(f"The statement is longer than {MAX_STATEMENT} characters; ask for less.")
    limits = Limits(settings.cypher_seconds, settings.cypher_rows)
    if settings.uri is None:
        return ask_embedded(settings.home, statement, parameters, limits)
    return ask_server(address_of(settings), statement, parameters, limits)


def parameters_of(given: Iterable[str]) -> dict[str, Any]:
    """Parameters as they are typed: `name=value`, a value that is JSON as such. Raises InputError."""
    found = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals:
            raise InputError(f"Give '{name}' a value: {name}=VALUE.")
        try:
            found[name] = json.loads(value)
        except ValueError:
            found[name] = value
    return found


@router.post("/cypher", operation_id="cypher", response_model=CypherRows, responses=_RESPONSES)
def cypher(request: Request, body: CypherRequest, part: Annotated[ShownTable, Query()]) -> Response | CypherRows:
    """The rows of a statement in Cypher that only asks; 403 where the service answers none.

    It begins with MATCH, OPTIONAL MATCH, UNWIND, WITH, RETURN or CALL, and has no clause that writes, loads a file or
    explains. `more` says that the statement has more rows than the service gives.
    """
    settings: Settings = request.app.state.settings
    if not settings.cypher:
        raise HTTPException(HTTPStatus.FORBIDDEN, OFF)
    try:
        found = ask_freely(settings, body.statement, body.parameters)
    except StoreBusy as error:
        raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE, str(error), {"Retry-After": "30"}) from error
    table = Table("cypher", found.columns, found.rows, headers={"X-More": str(found.more).lower()})
    answer = CypherRows(columns=list(found.columns), rows=found.rows, more=found.more)
    return shown(request, None, part.format, table, forms=TableForm) or answer
