"""Models of other makers in a process of their own: nothing but our own lines on standard error."""

from __future__ import annotations

from pathlib import Path

from tests.acceptance.terminal import Terminal


def test_other_models_are_loaded_quietly(terminal: Terminal, tiny_encoder: Path, tiny_reranker: Path) -> None:
    models = {"THIDUA_ENCODER": str(tiny_encoder), "THIDUA_RERANKER": str(tiny_reranker)}
    doctor = Terminal(terminal.home, models).run("doctor")
    assert doctor.code == 0, doctor.err
    assert doctor.complaint.startswith("Building the index of 5 plans")
    assert f"encoder {tiny_encoder.name} " in doctor.out
    assert f"reranker: {tiny_reranker}" in doctor.out
