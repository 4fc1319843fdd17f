"""What a message says, in words: the text without the mention of the assistant, the command, and to whom."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.channels.telegram_commands import COMMANDS
from bot.channels.telegram_shapes import child, children, clean, number, words
from corpus.text import fold

# Telegram sends no longer text; what is longer than a question may be stays so, and is told to be too long.
LONGEST_TEXT = 4096
# Read of a text of any length: enough that what is left of it without unseen signs is still too long.
_LONGEST_READ = 2 * LONGEST_TEXT
_COMMAND = re.compile(r"/(?P<name>\w{1,32})(?:@(?P<to>\w+))?(?:\s+(?P<rest>.*))?", re.DOTALL)


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What a message says: `command` without its sign and in small letters, `text` the rest."""

    text: str = ""
    command: str = ""
    is_addressed: bool = False
    has_text: bool = False


def read_said(body: Mapping[str, object], my_id: int, my_name: str) -> Said:
    """Read the text or the caption of a message, and whether a group means the assistant by it."""
    raw, entities = words(body, "text"), children(body, "entities")
    if not raw:
        raw, entities = words(body, "caption"), children(body, "caption_entities")
    text, is_mentioned = _take_out_mentions(raw[:_LONGEST_READ], entities, my_id, my_name)
    text = clean(text).strip()[:LONGEST_TEXT]
    answered = number(child(child(body, "reply_to_message"), "from"), "id")
    said = Said(
        text=text, is_addressed=is_mentioned or answered == my_id, has_text=bool(text) or is_mentioned
    )
    return said if _is_borrowed(body) else _read_command(said, my_name)


def _is_borrowed(body: Mapping[str, object]) -> bool:
    """Tell whether somebody else wrote a message: a command in it is not the sender's."""
    return any(body.get(field) for field in ("forward_origin", "forward_date", "forward_from", "via_bot"))


def _read_command(said: Said, my_name: str) -> Said:
    """Find the command that a text begins with. One without a name may mean another program in the group."""
    found = _COMMAND.fullmatch(said.text)
    if found is None or (found["to"] and found["to"].casefold() != my_name.casefold()):
        return said
    name = fold(found["name"])
    is_known = name in COMMANDS
    # "/hỏi" is typed for "/hoi"; what is no command of anybody is a text.
    if not is_known and not found["name"].isascii():
        return said
    return Said(
        text=(found["rest"] or "").strip(),
        command=name,
        is_addressed=said.is_addressed or is_known or bool(found["to"]),
        has_text=True,
    )


def _take_out_mentions(
    text: str, entities: Sequence[Mapping[str, object]], my_id: int, my_name: str
) -> tuple[str, bool]:
    """Take the mentions of the assistant out of a text; entities count in UTF-16 units."""
    units = text.encode("utf-16-le", "surrogatepass")
    spans = sorted(
        {span for each in entities if (span := _mention(each, units, my_id, my_name))}, reverse=True
    )
    for start, end in spans:
        units = units[:start] + units[end:]
    return units.decode("utf-16-le", "surrogatepass"), bool(spans)


def _mention(entity: Mapping[str, object], units: bytes, my_id: int, my_name: str) -> tuple[int, int] | None:
    """Give where a mention of the assistant stands, in bytes; None where the entity is none."""
    offset, length = number(entity, "offset"), number(entity, "length")
    if offset is None or length is None or offset < 0 or length < 1 or 2 * (offset + length) > len(units):
        return None
    span = (2 * offset, 2 * (offset + length))
    if entity.get("type") == "text_mention":
        return span if number(child(entity, "user"), "id") == my_id else None
    if entity.get("type") != "mention" or not my_name:
        return None
    shown = units[slice(*span)].decode("utf-16-le", "replace")
    return span if shown.casefold() == f"@{my_name}".casefold() else None
