"""A home prepared once, and a copy of it for each test: a start then takes half a second."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.acceptance.terminal import Terminal

PLAN = """ỦY BAN NHÂN DÂN HUYỆN BÌNH MINH
Số: 45/KH-UBND
Bình Minh, ngày 14 tháng 3 năm 2024

KẾ HOẠCH
Phát động phong trào thi đua Vườn ươm sáng kiến năm 2024

I. MỤC ĐÍCH
Khuyến khích sáng kiến cải tiến trong toàn huyện.

II. KHEN THƯỞNG
1. Giấy khen Vườn ươm sáng kiến: 07 tập thể, 11 cá nhân.

KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Trần Văn Mẫu
"""


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("prepared") / "home"
    assert Terminal(home).run("ask", "xin chào").code == 0
    return home


@pytest.fixture
def terminal(prepared: Path, tmp_path: Path) -> Terminal:
    """The command on a home where the five plans are loaded and indexed."""
    return Terminal(Path(shutil.copytree(prepared, tmp_path / "home")))


@pytest.fixture
def fresh(tmp_path: Path) -> Terminal:
    """The command on a home that is not there yet."""
    return Terminal(tmp_path / "new" / "home")


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "vuon-uom.txt"
    path.write_text(PLAN, "utf-8")
    return path
