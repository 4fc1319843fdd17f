"""Running a command line: whatever goes wrong is one line on standard error and an exit code."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, TextIO, cast

import typer

from bot.commands.terminal import complain
from bot.errors import BotError
from corpus.errors import CorpusError
from retrieval.errors import RetrievalError

FAILED, BAD_USE, INTERRUPTED = 1, 2, 130

# Typer names only this child of its usage error in public.
_UsageError = cast("type[typer.BadParameter]", typer.BadParameter.mro()[1])


def run(commands: Callable[..., int | None]) -> NoReturn:
    """Run the commands with the arguments of this process, and end it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    _ready_streams()
    try:
        code = commands(standalone_mode=False, prog_name="thidua") or 0
        sys.stdout.flush()
    except _UsageError as error:
        code = _fail(f"{error.format_message()} (thidua --help says more)", BAD_USE)
    except (CorpusError, RetrievalError, BotError) as error:
        code = _fail(str(error), FAILED)
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has read enough.
        _mute()
        code = FAILED
    except OSError as error:
        _mute()
        code = _fail(f"the output cannot be written ({error.strerror or error}); see where it goes.", FAILED)
    sys.exit(code)


def _ready_streams() -> None:
    """Write UTF-8 whatever the terminal says; what goes to a stream that is closed is lost in peace."""
    if sys.stdout is None:
        sys.stdout = _nowhere()
    if sys.stderr is None:
        sys.stderr = _nowhere()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _mute() -> None:
    """Send what still waits for standard output nowhere, so that the end is quiet."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _fail(line: str, code: int) -> int:
    complain(f"thidua: {' '.join(line.split())}")
    return code
