"""Where the evaluation material is: the environment says, as it is not part of the repository.

A stranger's clone is without it, and skips what needs it with the reason; in CI a skip is a failure, since there the
material must be at hand.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from servers.neo4j import first_neo4j
from servers.running import Absent, Neo4j


def _named_by(variable: str, what: str) -> Path:
    value = os.environ.get(variable)
    if not value:
        pytest.skip(f"{variable} does not say where {what} is")
    path = Path(value)
    if not path.exists():
        pytest.fail(f"{variable} names {path}, which does not exist")
    return path


@pytest.fixture(scope="session")
def corpus_folder() -> Path:
    return _named_by("NGHIAVU_CORPUS", "the folder of real texts")


@pytest.fixture(scope="session")
def gold_folder() -> Path:
    return _named_by("NGHIAVU_GOLD", "the folder of annotations")


@pytest.fixture(scope="session")
def evaluation_folder() -> Path:
    return _named_by("NGHIAVU_EVALUATION", "the folder of the scorers")


@pytest.fixture(scope="session")
def questions_file() -> Path:
    return _named_by("NGHIAVU_QUESTIONS", "the file of researchers' questions")


@pytest.fixture(scope="session")
def vnlegaltext_file() -> Path:
    return _named_by("NGHIAVU_VNLEGALTEXT", "the sentences of VNLegalText")


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4j]:
    """A running Neo4j 5, the first of the ways that `servers.neo4j` knows; its graph is the tests' to empty."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(first_neo4j(tmp_path_factory.mktemp("neo4j")))
        except Absent as reason:
            pytest.skip(str(reason))
        yield server


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests are shared out by their ids, and of some with one id one alone would be run.

    Of Schemathesis' tests only the names tell the operations apart.
    """
    for item in items:
        if item.parent and not item.nodeid.endswith(item.name):
            item._id = item.parent.id.child(item.name)
    assert len({item.nodeid for item in items}) == len(items)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """In CI nothing may be left out: a skip is a failure there."""
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, which CI does not allow: {report.longrepr}"
    return report
