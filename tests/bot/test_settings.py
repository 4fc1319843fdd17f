"""What an operator sets, and what holds where nothing is set."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import Settings


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "HOST", "PORT"):
        monkeypatch.delenv(f"THIDUA_{name}", raising=False)


def test_what_holds_where_nothing_is_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    settings = Settings()
    assert (settings.home, settings.host, settings.port) == (tmp_path / "thidua", "127.0.0.1", 8000)


def test_the_home_holds_the_database_and_the_indexes() -> None:
    settings = Settings(home=Path("/srv/thidua"))
    assert (settings.database, settings.indexes) == (Path("/srv/thidua/thidua.db"), Path("/srv/thidua/index"))


def test_a_home_may_begin_with_a_tilde(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THIDUA_HOME", "~/plans")
    assert Settings().home == Path.home() / "plans"


def test_a_variable_set_to_nothing_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THIDUA_PORT", "")
    assert Settings().port == 8000


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "65536"), ("PORT", "x"), ("HOME", "~nobody-of-that-name/x")]
)
def test_what_makes_no_sense_is_refused(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"THIDUA_{name}", value)
    with pytest.raises(ValidationError):
        Settings()
