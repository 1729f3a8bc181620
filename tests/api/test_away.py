"""The service while the graph is away: it says so, and is well again as soon as the graph is back."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from plans import hung_yen
from pydantic import SecretStr
from servers.relay import Relay
from serving import serving
from test_http import problem

from api.connect import address_of, open_store
from api.settings import Settings
from graph.loader import load
from graph.server import stop_server
from graph.store import Store


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A folder with a database in it that may be killed; one plan is loaded."""
    with open_store(Settings(NGHIAVU_HOME=tmp_path, NEO4J_URI=None)) as store:
        load(store, hung_yen())
    yield tmp_path
    stop_server(tmp_path)


def is_up(service: httpx.Client) -> bool:
    return "nghiavu_graph_up 1.0" in service.get("/metrics").text


def is_away(service: httpx.Client, address: str) -> None:
    refused = service.get(address)
    assert "bolt" not in problem(refused, 503)["detail"]
    assert refused.headers["retry-after"] == "5"


def test_a_database_that_is_killed_is_away_and_then_back(home: Path) -> None:
    with serving(Settings(NGHIAVU_HOME=home, NEO4J_URI=None)) as service:
        assert service.get("/readyz").json()["status"] == "ready"
        assert is_up(service)
        os.kill(json.loads((home / "running.json").read_text())["process"], signal.SIGKILL)
        is_away(service, "/readyz")
        assert service.get("/healthz").json()["status"] == "ok"
        # Whoever asks next starts it, and what was loaded is there.
        assert service.get("/documents/11/KH-UBND").json()["id"] == "kh-11-kh-ubnd-hung-yen-2021"
        assert service.get("/readyz").json()["status"] == "ready"


def test_a_database_elsewhere_may_come_late_and_go(loaded: Store, settings: Settings) -> None:
    uri, user, password, database = address_of(settings)
    relay = Relay()
    elsewhere = {"uri": f"bolt://127.0.0.1:{relay.port}", "user": user, "password": SecretStr(password)}
    with serving(settings.model_copy(update=elsewhere | {"database": database})) as service:
        for address in ("/readyz", "/documents", "/queries/graph_size"):
            is_away(service, address)
        assert service.get("/healthz").json()["status"] == "ok"
        assert service.get("/queries").status_code == 200
        assert not is_up(service)

        relay.target = int(uri.rpartition(":")[2])
        assert service.get("/readyz").json()["status"] == "ready"
        assert service.get("/documents").status_code == 200
        assert is_up(service)

        relay.cut()
        started = time.monotonic()
        is_away(service, "/readyz")
        assert time.monotonic() - started < 10
        assert not is_up(service)

        relay.target = int(uri.rpartition(":")[2])
        assert service.get("/readyz").json()["status"] == "ready"
        assert is_up(service)
    relay.close()
