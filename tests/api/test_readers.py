"""Two hundred readers at once while texts are loaded: each is answered, and as before the load began.

`benchmarks/service.py` does the same for longer, with each reader asking on and on.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from threading import Barrier

import httpx
import pytest
from generate import texts
from plans import plans
from serving import serving

from api.connect import open_store
from api.settings import Settings
from graph.loader import load_all
from graph.mapping import map_record
from graph.server import stop_server
from ingest import extract

READERS, DOCUMENTS = 200, 30
PATHS = (
    "/documents/nq-121-2020-qh14",
    "/queries/plans_implementing?document=nq-121-2020-qh14",
    "/queries/obligations_of_agency?agency=so-y-te.hung-yen",
    "/queries/document_citations?document=kh-11-kh-ubnd-hung-yen-2021",
    "/queries/cited_by?document=nq-121-2020-qh14",
    "/healthz",
)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Settings]:
    """Settings that lead to a database of this test alone."""
    yield Settings(NGHIAVU_HOME=tmp_path, NEO4J_URI=None)
    stop_server(tmp_path)


def test_readers_are_answered_while_texts_are_loaded(own: Settings) -> None:
    new = [map_record(extract(text, name=f"{i}.txt"), text) for i, text in enumerate(texts(DOCUMENTS))]
    with open_store(own) as store, serving(own) as service, ThreadPoolExecutor(READERS + 1) as pool:
        list(load_all(store, [map_record(record) for record in plans()]))
        before = [service.get(path).content for path in PATHS]
        together = Barrier(READERS + 1, timeout=60)

        def read(number: int) -> list[str]:
            """What was wrong with the answers that a reader got over one connection."""
            connection = HTTPConnection(str(service.base_url.host), service.base_url.port, timeout=60)
            together.wait()
            wrong = []
            for turn in (number, number + 1):
                path = PATHS[turn % len(PATHS)]
                connection.request("GET", path)
                answer = connection.getresponse()
                if (answer.status, answer.read()) != (httpx.codes.OK, before[turn % len(PATHS)]):
                    wrong.append(f"{path}: {answer.status}")
            connection.close()
            return wrong

        def load() -> int:
            together.wait()
            return len(list(load_all(store, new, together=5)))

        loading = pool.submit(load)
        assert [wrong for found in pool.map(read, range(READERS)) for wrong in found] == []
        assert loading.result() == DOCUMENTS
