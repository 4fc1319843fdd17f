"""The last replies: in a meeting, many people ask the same."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import date
from typing import NamedTuple

from bot.messages import Language, Reply

# Replies take about 10 kB each. What is longer than any question is rarely sent twice.
MOST_REMEMBERED = 512
_LONGEST = 4_000


class Asked(NamedTuple):
    """All that a reply depends on, so not who asks.

    `scope` are the loaded plans that the asker may see, None where that is all; `state` is the fingerprint of
    the plans; on another `day`, other changes of the law are told.
    """

    text: str
    previous: str | None
    plan: str | None
    scope: frozenset[str] | None
    state: str
    day: date
    language: Language | None = None


class RememberedReplies:
    """At most so many replies, those asked for last; safe to use from several threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._replies: OrderedDict[Asked, Reply] = OrderedDict()

    def recall(self, asked: Asked) -> Reply | None:
        """Give the reply to what was asked before, None where it is not remembered."""
        with self._lock:
            reply = self._replies.get(asked)
            if reply is not None:
                self._replies.move_to_end(asked)
            return reply

    def keep(self, asked: Asked, reply: Reply) -> None:
        """Remember a reply; the one that was not asked for longest makes room."""
        if len(asked.text) + len(asked.previous or "") + len(asked.plan or "") > _LONGEST:
            return
        with self._lock:
            self._replies[asked] = reply
            self._replies.move_to_end(asked)
            while len(self._replies) > self._most:
                self._replies.popitem(last=False)
