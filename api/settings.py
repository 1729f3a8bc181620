"""What the surroundings say: the one module that reads the environment.

The database is at `NEO4J_URI` when that is set, else embedded in `NGHIAVU_HOME`. Everything else has a value that is
right for one person on one machine; a service for others sets `NGHIAVU_HOST` and looks at the rest.

    NGHIAVU_LOG_FORMAT        text, or json: one object a line
    NGHIAVU_CORS_ORIGINS      pages of these origins may read the service: https://a.example, https://b.example, or *
    NGHIAVU_API_KEYS          who may also write: keys of 16 characters or more, with commas between them
    NGHIAVU_API_KEYS_FILE     the same in a file, a key a line; # begins a remark
    NGHIAVU_READ_KEYS         who may only read, which matters when reads are closed
    NGHIAVU_READ_KEYS_FILE    the same in a file
    NGHIAVU_READS_CLOSED      true: whoever has no key may not read either
    NGHIAVU_RATE_LIMIT        how much one caller may ask, such as 120/minute or 10/second; 2000/hour
    NGHIAVU_CYPHER            on: questions may be asked in Cypher of one's own (`api.cypher`)
    NGHIAVU_CYPHER_SECONDS    how long such a question may take: 10
    NGHIAVU_CYPHER_ROWS       how many rows it may give: 1000
"""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from ingest.errors import InputError

_ORIGIN = re.compile(r"\*|https?://[^\s/,]+")

Words = Annotated[tuple[str, ...], NoDecode]
Keys = Annotated[tuple[SecretStr, ...], NoDecode]


class LogFormat(StrEnum):
    """How the log is written: for a person, or for a program."""

    text = "text"
    json = "json"


class Settings(BaseSettings):
    """Read once at the start of a command and handed on; nothing below the edges knows of the environment."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True)

    uri: str | None = Field(default=None, validation_alias="NEO4J_URI")
    user: str = Field(default="neo4j", validation_alias="NEO4J_USER")
    password: SecretStr = Field(default=SecretStr(""), validation_alias="NEO4J_PASSWORD")
    database: str | None = Field(default=None, validation_alias="NEO4J_DATABASE")
    # An address of Neo4j Browser, where a Neo4j serves it elsewhere than by default.
    browser: str | None = Field(default=None, validation_alias="NEO4J_BROWSER")
    home: Path = Field(default=Path(".nghiavu"), validation_alias="NGHIAVU_HOME")
    # Reads are open to whoever reaches the service, so it is for this machine until someone says otherwise.
    host: str = Field(default="127.0.0.1", validation_alias="NGHIAVU_HOST")
    port: int = Field(default=8000, ge=0, le=65535, validation_alias="NGHIAVU_PORT")
    log_format: LogFormat = Field(default=LogFormat.text, validation_alias="NGHIAVU_LOG_FORMAT")
    cors_origins: Words = Field(default=(), validation_alias="NGHIAVU_CORS_ORIGINS")
    api_keys: Keys = Field(default=(), validation_alias="NGHIAVU_API_KEYS")
    api_keys_file: Path | None = Field(default=None, validation_alias="NGHIAVU_API_KEYS_FILE")
    read_keys: Keys = Field(default=(), validation_alias="NGHIAVU_READ_KEYS")
    read_keys_file: Path | None = Field(default=None, validation_alias="NGHIAVU_READ_KEYS_FILE")
    reads_closed: bool = Field(default=False, validation_alias="NGHIAVU_READS_CLOSED")
    rate_limit: str | None = Field(default=None, validation_alias="NGHIAVU_RATE_LIMIT")
    cypher: bool = Field(default=False, validation_alias="NGHIAVU_CYPHER")
    cypher_seconds: float = Field(default=10, gt=0, le=600, validation_alias="NGHIAVU_CYPHER_SECONDS")
    cypher_rows: int = Field(default=1000, ge=1, le=100_000, validation_alias="NGHIAVU_CYPHER_ROWS")

    @field_validator("cors_origins", "api_keys", "read_keys", mode="before")
    @classmethod
    def _separated(cls, value: Any) -> Any:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("cors_origins")
    @classmethod
    def _origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for origin in value:
            if not _ORIGIN.fullmatch(origin):
                raise ValueError(f"'{origin}' is no origin such as https://example.org")
        return value


def load_settings() -> Settings:
    """The settings of the environment. Raises InputError for a value that cannot be one."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = "; ".join(f"{one['loc'][0]}: {one['msg'].removeprefix('Value error, ')}" for one in error.errors())
        raise InputError(f"The environment has a setting that cannot be read; mend {wrong}.") from error
