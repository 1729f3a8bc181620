"""The researcher's questions asked in their own words, in both languages: the query, its parameters and the answer.

What each question asks, and how its answer is compared, is in `test_questions`; here stands what the words say beside.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from test_questions import ASKED, CHECKS, Asked, Graph, Row, graph, home, questions  # noqa: F401 - fixtures among them

from api.ask import ask
from api.questions import answer
from ingest.errors import AmbiguousNameError, UnknownNameError

TODAY = date(2024, 5, 15)
LANGUAGES = ("question_vi", "question_en")
# What the words say that the question by name leaves to whoever compares the rows.
MORE: Mapping[str, Mapping[str, object]] = {
    "cite-02": {"footnote": "3"},
    "agg-01": {"limit": 5},
    "neg-01": {"type": "BASED_ON|AMENDS|REPLACES|REPEALS"},
}
# Of what several things have the name of, and of what nothing has, the names are told, and nothing is answered.
AMBIGUOUS, UNKNOWN = "look-01", "neg-02"
ANSWERED = [name for name in ASKED if name not in (AMBIGUOUS, UNKNOWN)]


class InWords(Graph):
    """The graph, of which one question is asked in words."""

    def __init__(self, loaded: Graph, asked: Asked, question: str) -> None:
        super().__init__(loaded.store, loaded.plans)
        self._in_words, self._question = asked, question

    def asked(self, asked: Asked) -> list[Row]:
        if asked is not self._in_words:
            return super().asked(asked)
        return answer(self.store, self._question, today=TODAY).rows


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ANSWERED)
def test_the_words_say_the_query_and_its_parameters(
    graph: Graph,  # noqa: F811
    questions: dict[str, Any],  # noqa: F811
    name: str,
    language: str,
) -> None:
    by_name = ask(graph.store, ASKED[name].query, graph.given(ASKED[name]))
    (in_words,) = answer(graph.store, questions[name][language], today=TODAY).answers
    assert in_words.query.name == by_name.query.name
    assert in_words.parameters == {**by_name.parameters, **MORE.get(name, {})}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [name for name in ANSWERED if name != "neg-01"])
def test_the_answer_is_the_expected_one(
    graph: Graph,  # noqa: F811
    questions: dict[str, Any],  # noqa: F811
    name: str,
    language: str,
) -> None:
    question = questions[name]
    in_words = InWords(graph, ASKED[name], question[language])
    CHECKS[question["kind"]](in_words, ASKED[name], question["expected"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_plan_has_what_is_asked_for(graph: Graph, questions: dict[str, Any], language: str) -> None:  # noqa: F811
    rows = answer(graph.store, questions["neg-01"][language], today=TODAY).rows
    assert [row for row in rows if row["source"] in graph.plans.values()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_two_documents_both_are_told(graph: Graph, questions: dict[str, Any], language: str) -> None:  # noqa: F811
    with pytest.raises(AmbiguousNameError) as caught:
        answer(graph.store, questions[AMBIGUOUS][language], today=TODAY)
    expected = {one["date"] for one in questions[AMBIGUOUS]["expected"]["ambiguous"]}
    assert {row["issued"] for row in caught.value.candidates} == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_body_that_is_not_there_the_nearest_are_told(
    graph: Graph,  # noqa: F811
    questions: dict[str, Any],  # noqa: F811
    language: str,
) -> None:
    with pytest.raises(UnknownNameError) as caught:
        answer(graph.store, questions[UNKNOWN][language], today=TODAY)
    agency = {"agency": "Trung tâm Y tế tỉnh Quảng Ngãi", "sets": "false"}
    assert caught.value.asked == {"query": ASKED[UNKNOWN].query, "parameters": [agency]}
    assert caught.value.nearest
