"""The addresses of the pages: each asks what it needs by name, and hands it to its template."""

from __future__ import annotations

from importlib.resources import files
from itertools import islice
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel, Field

from graph.queries import load_queries
from ingest.errors import InputError, UnknownNameError

from .. import lookup
from ..ask import ask, query_named
from ..asking import MOST_CHOSEN
from ..graphs import ids_in
from ..problems import status_of
from ..questions import answer, answers, command, parameters_of
from ..routes import StoreDep
from ..schemas import MAX_NAME, MAX_NUMBER
from . import forms, search
from .around import Around, drawing
from .asked import segments
from .chains import drawn
from .coverage import bars_of, calendar, covered, span
from .languages import examples, language_of, words
from .marks import marked
from .rendering import Links, PageRoute, render
from .things import things

Name = Annotated[str, Path(alias="id", max_length=MAX_NAME)]
Day = Annotated[str, Query(pattern=r"^(\d{4}-\d\d-\d\d)?$")]

MEDIA = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "txt": "text/plain"}
# Relationships that a drawing shows so that they can be told apart.
AROUND = 80

router = APIRouter(include_in_schema=False, route_class=PageRoute)


@router.get("/")
def home(request: Request, store: StoreDep) -> HTMLResponse:
    sizes = {row["kind"]: row["count"] for row in ask(store, "graph_size", {}).rows}
    return render(request, "home.html", sizes=sizes, examples=examples())


class Wanted(BaseModel):
    """What is looked for, and which page of it; `offset` only numbers the rows. The facets stand beside, by name."""

    q: str = Field("", max_length=MAX_NAME)
    kind: Literal["", "documents", "agencies"] = ""
    after: str = Field("", max_length=MAX_NAME)
    offset: int = Field(0, ge=0, le=1_000_000)


@router.get("/pages/search")
def find(request: Request, store: StoreDep, wanted: Annotated[Wanted, Query()]) -> HTMLResponse:
    q = wanted.q
    found = search.Search(store, q)
    counts = found.totals
    kind = wanted.kind or ("agencies" if counts["agencies"] and not counts["documents"] else "documents")
    named = search.named(store, q)
    near = search.nearest(store, q) if q and not (named or any(counts.values())) else ()
    return render(
        request, "search.html", kind=kind, counts=counts, named=named, nearest=near, offset=wanted.offset,
        listed=found.listed(kind, request.query_params, wanted.after),
    )  # fmt: skip


@router.get("/pages/documents/{id:path}")
def document(request: Request, store: StoreDep, name: Name) -> Response:
    (row,) = ask(store, "document", {"document": name}).rows
    if row["id"] != name:
        return RedirectResponse(Links(request).document(row["id"]))
    asked = {"document": row["id"]}
    found = ask(store, "document_finds", asked).rows
    bodies = ask(store, "agencies_of_plan", asked).rows
    relations = ask(store, "relations", asked).rows
    steps = ask(store, "document_chains", asked).rows
    texts = ask(store, "document_text", asked).rows
    cites = ask(store, "document_citations", asked).rows
    cited_by = ask(store, "cited_by", asked).rows
    named = {end for one in (*relations, *steps) for end in (one["source"], one["target"], one["asserted_by"])}
    named |= {one["document"] for one in cited_by} | {one["cited"] for one in cites if one["cited"]} | {row["id"]}
    known = things(store, named)
    own = [one["start"] for one in (*relations, *steps) if one["asserted_by"] == row["id"] and one["start"] is not None]
    return render(
        request, "document.html", document=row, found=found, bodies=bodies, relations=relations, steps=steps,
        cites=cites, cited_by=cited_by, known=known,
        picture=drawn(row["id"], steps, {one: (thing.caption, thing.whole) for one, thing in known.items()}),
        lines=marked(texts[0]["text"], found, bodies, own) if texts else [],
    )  # fmt: skip


@router.get("/pages/agencies/{id:path}")
def agency(
    request: Request, store: StoreDep, name: Name, first: Annotated[Day, Query(alias="from")] = "",
    last: Annotated[Day, Query(alias="to")] = "",
) -> Response:  # fmt: skip
    row = lookup.agency(store, name)
    if row["id"] != name:
        return RedirectResponse(Links(request).agency(row["id"]))
    duties = ask(store, "obligations_of_agency", {"agency": row["id"]}).rows
    known = things(store, {duty["document"] for duty in duties})
    asked = span(duties, known.values()) | _given(first, last)
    due = ask(store, "deadlines_between", asked | {"agency": row["id"]}).rows if len(asked) == 2 else []
    known |= things(store, {one["document"] for one in due} - known.keys())
    t = words(language_of(request))
    return render(
        request, "agency.html", agency=row, duties=duties, due=due, asked=asked, known=known,
        partners=ask(store, "partners", {"agency": row["id"]}).rows, timeline=calendar(due, t),
        issued=ask(store, "issued_by", {"agency": row["id"]}).rows,
    )  # fmt: skip


def _given(first: str, last: str) -> dict[str, str]:
    return {key: value for key, value in (("from", first), ("to", last)) if value}


@router.get("/pages/coverage/{id:path}")
def coverage(request: Request, store: StoreDep, name: Name) -> Response:
    (row,) = ask(store, "document", {"document": name}).rows
    if row["id"] != name:
        return RedirectResponse(Links(request).coverage(row["id"]))
    asked = {"document": row["id"]}
    found = ask(store, "document_finds", asked).rows
    duties = [one for one in found if one["kind"] == "duty"]
    bodies = ask(store, "agencies_of_plan", asked).rows
    known = things(store, {row["id"]})
    between = span(duties, known.values())
    due = ask(store, "deadlines_between", between | asked).rows if between else []
    t = words(language_of(request))
    return render(
        request, "coverage.html", document=row, thing=known[row["id"]], bodies=bodies, duties=duties, due=due,
        tasks=ask(store, "unassigned_tasks", asked).rows, targets=ask(store, "targets", asked).rows,
        chart=bars_of(bodies, t, Links(request)), timeline=calendar(due, t), covered=covered(bodies), asked=between,
        undated=[duty for duty in duties if not duty["due"]],
    )  # fmt: skip


@router.get("/pages/queries")
def questions(request: Request) -> HTMLResponse:
    return render(request, "queries.html", queries=list(load_queries().values()))


@router.get("/pages/queries/{name}")
def question(request: Request, store: StoreDep, name: Annotated[str, Path(max_length=MAX_NAME)]) -> HTMLResponse:
    query = query_named(name)
    given = dict(request.query_params)
    asked = forms.values(query, given)
    answered, wrong = None, None
    if forms.ASKED in given or asked or not query.parameters:
        try:
            answered = ask(store, query.name, asked)
        except UnknownNameError:
            raise
        except InputError as error:
            wrong = str(error)
    # The name of a thing says more than its id, which is in the files.
    known = things(store, set(islice(ids_in(answered.rows[: forms.MOST]), forms.MOST_NAMED))) if answered else {}
    return render(
        request, "query.html", status=422 if wrong else 200, query=query, fields=forms.fields(query, given),
        answer=answered, wrong=wrong, asked=asked, known=known, leads_to=forms.leads_to, most=forms.MOST,
        longest=MAX_NAME, greatest=MAX_NUMBER,
    )  # fmt: skip


class Words(BaseModel):
    """A question in words, and the ids of those that are meant of several of a name."""

    q: str = ""
    choose: list[Annotated[str, Field(max_length=MAX_NAME)]] = Field([], max_length=MOST_CHOSEN)


@router.get("/pages/ask")
def in_words(request: Request, store: StoreDep, words: Annotated[Words, Query()]) -> HTMLResponse:
    status, asked, wrong = 200, None, None
    if words.q.strip():
        try:
            asked = answer(store, words.q, words.choose)
        except InputError as error:
            status, wrong = status_of(error), error
    known = things(store, set(islice(ids_in(asked.rows[: forms.MOST]), forms.MOST_NAMED))) if asked else {}
    return render(
        request, "ask.html", status=status, asked=asked, wrong=wrong, chosen=words.choose, known=known,
        segments=list(segments(words.q, asked.question)) if asked else [], can=answers(), command=command,
        parameters=parameters_of(asked) if asked else [], candidates=getattr(wrong, "candidates", ()),
        nearest=getattr(wrong, "nearest", ()), leads_to=forms.leads_to, most=forms.MOST,
    )  # fmt: skip


@router.get("/pages/graph")
def graph(request: Request, store: StoreDep, thing: Annotated[str, Query(alias="id", max_length=MAX_NAME)]) -> Response:
    near = ask(store, "neighbours", {"id": thing, "limit": AROUND}).rows
    known = things(store, {thing} | {row["id"] for row in near})
    if thing not in known:
        raise UnknownNameError(f"Nothing has the id '{thing}'.")
    links = ask(store, "links_between", {"ids": "|".join(known)}).rows
    t = words(language_of(request))
    return render(request, "graph.html", drawing=drawing(Around(known[thing], known, near, links), t, Links(request)))


@router.get("/pages/static/{name}")
def static(name: str) -> Response:
    folder = files("api.pages") / "static"
    if name not in {one.name for one in folder.iterdir()}:
        raise UnknownNameError(f"There is no file '{name}'.")
    return Response((folder / name).read_bytes(), media_type=MEDIA.get(name.rpartition(".")[2], "text/plain"))


@router.get("/pages/{rest:path}")
def nothing(rest: str) -> None:
    raise UnknownNameError(f"There is no page '{rest}'.")
