"""Models by their name on a hub, which here runs on this computer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.retrieval.hub_server import COMMIT, NAME, serve_hub

pytest.importorskip("huggingface_hub", reason="the extra `models` is not installed")

ROOT = Path(__file__).parents[2]
FILES = (
    "config.json", "modules.json", "tokenizer.json", "model.safetensors", "pytorch_model.bin",
    "2_Dense/pytorch_model.bin", "1_Pooling/config.json", "onnx/model.onnx", "onnx/model_O4.onnx",
    "README.md", "flax_model.msgpack", ".gitattributes",
)  # fmt: skip
# huggingface_hub reads the environment once, when it is imported: hence another process.
ASK = """
import json, sys
from retrieval.errors import ModelMissing
from retrieval.hub import fetch
try:
    folder = fetch(sys.argv[1], sys.argv[2] or None, onnx=sys.argv[3] == "onnx")
    print(json.dumps([folder.name, sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.*"))]))
except ModelMissing as error:
    print(json.dumps(["missing", str(error)]))
"""
Fetch = Callable[..., list[object]]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hub")
    for name in FILES:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(f"what is in {name}")
    return folder


@pytest.fixture
def hub(model: Path) -> Iterator[tuple[str, list[str]]]:
    with serve_hub(model) as served:
        yield served


@pytest.fixture
def fetch(tmp_path: Path, hub: tuple[str, list[str]]) -> Fetch:
    def call(name: str = NAME, revision: str = "", backend: str = "torch", **more: str) -> list[object]:
        known = {"HF_HOME": str(tmp_path), "HF_ENDPOINT": hub[0], "HF_HUB_DISABLE_XET": "1"}
        known["PYTHONPATH"] = str(ROOT)
        ours = ("HF_", "TRANSFORMERS_")
        left = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
        command = [sys.executable, "-c", ASK, name, revision, backend]
        done = subprocess.run(
            command, env=left | known | more, capture_output=True, text=True, check=True, timeout=60
        )
        return list(json.loads(done.stdout))

    return call


def test_a_model_is_fetched_once(fetch: Fetch, hub: tuple[str, list[str]]) -> None:
    first = fetch()
    needed = [
        "1_Pooling/config.json", "2_Dense/pytorch_model.bin", "config.json", "model.safetensors",
        "modules.json", "tokenizer.json",
    ]  # fmt: skip
    assert first == [COMMIT, needed]
    assert sorted(hub[1]) == needed
    assert set(hub[1][-2:]) == {"config.json", "modules.json"}
    hub[1].clear()
    assert [fetch(), fetch(HF_HUB_OFFLINE="1"), fetch(HF_ENDPOINT="http://127.0.0.1:9")] == [first] * 3
    assert hub[1] == []


def test_a_revision_is_that_commit(fetch: Fetch) -> None:
    assert fetch(revision=COMMIT)[0] == fetch(revision="v1")[0] == COMMIT


def test_exported_weights_are_fetched_for_their_backend(fetch: Fetch, hub: tuple[str, list[str]]) -> None:
    fetch(backend="onnx")
    assert "onnx/model.onnx" in hub[1]
    assert not {"model.safetensors", "pytorch_model.bin", "onnx/model_O4.onnx"} & set(hub[1])


def test_what_is_left_of_a_broken_download_is_completed(fetch: Fetch, tmp_path: Path) -> None:
    whole = fetch()
    (snapshot,) = tmp_path.glob(f"hub/*/snapshots/{COMMIT}")
    for name in ("modules.json", "config.json", "model.safetensors"):
        (snapshot / name).unlink()
    assert fetch() == whole


@pytest.mark.parametrize(
    ("name", "more", "reason"),
    [
        ("somebody/else", {}, "see that the name is right"),
        (NAME, {"HF_ENDPOINT": "http://127.0.0.1:9"}, "has internet"),
        (NAME, {"HF_HUB_OFFLINE": "1"}, "has internet"),
    ],
)
def test_a_model_that_cannot_be_had_is_one_line(
    fetch: Fetch, name: str, more: dict[str, str], reason: str
) -> None:
    what, line = fetch(name, **more)
    assert what == "missing"
    assert reason in str(line)
    assert "\n" not in str(line)
