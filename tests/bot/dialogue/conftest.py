"""The five plans read once; each test has a copy of them and an office of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app import build
from bot.settings import Settings
from tests.bot.dialogue.office import Guest, Office


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("dialogue") / "home"
    app = build(Settings(home=home))
    app.retriever.plans()
    app.close()
    return home


@pytest.fixture
def office(prepared: Path, tmp_path: Path) -> Iterator[Office]:
    home = Path(shutil.copytree(prepared, tmp_path / "home"))
    app = build(Settings(home=home))
    made = Office(app, home)
    yield made
    made.close()
    app.close()


@pytest.fixture
def lan(office: Office) -> Guest:
    """A member."""
    return office.let_in("lan", name="Chị Lan")


@pytest.fixture
def boss(office: Office) -> Guest:
    """An administrator."""
    return office.let_in("boss", "administrator", name="Anh Sếp")
