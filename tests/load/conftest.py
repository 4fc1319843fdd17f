"""A home where the five plans are loaded and indexed, and counts that are told at the end of the run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.terminal import Terminal

COUNTS = pytest.StashKey[list[str]]()


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    assert Terminal(home).run("ask", "xin chào").code == 0
    return home


@pytest.fixture
def tell(pytestconfig: pytest.Config) -> Callable[[str], None]:
    return pytestconfig.stash.setdefault(COUNTS, []).append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for line in config.stash.get(COUNTS, []):
        terminalreporter.write_line(line)
