"""Names as strangers give them, made harmless: they are shown to administrators and in terminals. Pure."""

from __future__ import annotations

import unicodedata

from bot.errors import BadGroup

_LONGEST = 64


def clean_name(text: str) -> str:
    """Take out what is not seen or would steer a terminal or the direction of writing, and shorten."""
    seen = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in text)
    return " ".join(unicodedata.normalize("NFC", seen).split())[:_LONGEST].strip()


def clean_language(text: str) -> str:
    """Give the language if it is one that the assistant speaks, else ""."""
    language = text.lower()[:2]
    return language if language in {"vi", "en"} else ""


def clean_group(text: str) -> str:
    """Give the name of a group in the one form in which it is kept and compared. Raises BadGroup."""
    name = clean_name(text).casefold()
    if not name:
        raise BadGroup("a group of people needs a name, such as: kế toán")
    if len(text) > _LONGEST:
        raise BadGroup(f"the name of a group has at most {_LONGEST} letters; shorten “{name[:20]}…”")
    return name
