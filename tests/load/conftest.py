"""A home where the five plans are loaded and indexed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acceptance.terminal import Terminal


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    assert Terminal(home).run("ask", "xin chào").code == 0
    return home
