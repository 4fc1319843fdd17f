"""The command line in this process, on a home of its own."""

from __future__ import annotations

import io
import shutil
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from bot.app import build
from bot.commands.running import run
from bot.settings import Settings


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str


Thidua = Callable[..., Ended]


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("commands") / "home"
    app = build(Settings(home=home))
    app.retriever.plans()
    app.close()
    return home


@pytest.fixture
def home(prepared: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(prepared, tmp_path / "home"))


@pytest.fixture
def commands() -> Iterator[Callable[..., int | None]]:
    """The commands; importing them gives Ctrl-C another meaning until they run, which is taken back here."""
    usual = signal.getsignal(signal.SIGINT)
    try:
        from bot.__main__ import cli

        yield cli
    finally:
        signal.signal(signal.SIGINT, usual)


@pytest.fixture
def thidua(
    home: Path,
    commands: Callable[..., int | None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Thidua:
    monkeypatch.setenv("THIDUA_HOME", str(home))

    def call(*arguments: str, stdin: bytes = b"") -> Ended:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as ended:
            run(partial(commands, list(arguments)))
        return Ended(int(ended.value.code or 0), *capsys.readouterr())

    return call
