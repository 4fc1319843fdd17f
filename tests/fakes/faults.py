"""What goes wrong on the way, as a test sets it up: a queue of faults a method, or chances with a seed."""

from __future__ import annotations

import asyncio
import json
import random
from collections import defaultdict, deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Literal

from tests.fakes.refusals import Refusal
from tests.fakes.wire import Answer, Reply

EVERY = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault. `handled`: the call takes effect although the client does not hear so."""

    kind: Literal["answer", "drop", "hang", "slow"]
    handled: bool = False
    seconds: float = 0.0
    status: int = 200
    body: str = ""
    content_type: str = "application/json"

    async def befall(self, handle: Callable[[], Answer]) -> Reply | None:
        """Answer a call the wrong way; None where the connection is to break."""
        if self.kind == "slow":
            await asyncio.sleep(self.seconds)
        answer = handle() if self.handled else None
        if isinstance(answer, Coroutine):
            answer = await answer
        if self.kind == "slow":
            return answer
        if self.kind == "hang":
            # It ends when the client gives up: the connection then cancels this task.
            await asyncio.get_running_loop().create_future()
        if self.kind == "drop":
            return None
        return Reply(body=self.body.encode(), status=self.status, kind=self.content_type)


def refused(code: int, description: str, **parameters: int) -> Fault:
    """Answer with an error of the platform's own form."""
    return Fault(kind="answer", status=code, body=json.dumps(Refusal(code, description, **parameters).body()))


def too_many(retry_after: int) -> Fault:
    """Answer 429 with the seconds to wait."""
    return refused(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


def server_error(status: int = 500, *, html: bool = False, handled: bool = False) -> Fault:
    """Answer with an error of the server, as JSON or as a page such as proxies make."""
    words = {500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable"}[status]
    if html:
        page = f"<html><head><title>{status} {words}</title></head><body><h1>{words}</h1></body></html>"
        return Fault(kind="answer", status=status, body=page, content_type="text/html", handled=handled)
    body = json.dumps({"ok": False, "error_code": status, "description": words})
    return Fault(kind="answer", status=status, body=body, handled=handled)


def dropped(*, handled: bool = False) -> Fault:
    """Break the connection, before the call takes effect or after."""
    return Fault(kind="drop", handled=handled)


def hanging(*, handled: bool = False) -> Fault:
    """Say nothing until the client gives up."""
    return Fault(kind="hang", handled=handled)


def slow(seconds: float) -> Fault:
    """Answer rightly, but late."""
    return Fault(kind="slow", seconds=seconds, handled=True)


def malformed(*, handled: bool = True) -> Fault:
    """Answer 200 with half of a JSON object."""
    return Fault(kind="answer", body='{"ok":true,"result":{"message_id":', handled=handled)


class FaultPlan:
    """Say which fault befalls the next call of a method, if any."""

    def __init__(self, seed: int = 0) -> None:
        self._random = random.Random(seed)
        self._next: dict[str, deque[Fault]] = defaultdict(deque)
        self._chances: list[tuple[frozenset[str], Fault, float]] = []

    def add(self, method: str, *faults: Fault) -> None:
        """Let the next calls of a method fail in this order; EVERY stands for all methods."""
        self._next[method.lower()].extend(faults)

    def spread(self, fault: Fault, probability: float, *methods: str) -> None:
        """Let calls of these methods (of all, where none is named) fail by chance."""
        self._chances.append((frozenset(method.lower() for method in methods), fault, probability))

    def add_entry(self, entry: dict[str, Any]) -> None:
        """Take up what a control route was sent: method, fault, and times or probability."""
        fault = Fault(**entry["fault"])
        if "probability" in entry:
            self.spread(fault, entry["probability"], *([entry["method"]] if "method" in entry else []))
        else:
            self.add(entry.get("method", EVERY), *[fault] * entry.get("times", 1))

    def clear(self) -> None:
        """Let everything go well from now on."""
        self._next.clear()
        self._chances.clear()

    def left(self, method: str) -> int:
        """Count the faults that still wait for a method."""
        return len(self._next.get(method.lower(), ()))

    def draw(self, method: str) -> Fault | None:
        """Take the fault of a call, None where it goes well."""
        for name in (method, EVERY) if self._next else ():
            if waiting := self._next.get(name):
                return waiting.popleft()
        for methods, fault, probability in self._chances:
            if (not methods or method in methods) and self._random.random() < probability:
                return fault
        return None
