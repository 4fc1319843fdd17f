"""A stage for delivery: a channel that is a list, a desk that repeats, a clock that tests set."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.delivery.sender import DOUBT
from bot.delivery.workers import Office
from bot.events import Acknowledge, Attachment, Block, Chat, Event, Link, Outcome, Post, Take
from bot.messages import Person
from bot.migrations import office as steps
from bot.store.inbox import Inbox
from bot.store.outbox import Outbox
from corpus.connections import Connections


class Clock:
    """Seconds that go by only when told."""

    def __init__(self, now: float = 1_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def open_office(folder: Path, clock: Callable[[], float]) -> Office:
    connections = Connections.open(folder / "office.db", [steps])
    return Office(connections=connections, inbox=Inbox(connections, clock), outbox=Outbox(connections, clock))


def said(key: str, text: str = "", chat: str = "7") -> Event:
    return Event(
        channel="stage", key=key, kind="text", chat=Chat(id=chat), text=text or key,
        sender=Person(channel="stage", id=chat),
    )  # fmt: skip


def post(text: str, chat: str = "7", *, important: bool = False) -> Post:
    return Post(channel="stage", chat=chat, blocks=(Block(text=text),), important=important)


def text_of(one: Post) -> str:
    return "\n".join(block.text for block in one.blocks)


@dataclass
class Stage:
    """A channel that shows what was sent; `results` says for each send in turn what becomes of it."""

    name: str = "stage"
    is_direct: bool = False
    heard: float = 0.0
    results: list[Exception | None] = field(default_factory=list)
    sent: list[Post] = field(default_factory=list)
    typing: list[str] = field(default_factory=list)
    incoming: Sequence[Sequence[Event]] = ()
    files: dict[str, bytes] = field(default_factory=dict)
    hold: asyncio.Event | None = None

    def parts(self, post: Post) -> Sequence[Post]:
        return [replace(post, blocks=(block,)) for block in post.blocks]

    async def send(self, post: Post) -> str:
        if self.hold is not None:
            await self.hold.wait()
        self.sent.append(post)
        result = self.results.pop(0) if self.results else None
        if result is not None:
            raise result
        return f"m{len(self.sent)}"

    async def fetch(self, file: Attachment) -> bytes:
        return self.files[file.id]

    async def count_members(self, chat: str) -> int | None:
        return 3

    async def show_typing(self, event: Event) -> None:
        self.typing.append(event.key)

    async def receive(self, take: Take, acknowledge: Acknowledge) -> None:
        for events in self.incoming:
            await take(events)
        await asyncio.Event().wait()

    async def close(self) -> None: ...

    def texts(self) -> list[str]:
        return [text_of(one) for one in self.sent]


class Parrot:
    """A desk that repeats each text; `trouble` maps a text to the exceptions that it raises in turn."""

    def __init__(self, trouble: dict[str, list[Exception]] | None = None) -> None:
        self.trouble = trouble or {}
        self.heard: list[str] = []
        self.stored: list[str] = []
        self.at_once = self.most_at_once = 0
        self.told: list[tuple[str, ...]] = []
        self.tidied = 0
        self.beside: tuple[Post, ...] = ()
        self._lock = threading.Lock()
        self.during: Callable[[Event, Link], Iterable[str]] = lambda event, _: [event.text]

    def respond(self, event: Event, link: Link) -> Outcome:
        with self._lock:
            self.heard.append(event.text)
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            if problems := self.trouble.get(event.text):
                raise problems.pop(0)
            words = self.during(event, link)
            posts = tuple(post(word, event.chat.id) for word in words)
            return Outcome(posts=(*posts, *self.beside), commit=lambda: self.stored.append(event.key))
        finally:
            with self._lock:
                self.at_once -= 1

    def give_up(self, event: Event, reference: str) -> Outcome:
        return Outcome(posts=(post(f"given up {event.text}", event.chat.id),))

    def tidy(self) -> None:
        self.tidied += 1

    def acknowledge(self, event: Event) -> str:
        return ""

    def mark(self, one: Post) -> Post:
        mark = Block(text="(again)")
        return replace(one, blocks=(mark, *(block for block in one.blocks if block != mark)))

    def ask_whether_arrived(self, row_id: int, one: Post) -> Post | None:
        if one.kind == DOUBT:
            return None
        return replace(one, blocks=(Block(text=f"did “{text_of(one)}” arrive?"),), kind=DOUBT)

    def blocked(self, channel: str, chat: str) -> None:
        self.told.append(("blocked", channel, chat))

    def moved(self, channel: str, old: str, new: str) -> None:
        self.told.append(("moved", channel, old, new))


def is_settled(office: Office) -> Callable[[], bool]:
    return lambda: office.inbox.newest() > 0 and not office.inbox.count_waiting() and not unsettled(office)


def unsettled(office: Office) -> int:
    return sum(count for state, count in office.outbox.count().items() if state in {"waiting", "sending"})
