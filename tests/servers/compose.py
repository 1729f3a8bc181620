"""The compose file of the repository, brought up with ports and a password of its own and taken down again."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from .assembled import free_port
from .container import require_engine
from .running import Absent

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 120  # seconds from `up` to an answer; thirty are usual once the image is built


@dataclass(frozen=True, slots=True)
class Stack:
    """The stack that is up: where its service and its Neo4j are from this machine."""

    project: str
    service: str
    bolt: str
    http: str
    password: str
    environment: dict[str, str]

    def compose(self, *arguments: str) -> str:
        """Run a command of Compose on the stack, and give what it printed."""
        command = [*command_of_compose(), "--project-name", self.project, *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=os.environ | self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)} failed: {(done.stdout + done.stderr)[-4000:]}")
        return done.stdout

    def wait(self) -> None:
        """Wait until the service answers with its graph."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if httpx.get(f"{self.service}/readyz", timeout=5).is_success:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.5)
        raise RuntimeError(f"The stack does not answer: {self.compose('logs')[-4000:]}")


def command_of_compose() -> list[str]:
    """Compose as a part of Docker, or the older program of its own. Raises Absent."""
    if (
        shutil.which("docker")
        and not subprocess.run(["docker", "compose", "version"], capture_output=True, check=False).returncode
    ):
        return ["docker", "compose"]
    if shutil.which("docker-compose"):
        return ["docker-compose"]
    raise Absent("Docker Compose is not installed")


@contextmanager
def up() -> Iterator[Stack]:
    """The stack, built from this work tree and up from here to the end of the block. Raises Absent."""
    command_of_compose()
    require_engine()
    password = secrets.token_urlsafe(12)
    service, bolt, http = free_port(), free_port(), free_port()
    environment = {
        "NEO4J_PASSWORD": password,
        "NGHIAVU_PORT": str(service),
        "NEO4J_BOLT_PORT": str(bolt),
        "NEO4J_HTTP_PORT": str(http),
        "NEO4J_HEAP": "512m",
        # The engine's own builder, which every engine has.
        "DOCKER_BUILDKIT": "0",
        "COMPOSE_DOCKER_CLI_BUILD": "0",
    }
    local = "127.0.0.1"
    addresses = (f"http://{local}:{service}", f"bolt://{local}:{bolt}", f"http://{local}:{http}")
    stack = Stack(f"nghiavu-{secrets.token_hex(4)}", *addresses, password, environment)
    try:
        stack.compose("up", "--detach", "--build")
        stack.wait()
        yield stack
    finally:
        stack.compose("down", "--volumes")
