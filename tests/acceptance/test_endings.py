"""However a command ends, it ends quietly."""

from __future__ import annotations

import json
import signal
import subprocess
from pathlib import Path

import pytest

from tests.acceptance.terminal import ROOT, Terminal

LINE = json.dumps({"id": 1, "question": "xin chào"}) + "\n"


def test_ctrl_c_between_questions(prepared: Path) -> None:
    with Terminal(prepared).start("ask", "--jsonl") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(LINE)
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait() == 130
        assert process.communicate()[1] == ""


def test_ctrl_c_while_the_libraries_load(prepared: Path) -> None:
    terminal = Terminal(prepared)
    command = [*terminal.command()[:1], "-X", "importtime", *terminal.command()[1:], "ask", "xin chào"]
    with subprocess.Popen(
        command,
        env=terminal.environment(),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        while "typer" not in (line := process.stderr.readline()):
            assert line
        process.send_signal(signal.SIGINT)
        _, rest = process.communicate()
    assert process.returncode == -signal.SIGINT
    assert [line for line in rest.splitlines() if not line.startswith("import time:")] == []


def test_a_reader_that_has_read_enough(prepared: Path) -> None:
    with Terminal(prepared).start("ask", "--jsonl") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(LINE)
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        process.stdin.write(LINE * 50)
        process.stdin.close()
        assert process.stderr is not None
        assert process.stderr.read() == ""
        assert process.wait() == 1


@pytest.mark.parametrize("command", ["ask 'giấy khen'", "plans", "plan tayninh-2025-phat-dong", "--help"])
def test_in_a_pipe_that_takes_one_line(prepared: Path, command: str) -> None:
    terminal = Terminal(prepared)
    python, *rest = (str(part) for part in terminal.command())
    shell = f"'{python}' {' '.join(rest)} {command} | head -n 1"
    done = subprocess.run(
        shell, shell=True, env=terminal.environment(), cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 1


def test_an_output_without_room_is_told(prepared: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = Terminal(prepared).run("plans", stdout=full, stderr=subprocess.PIPE)
    assert (done.code, "the output cannot be written" in done.complaint) == (1, True)


def test_no_output_at_all(prepared: Path) -> None:
    terminal = Terminal(prepared)
    shell = " ".join(f"'{part!s}'" for part in terminal.command("plans")) + " >&- 2>&-"
    done = subprocess.run(shell, shell=True, env=terminal.environment(), cwd=ROOT, check=False)
    assert done.returncode == 0
