"""The command line: `nghiavu`. Results go to standard output, progress and errors to standard error.

Exit status: 0 when everything asked for was done, 1 when something could not be (each with one line that says why),
2 when the command itself is not understood. Imports that take time stand inside the commands that need them, so that
`nghiavu --help` is quick.
"""

# ruff: noqa: PLC0415 - what takes time to import is imported by the command that needs it

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from ingest.errors import NghiavuError

from .output import AnswerFormat, Format, RecordFormat, write_file, write_rows, write_stream
from .terminal import FORMS, complain, settings_now, the_graph
from .upkeep import upkeep

if TYPE_CHECKING:
    from graph.queries import Query
    from graph.store import Store


class Commands(TyperGroup):
    """The commands; an error meant for a person is one line on standard error and status 1."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except NghiavuError as error:
            complain(error)
            raise typer.Exit(1) from error


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="Who must do what, by when, under which document: a graph of Vietnamese administrative texts.",
    epilog="Begin with nghiavu ingest FOLDER, then nghiavu queries. Names may lack accents or be in English.",
)
PATHS = "Texts; folders and .zip of them; @FILE with a path a line; addresses such as s3://…; - for standard input."
JobsOption = Annotated[int, typer.Option("--jobs", "-j", min=1, help="How many processes read.")]
ClusterOption = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="A Dask scheduler whose workers read, such as tcp://HOST:8786.")
]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How rows are written.")]
AnswerOption = Annotated[AnswerFormat, typer.Option("--format", "-f", help="How rows are written.")]

app.add_typer(upkeep)


def main() -> None:
    """The entry point of the installed command."""
    app(prog_name="nghiavu")


class Complaints:
    """Errors that do not stop a command: each one line on standard error, and status 1 in the end."""

    def __init__(self) -> None:
        self._count = 0

    def __call__(self, error: NghiavuError) -> None:
        self._count += 1
        complain(error)

    def finish(self) -> None:
        if self._count:
            raise typer.Exit(1)


@app.command()
def extract(
    files: Annotated[list[str], typer.Argument(metavar="FILES...", help=PATHS)],
    out: Annotated[Path | None, typer.Option(help="A folder for one <stem>.json or .html a file.")] = None,
    form: Annotated[RecordFormat, typer.Option("--format", "-f", help="A record, or a page.")] = RecordFormat.json,
    jobs: JobsOption = 1,
    cluster: ClusterOption = None,
) -> None:
    """Read texts and write what they say: documents cited, bodies, duties, deadlines.

    Without --out records go to standard output, one a line. As html everything found is highlighted in the text.
    """
    from .crew import crew_of
    from .files import extract_files

    complaints = Complaints()
    with crew_of(jobs, cluster) as crew:
        extract_files(files, out, form, complaints, crew)
    complaints.finish()


@app.command()
def ingest(  # noqa: PLR0913, PLR0917 - as many options
    paths: Annotated[list[str], typer.Argument(metavar="PATHS...", help=PATHS)],
    form: FormatOption = Format.table,
    jobs: JobsOption = 1,
    cluster: ClusterOption = None,
    into: Annotated[
        Path | None, typer.Option(help="A new folder or file for the graph, which no database gets.")
    ] = None,
    written_as: Annotated[
        str, typer.Option("--as", metavar="FORM", help=f"What --into writes. {FORMS}")
    ] = "neo4j-admin",
) -> None:
    """Read texts and load them into the graph. Loading a text again replaces what it said before.

    A text that is loaded already costs no more than a look-up, so that a command that was interrupted may just be given
    again. With --format jsonl rows are written as they come. With --into FOLDER the graph of these texts is made on the
    side and written there, for a first fill of Neo4j by its offline import.
    """
    from graph.export import export as lines_of
    from graph.forms import check_place, form_named, write

    from .connect import passing_store
    from .counting import Clock
    from .crew import crew_of
    from .files import SUMMARY, Outcome, ingest_files

    complaints, clock = Complaints(), Clock(Outcome)
    asked = form_named(written_as, to_file=True)
    if into is not None:
        check_place(asked, into)
    try:
        # The crew before the store: its processes are forked while the database starts.
        with crew_of(jobs, cluster) as crew, the_graph() if into is None else passing_store(into) as store:
            write_stream(_rows_of(ingest_files(store, paths, crew), clock.counts, complaints), SUMMARY, form)
            if into is not None:
                write(asked, lines_of(store), into)
    finally:
        if any(clock.counts.values()):
            complain(clock)
    complaints.finish()


def _rows_of(
    told: Iterable[tuple[str, Any]], counts: dict[str, int], complaints: Complaints
) -> Iterator[Mapping[str, Any]]:
    """The rows of what was loaded; errors are told, and all is counted."""
    from .counting import shown

    for outcome, one in shown(told):
        counts[outcome] += 1
        if isinstance(one, NghiavuError):
            complaints(one)
        else:
            yield one


@app.command()
def queries(form: FormatOption = Format.table) -> None:
    """List the questions that can be asked, with their parameters."""
    from graph.queries import load_queries

    found = load_queries().values()
    rows = [{"name": query.name, "title": query.title, "parameters": usage(query)} for query in found]
    write_rows(rows, ("name", "title", "parameters"), form)


def usage(query: Query) -> str:
    """The query's parameters as they are typed: "--document TEXT [--limit N]"."""
    kinds = {"integer": "N", "date": "YYYY-MM-DD", "boolean": "true|false"}
    options = ((f"--{p.name} {kinds.get(p.type, 'TEXT')}", p.required) for p in query.parameters)
    return " ".join(option if required else f"[{option}]" for option, required in options)


# The parameters are the query's own, so that what follows the name is read here and not by typer; so is --help.
@app.command(
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []},
    options_metavar="NAME [--PARAMETER VALUE...] [--format table|json|jsonl|csv|xlsx|graphml|jsonld]",
)
def query(
    context: typer.Context,
    form: AnswerOption = AnswerFormat.table,
) -> None:
    """Ask a named question: nghiavu query plans_implementing --document 121/2020/QH14.

    The values may also follow the name in the order of the parameters. `nghiavu query NAME --help` tells of one
    question, `nghiavu queries` of all.
    """
    from .ask import query_named, read_arguments

    if not context.args or context.args[0] == "--help":
        typer.echo(context.get_help())
        raise typer.Exit(0 if context.args else 2)
    name, *arguments = context.args
    found = query_named(name)
    if "--help" in arguments:
        typer.echo(_about(found))
        raise typer.Exit
    _write_answer(found.name, read_arguments(found, arguments), form)


def _write_answer(name: str, given: Mapping[str, object], form: AnswerFormat) -> None:
    """Ask a named question and write what it gives."""
    from .ask import ask

    with the_graph() as store:
        answer = ask(store, name, given)
        _write_rows(store, name, answer.name, answer.rows, form)


def _write_rows(store: Store, query: str, name: str, rows: list[dict[str, Any]], form: AnswerFormat) -> None:
    """Write the rows of a query's answer, in a file of this name."""
    from .ask import query_named
    from .graphs import WRITERS, graph_of
    from .tables import HEADINGS

    if form in WRITERS:
        write_file(WRITERS[form](graph_of(store, rows)))
    else:
        write_rows(rows, query_named(query).returns, Format(form), name, HEADINGS.get(query))


def _about(query: Query) -> str:
    lines = [f"nghiavu query {query.name} {usage(query)}", "", query.title, query.title_vi, "", query.about, ""]
    lines += [query.cost, ""] if query.cost else []
    lines += [f"  --{p.name}  {p.about}" + (f" (such as {p.default})" if p.default else "") for p in query.parameters]
    return "\n".join([*lines, "", "Gives: " + ", ".join(query.returns)])


@app.command()
def register(
    document: Annotated[str, typer.Option(help="Of this document only: id, number or name.")] = "",
    agency: Annotated[str, typer.Option(help="Of this body only: id or name.")] = "",
    form: AnswerOption = AnswerFormat.csv,
) -> None:
    """Write the register of duties: nhiệm vụ, cơ quan chủ trì, cơ quan phối hợp, thời hạn, kết quả.

    As a spreadsheet: nghiavu register --format xlsx > register.xlsx. Its columns are those of Decision 42/2014/QĐ-TTg.
    """
    _write_answer("obligation_register", {"document": document, "agency": agency}, form)


@app.command()
def calendar(
    agency: Annotated[str, typer.Argument(help="A body: id or name, in Vietnamese or English.")],
    out: Annotated[Path | None, typer.Option(help="A file to write; else standard output.")] = None,
) -> None:
    """Write the days by which a body's work is due as a calendar (.ics); a duty that gives no day is not in it."""
    from .deadlines import calendar_of

    with the_graph() as store:
        content = calendar_of(store, agency)[1]
    if out is None:
        typer.echo(content, nl=False)
    else:
        out.write_bytes(content)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="In Vietnamese or English; - for standard input.")],
    form: AnswerOption = AnswerFormat.table,
    choose: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Which of several of one name is meant; may be repeated."),
    ] = None,
    text: Annotated[bool, typer.Option("--cypher", help="Show the Cypher of the query too.")] = False,
) -> None:
    """Ask in words: nghiavu ask "Kế hoạch nào triển khai Nghị quyết 121/2020/QH14?".

    Standard error says which query it was read as, with which parameters, and what was left out of the question.
    """
    from ingest.errors import UnreadQuestionError

    from .questions import answer, command, parameters_of
    from .sources import standard_input

    said = standard_input().text if question == "-" else question
    with the_graph() as store:
        try:
            asked = answer(store, said, choose or ())
        except UnreadQuestionError as error:
            complain(error)
            for one in error.answers:
                typer.echo(f"  {one['title']}\n    {' | '.join(one['examples'])}", err=True)  # type: ignore[arg-type]
            raise typer.Exit(1) from error
        query, read = asked.question.query, asked.question
        for parameters in parameters_of(asked):
            typer.echo(command(query, parameters), err=True)
        for slip in read.mended:
            complain(f"Read '{slip.text}' as '{slip.read}'.")
        if read.left_out:
            complain(f"Left out of the question: {'; '.join(one.text for one in read.left_out)}.")
        if text:
            typer.echo(query.text, err=True)
        if asked.more:
            complain(f"There may be more rows than these {len(asked.rows)}.")
        _write_rows(store, query.name, asked.answers[0].name, asked.rows, form)


@app.command()
def cypher(
    statement: Annotated[str, typer.Argument(help="A statement that only asks; - for standard input.")],
    given: Annotated[
        list[str] | None, typer.Option("--param", "-p", metavar="NAME=VALUE", help="A parameter; may be repeated.")
    ] = None,
    form: FormatOption = Format.table,
) -> None:
    """Ask in Cypher of your own, where NGHIAVU_CYPHER=on allows it. Nothing is written, whatever the statement says."""
    from .cypher import ask_freely, parameters_of

    text = sys.stdin.read() if statement == "-" else statement
    found = ask_freely(settings_now(), text, parameters_of(given or ()))
    write_rows(found.rows, found.columns, form)
    if found.more:
        complain(f"There would be more rows than these {len(found.rows)}; NGHIAVU_CYPHER_ROWS says how many may come.")


@app.command()
def lookup(
    text: Annotated[str, typer.Argument(help="A document or a body: id, number or name, in Vietnamese or English.")],
    form: FormatOption = Format.table,
) -> None:
    """Find the documents and bodies that a text names; several are all shown, and are not an error."""
    from .lookup import anything, label

    with the_graph() as store:
        found = anything(store, text)
    if form is Format.table:
        found = [{"kind": row["kind"], "id": row["id"], "name": label(row)} for row in found]
    write_rows(found, list(dict.fromkeys(column for row in found for column in row)), form)


@app.command()
def resolve(form: FormatOption = Format.jsonl) -> None:
    """Read a text from standard input and write the citations in it, each with the documents of the graph it may be."""
    from .resolve import COLUMNS, resolve_text
    from .sources import standard_input

    source = standard_input()
    with the_graph() as store:
        rows = resolve_text(store, source.text)
    write_rows(rows, COLUMNS, form)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on [default: NGHIAVU_HOST or 127.0.0.1].")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="[default: NGHIAVU_PORT or 8000].")] = None,
) -> None:
    """Serve the graph over HTTP until interrupted; /docs tells of all there is."""
    from .serve import serve_forever

    settings = settings_now()
    changed = {"host": host or settings.host, "port": settings.port if port is None else port}
    serve_forever(settings.model_copy(update=changed))


@app.command()
def schema(form: FormatOption = Format.table) -> None:
    """Show what the graph is made of: kinds of nodes and relationships, how many there are, and their properties."""
    from graph.queries import run

    columns = ("pattern", "count", "properties")
    with the_graph() as store:
        rows = [row for name in ("schema_nodes", "schema_relationships") for row in run(store, name, {})]
    if form is Format.table:
        rows = [row | {"properties": ", ".join(row["properties"])} for row in rows]
    write_rows(rows, columns, form)


if __name__ == "__main__":
    main()
