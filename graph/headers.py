"""The header of a Cypher file: what it asks, with which parameters, and what comes back.

    // name: cited_by
    // title: Which documents cite this one?
    // title_vi: Văn bản nào viện dẫn văn bản này?
    // about: Every mention, with its place; read from the texts that were loaded.
    // cost: Without a document it reads every mention.
    // mode: read
    // param: document string = 121/2020/QH14 -- id, number or name
    // returns: document, section, text
    MATCH …

A parameter is `name type = value -- what it means`. For a number or a switch the value is the one that is taken when
none is given; for a string or a date it is an example, and one must be given, unless it is empty: then none means any.
A string in quotation marks is taken when none is given, too. What a string may be stands behind its type: `role string
of lead|cooperate` is one of these or several with | between them, `direction string one of in|out` one of these.
A question that may take longer in a larger graph though its answer is no larger says when and why, as its `cost`.
A file of writes holds several statements, each under a header of its own (name, about, mode, param); there a
parameter is `name type -- what it means`.

Every error names the file and the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ingest.errors import InputError

MODES = ("read", "write")
ASKED = ("name", "title", "title_vi", "about", "cost", "mode", "param", "returns")
WRITTEN = ("name", "about", "mode", "param")
_OPTIONAL = ("cost", "param")
_TYPES: Mapping[str, re.Pattern[str]] = {
    "string": re.compile(r".*"),
    "integer": re.compile(r"\d{1,9}"),
    "boolean": re.compile(r"true|false"),
    "date": re.compile(r"(?:\d{4}-\d\d-\d\d)?"),
}
_GIVEN_TYPES = ("string", "integer", "list")
_LINE = re.compile(r"// ?(?P<key>\w+):(?: (?P<value>.*))?")
_ASKED_PARAMETER = re.compile(
    r"(?P<name>[a-z]\w*) (?P<type>\w+)(?: (?P<one>one )?of (?P<values>\S.*?))? ="
    r"(?: (?P<value>\S.*?))? -- (?P<about>\S.*)"
)
_WRITTEN_PARAMETER = re.compile(r"(?P<name>[a-z]\w*) (?P<type>\w+) -- (?P<about>\S.*)")
_COLUMNS = re.compile(r"[a-z]\w*(?:, [a-z]\w*)*")
# Strings, quoted names and comments: a `$` in them is no parameter, and a word in them is no clause.
_NOT_CODE = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`[^`]*`|//[^\n]*|/\*.*?\*/", re.DOTALL)
_PARAMETER = re.compile(r"\$(\w+)")
# A procedure may write too, and which of them there are differs between the servers.
_WRITES = re.compile(
    r"(?<![\w.:$])(CREATE|MERGE|SET|DELETE|REMOVE|DROP|FOREACH|LOAD\s+CSV|CALL\s+[A-Za-z_]\w*)\b", re.IGNORECASE
)


class HeaderError(InputError):
    """A Cypher file says of itself what cannot be; the message begins with its name and line."""

    def __init__(self, file: str, line: int, what: str) -> None:
        super().__init__(f"{file}:{line}: {what}")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: `default` is what it is when not given or, where one is `required`, an example.

    A string that is not empty is one of `values`, where there are any, or `several` of them with | between them.
    """

    name: str
    type: str
    default: str | int | bool | None
    about: str
    required: bool = False
    values: tuple[str, ...] = ()
    several: bool = False

    def lacks(self, value: str) -> str | None:
        """The first thing in a value that it cannot be."""
        parts = value.split("|") if self.several else [value]
        return next((part for part in parts if self.values and value and part not in self.values), None)


@dataclass(frozen=True, slots=True)
class Query:
    """A statement with what its header says of it; `text` is the statement as it is sent."""

    name: str
    title: str
    title_vi: str
    about: str
    mode: str
    parameters: tuple[Parameter, ...]
    returns: tuple[str, ...]
    text: str
    cost: str = ""


def parse_query(text: str, file: str) -> Query:
    """The question in a file of `queries/`. Raises HeaderError."""
    return _Header(text, file, 1, ASKED).read()


def parse_statements(text: str, file: str) -> tuple[Query, ...]:
    """The statements in a file of `graph/cypher/`, in their order. Raises HeaderError."""
    return tuple(_Header(part, file, line, WRITTEN).read() for line, part in _parts(text))


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """(first line, text) of each statement: a name begins the next one."""
    starts = [match.start() for match in re.finditer(r"^// name:", text, re.MULTILINE)] or [0]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield text.count("\n", 0, start) + 1, text[start:end]


def code_of(text: str) -> str:
    """The statement with strings, quoted names and comments blanked; every line stays where it is."""
    return _NOT_CODE.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)


class _Header:
    """One statement being read: its lines, and where they stand for a complaint."""

    def __init__(self, text: str, file: str, first: int, keys: tuple[str, ...]) -> None:
        self._text, self._file, self._first, self._keys = text, file, first, keys
        self._lines = text.split("\n")
        self._places: dict[str, int] = {}
        self._values: dict[str, str] = {}
        self._parameters: list[Parameter] = []

    def read(self) -> Query:
        end = self._read_lines()
        self._check_keys()
        self._check_code(end)
        value = self._values
        return Query(
            name=value["name"],
            title=value.get("title", ""),
            title_vi=value.get("title_vi", ""),
            about=value["about"],
            mode=value["mode"],
            parameters=tuple(self._parameters),
            returns=tuple(value["returns"].split(", ")) if "returns" in value else (),
            text=self._text.rstrip() + "\n",
            cost=value.get("cost", ""),
        )

    def _fail(self, index: int, what: str) -> HeaderError:
        return HeaderError(self._file, self._first + index, what)

    def _read_lines(self) -> int:
        """Read the header; the index of the line after it."""
        index = 0
        while index < len(self._lines) and self._lines[index].startswith("//"):
            line = self._lines[index]
            match = _LINE.fullmatch(line)
            if match is None or match["key"] not in self._keys:
                known = ", ".join(self._keys)
                raise self._fail(index, f"'{line}' is no line of a header; these are: {known}.")
            self._take(index, match["key"], (match["value"] or "").strip())
            index += 1
        return index

    def _take(self, index: int, key: str, value: str) -> None:
        if not value:
            raise self._fail(index, f"'{key}' says nothing.")
        if key == "param":
            self._parameters.append(self._parameter(index, value))
            self._places[f"${self._parameters[-1].name}"] = index
            return
        if key in self._values:
            raise self._fail(index, f"'{key}' is given twice.")
        self._values[key], self._places[key] = value, index

    def _parameter(self, index: int, value: str) -> Parameter:
        asked = self._keys is ASKED
        match = (_ASKED_PARAMETER if asked else _WRITTEN_PARAMETER).fullmatch(value)
        if match is None:
            form = "name type = value -- what it means" if asked else "name type -- what it means"
            raise self._fail(index, f"a parameter is written '{form}'.")
        found = match.groupdict()
        types = tuple(_TYPES) if asked else _GIVEN_TYPES
        if found["type"] not in types:
            raise self._fail(index, f"'{found['type']}' is no type; these are: {', '.join(types)}.")
        if any(parameter.name == found["name"] for parameter in self._parameters):
            raise self._fail(index, f"parameter '{found['name']}' is declared twice.")
        if not asked:
            return Parameter(found["name"], found["type"], None, found["about"])
        value = found["value"] or ""
        quoted = re.fullmatch(r'"(.+)"', value) if found["type"] == "string" else None
        default = self._default(index, found["type"], quoted[1] if quoted else value)
        required = found["type"] in ("string", "date") and value != "" and quoted is None
        values = tuple(found["values"].split("|")) if found["values"] else ()
        several = bool(values) and not found["one"]
        parameter = Parameter(found["name"], found["type"], default, found["about"], required, values, several)
        if values and (found["type"] != "string" or parameter.lacks(str(default)) is not None):
            raise self._fail(index, f"'{value}' is none of {', '.join(values)}.")
        return parameter

    def _default(self, index: int, kind: str, value: str) -> str | int | bool:
        readable = _TYPES[kind].fullmatch(value) is not None
        if readable and kind == "date" and value:
            readable = _is_date(value)
        if not readable:
            raise self._fail(index, f"'{value}' is no {kind}.")
        return int(value) if kind == "integer" else value == "true" if kind == "boolean" else value

    def _check_keys(self) -> None:
        for key in self._keys:
            if key not in self._values and key not in _OPTIONAL:
                raise self._fail(0, f"the header has no '{key}'.")
        if self._values["mode"] not in MODES or (self._keys is ASKED and self._values["mode"] != "read"):
            allowed = "read" if self._keys is ASKED else " or ".join(MODES)
            raise self._fail(self._places["mode"], f"the mode is {allowed}, not '{self._values['mode']}'.")
        if not re.fullmatch(r"[a-z][a-z0-9_]*", self._values["name"]):
            raise self._fail(self._places["name"], f"'{self._values['name']}' is no name: small letters, digits and _.")
        if "returns" in self._values and not _COLUMNS.fullmatch(self._values["returns"]):
            raise self._fail(self._places["returns"], "the columns are names with a comma and a space between them.")

    def _check_code(self, end: int) -> None:
        """The statement is there, uses what is declared and nothing else, and writes only if it says so."""
        code = code_of("\n".join(self._lines[end:]))
        if not code.strip():
            raise self._fail(end, "the header is followed by no statement.")
        declared = {parameter.name for parameter in self._parameters}
        for match in _PARAMETER.finditer(code):
            if match[1] not in declared:
                raise self._fail(end + code.count("\n", 0, match.start()), f"parameter '{match[1]}' is not declared.")
        used = {match[1] for match in _PARAMETER.finditer(code)}
        for parameter in self._parameters:
            if parameter.name not in used:
                raise self._fail(self._places[f"${parameter.name}"], f"parameter '{parameter.name}' is not used.")
        writes = _WRITES.search(code)
        if writes and self._values["mode"] == "read":
            line = end + code.count("\n", 0, writes.start())
            raise self._fail(line, f"a statement that only reads has no {writes[1].upper()}.")


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
