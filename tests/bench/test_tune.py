"""The table of what parts are worth shows every figure, on a narrow terminal too."""

from __future__ import annotations

import pytest

from bench.parts import PARTS
from bench.tune import show_parts, summed_up
from tests.quality.figures import Measured
from tests.quality.test_figures import ASKED, GOOD, SILENT, UNANSWERABLE


def test_a_row_holds_every_figure_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    longest = max(PARTS, key=len)
    row = summed_up(longest, [Measured(ASKED, GOOD, (2,)), Measured(UNANSWERABLE, SILENT, ())])
    show_parts([row])
    printed = capsys.readouterr().out
    assert [cell.strip() for cell in printed.splitlines()[-2].split("│")[1:-1]] == [
        longest, "1.000", "1.000", "0.000", "0.000", "0.000", "0.500", "1.000", "1.000",
    ]  # fmt: skip
