"""The graph in a notebook, by the official driver and by py2neo, on each server: the same answers."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest

from api.ask import ask
from api.connect import address_of, open_store
from api.notebook import Notebook, connect, connect_py2neo
from api.settings import Settings
from ingest.errors import InputError, StoreError, UnknownNameError
from servers import samples

QUESTIONS = (
    ("plans_implementing", {"document": "Resolution 121/2020/QH14"}),
    ("obligations_of_agency", {"agency": "Department of Health"}),
)
DRIVERS = (connect, connect_py2neo)
Connect = Callable[[Settings], Notebook[Any]]


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def settings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    home = tmp_path_factory.mktemp("home")
    if request.param == "neo4j":
        yield samples.in_neo4j(request.getfixturevalue("neo4j_server"), home)
        return
    with samples.in_embedded(home) as settings:
        yield settings


@pytest.mark.parametrize("driver", DRIVERS)
@pytest.mark.parametrize(("name", "given"), QUESTIONS)
def test_a_frame_has_the_rows_of_the_question(
    settings: Settings, driver: Connect, name: str, given: dict[str, str]
) -> None:
    with open_store(settings) as store:
        answer = ask(store, name, given)
    assert answer.rows
    with driver(settings) as graph:
        pandas, polars = graph.frame(name, **given), graph.frame(name, library="polars", **given)
    assert isinstance(pandas, pd.DataFrame)
    assert isinstance(polars, pl.DataFrame)
    assert tuple(pandas.columns) == tuple(polars.columns) == answer.query.returns
    assert pandas.astype(object).where(pandas.notna(), None).to_dict("records") == answer.rows
    assert len(polars) == len(answer.rows)


@pytest.mark.parametrize("driver", DRIVERS)
def test_an_answer_of_nothing_is_a_frame_with_columns(settings: Settings, driver: Connect) -> None:
    with driver(settings) as graph:
        for library in ("pandas", "polars"):
            frame = graph.frame("find_documents", library=library, text="khong co gi nhu the")
            assert (len(frame), "number" in frame.columns) == (0, True)


@pytest.mark.parametrize("driver", DRIVERS)
def test_what_cannot_be_asked_is_said_in_one_sentence(settings: Settings, driver: Connect) -> None:
    with driver(settings) as graph:
        with pytest.raises(UnknownNameError, match="No query is named"):
            graph.frame("plan_implementing")
        with pytest.raises(InputError, match="'dask' is no library"):
            graph.frame("find_documents", library="dask")  # type: ignore[arg-type]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # py2neo leaves such a socket open
@pytest.mark.parametrize("driver", DRIVERS)
@pytest.mark.parametrize("wrong", ["password", "address"])
def test_a_login_that_is_wrong_is_said_in_one_sentence(settings: Settings, driver: Connect, wrong: str) -> None:
    uri = address_of(settings)[0]
    changed = {"NEO4J_PASSWORD": "not-the-password"} if wrong == "password" else {"NEO4J_URI": "bolt://127.0.0.1:1"}
    elsewhere = Settings(**{"NEO4J_URI": uri, "NEO4J_USER": "neo4j", "NGHIAVU_HOME": Path(), **changed})
    with pytest.raises(StoreError) as refused:
        driver(elsewhere)
    assert str(refused.value).endswith(".")
    del refused
    gc.collect()


def test_objects_lead_from_a_body_to_its_duties_and_their_documents(settings: Settings) -> None:
    with connect_py2neo(settings) as graph:
        for agency in graph.reader.agencies(name="Sở Y tế"):
            for duty in agency.owes:
                assert duty.text
                assert [body.id for body in duty.owed_by if body.id == agency.id]
                assert [document.status for document in duty.stated_in] == ["ingested"]
        plans = [plan for plan in graph.reader.documents(status="ingested") if list(plan.implements)]
        assert plans
        assert all(plan in list(cited.implemented_by) for plan in plans for cited in plan.implements)


def test_objects_have_no_way_to_write(settings: Settings) -> None:
    with connect_py2neo(settings) as graph:
        assert not [name for name in dir(graph.reader) if name in {"save", "push", "create", "delete", "run", "merge"}]
