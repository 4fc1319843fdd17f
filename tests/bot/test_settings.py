"""What an operator sets, and what holds where nothing is set."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import Settings


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"THIDUA_{name.upper()}", raising=False)


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


def test_no_model_of_another_maker_is_set_by_default() -> None:
    settings = Settings()
    assert (settings.encoder, settings.reranker, settings.encoder_query_prompt) == ("", "", None)


@pytest.mark.parametrize(("value", "prompt"), [("query: ", "query: "), ("none", ""), ("", None)])
def test_a_prompt_can_be_set_to_nothing_by_its_name(
    value: str, prompt: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THIDUA_ENCODER_QUERY_PROMPT", value)
    assert Settings().encoder_query_prompt == prompt


def test_every_setting_says_what_it_is() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "65536"),
        ("PORT", "x"),
        ("HOME", "~nobody-of-that-name/x"),
        ("ENCODER_BACKEND", "tensorflow"),
        ("ENCODER_BATCH_SIZE", "0"),
        ("RERANKER_MAX_LENGTH", "many"),
        ("TELEGRAM_TOKEN", "123456"),
        ("TELEGRAM_TOKEN", "123456:short"),
        ("TELEGRAM_BASE_URL", "api.telegram.org"),
        ("TELEGRAM_BASE_URL", "http://{token}.example/"),
        ("TELEGRAM_BASE_URL", "http://[::1/"),
        ("PUBLIC_URL", "http://thidua.example.vn"),
        ("PUBLIC_URL", "https://thidua.example.vn/?a=1"),
        ("WEBHOOK_PORT", "0"),
        ("WEBHOOK_SECRET", "short"),
        ("WEBHOOK_SECRET", "spaces and ümlauts are refused"),
    ],
)
def test_what_makes_no_sense_is_refused(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"THIDUA_{name}", value)
    with pytest.raises(ValidationError):
        Settings()


def test_telegram_is_off_where_no_token_is_set() -> None:
    settings = Settings()
    assert (settings.telegram_token, settings.public_url, settings.webhook_port) == (None, "", 8443)
    assert settings.telegram_base_url == "https://api.telegram.org"


def test_a_token_is_taken_without_blanks_and_shown_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THIDUA_TELEGRAM_TOKEN", " 123456:AAsecret-of_the_bot \n")
    token = Settings().telegram_token
    assert token is not None
    assert token.get_secret_value() == "123456:AAsecret-of_the_bot"
    assert "AAsecret" not in repr(Settings())


def test_a_wrong_token_says_where_to_get_one_and_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THIDUA_TELEGRAM_TOKEN", "bot123456-AAsecret")
    with pytest.raises(ValidationError, match="@BotFather") as caught:
        Settings()
    assert "AAsecret" not in str(caught.value)


def test_addresses_lose_the_slash_at_their_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THIDUA_PUBLIC_URL", "https://thidua.example.vn/bot/")
    monkeypatch.setenv("THIDUA_TELEGRAM_BASE_URL", "http://127.0.0.1:8081/")
    settings = Settings()
    assert (settings.public_url, settings.telegram_base_url) == (
        "https://thidua.example.vn/bot", "http://127.0.0.1:8081",
    )  # fmt: skip
