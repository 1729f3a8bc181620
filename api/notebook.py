"""The graph in a notebook: the named questions as data frames, by the official driver or by py2neo.

    from api.notebook import connect

    with connect() as graph:
        plans = graph.frame("plans_implementing", document="Resolution 121/2020/QH14")
        duties = graph.frame("obligations_of_agency", agency="Sở Y tế", library="polars")

The database is the one that the environment names, as for the command line. Needs an extra:
pip install "nghiavu[frames]", or "nghiavu[py2neo]" for `connect_py2neo`.
"""

# ruff: noqa: PLC0415 - each library is an extra, imported where it is asked for

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, cast

from ingest.errors import InputError

from .ask import ask
from .connect import address_of, open_store
from .settings import Settings, load_settings

if TYPE_CHECKING:
    from graph.objects import Objects
    from graph.store import Store

Library = Literal["pandas", "polars"]
Reader = TypeVar("Reader", bound="Store | Objects")


class Notebook(Generic[Reader]):
    """A graph to ask; `reader` is what it is read by. Use it as a context, or close it."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def frame(self, name: str, library: Library = "pandas", **given: object) -> Any:
        """The answer to a named question as a frame of pandas or polars, a column for each that the question gives.

        Documents and bodies go by any name, as on the command line. What is not plain (a path, evidence) stays a map
        or a list in its cell; a number that is missing is missing, and the others stay whole. Raises as `api.ask.ask`.
        """
        answer = ask(cast("Store", self.reader), name, given)
        columns = list(answer.query.returns)
        if library == "polars":
            import polars as pl

            return pl.DataFrame(answer.rows, schema=columns, infer_schema_length=None)
        if library == "pandas":
            import pandas as pd

            return pd.DataFrame(answer.rows, columns=columns).convert_dtypes()
        raise InputError(f"'{library}' is no library of frames here; these are: pandas, polars.")

    def close(self) -> None:
        """Let go of the connections."""
        self.reader.close()

    def __enter__(self) -> Notebook[Reader]:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def connect(settings: Settings | None = None) -> Notebook[Store]:
    """The graph by the official driver. Raises StoreUnavailable, StoreRefused."""
    return Notebook(open_store(settings or load_settings()))


def connect_py2neo(settings: Settings | None = None) -> Notebook[Objects]:
    """The graph by py2neo, with objects in its `reader`. Raises StoreUnavailable, StoreRefused."""
    from graph.objects import Objects

    return Notebook(Objects(*address_of(settings or load_settings())))
