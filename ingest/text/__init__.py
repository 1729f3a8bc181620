"""A text and its parts: the mask, the blocks, and the path under which each block is cited.

paragraphs   lines put together
labels       lines such as "Đơn vị chủ trì: Sở X."
outline      kinds and paths
layout       mask, blocks, look-ups
"""

from __future__ import annotations

from .labels import Label, label_kind, labels_in
from .layout import Block, Layout, Source, decode_source, lay_out, mask, read_source
from .paragraphs import row_cells

__all__ = [
    "Block",
    "Label",
    "Layout",
    "Source",
    "decode_source",
    "label_kind",
    "labels_in",
    "lay_out",
    "mask",
    "read_source",
    "row_cells",
]
