"""serve, doctor: the web chat, and whether everything is in place for it."""

from __future__ import annotations

from bot.commands.terminal import make_message, open_app, write
from bot.settings import Settings

_TRIAL = "khen thưởng"


def serve(settings: Settings) -> None:
    """Serve the web chat until it is stopped. Raises ServeError."""
    with open_app(settings) as app:
        app.serve(announce=write)


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
