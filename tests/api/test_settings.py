"""The environment is read in one place, and what is empty there is not set."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from api.settings import load_settings
from ingest.errors import InputError


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(("NEO4J_", "NGHIAVU_"))]:
        monkeypatch.delenv(name)


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


def test_lists_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NGHIAVU_CORS_ORIGINS", " https://a.example, http://b.example:8080 ,")
    monkeypatch.setenv("NGHIAVU_API_KEYS", "not-to-be-shown-1,not-to-be-shown-2")
    settings = load_settings()
    assert settings.cors_origins == ("https://a.example", "http://b.example:8080")
    assert [key.get_secret_value() for key in settings.api_keys] == ["not-to-be-shown-1", "not-to-be-shown-2"]
    assert "not-to-be-shown" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("NGHIAVU_CORS_ORIGINS", "a.example", "'a.example' is no origin"),
        ("NGHIAVU_CORS_ORIGINS", "https://a.example/page", "no origin"),
        ("NGHIAVU_LOG_FORMAT", "xml", "NGHIAVU_LOG_FORMAT"),
        ("NGHIAVU_READS_CLOSED", "perhaps", "NGHIAVU_READS_CLOSED"),
    ],
)
def test_a_value_that_cannot_be_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(InputError, match=said) as caught:
        load_settings()
    assert "Value error" not in str(caught.value)
