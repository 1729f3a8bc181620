"""How much memory the embedded database and the service hold together, and how soon `make run` answers.

    python benchmarks/resident.py

`make run` is started in a home of its own, with the environment made already; the clock stops when both questions are
answered on its standard output and the service is ready. Then the service is used as a newcomer would: every named
query by HTTP and a text resolved, which loads the word cutter. Exit status 1 when a bound is not kept.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import httpx
import psutil

from graph.embedded import free_ports
from graph.server import stop_server

ROOT = Path(__file__).parent.parent
SAMPLE = next(iter(sorted((ROOT / "samples").glob("*.txt"))))
# MiB, seconds.
MEMORY, PATIENCE = 1024, 30
# What `make run` prints before its answers: when the third of these stands there, both questions are answered.
ANSWERED = ("Which plans implement", "What does the Department of Health owe", "Uvicorn running on")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        home, (port,) = Path(folder) / "home", free_ports(1)
        # `-o env`: that the environment is made is not measured here.
        command = ["make", "--no-print-directory", "-o", "env", "run"]
        surroundings = os.environ | {"NGHIAVU_HOME": str(home), "NGHIAVU_PORT": str(port), "NEO4J_URI": ""}
        started = time.perf_counter()
        running = subprocess.Popen(
            command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            start_new_session=True,
        )  # fmt: skip
        try:
            answered = wait_for_answers(running, started)
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
                use(client)
            memory = resident(running, home)
        finally:
            end(running)
            stop_server(home)
    print(f"make run answers after         {answered:6.1f} s    of {PATIENCE} s")
    for name, size in memory.items():
        print(f"resident, {name:<20} {size:6.0f} MiB")
    print(f"resident, together             {sum(memory.values()):6.0f} MiB  of {MEMORY} MiB")
    return int(answered > PATIENCE or sum(memory.values()) > MEMORY)


def wait_for_answers(running: subprocess.Popen[str], started: float) -> float:
    """Seconds until all has been printed; what was printed is shown if that never comes."""
    lines: list[str] = []
    wanted = list(ANSWERED)
    for line in running.stdout or ():
        lines.append(line)
        if wanted and wanted[0] in line:
            wanted.pop(0)
        if not wanted:
            return time.perf_counter() - started
    sys.exit(f"make run ended without its answers:\n{''.join(lines)}")


def use(client: httpx.Client) -> None:
    """Ask every named query with its example, and resolve a text."""
    assert client.get("/readyz").status_code == 200
    for query in client.get("/queries").json():
        given = {parameter["name"]: parameter["default"] for parameter in query["parameters"] if parameter["required"]}
        assert client.get(query["href"], params=given).status_code in (200, 404, 409), query["name"]
    assert client.post("/resolve", json={"text": SAMPLE.read_text("utf-8")}).json()["citations"]


def resident(running: subprocess.Popen[str], home: Path) -> dict[str, float]:
    """MiB that the service and the database hold."""
    service = max(psutil.Process(running.pid).children(recursive=True), key=lambda one: one.memory_info().rss)
    database = psutil.Process(json.loads((home / "running.json").read_text("utf-8"))["process"])
    return {name: one.memory_info().rss / 2**20 for name, one in (("service", service), ("database", database))}


def end(running: subprocess.Popen[str]) -> None:
    """End what `make` started, and wait for it."""
    children = psutil.Process(running.pid).children(recursive=True)
    for process in children:
        with suppress(psutil.NoSuchProcess):
            process.terminate()
    psutil.wait_procs(children, timeout=20)
    running.wait(20)


if __name__ == "__main__":
    sys.exit(main())
