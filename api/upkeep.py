"""The commands that keep the graph: what it looks like from outside, its export, its backup, its end."""

# ruff: noqa: PLC0415 - what takes time to import is imported by the command that needs it

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from .terminal import FORMS, complain, settings_now, the_graph

upkeep = typer.Typer()


@upkeep.command()
def browser(
    kit: Annotated[Path | None, typer.Option(help="A folder to write the style sheet and the favourites to.")] = None,
) -> None:
    """Tell how to open this graph in Neo4j Browser, with which login, and where the style sheet and favourites are."""
    from .browse import login, served_at
    from .kit import FAVOURITES, GUIDE, STYLE, write_kit

    settings = settings_now()
    told = login(settings)
    typer.echo(f"Neo4j Browser  {told.browser}")
    typer.echo(f"Connect URL    {told.uri}")
    typer.echo(f"User           {told.user}")
    typer.echo(f"Password       {told.password if settings.uri is None else 'the one in NEO4J_PASSWORD'}")
    if told.database:
        typer.echo(f"Database       {told.database}")
    if kit is not None:
        with the_graph() as store:
            write_kit(store, kit)
    place = kit or f"{served_at(settings)}/kit"
    typer.echo(f"Drop on it     {place}/{STYLE}, then {place}/{FAVOURITES}")
    typer.echo(f"Guide          :play {served_at(settings)}/kit/{GUIDE} while `nghiavu serve` runs")


@upkeep.command()
def export(
    form: Annotated[str, typer.Option("--format", "-f", help=FORMS)] = "jsonl",
    out: Annotated[Path | None, typer.Option(help="A file or a new folder to write; else standard output.")] = None,
) -> None:
    """Write the whole graph, nodes and then relationships, always in the same order."""
    from graph.export import export as lines_of
    from graph.forms import form_named, write

    asked = form_named(form, to_file=out is not None)
    with the_graph() as store:
        if out is None:
            sys.stdout.writelines(lines_of(store))
        else:
            write(asked, lines_of(store), out)


@upkeep.command()
def backup(file: Annotated[Path, typer.Argument(help="The file to write; one that is there is replaced.")]) -> None:
    """Write all of the embedded database into one file, while others go on reading and loading."""
    from graph.backup import backup as write_backup

    home = _own_home("dump {} --to-path=FOLDER")
    size = write_backup(home, file)
    complain(f"Wrote {file}, {size / 2**20:.1f} MiB.")


@upkeep.command()
def restore(
    file: Annotated[Path, typer.Argument(help="What `nghiavu backup` wrote.")],
    replace: Annotated[bool, typer.Option("--replace", help="Though there is a graph already, which is lost.")] = False,
) -> None:
    """Have in the embedded database what a backup holds, whole or not at all."""
    from graph.backup import restore as read_backup

    home = _own_home("load {} --from-path=FOLDER --overwrite-destination=true")
    found = read_backup(home, file, replace=replace)
    counts = ", ".join(f"{row['kind']} {row['count']}" for row in found)
    complain(f"Restored {file}: {counts or 'an empty graph'}.")


def _own_home(instead: str) -> Path:
    """The home of the embedded database. Raises InputError where the graph is in a Neo4j, with what to use instead."""
    from ingest.errors import InputError

    settings = settings_now()
    if settings.uri is not None:
        command = f"neo4j-admin database {instead.format(settings.database or 'neo4j')}"
        raise InputError(f"This is for the embedded database; for a Neo4j, stop that database and run `{command}`.")
    return settings.home


@upkeep.command()
def stop() -> None:
    """Stop the embedded database of this folder, which else stays up for the next command."""
    from graph.server import stop_server

    home = settings_now().home
    complain(f"Stopped the database in {home}." if stop_server(home) else f"No database runs in {home}.")
