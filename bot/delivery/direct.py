"""Direct: questions whose answer goes back in the request that asked, as in the web chat.

The question is in the inbox before it is answered, and the answer is stored in the transaction that closes
it. So a browser that lost its connection, or a server that was killed, costs nothing: the same question under
the same key gets the same answer, made once.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from bot.errors import StillAnswering
from bot.events import Block, Chat, Event, Post
from bot.messages import Message, Reply

if TYPE_CHECKING:
    from bot.delivery.workers import Office
    from bot.messages import Handler

WAIT_SECONDS, LONGEST_WAIT_SECONDS = 0.05, 20.0

Record = Callable[[Message, Reply], None]


class Direct:
    """Answer messages under their keys; `record` notes who asked what, in the transaction of the answer."""

    def __init__(self, office: Office, handle: Handler, record: Record, *, owner: str) -> None:
        self._office = office
        self._handle = handle
        self._record = record
        self._owner = owner

    def handle(self, message: Message) -> Reply:
        """Answer a message, or give the answer that it got before.

        Raises StillAnswering where another request for the same answer takes very long, and what the
        assistant and the stores raise.
        """
        event = _event(message)
        self._office.inbox.add([event])
        for _ in range(round(LONGEST_WAIT_SECONDS / WAIT_SECONDS)):
            if answered := self._office.outbox.find_answer(event.channel, event.key):
                return _read(answered)
            row_id = self._office.inbox.claim_key(self._owner, event.channel, event.key)
            if row_id is not None:
                return self._answer(row_id, message)
            time.sleep(WAIT_SECONDS)
        raise StillAnswering("This question is still being answered; ask again in a moment.")

    def _answer(self, row_id: int, message: Message) -> Reply:
        try:
            reply = self._handle(message)
        except Exception as error:
            # Whoever asks again under this key is answered anew.
            self._office.inbox.put_off(row_id, self._owner, seconds=0, problem=type(error).__name__)
            raise
        with self._office.connections.write():
            if self._office.inbox.close(row_id, self._owner):
                self._record(message, reply)
                self._office.outbox.add_answer(_post(message, reply), inbox_id=row_id)
        return reply


def _event(message: Message) -> Event:
    """Make the event of a question; one key stands for one question only, whatever a browser sends."""
    said = json.dumps([message.key, message.text, message.previous, message.plan])
    digest = hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()
    return Event(
        channel=message.person.channel,
        key=digest if message.key else secrets.token_hex(16),
        kind="text",
        chat=Chat(id=message.person.id),
        sender=message.person,
        text=message.text,
        at=time.time(),
    )


def _post(message: Message, reply: Reply) -> Post:
    body = json.dumps(asdict(reply), ensure_ascii=False)
    return Post(
        channel=message.person.channel, chat=message.person.id, kind="direct", blocks=(Block(text=body),)
    )


def _read(post: Post) -> Reply:
    return _replies().validate_json(post.blocks[0].text)


@cache
def _replies() -> TypeAdapter[Reply]:
    return TypeAdapter(Reply)
