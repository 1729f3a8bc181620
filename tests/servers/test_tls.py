"""A Neo4j that speaks Bolt over TLS only, by each form of address that a hosted one gives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from graph.store import Store
from ingest.errors import StoreUnavailable
from servers import assembled
from servers.neo4j import PASSWORD
from servers.running import Absent, Neo4j


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return assembled.certify(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def server(authority: Path) -> Iterator[Neo4j]:
    home = authority.parent.parent
    with ExitStack() as stack:
        try:
            assembled.prepare(home, PASSWORD)
        except Absent as reason:
            pytest.skip(str(reason))
        yield stack.enter_context(assembled.started(home, PASSWORD))


def _open(server: Neo4j, scheme: str, database: str | None = None) -> Store:
    return Store(f"{scheme}://localhost:{urlsplit(server.uri).port}", server.user, server.password, database)


@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s"])
def test_a_certificate_that_is_trusted(
    server: Neo4j, authority: Path, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    with _open(server, scheme, "neo4j") as store:
        store.ping()


@pytest.mark.parametrize("scheme", ["bolt+ssc", "neo4j+ssc"])
def test_a_certificate_of_its_own_where_that_is_asked_for(server: Neo4j, scheme: str) -> None:
    with _open(server, scheme) as store:
        store.ping()


@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s", "bolt", "neo4j"])
def test_what_is_not_trusted_or_not_encrypted_is_refused_in_one_sentence(server: Neo4j, scheme: str) -> None:
    with pytest.raises(StoreUnavailable) as refused:
        _open(server, scheme)
    said = str(refused.value)
    assert said.endswith(".")
    assert "\n" not in said
    assert "localhost" in said
