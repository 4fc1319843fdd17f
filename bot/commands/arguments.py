"""Settings for a command, where what is set badly is bad use."""

from __future__ import annotations

import typer
from pydantic import ValidationError

from bot.settings import Settings


def read_settings(**chosen: object) -> Settings:
    """Read what is set, with what the arguments choose in its place. Raises BadParameter."""
    try:
        return Settings(**chosen)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(map(str, first["loc"])).upper()
        raise typer.BadParameter(f"THIDUA_{name}: {first['msg']}") from error
