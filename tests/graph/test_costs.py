"""What a question costs in a larger graph is said in its header.

How long the questions take as the graph grows, `benchmarks/answers.py` measures on the embedded database. What Neo4j
reads for one cannot be tested here: its planner chooses between indexes by what happens to be in the graph.
"""

from __future__ import annotations

from asked import ASKED, WHOLE

from graph.queries import load_queries


def test_what_a_question_costs_is_said_wherever_it_is_told_of() -> None:
    assert set(WHOLE) == {query.name for query in load_queries().values() if query.cost}
    assert all(query.cost.endswith(".") for query in load_queries().values() if query.cost)


def test_every_question_is_measured() -> None:
    assert WHOLE.keys() | ASKED.keys() == load_queries().keys()
