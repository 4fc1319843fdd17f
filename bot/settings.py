"""The only reader of the environment: variables that begin with THIDUA_."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_data_path
from pydantic import BeforeValidator, Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


def _default_home() -> Path:
    return user_data_path("thidua", appauthor=False)


def _read_prompt(text: str | None) -> str | None:
    """Take the word none for an empty prompt, as a variable that is set to nothing counts as not set."""
    return "" if text is not None and text.strip().lower() == "none" else text


Backend = Literal["torch", "onnx"]
Prompt = Annotated[str | None, BeforeValidator(_read_prompt)]


class Settings(BaseSettings):
    """What an operator can set. A variable that is set to nothing counts as not set."""

    model_config = SettingsConfigDict(env_prefix="THIDUA_", env_ignore_empty=True, frozen=True)

    home: Path = Field(default_factory=_default_home, description="folder of the database and the indexes")
    host: str = Field(default="127.0.0.1", description="address of the web chat")
    port: int = Field(default=8000, ge=0, le=65535, description="port of the web chat; 0 takes a free one")

    keep_questions_days: int = Field(
        default=90, ge=0, le=36_500, description="days that the words of questions are kept; 0 keeps none"
    )
    rate_person: int = Field(default=20, ge=1, description="questions a minute of one person")
    rate_chat: int = Field(default=40, ge=1, description="questions a minute in one chat")

    encoder: str = Field(
        default="", description="encoder in place of the embedded one: a folder, or a name on the hub"
    )
    encoder_backend: Backend = Field(default="torch", description="what runs the encoder: torch or onnx")
    encoder_query_prompt: Prompt = Field(
        default=None, description='what goes before a question (default: the model\'s own; "none": nothing)'
    )
    encoder_document_prompt: Prompt = Field(
        default=None, description='what goes before a passage (default: the model\'s own; "none": nothing)'
    )
    encoder_max_length: int | None = Field(
        default=None, ge=8, description="tokens of a text that the encoder reads (default: all that it can)"
    )
    encoder_batch_size: int = Field(default=32, ge=1, description="texts that the encoder reads at a time")
    reranker: str = Field(
        default="", description="cross-encoder that reads the best passages again: a folder or a hub name"
    )
    reranker_backend: Backend = Field(default="torch", description="what runs the reranker: torch or onnx")
    reranker_max_length: int | None = Field(
        default=None, ge=8, description="tokens of question and passage that the reranker reads"
    )
    reranker_batch_size: int = Field(default=32, ge=1, description="passages that it reads at a time")

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
    def office(self) -> Path:
        """Give the path of the database of people and messages."""
        return self.home / "office.db"

    @property
    def indexes(self) -> Path:
        """Give the folder of the indexes."""
        return self.home / "index"
