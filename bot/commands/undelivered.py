"""undelivered: what reached nobody, or may not have, with the number that the person was told."""

from __future__ import annotations

from datetime import datetime

from bot.app import OFFICE_ZONE, open_boxes
from bot.commands.terminal import write, write_json
from bot.settings import Settings

_FORGOTTEN = "somebody forgotten"
_WORDS = {"dead": "not answered", "failed": "not delivered", "ambiguous": "perhaps not delivered"}


def list_undelivered(settings: Settings, *, as_json: bool) -> None:
    """Write what was given up in the last seven days, the oldest first; nothing where there is none."""
    with open_boxes(settings) as boxes:
        lost = boxes.undelivered()
    for one in lost:
        at = datetime.fromtimestamp(one.at, OFFICE_ZONE)
        if as_json:
            write_json(
                {
                    "at": at.isoformat(timespec="seconds"),
                    "reference": one.reference,
                    "what": _WORDS[one.state],
                    "chat": one.lane,
                    "kind": one.kind,
                    "problem": one.problem,
                }
            )
            continue
        reference = f" {one.reference}" if one.reference else ""
        problem = "".join(letter if letter.isprintable() else " " for letter in one.problem)
        write(
            f"{at:%Y-%m-%d %H:%M:%S}{reference}  {one.lane or _FORGOTTEN}: {one.kind or 'message'}"
            f" {_WORDS[one.state]}{f': {problem}' if problem else ''}"
        )
