"""The service as it is installed, in a process of its own, for what is measured over HTTP."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import httpx

from graph.embedded import free_ports

ROOT = Path(__file__).parent.parent
# Seconds within which the service has to answer.
PATIENCE = 60.0


def surroundings(home: Path, **more: str) -> Mapping[str, str]:
    """The environment of a command that uses the embedded database of a home."""
    return os.environ | {"NGHIAVU_HOME": str(home), "NEO4J_URI": ""} | more


@contextmanager
def served(home: Path, log: int | IO[bytes] = subprocess.DEVNULL, **more: str) -> Iterator[str]:
    """The address of a service on the database of a home, which answers; `more` is of its environment."""
    (port,) = free_ports(1)
    command = [sys.executable, "-m", "api.cli", "serve", "--port", str(port)]
    running = subprocess.Popen(command, env=surroundings(home, **more), stderr=log, cwd=ROOT)
    try:
        address = f"http://127.0.0.1:{port}"
        until = time.monotonic() + PATIENCE
        while not _answers(address):
            if time.monotonic() > until:
                raise SystemExit("The service does not come up.")
            time.sleep(0.1)
        yield address
    finally:
        running.kill()
        running.wait()


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/readyz").is_success
    except httpx.HTTPError:
        return False
