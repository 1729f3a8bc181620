"""The spaCy pipeline: underthesea cuts the words, the finders are its components."""

from __future__ import annotations

from .components import pipeline
from .page import highlight

__all__ = ["highlight", "pipeline"]
