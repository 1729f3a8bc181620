"""What all commands share: the graph they ask, the settings, and where complaints go."""

# ruff: noqa: PLC0415 - what takes time to import is imported by the command that needs it

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from graph.store import Store

    from .settings import Settings

FORMS = "jsonl; cypher, graphml, jsonld: a file; csv, parquet, neo4j-admin: a folder."


def complain(error: object) -> None:
    """One line on standard error."""
    typer.echo(" ".join(str(error).split()), err=True)


def settings_now() -> Settings:
    """The settings of the environment."""
    from .settings import load_settings

    return load_settings()


def the_graph() -> Store:
    """The graph of the settings, open; it is to be closed."""
    from .connect import open_store

    return open_store(settings_now())
