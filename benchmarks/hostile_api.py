"""The same hostile texts through the service, and what else a caller may send: no 5xx, no hang, a problem each time.

    python benchmarks/hostile_api.py [--small] [--cases 2000] [--seed 1]

The service runs as a process of its own over an embedded graph of the samples, loaded for this. Texts go to every route
that takes one; hostile strings into every parameter and path of the interface; and over bare sockets bodies that are
no JSON, that never end, that declare another length or charset, and heads that flood. Meanwhile others ask for a
document: how long they wait is measured against how long they wait on a quiet service.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from statistics import median
from typing import Any
from urllib.parse import quote

import httpx
from figures import Figure, report
from hostile import MOST, all_texts
from mutate import PIECES, built, mutated
from running import ROOT, served, surroundings

from graph.server import stop_server

KEY = "hostile-benchmark-key"
PROBLEM = "application/problem+json"
LONGEST = 64_000  # characters of a text that the service takes
SECONDS = 60.0  # after which an answer counts as none
WAITS = 30.0  # times as long as on a quiet service may others wait, in the middle
BUSY = 503
FINE = "nq-121-2020-qh14"


class Findings:
    """What was asked, how it ended, and what is wrong with that."""

    def __init__(self) -> None:
        self.statuses: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.slowest = (0.0, "")
        self._lock = threading.Lock()

    def add(self, what: str, status: int, kind: str, seconds: float) -> None:
        with self._lock:
            self.statuses[f"{status // 100}xx"] += 1
            self.slowest = max(self.slowest, (seconds, what))
            if status >= 500 or (status >= 400 and not kind.startswith(PROBLEM)):
                self.fail(f"{what}: {status} {kind}")

    def fail(self, what: str) -> None:
        self.wrong.append(what)
        print(what[:300], flush=True)


@contextmanager
def service() -> Iterator[httpx.Client]:
    """A client of the service over the samples."""
    with tempfile.TemporaryDirectory() as folder:
        home, log = Path(folder) / "home", Path(folder) / "log"
        command = [sys.executable, "-m", "api.cli", "ingest", "samples"]
        try:
            subprocess.run(command, cwd=ROOT, env=surroundings(home), check=True, capture_output=True)
            with (
                log.open("wb") as written,
                served(home, written, NGHIAVU_API_KEYS=KEY) as address,
                httpx.Client(base_url=address, timeout=SECONDS, headers={"X-API-Key": KEY}) as client,
            ):
                yield client
            failures = re.findall(r"^\S*Error: .*", log.read_text("utf-8", "replace"), re.MULTILINE)
            print("\n".join(sorted(set(failures))))
        finally:
            stop_server(home)


def send(
    client: httpx.Client, found: Findings, what: str, method: str, address: str, *, busy: bool = False, **more: Any
) -> httpx.Response | None:
    """The answer, None where there is none; a `busy` service may say that it answers others first."""
    began = time.monotonic()
    try:
        answer = client.request(method, address, **more)
    except (httpx.InvalidURL, UnicodeError):  # no client can ask this
        return None
    except httpx.HTTPError as error:
        found.fail(f"{what}: {type(error).__name__} {error}")
        return None
    if not (busy and answer.status_code == BUSY and "retry-after" in answer.headers):
        found.add(what, answer.status_code, answer.headers.get("content-type", ""), time.monotonic() - began)
    return answer


# Texts


def texts_sent(client: httpx.Client, found: Findings, routes: Sequence[str], seed: int, numbers: range) -> None:
    texts = all_texts()
    for index in numbers:
        random = Random(f"{seed}/api/{index}")
        length = random.choice(
            (500, 2_000, 2_000, 5_000, LONGEST, LONGEST + 1) if index % 10 == 0 else (500, 2_000, 5_000)
        )
        what, text = mutated(random, texts, min(length, MOST)) if random.random() < 0.6 else built(random, length)
        # As JSON has it, surrogates are escapes; as bytes they would be no UTF-8.
        body = json.dumps({"text": text[: LONGEST + 1], "name": f"case-{index}.txt"}).encode()
        for route in routes:
            answer = send(client, found, f"{route} {index} ({what})", "POST", route, content=body, headers=JSON)
            if answer is not None and answer.is_success and route == "/resolve":
                for one in answer.json()["citations"]:
                    if text[one["start"] : one["end"]] != one["text"]:
                        found.fail(f"{route} {index} ({what}): {one['text']!r} does not stand there")


JSON = {"Content-Type": "application/json"}

# Bodies


def bodies() -> dict[str, tuple[bytes, dict[str, str]]]:
    """What is no text in JSON, by what it is: body and head."""
    deep = 100_000
    told = {
        "empty": b"",
        "no JSON": b"{text",
        "null": b"null",
        "a list": b"[]",
        "a string": b'"text"',
        "a number": b"1e999",
        "deep lists": b"[" * deep,
        "deep lists that end": b"[" * deep + b"]" * deep,
        "deep objects": b'{"text":' * deep,
        "deep in the text": b'{"text":' + b"[" * deep + b"]" * deep + b"}",
        "a huge number": b'{"text":' + b"9" * 500_000 + b"}",
        "a huge exponent": b'{"text":1e999999999}',
        "not a number": b'{"text":NaN}',
        "twice": b'{"text":"a","text":"b"}',
        "many fields": json.dumps({"text": "a"} | {f"x{n}": n for n in range(50_000)}).encode(),
        "half a pair": b'{"text":"\\ud800"}',
        "two halves the wrong way": b'{"text":"\\udc00\\ud800"}',
        "NUL": b'{"text":"\\u0000"}',
        "a bare NUL": b'{"text":"\x00"}',
        "not UTF-8": b'{"text":"\xff\xfe"}',
        "UTF-16": '{"text":"Luật"}'.encode("utf-16"),
        "UTF-32": '{"text":"Luật"}'.encode("utf-32"),
        "a byte order mark": b"\xef\xbb\xbf" + b'{"text":"a"}',
        "blanks": b" " * 900_000 + b'{"text":"a"}',
        "too long": b'{"text":"' + b"a" * 2_000_000 + b'"}',
        "bytes": bytes(range(256)) * 100,
        "escapes": b'{"text":"' + b"\\u0061" * 64_000 + b'"}',
        "a bomb": gzip.compress(b" " * 50_000_000),
        "a form": b"queries=%7B%7D&extend=" + b"%5B" * 50_000,
        "a form of many fields": b"a=1&" * 100_000,
        "a form of deep JSON": b"queries=" + b"[" * deep,
        "a form of half a pair": b"queries=%ED%A0%80",
    }
    heads = {
        "as JSON": JSON,
        "as JSON in another charset": {"Content-Type": "application/json; charset=utf-16"},
        "as a charset there is none of": {"Content-Type": 'application/json; charset="\x80"; x=y'},
        "packed": JSON | {"Content-Encoding": "gzip"},
        "as a form": {"Content-Type": "application/x-www-form-urlencoded"},
        "as parts": {"Content-Type": "multipart/form-data; boundary=x"},
        "as nothing": {},
    }
    return {f"{body} {head}": (told[body], heads[head]) for body in told for head in heads}


def bodies_sent(client: httpx.Client, found: Findings, routes: Sequence[str], seed: int, numbers: range) -> None:
    every = sorted(bodies().items())
    Random(seed).shuffle(every)
    for what, (body, head) in every[: len(numbers) * 2]:
        for route in routes:
            coded = {name: value.encode("latin-1") for name, value in head.items()}
            send(client, found, f"{route} {what}", "POST", route, content=body, headers=coded)


# Parameters and paths


def strings(random: Random) -> str:
    """A hostile value: pieces of the grammar, signs of the query languages, and what no field expects."""
    special = (
        "'", '"', "\\", "`", "}) DETACH DELETE n //", "$x", "{", "*", "?", "~", "[", "%", "_", "..", "/", "//", "/../",
        "%2e%2e", "\x00", "\x7f", "\n", "\r\nX: y", "\ufeff", "\u202e", "\u0301" * 50, "9" * 40, "-1", "1e9", "NaN",
        "0x10", "٣", "²", "0000-00-00", "9999-12-31", "2024-02-30", "true", "<b>", "&#x", "à" * 150, "🏛" * 50, "", " ",
        "a" * 300, "a" * 301, "a" * 5_000,
    )  # fmt: skip
    kinds = (special, [piece for piece in PIECES if not "\ud800" <= piece[0] <= "\udfff"])
    return "".join(random.choice(random.choice(kinds)) for _ in range(random.choice((1, 1, 2, 5))))


def parameters_sent(client: httpx.Client, found: Findings, seed: int, numbers: range) -> None:
    described = client.get("/openapi.json").json()["paths"]
    asked = [(path, said["get"].get("parameters", [])) for path, said in sorted(described.items()) if "get" in said]
    for index in numbers:
        random = Random(f"{seed}/parameters/{index}")
        path, parameters = asked[index % len(asked)]
        given = []
        for one in parameters:
            value = strings(random)
            if one["in"] == "path":
                path = path.replace(f"{{{one['name']}}}", quote(value, safe=random.choice(("", "/"))) or "x")
            elif one["in"] == "query" and (one.get("required") or random.random() < 0.5):
                given += [(one["name"], value)] * random.choice((1, 1, 1, 2))
        query = "&".join(f"{quote(name)}={quote(value)}" for name, value in given)
        send(client, found, f"GET {path}?{query}", "GET", f"{path}?{query}" if query else path)


# Bare sockets


def sockets(client: httpx.Client, found: Findings) -> None:
    """What no client library sends."""
    host, port = client.base_url.host, client.base_url.port or 80
    start = b"POST /resolve HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    chunk = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
    sent: dict[str, Callable[[], Iterator[bytes]]] = {
        "chunks without end": lambda: _then(start + b"Transfer-Encoding: chunked\r\n\r\n", chunk, 400),
        "more than was declared": lambda: iter((start + b"Content-Length: 2\r\n\r\n{}{}{}{}",)),
        "two lengths": lambda: iter((start + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}}",)),
        "length and chunks": lambda: iter(
            (start + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",)
        ),
        "a length below nothing": lambda: iter((start + b"Content-Length: -1\r\n\r\n",)),
        "a length of many digits": lambda: iter((start + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n{}",)),
        "a bad chunk": lambda: iter((start + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",)),
        "a head of many lines": lambda: _then(
            b"GET /healthz HTTP/1.1\r\nHost: x\r\n", b"X-A: " + b"a" * 100 + b"\r\n", 20_000
        ),
        "a line without end": lambda: _then(b"GET /healthz HTTP/1.1\r\nX-A: ", b"a" * 65_536, 200),
        "an address without end": lambda: _then(b"GET /documents/", b"a" * 65_536, 200),
        "no HTTP": lambda: iter((bytes(range(256)) * 10,)),
        "another version": lambda: iter((b"GET / HTTP/9.9\r\n\r\n",)),
        "a NUL in the address": lambda: iter((b"GET /documents/\x00 HTTP/1.1\r\nHost: x\r\n\r\n",)),
        "no address": lambda: iter((b"GET HTTP/1.1\r\n\r\n",)),
        "half a body": lambda: iter((start + b"Content-Length: 100\r\n\r\n{",)),
    }  # fmt: skip
    for what, parts in sent.items():
        began = time.monotonic()
        status = _bare(host, port, parts())
        found.statuses[f"{status // 100}xx" if status else "cut off"] += 1
        if status >= 500:
            found.fail(f"{what}: {status}")
        if time.monotonic() - began > SECONDS:
            found.fail(f"{what}: no end")
        if not client.get("/healthz").is_success:
            found.fail(f"{what}: the service is gone")


def _then(first: bytes, again: bytes, times: int) -> Iterator[bytes]:
    yield first
    for _ in range(times):
        yield again


def _bare(host: str, port: int, parts: Iterator[bytes]) -> int:
    """The status of the answer, 0 where there is none."""
    answer = b""
    with suppress(OSError), socket.create_connection((host, port), timeout=5) as bare:
        with suppress(OSError):
            for part in parts:
                bare.sendall(part)
        with suppress(OSError):
            answer = bare.recv(4096)
    match = re.match(rb"HTTP/\d\.\d (\d{3})", answer)
    return int(match[1]) if match else 0


# Others meanwhile


def waits(client: httpx.Client, seconds: float) -> list[float]:
    """How long one document takes, asked for again and again."""
    until, taken = time.monotonic() + seconds, []
    while time.monotonic() < until:
        began = time.monotonic()
        with suppress(httpx.TimeoutException):
            client.get(f"/documents/{FINE}").raise_for_status()
        taken.append(time.monotonic() - began)
    return taken


def meanwhile(client: httpx.Client, found: Findings, seconds: float) -> tuple[list[float], list[float]]:
    """(on a quiet service, while 60 callers send texts of the greatest length and 60 do not finish their bodies)."""
    quiet = waits(client, seconds)
    host, port = client.base_url.host, client.base_url.port or 80
    slow = []
    for _ in range(60):
        bare = socket.create_connection((host, port), timeout=SECONDS)
        bare.sendall(
            b"POST /resolve HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 900000\r\n\r\n{"
        )
        slow.append(bare)
    decrees = "".join(f"Nghị định số {n}/{1990 + n % 35}/NĐ-CP, " for n in range(1, 3000))
    body = json.dumps({"text": decrees[:LONGEST]}).encode()
    enough = threading.Event()

    def press() -> None:
        with httpx.Client(base_url=client.base_url, timeout=SECONDS) as own:
            while not enough.is_set():
                answer = send(own, found, "under load", "POST", "/resolve", content=body, headers=JSON, busy=True)
                if answer is None or answer.status_code == BUSY:
                    enough.wait(1)

    callers = [threading.Thread(target=press, daemon=True) for _ in range(60)]
    for caller in callers:
        caller.start()
    time.sleep(1)
    try:
        busy = waits(client, seconds)
    finally:
        enough.set()
        for bare in slow:
            bare.close()
    for caller in callers:
        caller.join()
    return quiet, busy


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="Hostile requests to the service.")
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--cases", type=int)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    numbers = range(asked.cases or (30 if asked.small else 2_000))
    found = Findings()
    with service() as client:
        described = client.get("/openapi.json").json()["paths"]
        posts = sorted(path for path, said in described.items() if "post" in said)
        taking = [path for path in ("/resolve", "/documents", "/ask") if path in posts]
        sockets(client, found)
        bodies_sent(client, found, posts, asked.seed, numbers)
        parameters_sent(client, found, asked.seed, range(len(numbers) * 2))
        texts_sent(client, found, taking, asked.seed, numbers)
        quiet, busy = meanwhile(client, found, 2 if asked.small else 20)
    asked_for = sum(found.statuses.values())
    slowest, what = found.slowest
    print(f"slowest: {slowest:.2f} s {what[:200]}")
    parts = {f"answered {kind}": float(count) for kind, count in sorted(found.statuses.items())} | {
        "slowest, s": slowest
    }
    wait = {"quiet, ms": median(quiet) * 1e3, "busy, ms": median(busy) * 1e3, "busy at most, ms": max(busy) * 1e3}
    return report(
        __file__,
        [
            Figure(
                "Hostile requests that are not answered well",
                len(found.wrong),
                f"of {asked_for}",
                at_most=0,
                parts=parts,
            ),
            Figure(
                "A reader's wait beside 60 hostile texts",
                median(busy) / median(quiet),
                "× a quiet wait",
                at_most=WAITS,
                parts=wait,
            ),
        ],
        small=asked.small,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
