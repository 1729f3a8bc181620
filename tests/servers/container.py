"""Neo4j in a container of testcontainers, for a machine with a Docker engine."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import docker
from docker.errors import DockerException
from testcontainers.community.neo4j import Neo4jContainer
from testcontainers.core.config import ConnectionMode, testcontainers_config

from .running import Absent, Neo4j

IMAGE = "neo4j:5-community"


def require_engine() -> None:
    """Raises Absent where no Docker engine answers: the program says so, its library would leave a socket open."""
    if not shutil.which("docker") or subprocess.run(["docker", "info"], capture_output=True, check=False).returncode:
        raise Absent("no Docker engine answers")


def require_image() -> None:
    """Raises Absent when no engine answers, or the image is neither here nor to be had from the hub."""
    require_engine()
    client = docker.from_env()
    try:
        if not client.images.list(IMAGE):
            client.images.pull(*IMAGE.split(":"))
    except DockerException as error:
        raise Absent(f"the Docker engine has no image {IMAGE} and cannot get it: {error}") from error
    finally:
        client.close()


@contextmanager
def started(password: str) -> Iterator[Neo4j]:
    """A Neo4j with an empty graph, there from here to the end of the block. Raises Absent."""
    require_image()
    # The reaper is an image of its own; the block removes the container, also when a test fails.
    testcontainers_config.ryuk_disabled = True
    # Published ports, on the address that is this machine's also for a browser.
    testcontainers_config.connection_mode_override = ConnectionMode.docker_host
    container = Neo4jContainer(IMAGE, password=password, username="neo4j")
    container.with_exposed_ports(7474)
    container.with_env("NEO4J_server_memory_heap_max__size", "512m")
    # It lives for some minutes, in which the thorough compiler would take more time than it gives back.
    container.with_env("NEO4J_server_jvm_additional", "-XX:TieredStopAtLevel=1")
    with container:
        host = "127.0.0.1"  # Docker may map `localhost` of IPv6 to another port
        http = f"http://{host}:{container.get_exposed_port(7474)}"
        yield Neo4j(f"bolt://{host}:{container.get_exposed_port(7687)}", "neo4j", password, http, "container")
