"""serve, doctor: chats over every channel, and whether everything is in place for them."""

from __future__ import annotations

import logging

from bot.commands.terminal import make_message, open_app, report, write
from bot.settings import Settings

_TRIAL = "khen thưởng"


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


def examine(settings: Settings) -> None:
    """Check the data folder, the plans and the index. Raises what says what is amiss and what to do."""
    write(f"data folder: {settings.home}")
    with open_app(settings) as app:
        app.store.check()
        plans = len(app.store.plans())
        write(f"database: sound, {plans} plans{'' if plans else ': load some with: thidua ingest FILE…'}")
        index = app.retriever.statistics
        write(f"index: in place, {index.lexical.size} passages, encoder {index.encoder.name}")
        if app.settings.reranker:
            write(f"reranker: {app.settings.reranker}")
        reply = app.assistant.handle(make_message(_TRIAL, None))
        write(f"answering: works ({len(reply.quotations)} excerpts for “{_TRIAL}”)")
    write("Everything is in place. Start the web chat with: thidua serve")
