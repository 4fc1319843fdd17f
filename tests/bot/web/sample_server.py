"""Serve the web chat over the invented plan; ends by itself when whoever started it is gone."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Coroutine
from contextlib import suppress
from functools import partial
from typing import Any

from bot.channels.web import create_web
from bot.web.serving import serve
from tests.bot.web.sample import FakeLibrary, answer


async def until_told(serving: Coroutine[Any, Any, None]) -> None:
    loop, task = asyncio.get_running_loop(), asyncio.create_task(serving)
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, task.cancel)
    with suppress(asyncio.CancelledError):
        await task


def end_with_parent() -> None:
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    threading.Thread(target=end_with_parent, daemon=True).start()
    web = create_web(handler=answer, library=FakeLibrary())
    serving = serve(web, "127.0.0.1", int(sys.argv[1]), announce=partial(print, flush=True))
    asyncio.run(until_told(serving))
