"""The only reader of the environment: variables that begin with THIDUA_."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


def _default_home() -> Path:
    return user_data_path("thidua", appauthor=False)


class Settings(BaseSettings):
    """What an operator can set. A variable that is set to nothing counts as not set."""

    model_config = SettingsConfigDict(env_prefix="THIDUA_", env_ignore_empty=True, frozen=True)

    home: Path = Field(default_factory=_default_home, description="folder of the database and the indexes")
    host: str = Field(default="127.0.0.1", description="address of the web chat")
    port: int = Field(default=8000, ge=0, le=65535, description="port of the web chat; 0 takes a free one")

    @field_validator("home")
    @classmethod
    def _expand(cls, home: Path) -> Path:
        """Read ~ as the shell does, which leaves it alone inside quotes and service files."""
        try:
            return home.expanduser()
        except RuntimeError as error:
            raise ValueError(f"{error} for {home}; write the path in full") from error

    @property
    def database(self) -> Path:
        """Give the path of the database."""
        return self.home / "thidua.db"

    @property
    def indexes(self) -> Path:
        """Give the folder of the indexes."""
        return self.home / "index"
