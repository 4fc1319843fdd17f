"""Hostile updates, end to end, polled and by webhook: a few hundred here, ten thousand by `make soak`."""

from __future__ import annotations

import logging
import re
import shutil
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from bot.app import App, build
from bot.settings import Settings
from corpus.ingest import ingest
from tests.contracts.drivers import TelegramDriver, WebhookDriver
from tests.contracts.house import Clock, House, Served
from tests.contracts.storms import (
    DOCUMENT,
    HIDDEN,
    HIDDEN_SOURCE,
    HIDDEN_WORDS,
    RAW,
    THEIRS,
    Weather,
    place,
    quotes_in,
    rows_of_words,
    settle_in,
)
from tests.contracts.test_channels import EXCERPT, QUESTION
from tests.fakes.records import Sent
from tests.fakes.update_bodies import message_update, person
from tests.fakes.webhook import SECRET_HEADER

# Nobody waits for a place: the storm would be answered by "please wait" alone.
NO_LIMITS = {"rate_person": 10**9, "rate_chat": 10**9}


@pytest.fixture
def house(app: App, tmp_path: Path) -> House:
    """A house whose plans editors may change: its home is a copy."""
    home = Path(shutil.copytree(app.settings.home, tmp_path / "home"))
    app = build(Settings(home=home))
    (tmp_path / "sen.txt").write_text(HIDDEN_SOURCE, encoding="utf-8")
    ingest(tmp_path / "sen.txt", app.store, plan_id=HIDDEN)
    return House(app=app, home=home, clock=Clock())


@pytest.fixture(params=[TelegramDriver, WebhookDriver], ids=lambda driver: driver.__name__)
async def driver(request: pytest.FixtureRequest) -> AsyncIterator[TelegramDriver]:
    async with request.param() as driver:
        yield driver


async def test_a_storm_of_hostile_updates(
    house: House, driver: TelegramDriver, caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest
) -> None:
    caplog.set_level(logging.INFO)
    began = time.perf_counter()
    async with house.serving(driver, **NO_LIMITS) as served:
        weather = await settle_in(driver, served)
        await weather.blow(served, request.config.getoption("--hostile"))
        assert driver.api.unconfirmed() == served.service.office.inbox.count_waiting() == 0
        await all_is_as_before(weather, served)
        count, dead = served.count("done"), served.count("dead")
        states = set(served.service.office.outbox.count())
    house.app.close()
    print(tell(weather, count, time.perf_counter() - began))  # noqa: T201
    found = {
        "dead letters": dead,
        "messages in doubt": sorted(states - {"sent", "failed"}),
        "members without a word": weather.unanswered(),
        "refused by the platform": refusals(weather),
        "shown to strangers": leaks(house, weather),
        "shown of a limited plan": hidden_words_shown(weather),
        "raw": raw(house, weather, caplog),
    }
    assert {name: what for name, what in found.items() if what} == {}


async def all_is_as_before(weather: Weather, served: Served) -> None:
    """See that whoever was in is in, whoever was not is not, and that both are answered as ever."""
    known = {one.name for one in served.people.members()}
    cast, driver = weather.cast, weather.driver
    assert known == {one["first_name"] for one in (*cast.insiders, *cast.fickle)}
    assert EXCERPT in "".join(one.text for one in await driver.say(QUESTION, cast.members[-1]))
    assert EXCERPT not in "".join(one.text for one in await driver.say(QUESTION, person(999)))
    shown = "".join(one.text for one in await driver.say("/kehoach thuyền rồng đỏ", cast.editors[0]))
    assert "88/KH-SVH" in shown


def tell(weather: Weather, count: int, seconds: float) -> str:
    api = weather.driver.api
    return (
        f"\n{type(weather.driver).__name__}: {weather.blows.total()} updates in {seconds:.0f} s,"
        f" {count} answered or let lie, {len(api.sent)} messages sent,"
        f" {len(api.records.refused)} refused by the platform, by kind: {dict(weather.blows)}"
    )


def refusals(weather: Weather) -> list[tuple[str, str]]:
    """Give what the platform refused that the assistant could have known better."""
    return [
        one
        for one in weather.driver.api.records.refused
        if not THEIRS.search(one[1].removeprefix("Bad Request: "))
    ]


def leaks(house: House, weather: Weather) -> list[str]:
    """Give what was shown outside that stands in a plan."""
    app = build(Settings(home=house.home))
    plans = [app.store.plan(one.id) for one in app.store.plans()]
    app.close()
    known = rows_of_words(
        [DOCUMENT, *(plan.source for plan in plans), *(plan.metadata.title for plan in plans)]
    )
    numbers = [plan.metadata.number for plan in plans if plan.metadata.number]
    return [
        place(one)
        for one in weather.shown_outside()
        if quotes_in(one)
        or rows_of_words([one.text]) & known
        or any(number in one.text for number in numbers)
    ]


def hidden_words_shown(weather: Weather) -> list[str]:
    """Give what was shown of a limited plan to those who may not see it."""
    may = {one["id"] for one in weather.cast.editors}
    return [
        place(one)
        for one in weather.driver.api.sent
        if one.chat_id not in may and any(word in _all_of(one).casefold() for word in HIDDEN_WORDS)
    ]


def _all_of(one: Sent) -> str:
    """Give what is read of a message, its buttons too."""
    rows = (one.reply_markup or {}).get("inline_keyboard", [])
    return "\n".join([one.text, *(button["text"] for row in rows for button in row)])


def raw(house: House, weather: Weather, caplog: pytest.LogCaptureFixture) -> list[str]:
    """Give what was sent, logged or reported that no office should read."""
    driver = weather.driver
    token = driver.api.token.partition(":")[2]
    shown = [place(replace(one, text=one.text)) for one in driver.api.sent if _is_raw(one.text)]
    shown += [f"pressed: {one.text}" for one in driver.api.records.query_answers if _is_raw(one.text)]
    written = [*driver.reported, *caplog.text.splitlines()]
    # The log is told from where it comes; a message is what stands behind that.
    shown += [line for line in written if _is_raw(re.sub(r"\b[\w.]+\.py:\d+", "", line))]
    whole = [*(one.text for one in driver.api.sent), *written]
    return shown + [line for line in whole if token in line or str(house.home) in line]


def _is_raw(text: str) -> bool:
    return RAW.search(text) is not None


BODIES = {
    "no JSON": b"{", "half a letter": b"\xff\xfe", "a list": b"[]", "nothing": b"", "a number": b"7",
    "deep": b"[" * 100_000, "null": b"null",
}  # fmt: skip


async def test_calls_that_are_none_of_the_platform_are_turned_away(house: House) -> None:
    async with WebhookDriver() as driver, house.serving(driver) as served:
        await driver.enter(served)
        webhook = driver.api.updates.webhook
        assert webhook is not None
        before = served.count("done")
        update = {"update_id": 1, **message_update("ai báo cáo cho ai?", person(7), message_id=1, date=1)}
        address, secret = webhook.settings.address, webhook.settings.secret
        async with httpx.AsyncClient(trust_env=False, timeout=None) as client:
            for wrong in (
                {},
                {SECRET_HEADER: ""},
                {SECRET_HEADER: secret[:-1]},
                {SECRET_HEADER: secret + "0"},
            ):
                assert (await client.post(address, json=update, headers=wrong)).status_code == 403
            for body in BODIES.values():
                answer = await client.post(address, content=body, headers={SECRET_HEADER: secret})
                assert answer.status_code == 400
            assert (await client.get(address)).status_code == 405
            assert (await client.post(f"{address}/x", json=update)).status_code == 404
            assert served.count("done") == before
            for _ in range(3):
                right = await client.post(address, json=update, headers={SECRET_HEADER: secret})
                assert right.status_code == 200
        await served.settle()
        assert served.count("done") == before + 1
    house.app.close()
