"""Questions in words over HTTP: read into a named query, which is shown with its parameters and its Cypher."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from .formats import FORMS, Table, shown
from .problems import PROBLEM_TYPE
from .questions import LONGEST, UNREAD, Asked, Piece, answer, answers, command, parameters_of
from .routes import ShownQuery, StoreDep
from .schemas import MAX_NAME

# Ids that may be chosen for names that are those of several things.
MOST_CHOSEN = 20

_PROBLEM = {"schema": {"$ref": "#/components/schemas/Problem"}}
_NOT_READ = {
    "type": "about:blank",
    "title": "Not Found",
    "status": 404,
    "detail": UNREAD,
    "instance": "/ask",
    "answers": list(answers()[:1]),
}
_AMBIGUOUS = {
    "type": "about:blank",
    "title": "Conflict",
    "status": 409,
    "detail": "'Quyết định 06/QĐ-TTg' may be any of 2, so name the document by its id: …",
    "instance": "/ask",
    "candidates": [{"id": "qd-06-qd-ttg-2019"}, {"id": "qd-06-qd-ttg-2022"}],
    "asked": {"query": "plans_implementing", "parameters": [{"document": "Quyết định 06/QĐ-TTg"}]},
}
_RESPONSES: dict[int | str, dict[str, Any]] = {
    **FORMS,
    HTTPStatus.NOT_FOUND.value: {
        "description": "The question is not understood (`answers` is what can be asked), or nothing has a name in it.",
        "content": {PROBLEM_TYPE: _PROBLEM | {"examples": {"not understood": {"value": _NOT_READ}}}},
    },
    HTTPStatus.CONFLICT.value: {
        "description": "Several things have a name in it: ask again with one of the `candidates` in `choose`.",
        "content": {PROBLEM_TYPE: _PROBLEM | {"examples": {"two documents": {"value": _AMBIGUOUS}}}},
    },
}

router = APIRouter(tags=["queries"])


class QuestionRequest(BaseModel):
    """A question in words."""

    question: str = Field(
        max_length=LONGEST,
        examples=[
            "Kế hoạch nào triển khai Nghị quyết 121/2020/QH14?",
            "what does the Department of Health of Quảng Ngãi owe before 30/11/2024?",
        ],
    )
    choose: list[Annotated[str, Field(max_length=MAX_NAME)]] = Field(
        [],
        max_length=MOST_CHOSEN,
        description="Ids of those that are meant where several have a name of the question.",
        examples=[["qd-06-qd-ttg-2022"]],
    )


class QuestionPart(BaseModel):
    """A part of the question: code points from `start` to before `end`."""

    start: int
    end: int
    text: str
    parameter: str | None = Field(None, description="The parameter that it became.")
    read: str | None = Field(None, description="What it was read as.")


class NamedAsking(BaseModel):
    """One time that the query was asked: with what, and where and how the same is asked by name."""

    parameters: dict[str, Any]
    api: str = Field(examples=["/queries/plans_implementing?document=nq-121-2020-qh14"])
    page: str = Field(examples=["/pages/queries/plans_implementing?document=nq-121-2020-qh14"])
    command: str = Field(examples=["nghiavu query plans_implementing --document nq-121-2020-qh14"])


class QuestionAnswer(BaseModel):
    """What a question was read as, and the answer. Of several things that it names, each is asked for (`asked`)."""

    question: str
    query: str
    title: str
    title_vi: str
    asked: list[NamedAsking]
    understood: list[QuestionPart] = Field(description="What of the question became a parameter.")
    mended: list[QuestionPart] = Field(description="Words that were read as slips of others.")
    left_out: list[QuestionPart] = Field(description="What the query has no parameter for, and what is not understood.")
    cypher: str
    count: int = Field(description="How many rows there are here.")
    more: bool = Field(description="Whether there may be more, as a list has only so many rows at a time.")
    columns: list[str]
    rows: list[dict[str, Any]]


@router.post("/ask", operation_id="ask", response_model=QuestionAnswer, responses=_RESPONSES)
def ask_in_words(
    request: Request, store: StoreDep, body: QuestionRequest, part: ShownQuery
) -> Response | QuestionAnswer:
    """A question in Vietnamese or English, answered by the named query that it is read as.

    A name that several things have is answered by 409 with the candidates, of which one can be named in `choose`; a
    question that is not understood by 404 with `answers`: what can be asked, with examples. `asked` says there what a
    question with such a name was read as.
    """
    asked = answer(store, body.question, body.choose)
    query = asked.question.query
    table = Table(asked.answers[0].name, query.returns, asked.rows)
    return shown(request, store, part.format, table) or _shown(body.question, asked)


def _shown(question: str, asked: Asked) -> QuestionAnswer:
    query = asked.question.query
    return QuestionAnswer(
        question=question,
        query=query.name,
        title=query.title,
        title_vi=query.title_vi,
        asked=[_by_name(asked, parameters) for parameters in parameters_of(asked)],
        understood=_parts(asked.question.understood),
        mended=_parts(asked.question.mended),
        left_out=_parts(asked.question.left_out),
        cypher=query.text,
        count=len(asked.rows),
        more=asked.more,
        columns=list(query.returns),
        rows=asked.rows,
    )


def _by_name(asked: Asked, parameters: dict[str, object]) -> NamedAsking:
    query = asked.question.query
    given = f"?{urlencode(parameters)}" if parameters else ""
    return NamedAsking(
        parameters=parameters,
        api=f"/queries/{query.name}{given}",
        page=f"/pages/queries/{query.name}{given}",
        command=command(query, parameters),
    )


def _parts(pieces: tuple[Piece, ...]) -> list[QuestionPart]:
    return [QuestionPart.model_validate(one, from_attributes=True) for one in pieces]
