"""A Neo4j Community put together from its published jars, for a machine with Java and Maven and no Docker.

It is the server itself, not a harness: `org.neo4j.server.CommunityEntryPoint` is what `neo4j console` starts and
`org.neo4j.cli.AdminTool` is `neo4j-admin`, so authentication, Neo4j Browser and the offline import are the real ones.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import httpx
from filelock import FileLock

from .running import Absent, Neo4j

POM = Path(__file__).with_name("pom.xml")
PATIENCE = 90  # seconds for a start on a busy machine; 8 are usual
# The options that the distribution's neo4j.conf gives the Java machine; C1 alone starts sooner than it answers slower.
JAVA_OPTIONS = (
    "-Xmx512m",
    "-XX:TieredStopAtLevel=1",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
)
CONFIGURATION = """\
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{bolt}
server.http.listen_address=127.0.0.1:{http}
server.http.advertised_address=127.0.0.1:{http}
server.https.enabled=false
server.directories.import=import
server.memory.pagecache.size=64m
internal.server.bolt.thread_pool_shutdown_wait_time=0s
db.tx_log.preallocate=false
dbms.usage_report.enabled=false
"""

PLAIN = "server.bolt.advertised_address=127.0.0.1:{bolt}\n"
TLS = """\
dbms.ssl.policy.bolt.enabled=true
dbms.ssl.policy.bolt.base_directory={certificates}
dbms.ssl.policy.bolt.private_key=private.key
dbms.ssl.policy.bolt.public_certificate=public.crt
server.bolt.tls_level=REQUIRED
server.bolt.advertised_address=localhost:{bolt}
"""


def jars() -> Path:
    """The folder of the server's jars, laid out at the first call (about 15 s) and kept for the next ones.

    It is NGHIAVU_NEO4J_HOME, else a folder of the user's cache. Raises Absent without Java 17 or Maven.
    """
    _require_java()
    kept = Path(os.environ.get("NGHIAVU_NEO4J_HOME") or Path.home() / ".cache" / "nghiavu" / "neo4j")
    folder = kept / hashlib.sha256(POM.read_bytes()).hexdigest()[:12]
    kept.mkdir(parents=True, exist_ok=True)
    with FileLock(kept / "lock"):
        if not folder.exists():
            unfinished = kept / "unfinished"
            shutil.rmtree(unfinished, ignore_errors=True)
            _copy_dependencies(unfinished)
            unfinished.rename(folder)
    return folder


def _require_java() -> None:
    java = shutil.which("java")
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr if java else ""
    version = re.search(r'version "(\d+)', said)
    if version is None or int(version[1]) < 17:
        raise Absent("Java 17 or later is not installed")


def _copy_dependencies(folder: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise Absent("Maven is not installed")
    goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={folder}"]
    done = subprocess.run([maven, "-B", "-q", "-f", str(POM), *goal], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Absent(f"Maven could not get the jars of Neo4j: {(done.stdout + done.stderr).strip()[-500:]}")


def free_port() -> int:
    """A port of the loopback address that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def admin(home: Path, *arguments: str, folder: Path | None = None) -> str:
    """Run neo4j-admin, in a folder, on the server of this home while it is down, and give what it printed."""
    done = subprocess.run(
        _java("org.neo4j.cli.AdminTool", *arguments),
        env=_environment(home),
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"neo4j-admin {' '.join(arguments)} failed: {done.stdout}{done.stderr}")
    return done.stdout


def _java(main: str, *arguments: str) -> list[str]:
    return ["java", *JAVA_OPTIONS, "-classpath", f"{jars()}/*", main, *arguments]


def _environment(home: Path) -> dict[str, str]:
    return {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}


def prepare(home: Path, password: str) -> None:
    """Lay out the home of a server that was never started, so that `neo4j` has this password."""
    for name in ("conf", "data", "import", "logs"):
        (home / name).mkdir(parents=True, exist_ok=True)
    configure(home, 0, 0)
    admin(home, "dbms", "set-initial-password", password)


def configure(home: Path, bolt: int, http: int) -> None:
    """Write neo4j.conf for these ports; where the home has certificates, Bolt is spoken over TLS only."""
    text = CONFIGURATION.format(bolt=bolt, http=http)
    certificates = home / "certificates"
    text += TLS.format(bolt=bolt, certificates=certificates) if certificates.exists() else PLAIN.format(bolt=bolt)
    (home / "conf" / "neo4j.conf").write_text(text, "utf-8")


def certify(home: Path) -> Path:
    """Give the home of a server a certificate for `localhost`; the file of the authority to trust, which is itself."""
    folder = home / "certificates"
    folder.mkdir(parents=True)
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    files = ["-keyout", str(folder / "private.key"), "-out", str(folder / "public.crt")]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *names, *files]
    subprocess.run(command, capture_output=True, check=True)
    return folder / "public.crt"


@contextmanager
def started(home: Path, password: str) -> Iterator[Neo4j]:
    """The server of a prepared home, up from here to the end of the block."""
    bolt, http = free_port(), free_port()
    configure(home, bolt, http)
    with (home / "logs" / "console.log").open("w") as log:
        process = _launch(home, log)
        try:
            _await(f"http://127.0.0.1:{http}/", process, Path(log.name))
            yield Neo4j(f"bolt://127.0.0.1:{bolt}", "neo4j", password, f"http://127.0.0.1:{http}", "assembled")
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _launch(home: Path, log: IO[str]) -> subprocess.Popen[bytes]:
    command = _java(
        "org.neo4j.server.CommunityEntryPoint", f"--home-dir={home}", f"--config-dir={home / 'conf'}", "--console-mode"
    )
    return subprocess.Popen(command, env=_environment(home), stdout=log, stderr=log, stdin=subprocess.DEVNULL)


def _await(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until HTTP answers, which Neo4j lets it do last."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            httpx.get(address, timeout=5)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"Neo4j did not start: {log.read_text('utf-8')[-2000:]}")
