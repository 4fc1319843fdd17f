"""An office for tests: the desk with the real assistant and people over real databases, and its guests."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bot.answering.rendering import Renderer
from bot.app import App
from bot.dialogue.desk import Desk
from bot.dialogue.means import Means
from bot.dialogue.memory import Memory
from bot.events import Attachment, Button, Chat, Event, Outcome, Post
from bot.messages import Person
from bot.migrations import office
from bot.people.people import People
from bot.people.roles import TERMINAL, Role
from corpus.connections import Connections
from corpus.ingest import ingest

HUNGYEN, HUNGYEN_2023, SCAN, MYHAO, TAYNINH = (
    "hungyen-2025-phat-dong",
    "hungyen-2023-dot-75-nam",
    "hungyen-2025-hoi-nghi-tong-ket",
    "myhao-2025-2030-khcn-chuyen-doi-so",
    "tayninh-2025-phat-dong",
)
PICTURE = b"\x89PNG a picture"


@dataclass
class Clock:
    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Line:
    """The link to a channel: what can be fetched there, and how many are in a group."""

    files: dict[str, bytes] = field(default_factory=dict)
    members: int | None = None

    def fetch(self, file: Attachment) -> bytes:
        return self.files[file.id]

    def count_members(self, chat: str) -> int | None:
        return self.members


class Office:
    """A desk over real stores, with events made short."""

    def __init__(self, app: App, folder: Path, **means: Any) -> None:
        self.app = app
        self.folder = folder
        self.clock = Clock()
        self.line = Line()
        self.connections = Connections.open(folder / "office.db", [office])
        self.memory = Memory.of(self.connections)
        self.people = People(
            self.connections, clock=self.clock, questions_a_minute=1000, chat_questions_a_minute=1000
        )
        self.outbox: dict[str, Post] = {}
        self._keys = itertools.count(1)
        self.desk = self.make_desk(**means)

    def make_desk(self, **means: Any) -> Desk:
        ids = itertools.count(1)
        given: dict[str, Any] = {
            "handle": self.app.assistant.handle, "people": self.people, "plans": self.app.store,
            "memory": self.memory, "ingest": ingest, "say_fact": Renderer().say_fact, "clock": self.clock,
            "new_id": lambda: f"id-{next(ids)}-{self.clock.now:.0f}-{next(self._keys)}",
            "pictures": {"map": lambda *_: PICTURE, "timeline": lambda *_: None},
            "resend": self.outbox.get,
        } | means  # fmt: skip
        return Desk(Means(**given))

    def close(self) -> None:
        self.connections.close()

    def let_in(
        self, account: str, role: Role = "member", name: str = "", groups: Sequence[str] = ()
    ) -> Guest:
        person = Person(channel="test", id=account)
        knock = self.people.ask_in(person, name=name or account, chat=f"chat-{account}", language="")
        self.people.approve(knock.code, by=TERMINAL, role=role, groups=groups)
        return Guest(self, person, name or account)

    def stranger(self, account: str) -> Guest:
        return Guest(self, Person(channel="test", id=account), account)

    def add_plan(self, plan_id: str, source: str) -> None:
        path = self.folder / f"{plan_id}.txt"
        path.write_text(source, encoding="utf-8")
        ingest(path, self.app.store, plan_id=plan_id)

    def do(self, event: Event) -> list[Post]:
        """Respond twice, as if killed after the first time: what is said must be the same."""
        first = self.desk.respond(event, self.line)
        outcome = self.desk.respond(event, self.line)
        if event.command in ("moi", "invite"):  # a new secret each time
            return self._close(outcome)
        assert [plain(post) for post in first.posts] == [plain(post) for post in outcome.posts]
        return self._close(outcome)

    def _close(self, outcome: Outcome) -> list[Post]:
        with self.connections.write():
            outcome.commit()
        return list(outcome.posts)

    def key(self) -> str:
        return str(next(self._keys))


@dataclass
class Guest:
    """Somebody who writes to the assistant, alone or in a group."""

    office: Office
    person: Person
    name: str
    language: str = ""
    group: str = ""
    posts: list[Post] = field(default_factory=list)

    def event(self, kind: str, **fields: Any) -> Event:
        chat = (
            Chat(id=self.group, is_group=True, title="Nhóm")
            if self.group
            else Chat(id=f"chat-{self.person.id}")
        )
        values: dict[str, Any] = {
            "channel": "test", "key": self.office.key(), "kind": kind, "chat": chat, "sender": self.person,
            "name": self.name, "language": self.language, "message": "m1", "at": self.office.clock(),
        }  # fmt: skip
        return Event(**(values | fields))

    def does(self, kind: str, **fields: Any) -> list[Post]:
        self.posts = self.office.do(self.event(kind, **fields))
        return self.posts

    def says(self, text: str, **fields: Any) -> str:
        return self._only(self.does("text", text=text, **fields))

    def commands(self, command: str, text: str = "", **fields: Any) -> str:
        return self._only(self.does("command", command=command, text=text, **fields))

    def presses(self, label: str, **fields: Any) -> str:
        return self._only(self.does("press", button=self.button(label).id, **fields))

    def button(self, label: str) -> Button:
        for post in self.posts:
            for button in (button for row in post.buttons for button in row):
                if label in button.label:
                    return button
        raise AssertionError(f"no button {label!r} among {labels(self.posts)}")

    def into(self, group: str) -> Guest:
        return replace(self, group=group, posts=[])

    def _only(self, posts: Sequence[Post]) -> str:
        mine = [post for post in posts if post.chat == (self.group or f"chat-{self.person.id}")]
        return "\n===\n".join(read(post) for post in mine)


def read(post: Post) -> str:
    return "\n".join(block.text for block in post.blocks)


def labels(posts: Sequence[Post]) -> list[list[str]]:
    return [[button.label for button in row] for post in posts for row in post.buttons]


def plain(post: Post) -> Post:
    """Give a post without the ids of its buttons, which nobody can foretell."""
    rows = tuple(tuple(replace(button, id="") for button in row) for row in post.buttons)
    return replace(post, buttons=rows)
