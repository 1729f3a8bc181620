"""The graph as GraphML, which Gephi, yEd, Cytoscape and networkx read (http://graphml.graphdrawing.org/primer)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from .values import Line, Type, kind_of, survey

Read = Callable[[], Iterator[Line]]
_TYPES = {Type.text: "string", Type.integer: "long", Type.number: "double", Type.truth: "boolean", Type.texts: "string"}
# What XML 1.0 has no way to say.
_UNSAID = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
"""


def write_graphml(read: Read, out: Path) -> None:
    """Nodes are named "Agency:so-y-te.quang-ngai"; lists are JSON, as GraphML has none."""
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.write(HEAD)
        file.writelines(_heads(read))
        file.write('<graph id="nghiavu" edgedefault="directed">\n')
        file.writelines(map(_element, read()))
        file.write("</graph>\n</graphml>\n")


def _heads(read: Read) -> Iterator[str]:
    """A key for every property, for nodes and for relationships apart; text where kinds differ in what they hold."""
    for end, of_nodes in (("node", True), ("edge", False)):
        types = {"labels" if of_nodes else "type": Type.text}
        for kind, columns in survey(read()).items():
            if kind.is_node is of_nodes:
                types |= {
                    name: type_ if types.get(name, type_) is type_ else Type.text for name, type_ in columns.items()
                }
        for name, type_ in types.items():
            yield f'<key id="{end}-{name}" for="{end}" attr.name="{name}" attr.type="{_TYPES[type_]}"/>\n'


def _element(line: Line) -> str:
    if "labels" in line:
        own = quoteattr(_text(f"{kind_of(line).start}:{line['properties']['id']}"))
        return f"<node id={own}>{_data('node', {'labels': ':'.join(line['labels'])} | line['properties'])}</node>\n"
    start, end = (quoteattr(_text(":".join(line[at]))) for at in ("from", "to"))
    data = _data("edge", {"type": line["type"]} | line["properties"])
    return f"<edge source={start} target={end}>{data}</edge>\n"


def _data(end: str, values: dict[str, Any]) -> str:
    return "".join(f'<data key="{end}-{name}">{escape(_text(value))}</data>' for name, value in values.items())


def _text(value: Any) -> str:
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return _UNSAID.sub("\ufffd", said)
