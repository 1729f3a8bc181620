"""The resources of the service: lists with filters, single things, what is around them, and what changes them."""

from __future__ import annotations

from fastapi import APIRouter

from . import agencies, changes, documents, nodes, obligations, places, provisions

__all__ = ["router"]

router = APIRouter()
# What a path ends in stands before the thing itself, whose id may hold slashes; each module sees to that for its own.
for _part in (changes, documents, agencies, obligations, places, provisions, nodes):
    router.include_router(_part.router)
