"""What the surroundings say: the one module that reads the environment.

The database is at `NEO4J_URI` when that is set, else embedded in `NGHIAVU_HOME`.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from ingest.errors import InputError


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
    # The service has no accounts, so it is for this machine until someone says otherwise.
    host: str = Field(default="127.0.0.1", validation_alias="NGHIAVU_HOST")
    port: int = Field(default=8000, ge=0, le=65535, validation_alias="NGHIAVU_PORT")


def load_settings() -> Settings:
    """The settings of the environment. Raises InputError for a value that cannot be one."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = "; ".join(f"{one['loc'][0]}: {one['msg']}" for one in error.errors())
        raise InputError(f"The environment has a setting that cannot be read; mend {wrong}.") from error
