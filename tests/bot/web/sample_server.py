"""Serve the web chat over the invented plan; ends by itself when whoever started it is gone."""

from __future__ import annotations

import os
import signal
import sys
import threading
from functools import partial

from bot.channels.web import create_web
from bot.web.serving import serve
from tests.bot.web.sample import FakeLibrary, answer


def end_with_parent() -> None:
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    threading.Thread(target=end_with_parent, daemon=True).start()
    web = create_web(handler=answer, library=FakeLibrary())
    serve(web, "127.0.0.1", int(sys.argv[1]), announce=partial(print, flush=True))
