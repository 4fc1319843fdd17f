"""The five plans read once for all contracts; each test has a home of its own for people and messages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.app import App, build
from bot.settings import Settings
from tests.contracts.drivers import DRIVERS, Driver
from tests.contracts.house import Clock, House


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    app = build(Settings(home=tmp_path_factory.mktemp("contracts") / "home"))
    app.warm_up()
    yield app
    app.close()


@pytest.fixture
def house(app: App, tmp_path: Path) -> House:
    return House(app=app, home=tmp_path / "home", clock=Clock())


@pytest.fixture(params=DRIVERS, ids=lambda driver: driver.__name__)
async def driver(request: pytest.FixtureRequest) -> AsyncIterator[Driver]:
    async with request.param() as driver:
        yield driver
