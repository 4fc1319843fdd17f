"""A ratio over 1 is a limit that is not kept."""

from __future__ import annotations

import pytest

from bench.figures import Figure, show


def test_a_ratio_tells_how_far_a_limit_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    most = Figure(what="wheel", value=10, limit=20, unit="MB")
    least = Figure(what="passages in a second", value=1500, limit=3000, unit="/s", is_least=True)
    assert (most.ratio, least.ratio) == (0.5, 2.0)
    show([most, least])
    assert "at least 3,000 /s" in " ".join(capsys.readouterr().out.split())
