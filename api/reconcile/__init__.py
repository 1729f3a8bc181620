"""Reconciliation as OpenRefine asks for it: the Reconciliation Service API 0.2 of the W3C's community group."""

from __future__ import annotations

from .routes import router

__all__ = ["router"]
