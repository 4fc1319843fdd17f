"""Tiny models of other makers, each made once, for the tests of every layer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.retrieval.tiny_models import save_encoder, save_reranker


@pytest.fixture(scope="session")
def tiny_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("sentence_transformers", reason="the extra `models` is not installed")
    return save_encoder(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def tiny_reranker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("sentence_transformers", reason="the extra `models` is not installed")
    return save_reranker(tmp_path_factory.mktemp("tiny") / "reranker")


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing reach for the model hub."""
    constants = pytest.importorskip("huggingface_hub.constants")
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `make soak` ask for the full counts of what runs with small ones in `make test`."""
    counts = parser.getgroup("counts of load and faults")
    counts.addoption("--chats", type=int, default=20, help="chats of the load")
    counts.addoption("--updates", type=int, default=200, help="questions of the load")
    counts.addoption("--kills", type=int, default=3, help="how often `thidua serve` is killed under load")
    counts.addoption("--hostile", type=int, default=300, help="hostile updates, polled and by webhook")
    counts.addoption("--hours", type=float, default=0.1, help="simulated hours of one question a second")
