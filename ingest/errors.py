"""Every error Nghiavu raises on purpose.

NghiavuError
├── InputError            the caller gave something that cannot be read
│   ├── NotTextError      a file that is not UTF-8 text, or is empty or missing
│   ├── ConflictError     another text says that it is the same document
│   └── UnknownNameError  no query, document, agency or parameter of that name
│       ├── AmbiguousNameError  several things have that name
│       └── UnreadQuestionError  a question in words that no query is known for
└── StoreError            the database cannot be used
    ├── StoreUnavailable  nothing answers at the address
    ├── StoreBusy         it answers others first
    ├── StoreFull         its disk takes no more
    └── StoreRefused      it answers, and says no (password, version, database)

Each message is one sentence that says what to do. The content of a text never raises: an odd text gives fewer finds.
"""

from __future__ import annotations


class NghiavuError(Exception):
    """The base of all errors that are meant for a person to read."""


class InputError(NghiavuError):
    """What the caller gave cannot be used as it is."""


class NotTextError(InputError):
    """A file is missing, empty, or not UTF-8 text."""


class ConflictError(InputError):
    """Another text of the same document is in the graph, and stays there."""


class UnknownNameError(InputError):
    """Nothing has this name; `nearest` are the closest names there are. `asked` is what a question was read as."""

    def __init__(self, message: str, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.nearest = nearest
        self.asked: dict[str, object] | None = None


class UnreadQuestionError(UnknownNameError):
    """No query is known for a question in words; `answers` are those that can be asked, each with examples."""

    def __init__(self, message: str, answers: tuple[dict[str, object], ...]) -> None:
        super().__init__(message)
        self.answers = answers


class AmbiguousNameError(UnknownNameError):
    """Several things have this name; `candidates` are rows to choose from, each with an `id`."""

    def __init__(self, message: str, candidates: tuple[dict[str, object], ...]) -> None:
        super().__init__(message)
        self.candidates = candidates


class StoreError(NghiavuError):
    """The database cannot do what was asked."""


class StoreUnavailable(StoreError):
    """No database answers at the address."""


class StoreBusy(StoreError):
    """The database answers others first; the same may be asked again."""


class StoreFull(StoreError):
    """The disk of the database is full, or nearly; nothing of what was to be written is."""


class StoreRefused(StoreError):
    """The database answers and refuses: wrong password, wrong database, or a version that is too old."""
