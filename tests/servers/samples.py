"""The samples of the repository, loaded into each of the servers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from neo4j import GraphDatabase

from api.connect import open_store
from api.files import Outcome, ingest_files
from api.settings import Settings
from graph.server import stop_server

from .running import Neo4j

SAMPLES = Path(__file__).parent.parent.parent / "samples"


@contextmanager
def in_embedded(home: Path, texts: Path = SAMPLES) -> Iterator[Settings]:
    """The settings of an embedded database with the samples, or other texts, in this folder to the end of the block."""
    settings = Settings(NGHIAVU_HOME=home, NEO4J_URI=None)
    _load(settings, texts)
    yield settings
    stop_server(home)


def in_neo4j(server: Neo4j, home: Path) -> Settings:
    """The settings of a Neo4j that has the samples and nothing else; `home` is the folder of what else there is."""
    with GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
    login = {"NEO4J_URI": server.uri, "NEO4J_USER": server.user, "NEO4J_PASSWORD": server.password}
    settings = Settings(NGHIAVU_HOME=home, **login)
    _load(settings, SAMPLES)
    return settings


def _load(settings: Settings, texts: Path) -> None:
    with open_store(settings) as store:
        told = list(ingest_files(store, [str(texts)]))
    assert {outcome for outcome, _ in told} == {Outcome.loaded}
