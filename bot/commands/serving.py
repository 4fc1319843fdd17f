"""serve: chats over every channel."""

from __future__ import annotations

import logging

from bot.commands.terminal import open_app, report, write
from bot.settings import Settings


def serve(settings: Settings) -> None:
    """Serve every channel that is set up until stopped. Raises ServeError."""
    # Only here: a question in the terminal needs no servers and need not wait for them to load.
    from bot.serving import serve as serve_channels

    # What is amiss while it serves is for its log: the service manager's, or this terminal.
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    with open_app(settings) as app:
        serve_channels(app, announce=_announce, report=report)


def _announce(address: str) -> None:
    write(f"Mở {address} bằng trình duyệt (Ctrl+C để dừng)")
