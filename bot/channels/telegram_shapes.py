"""Fields of JSON that may be missing or of a wrong type, and text as strangers send it, made safe to keep."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.events import Chat
from bot.messages import Person
from corpus.text import nfc

CHANNEL = "telegram"
_GROUPS = ("group", "supergroup")
_LONGEST_NAME, _LONGEST_LANGUAGE = 128, 35
_LARGEST_NUMBER = 1 << 63
# What nobody sees: controls, and marks that turn the order of the letters around them, by which a name in a
# list of people could pass for another line of it. The joiners of emoji and of Indic letters stay.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufff9-\ufffb]"
)
_NOTHING: Mapping[str, object] = {}


def child(value: object, name: str) -> Mapping[str, object]:
    """Give the object that a field holds; an empty one where it holds none."""
    found = value.get(name) if isinstance(value, Mapping) else None
    return found if isinstance(found, Mapping) else _NOTHING


def children(value: object, name: str) -> Sequence[Mapping[str, object]]:
    """Give the objects in the list that a field holds."""
    found = value.get(name) if isinstance(value, Mapping) else None
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def number(value: Mapping[str, object], name: str) -> int | None:
    """Give the whole number that a field holds; None where it holds none that a database can keep."""
    found = value.get(name)
    if not isinstance(found, int) or isinstance(found, bool):
        return None
    return found if -_LARGEST_NUMBER < found < _LARGEST_NUMBER else None


def words(value: Mapping[str, object], name: str) -> str:
    """Give the text that a field holds, untouched; "" where it holds none."""
    found = value.get(name)
    return found if isinstance(found, str) else ""


def clean(text: str) -> str:
    """Give a text in NFC, without signs that nobody sees, halves of characters replaced."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _UNSEEN.sub("", nfc(whole))


def clean_line(text: str, longest: int) -> str:
    """Give a text as one line of at most so many characters."""
    return " ".join(clean(text[: 4 * longest]).split())[:longest].strip()


def read_chat(body: Mapping[str, object]) -> Chat | None:
    """Read a chat with a person or of a group; None for anything else, such as a channel."""
    number_of_chat, kind = number(body, "id"), body.get("type")
    if number_of_chat is None or (kind != "private" and kind not in _GROUPS):
        return None
    title = clean_line(words(body, "title"), _LONGEST_NAME)
    is_group = kind in _GROUPS
    # A group that has a name can be opened by everybody.
    is_public = is_group and bool(body.get("username") or body.get("active_usernames"))
    return Chat(id=str(number_of_chat), is_group=is_group, title=title, is_public=is_public)


def read_person(body: Mapping[str, object]) -> Person | None:
    """Read who somebody is; None where that is not said."""
    number_of_person = number(body, "id")
    return None if number_of_person is None else Person(channel=CHANNEL, id=str(number_of_person))


def read_name(body: Mapping[str, object]) -> str:
    """Read what somebody is called."""
    return clean_line(
        f"{words(body, 'first_name')[:999]} {words(body, 'last_name')[:999]}", _LONGEST_NAME
    ) or clean_line(words(body, "username"), _LONGEST_NAME)


def read_language(body: Mapping[str, object]) -> str:
    """Read the language of somebody's program, such as "vi" or "en-GB"; "" where it is not told."""
    return clean_line(words(body, "language_code"), _LONGEST_LANGUAGE)
