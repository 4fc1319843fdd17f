"""A loopback server that speaks Telegram's Bot API as the platform does. READ THIS FIRST.

In the loop of a test:

    async with BotApi() as api:
        bot = telegram.Bot(api.token, base_url=api.base_url, base_file_url=api.base_file_url)
        api.deliver(message_update("xin chào", person(7)))

As a process of its own (`python -m tests.fakes --port 0`), so that a bot can be killed while the platform
goes on: `BotApiProcess` in process.py starts and rules it.
Only parse_mode HTML is known. Nothing outside this machine is reached: no picture is fetched by its address.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Coroutine
from functools import partial
from types import TracebackType
from typing import Any, Self

from tests.fakes import replies
from tests.fakes.calls import read_call
from tests.fakes.faults import FaultPlan
from tests.fakes.methods import METHODS
from tests.fakes.records import Records, Sent
from tests.fakes.refusals import Refusal
from tests.fakes.update_bodies import Body, migrated_update, migration_update, person, press_update
from tests.fakes.update_methods import UpdateMethods
from tests.fakes.updates import UpdateQueue, encoded
from tests.fakes.wire import Answer, Reply, Request, Server
from tests.fakes.world import State, World

TOKEN = "123456:AAFakeTokenForTheLoopbackServer0123456"
BOT = {
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
    "can_connect_to_business": False,
    "has_main_web_app": False,
}


class BotApi:
    """The platform, for one bot. Its parts are public: world, queue, updates, faults, records."""

    def __init__(
        self,
        *,
        token: str = TOKEN,
        username: str = "thidua_bot",
        port: int = 0,
        seed: int = 0,
        first_update: int = 1000,
        retry_pace: float = 0.01,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.token = token
        self.bot = person(int(token.partition(":")[0]), "Thi đua", bot=True, username=username) | BOT
        self.records = Records()
        self.faults = FaultPlan(seed)
        self.queue = UpdateQueue(first_update, self.records.change)
        bot = {key: self.bot[key] for key in ("id", "is_bot", "first_name", "username")}
        self.world = World(bot=bot | BOT, clock=clock, records=self.records)
        self.updates = UpdateMethods(self.queue, self.records.change, retry_pace)
        self.address = ""
        # Routes for the test in another process (control.py).
        self.control: Callable[[Request], Answer] | None = None
        self._names = {name.lower(): name for name in (*METHODS, *self.updates.names())}
        self._server = Server(self._answer, port)

    async def __aenter__(self) -> Self:
        """Start to listen."""
        self.address = await self._server.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the webhook and every connection."""
        await self.updates.stop()
        await self._server.stop()

    @property
    def base_url(self) -> str:
        """Return what python-telegram-bot takes as base_url."""
        return f"{self.address}/bot"

    @property
    def base_file_url(self) -> str:
        """Return what python-telegram-bot takes as base_file_url."""
        return f"{self.address}/file/bot"

    # What people do.

    def deliver(self, *updates: Body) -> list[Body]:
        """Let updates happen; return them complete. Those of kinds that nobody asked for are not queued."""
        return [self._deliver(self.world.complete(update)) for update in updates]

    def deliver_raw(self, *bodies: Any) -> None:
        """Queue bodies as they are, of any shape; bytes may be no JSON at all."""
        for body in bodies:
            wish = body.get("update_id") if isinstance(body, dict) else None
            self.updates.put(self.queue.number(wish), encoded(body), self.world.learn(body))

    def press(self, message_id: int, chat_id: int, label: str, by: Body) -> Body:
        """Let somebody press the button of this label below a message; return the update."""
        message = self.world.messages[chat_id, message_id]
        return self.deliver(press_update(message, self.world.pressed_data(message, label), by))[0]

    def add_file(self, name: str, content: bytes, mime_type: str = "application/octet-stream") -> Body:
        """Keep a file as if somebody had sent it; return the document for `document_update`."""
        stored = self.world.add_file(name, content)
        return stored.body() | {"file_name": name, "mime_type": mime_type}

    def migrate(self, old: Body, new: Body, by: Body) -> list[Body]:
        """Turn a group into a supergroup and tell both."""
        self.world.migrate(old["id"], new)
        return self.deliver(migration_update(old, new, by), migrated_update(old, new, by))

    def set_state(self, chat_id: int, state: State) -> None:
        """Let a chat block the bot, be deactivated, put the bot out, or be open again."""
        self.world.set_state(chat_id, state)

    def expire_queries(self) -> None:
        """Make all presses so old that they can no longer be answered."""
        self.world.queries.clear()

    def break_connections(self) -> None:
        """End every connection of the bot, as a network that goes down does."""
        self._server.break_connections()

    # What the bot did.

    @property
    def sent(self) -> list[Sent]:
        """Return what was sent or edited, in order."""
        return self.records.sent

    def unconfirmed(self) -> int:
        """Count the updates that the bot has not confirmed."""
        return len(self.queue)

    def texts(self, chat_id: int) -> list[str]:
        """Return the texts that were sent to a chat, in order."""
        return self.records.texts(chat_id)

    async def wait_until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds of what the bot did."""
        await self.records.wait_until(holds)

    # How it is answered.

    def _deliver(self, update: Body) -> Body:
        numbered = {"update_id": self.queue.number(update.pop("update_id", None)), **update}
        lane = self.world.learn(numbered)
        if self.queue.wants(numbered):
            self.updates.put(numbered["update_id"], encoded(numbered), lane)
        return numbered

    def _answer(self, request: Request) -> Answer:
        if request.path.startswith("/control/") and self.control is not None:
            return self.control(request)
        if request.path.startswith("/file/bot"):
            return self._download(request.path.removeprefix("/file/bot"))
        token, _, method = request.path.removeprefix("/bot").partition("/")
        if not request.path.startswith("/bot") or not re.fullmatch(r"\d+:[\w-]+", token):
            return replies.refusal(Refusal(404, "Not Found"))
        if token != self.token:
            return replies.refusal(Refusal(401, "Unauthorized"))
        name = self._names.get(method.lower())
        if name is None:
            return replies.refusal(Refusal(404, "Not Found"))
        self.records.calls[name] += 1
        self.records.change()
        return self._befallen(name.lower(), partial(self._call, name, request))

    def _befallen(self, name: str, handle: Callable[[], Answer]) -> Answer:
        """Answer, unless a fault is due; note which messages the client cannot know of for its sake."""
        fault = self.faults.draw(name)
        if fault is None:
            return handle()
        return fault.befall(handle if fault.kind == "slow" else partial(self._unheard, handle))

    def _unheard(self, handle: Callable[[], Answer]) -> Answer:
        before = len(self.records.sent)
        answer = handle()
        for sent in self.records.sent[before:]:
            sent.heard = False
        return answer

    def _call(self, name: str, request: Request) -> Answer:
        try:
            call = read_call(name, request)
            if name in METHODS:
                return replies.result(METHODS[name](self.world, call))
            answer = self.updates.answer(call)
            return self._guarded(name, answer) if isinstance(answer, Coroutine) else answer
        except Refusal as reason:
            return self._refuse(name, reason)
        finally:
            self.records.change()

    async def _guarded(self, name: str, answer: Coroutine[Any, Any, Reply | None]) -> Reply | None:
        try:
            return await answer
        except Refusal as reason:
            return self._refuse(name, reason)
        finally:
            self.records.change()

    def _refuse(self, name: str, reason: Refusal) -> Reply:
        self.records.refused.append((name, reason.description))
        return replies.refusal(reason)

    def _download(self, place: str) -> Answer:
        token, _, path = place.partition("/")
        self.records.calls["download"] += 1
        self.records.change()
        content = self.world.file_at(path) if token == self.token else None
        if content is None:
            return replies.refusal(Refusal(404, "Not Found"))
        reply = Reply(body=content, kind="application/octet-stream")
        return self._befallen("download", lambda: reply)
