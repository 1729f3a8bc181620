"""What a test is given of a server, and how it is told that there is none."""

from __future__ import annotations

from dataclasses import dataclass


class Absent(Exception):
    """This machine cannot give the server; the sentence says what is missing."""


@dataclass(frozen=True, slots=True)
class Neo4j:
    """A running Neo4j 5 whose graph the tests may empty at any time."""

    uri: str  # bolt://…
    user: str
    password: str
    http: str | None  # where it serves Neo4j Browser, such as http://127.0.0.1:7474
    kind: str  # how it was had: "address", "container" or "assembled"
