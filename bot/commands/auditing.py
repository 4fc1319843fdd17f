"""audit: who asked what, which citations, who changed what."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.app import OFFICE_ZONE, open_office
from bot.commands.terminal import write, write_json
from bot.settings import Settings

_SOMEBODY = "somebody"


def export_audit(settings: Settings, since: datetime | None, *, as_json: bool) -> None:
    """Write what was done since the beginning of a day in the office's zone, the oldest first."""
    start = since.replace(tzinfo=OFFICE_ZONE).timestamp() if since else 0.0
    with open_office(settings) as people:
        for entry in people.audit.export(start):
            at = datetime.fromtimestamp(entry["at"], OFFICE_ZONE)
            if as_json:
                write_json({**entry, "at": at.isoformat(timespec="seconds")})
            else:
                write(_line(f"{at:%Y-%m-%d %H:%M:%S}", entry))


def _line(at: str, entry: Mapping[str, Any]) -> str:
    about = f" → {_name(entry['about'])}" if entry["about"] else ""
    details = "".join(f"; {key}: {_text(value)}" for key, value in entry["detail"].items() if value)
    return f"{at}  {_name(entry['who'])}: {entry['action']}{about}{details}"


def _name(who: Mapping[str, str] | None) -> str:
    if who is None:
        return _SOMEBODY
    account = f"{who['channel']}:{who['id']}"
    return f"{who['name']} ({account})" if who["name"] else account


def _text(value: object) -> str:
    """Give a value in one line without what would steer the terminal."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
