"""What Prometheus may know: requests by route and status, how long they took, and the size of the graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from threading import Lock
from typing import Any

from fastapi import APIRouter, Request, Response
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from graph.queries import run
from ingest.errors import StoreError

from .connect import Connection

# Seconds, from a look-up by id to a text of 64,000 characters.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
LABELS = ("method", "route", "status")


class Metrics:
    """The counts of one service; two in one process do not share them."""

    def __init__(self, connection: Connection) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter("nghiavu_http_requests", "Requests answered.", LABELS, registry=self._registry)
        self._seconds = Histogram(
            "nghiavu_http_request_duration_seconds",
            "From the request's head to the end of its answer.",
            LABELS,
            buckets=BUCKETS,
            registry=self._registry,
        )
        self._open = Gauge("nghiavu_http_requests_in_progress", "Requests being answered.", registry=self._registry)
        self._registry.register(_GraphSize(connection))
        ProcessCollector(registry=self._registry)

    def in_progress(self) -> AbstractContextManager[None]:
        """Count a request as being answered, to the end of the block."""
        return self._open.track_inprogress()

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        self._requests.labels(method, route, status).inc()
        self._seconds.labels(method, route, status).observe(seconds)

    def text(self) -> bytes:
        """All counts, in the format that Prometheus reads."""
        return generate_latest(self._registry)


class _GraphSize(Collector):
    """Whether the graph answers, and how much is in it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lock = Lock()

    def describe(self) -> Iterator[Metric]:
        """Nothing, so that the graph is not asked before somebody wants to know."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        sizes = self._sizes()
        up = GaugeMetricFamily("nghiavu_graph_up", "1 when the graph answers, 0 when it is away.")
        up.add_metric([], 0 if sizes is None else 1)
        yield up
        things = GaugeMetricFamily("nghiavu_graph_size", "Nodes of each label.", labels=["kind"])
        for kind, count in (sizes or {}).items():
            things.add_metric([kind], count)
        yield things

    def _sizes(self) -> Mapping[str, int] | None:
        with self._lock:
            try:
                return {row["kind"]: row["count"] for row in run(self._connection.store(), "graph_size", {})}
            except StoreError:
                self._connection.close()
                return None


router = APIRouter(tags=["service"])


_TEXT: dict[int | str, dict[str, Any]] = {200: {"content": {"text/plain": {"schema": {"type": "string"}}}}}


@router.get("/metrics", operation_id="metrics", response_class=Response, responses=_TEXT)
def _metrics(request: Request) -> Response:
    """Counts for Prometheus: requests and their durations by route and status, and the size of the graph."""
    metrics: Metrics = request.app.state.metrics
    return Response(metrics.text(), headers={"Content-Type": CONTENT_TYPE_LATEST})
