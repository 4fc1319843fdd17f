"""Events and posts as the text of a row, and back."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from functools import cache

from pydantic import TypeAdapter

from bot.events import Event, Post


def encode_event(event: Event) -> str:
    """Give an event as JSON; halves of characters, which no file takes, are replaced."""
    return _whole(json.dumps(asdict(event), ensure_ascii=False))


def decode_event(body: str) -> Event:
    """Give the event of a row. Raises ValueError."""
    return _events().validate_json(body)


def encode_post(post: Post) -> str:
    """Give a post as JSON without its picture, which has a column of its own."""
    return _whole(json.dumps(asdict(replace(post, picture=None)), ensure_ascii=False))


def decode_post(body: str, picture: bytes | None) -> Post:
    """Give the post of a row. Raises ValueError."""
    return replace(_posts().validate_json(body), picture=picture)


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


@cache
def _events() -> TypeAdapter[Event]:
    return TypeAdapter(Event)


@cache
def _posts() -> TypeAdapter[Post]:
    return TypeAdapter(Post)
