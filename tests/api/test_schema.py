"""Schemathesis, with all its checks, on every operation that the description of the interface has.

It makes values that fit the description and values that do not, and looks whether the service takes the former and
refuses the latter, answers as described, and never fails. Whoever has time lets it look longer:

    nghiavu serve & st run http://127.0.0.1:8000/openapi.json
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from pydantic import SecretStr
from serving import serving

from api.app import create_app
from api.settings import Settings

FORM = "application/x-www-form-urlencoded"
KEY = "may-read-01234567890"
# The machine that runs the tests has other work too, and a text of 64,000 characters takes its time.
bounded = settings(max_examples=5, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def whole(description: dict[str, Any]) -> dict[str, Any]:
    """The description with the form of /reconcile so that schemathesis leaves its fields whole.

    They hold JSON, as `encoding` says. Of that it reads the style alone, and takes an object apart into fields of its
    own unless the style is none for objects.
    """
    form = description["paths"]["/reconcile"]["post"]["requestBody"]["content"][FORM]
    form["encoding"] = {name: {"style": "spaceDelimited"} for name in form["encoding"]}
    return description


# The description hangs on no graph, so that there is a test an operation before any is started.
described = schemathesis.openapi.from_dict(whole(create_app(Settings()).openapi()))
closed = schemathesis.openapi.from_dict(
    create_app(Settings(NGHIAVU_READS_CLOSED=True, NGHIAVU_READ_KEYS=KEY)).openapi()
).include(path=["/documents", "/documents/{id}", "/resolve", "/metrics", "/healthz"])


@schemathesis.serializer(FORM)
def form(_: schemathesis.SerializationContext, value: Any) -> bytes:
    """The form of /reconcile, whose fields hold JSON."""
    if not isinstance(value, dict):
        return json.dumps(value).encode()
    return urlencode({name: json.dumps(field) for name, field in value.items()}).encode()


@described.parametrize()
@bounded
def test_every_operation_is_as_described(case: schemathesis.Case, service: httpx.Client) -> None:
    case.call_and_validate(base_url=str(service.base_url))


@pytest.fixture(scope="module")
def locked(loaded: object, settings: Settings) -> Iterator[httpx.Client]:
    """A service whose reads are closed."""
    with serving(settings.model_copy(update={"reads_closed": True, "read_keys": (SecretStr(KEY),)})) as client:
        yield client


@closed.parametrize()
@bounded
def test_closed_reads_are_as_described(case: schemathesis.Case, locked: httpx.Client) -> None:
    case.call_and_validate(base_url=str(locked.base_url), headers={"Authorization": f"Bearer {KEY}"})
