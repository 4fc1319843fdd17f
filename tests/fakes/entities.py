"""Texts as the platform reads them: parse_mode HTML, what is shown of it, and its entities.

The words of the errors are those of the platform's own parser, and offsets in them count bytes of UTF-8;
offsets and lengths of entities count units of UTF-16.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from tests.fakes.refusals import Refusal, bad_request

Entity = dict[str, Any]

MOST_ENTITIES = 100
_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_SOLID = {"code", "pre"}
_QUOTES = {"blockquote", "expandable_blockquote"}
_ARGUMENTS = {
    ("a", "href"): "",
    ("code", "class"): "language-",
    ("span", "class"): "tg-",
    ("tg-emoji", "emoji-id"): "",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#(?:x([0-9A-Fa-f]+)|([0-9]+))|([A-Za-z]+));?")
_PLAIN = re.compile(r"[^<&]+")
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE_NAME = re.compile(r"[^\s=>/\"']*")
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_BLANKS = re.compile(r"\s*")
# Signs that the platform takes away: carriage returns and what turns the direction of writing round.
_REMOVED = re.compile("[\r\u2028-\u202e]")
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f]")


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    start: int


def utf16_length(text: str) -> int:
    """Count the UTF-16 units of a text."""
    return len(text) + sum(1 for letter in text if letter > "\uffff") if not text.isascii() else len(text)


def read_text(text: str, parse_mode: str, explicit: list[Entity] | None) -> tuple[str, list[Entity]]:
    """Return a text as it is shown and its entities; 400 where the platform cannot parse it."""
    text = _CONTROLS.sub(" ", _REMOVED.sub("", text))
    if not parse_mode:
        return _trimmed(text, list(explicit or []))
    if parse_mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    return _trimmed(*parse_html(text))


def parse_html(text: str) -> tuple[str, list[Entity]]:
    """Return what is shown of HTML and its entities, not trimmed."""
    return _Parser(text).parse()


class _Parser:
    """Go once through a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._shown: list[str] = []
        self._units = 0
        self._open: list[_Open] = []
        self._found: list[Entity] = []

    def parse(self) -> tuple[str, list[Entity]]:
        while self._at < len(self._text):
            if plain := _PLAIN.match(self._text, self._at):
                self._show(plain.group())
                self._at = plain.end()
            elif self._text[self._at] == "&":
                self._show(self._reference())
            elif self._text.startswith("</", self._at):
                self._close_tag()
            else:
                self._open_tag()
        if self._open:
            tag = self._open[-1].tag
            raise _unparsable(f'Can\'t find end tag corresponding to start tag "{tag}"')
        return "".join(self._shown), _settled(self._found)

    def _show(self, text: str) -> None:
        self._shown.append(text)
        self._units += utf16_length(text)

    def _reference(self) -> str:
        """Read the sign that a reference names, or the "&" itself where it names none."""
        found = _REFERENCE.match(self._text, self._at)
        letter = _referred(found) if found else None
        self._at = found.end() if found and letter else self._at + 1
        return letter or "&"

    def _open_tag(self) -> None:
        begin = self._at
        self._at = _end(_TAG_NAME, self._text, begin + 1)
        if self._at == len(self._text):
            raise self._error("Unclosed start tag", begin)
        tag = self._text[begin + 1 : self._at].lower()
        if tag not in _TYPES:
            raise self._error(f'Unsupported start tag "{tag}"', begin)
        argument = ""
        while True:
            self._at = _end(_BLANKS, self._text, self._at)
            if self._at == len(self._text):
                raise self._error(f'Unclosed start tag "{tag}"', begin)
            if self._text[self._at] == ">":
                break
            argument = self._attribute(tag, begin) or argument
        if tag == "span" and argument != "spoiler":
            raise self._error('Tag "span" must have class "tg-spoiler"', begin)
        self._at += 1
        self._open.append(_Open(tag, argument, self._units, len(self._shown)))

    def _attribute(self, tag: str, begin: int) -> str:
        """Read one attribute and return what it says, "" where it says nothing to this tag."""
        end = _end(_ATTRIBUTE_NAME, self._text, self._at)
        name = self._text[self._at : end].lower()
        if not name:
            raise self._error(f'Empty attribute name in the tag "{tag}"', begin)
        self._at = _end(_BLANKS, self._text, end)
        value = ""
        if self._text.startswith("=", self._at):
            self._at = _end(_BLANKS, self._text, self._at + 1)
            if self._at == len(self._text):
                raise self._error(f'Unclosed start tag "{tag}"', begin)
            value = self._value(begin)
        if (tag, name) == ("blockquote", "expandable"):
            return name
        prefix = _ARGUMENTS.get((tag, name))
        return value.removeprefix(prefix) if prefix is not None and value.startswith(prefix) else ""

    def _value(self, begin: int) -> str:
        mark = self._text[self._at]
        if mark in "\"'":
            end = self._text.find(mark, self._at + 1)
            if end < 0 or end + 1 == len(self._text):
                raise self._error("Unclosed start tag", begin)
            raw = self._text[self._at + 1 : end]
            self._at = end + 1
            return _REFERENCE.sub(lambda found: _referred(found) or found.group(), raw)
        start = self._at
        self._at = _end(_TOKEN, self._text, start)
        if not self._text[self._at : self._at + 1].isspace() and not self._text.startswith(">", self._at):
            raise self._error("Unexpected end of name token", start)
        return self._text[start : self._at].lower()

    def _close_tag(self) -> None:
        begin = self._at
        if not self._open:
            raise self._error("Unexpected end tag", begin)
        end = _end(_TAG_NAME, self._text, begin + 2)
        name = self._text[begin + 2 : end].lower()
        self._at = _end(_BLANKS, self._text, end)
        if not self._text.startswith(">", self._at):
            raise self._error("Unclosed end tag", begin)
        opened = self._open.pop()
        if name and name != opened.tag:
            raise self._error("Unmatched end tag", begin, f', expected "</{opened.tag}>", found "</{name}>"')
        self._at += 1
        if self._units > opened.offset:
            self._found.extend(_entity(opened, self._units, "".join(self._shown[opened.start :])))

    def _error(self, what: str, at: int, rest: str = "") -> Refusal:
        return _unparsable(f"{what} at byte offset {len(self._text[:at].encode())}{rest}")


def _unparsable(reason: str) -> Refusal:
    return bad_request(f"can't parse entities: {reason}")


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _referred(found: re.Match[str]) -> str | None:
    hexadecimal, decimal, named = found.groups()
    if named:
        return _NAMED.get(named)
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if not 0 < code < 0x10FFFF or len(found.group().rstrip(";")) >= 10:
        return None
    if 0xD800 <= code < 0xE000:
        raise _unparsable(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return chr(code)


def _entity(opened: _Open, end: int, shown: str) -> list[Entity]:
    place = {"offset": opened.offset, "length": end - opened.offset}
    kind = _TYPES[opened.tag]
    if kind == "text_link":
        url = _link(opened.argument or shown)
        return [{"type": kind, **place, "url": url}] if url else []
    if kind == "custom_emoji":
        if not opened.argument.isdecimal():
            raise _unparsable("Invalid custom emoji identifier specified")
        return [{"type": kind, **place, "custom_emoji_id": opened.argument}]
    if kind == "blockquote" and opened.argument:
        return [{"type": "expandable_blockquote", **place}]
    if kind == "code" and opened.argument:
        return [{"type": kind, **place, "language": opened.argument}]
    return [{"type": kind, **place}]


def _link(url: str) -> str:
    """Return a link in full, "" for what leads nowhere."""
    if re.match(r"(?:tg|mailto|tel):", url):
        return url
    found = re.fullmatch(r"(https?://)?([^\s/?#]+\.[^\s/?#]+|localhost(?::\d+)?)(\S*)", url.strip())
    if not found or url != url.strip():
        return ""
    scheme, host, rest = found.groups()
    return f"{scheme or 'http://'}{host}{rest if rest.startswith('/') else '/' + rest}"


def _settled(found: list[Entity]) -> list[Entity]:
    """Put entities in order, and leave out those that the platform lets not stand inside others."""
    ordered = sorted(found, key=lambda entity: (entity["offset"], -entity["length"], entity["type"] != "pre"))
    kept: list[Entity] = []
    for entity in ordered:
        around = [other for other in kept if _covers(other, entity)]
        if solid := next((other for other in around if other["type"] in _SOLID), None):
            same = (solid["offset"], solid["length"]) == (entity["offset"], entity["length"])
            if same and {solid["type"], entity["type"]} == _SOLID and "language" in entity:
                solid["language"] = entity["language"]
        elif entity["type"] not in _QUOTES or not any(other["type"] in _QUOTES for other in around):
            kept.append(entity)
    for entity in kept:
        if entity["type"] == "code":
            entity.pop("language", None)
    return kept


def _covers(outer: Entity, inner: Entity) -> bool:
    return bool(inner["offset"] + inner["length"] <= outer["offset"] + outer["length"])


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Take blanks off both ends; of the entities, keep as many as the platform does."""
    shown = text.strip()
    cut, most = utf16_length(text[: len(text) - len(text.lstrip())]), utf16_length(shown)
    kept = []
    for entity in entities:
        start = max(0, entity["offset"] - cut)
        end = min(most, entity["offset"] + entity["length"] - cut)
        if end > start:
            kept.append(entity | {"offset": start, "length": end - start})
    return shown, kept[:MOST_ENTITIES]
