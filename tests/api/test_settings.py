"""The environment is read in one place, and what is empty there is not set."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.settings import load_settings
from ingest.errors import InputError

NAMES = ("URI", "USER", "PASSWORD", "DATABASE")


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*(f"NEO4J_{name}" for name in NAMES), "NGHIAVU_HOME", "NGHIAVU_HOST", "NGHIAVU_PORT"):
        monkeypatch.delenv(name, raising=False)


def test_without_an_environment_all_is_local() -> None:
    settings = load_settings()
    assert (settings.uri, settings.home, settings.host, settings.port) == (None, Path(".nghiavu"), "127.0.0.1", 8000)


def test_an_empty_value_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", "")
    monkeypatch.setenv("NGHIAVU_PORT", "")
    assert (load_settings().uri, load_settings().port) == (None, 8000)


def test_the_password_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "not-to-be-shown")
    assert "not-to-be-shown" not in repr(load_settings())
    assert load_settings().password.get_secret_value() == "not-to-be-shown"


@pytest.mark.parametrize("port", ["many", "-1", "65536"])
def test_a_port_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("NGHIAVU_PORT", port)
    with pytest.raises(InputError, match="NGHIAVU_PORT"):
        load_settings()
