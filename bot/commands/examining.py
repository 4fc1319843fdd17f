"""doctor: whether everything is in place, a line each, which says what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from bot.app import OFFICE_ZONE, App, count_serving, open_boxes, open_office
from bot.commands.terminal import make_message, open_app, write
from bot.settings import Settings

_TRIAL = "khen thưởng"
_MOST_REFERENCES = 5
_WORDS = {"dead": "not answered", "failed": "not delivered", "ambiguous": "perhaps not delivered"}
_NO_TELEGRAM = "Telegram: not set up (docs/telegram.md)"
_APPROVE = "thidua people approve CODE --role administrator"


def examine(settings: Settings) -> None:
    """Check all that there is. Raises what says what is amiss and what to do."""
    write(f"data folder: {settings.home}")
    with open_app(settings) as app:
        _examine_plans(app)
    serving = count_serving(settings)
    _examine_office(settings, serving)
    _examine_people(settings)
    _examine_telegram(settings)
    write(f"Everything is in place.{'' if serving else ' Start the web chat with: thidua serve'}")


def _examine_plans(app: App) -> None:
    app.store.check()
    plans = len(app.store.plans())
    write(f"database: sound, {plans} plans{'' if plans else ': load some with: thidua ingest FILE…'}")
    index = app.retriever.statistics
    write(f"index: in place, {index.lexical.size} passages, encoder {index.encoder.name}")
    if app.settings.reranker:
        write(f"reranker: {app.settings.reranker}")
    reply = app.assistant.handle(make_message(_TRIAL, None))
    write(f"answering: works ({len(reply.quotations)} excerpts for “{_TRIAL}”)")


def _examine_office(settings: Settings, serving: int) -> None:
    """Tell how the database of people and messages is, what waits in it, and what reached nobody."""
    start = "" if serving else "; start with: thidua serve"
    with open_boxes(settings) as boxes:
        boxes.check()
        waiting, leaving = boxes.waiting(), boxes.leaving()
        lost = boxes.undelivered()
    write("office database: sound")
    write(f"serving: {_count(serving, 'process', 'processes')} now" if serving else f"serving: nobody{start}")
    write(f"inbox: {_queue(waiting.count, waiting.since, 'to be answered', start)}")
    write(f"outbox: {_queue(leaving.count, leaving.since, 'to be sent', start)}")
    if lost:
        counts = Counter(one.state for one in lost)
        told = ", ".join(f"{counts[state]} {_WORDS[state]}" for state in counts)
        references = _references([one.reference for one in lost if one.reference])
        write(f"undelivered in the last 7 days: {told}{references}; see: thidua undelivered")


def _queue(count: int, since: float, what: str, start: str) -> str:
    if not count:
        return "nothing waits"
    oldest = f"{datetime.fromtimestamp(since, OFFICE_ZONE):%Y-%m-%d %H:%M}"
    return f"{count} {'waits' if count == 1 else 'wait'} {what}, the oldest since {oldest}{start}"


def _references(references: Sequence[str]) -> str:
    if not references:
        return ""
    more = " …" if len(references) > _MOST_REFERENCES else ""
    return f" ({' '.join(references[-_MOST_REFERENCES:])}{more})"


def _count(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _examine_people(settings: Settings) -> None:
    with open_office(settings) as people:
        members, waiting = people.members(), len(people.pending())
    administrators = sum(member.role == "administrator" for member in members)
    who = f"{_count(administrators, 'administrator', 'administrators')} among {len(members)}"
    if not members:
        who = "nobody is in yet"
    if not administrators:
        who += f"; the first administrator writes /start to the bot, then: {_APPROVE}"
    knocking = f"; {waiting} at the door, see: thidua people" if waiting else ""
    write(f"people: {who}{knocking}")


def _examine_telegram(settings: Settings) -> None:
    if settings.telegram_token is None:
        write(_NO_TELEGRAM)
        return
    # Only here: the library of Telegram loads for long, and is needed only where a token is set.
    from bot.serving import examine_telegram

    for line in examine_telegram(settings):
        write(line)
