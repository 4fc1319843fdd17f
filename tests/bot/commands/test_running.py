"""Whatever goes wrong in a command ends in one line and a code."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import typer

from bot.commands.running import run
from bot.errors import BadQuestions, BotError
from corpus.errors import StoreDamaged
from retrieval.errors import IndexUnwritable


def failing(error: BaseException) -> Callable[..., int | None]:
    def command(**_: object) -> int | None:
        raise error

    return command


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (
            typer.BadParameter("no such colour"),
            2,
            "thidua: Invalid value: no such colour (thidua --help says more)\n",
        ),
        (StoreDamaged("the file is\ngarbled"), 1, "thidua: the file is garbled\n"),
        (IndexUnwritable("no room"), 1, "thidua: no room\n"),
        (BadQuestions("no question"), 1, "thidua: no question\n"),
        (BotError("odd"), 1, "thidua: odd\n"),
        (KeyboardInterrupt(), 130, ""),
        (typer.Abort(), 130, ""),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else "",
)
def test_an_error_is_one_line(
    error: BaseException, code: int, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        run(failing(error))
    assert (ended.value.code, *capsys.readouterr()) == (code, "", line)


@pytest.mark.parametrize("code", [None, 0, 2])
def test_the_code_of_the_command_is_that_of_the_process(code: int | None) -> None:
    with pytest.raises(SystemExit) as ended:
        run(lambda **_: code)
    assert ended.value.code == (code or 0)


def test_an_error_of_our_own_making_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        run(failing(ZeroDivisionError()))
