"""A model of another maker as encoder: its library's vectors, and one clear line where it fails."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from retrieval import model_source
from retrieval.errors import ModelMissing, ModelsNotInstalled, ModelUnreadable, UnsoundVectors, WrongModel
from retrieval.transformer import EncoderChoice, SentenceTransformerEncoder
from tests.retrieval.tiny_models import DOCUMENT_PROMPT, QUERY_PROMPT, save_bare, spoil

pytest.importorskip("sentence_transformers", reason="the extra `models` is not installed")

TEXTS = ["Bằng khen: 01-02 tập thể.", "Báo cáo gửi về Văn phòng Sở.", "Kinh phí " * 200]
WEIGHTS = "model.safetensors"


def make(folder: Path, **choice: object) -> SentenceTransformerEncoder:
    return SentenceTransformerEncoder(EncoderChoice(source=str(folder), **choice))


@pytest.fixture
def copy(tiny_encoder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_encoder, tmp_path / "copy"))


def test_vectors_are_those_of_the_library(tiny_encoder: Path) -> None:
    from sentence_transformers import SentenceTransformer

    library, ours = SentenceTransformer(str(tiny_encoder)), make(tiny_encoder)
    queries = library.encode_query(TEXTS, normalize_embeddings=True)
    passages = library.encode_document(TEXTS, normalize_embeddings=True)
    np.testing.assert_allclose(ours.encode_queries(TEXTS), queries, atol=1e-6)
    np.testing.assert_allclose(ours.encode_documents(TEXTS), passages, atol=1e-6)
    assert np.abs(queries - passages).max() > 1e-3


@pytest.mark.parametrize("batch_size", [1, 2])
def test_the_size_of_a_batch_changes_nothing(tiny_encoder: Path, batch_size: int) -> None:
    few, many = make(tiny_encoder, batch_size=batch_size), make(tiny_encoder)
    assert few.name == many.name
    np.testing.assert_allclose(few.encode_documents(TEXTS), many.encode_documents(TEXTS), atol=1e-6)


def test_prompts_stand_before_the_texts(tiny_encoder: Path) -> None:
    plain = make(tiny_encoder, query_prompt="", document_prompt="")
    prompted = make(tiny_encoder, query_prompt="báo cáo: ", document_prompt="sở: ")
    expected = plain.encode_queries([f"báo cáo: {TEXTS[0]}"])
    np.testing.assert_allclose(prompted.encode_queries(TEXTS[:1]), expected, atol=1e-6)
    expected = plain.encode_documents([f"sở: {TEXTS[0]}"])
    np.testing.assert_allclose(prompted.encode_documents(TEXTS[:1]), expected, atol=1e-6)


def test_prompts_of_the_model_are_its_own_by_default(tiny_encoder: Path) -> None:
    plain, own = make(tiny_encoder, query_prompt="", document_prompt=""), make(tiny_encoder)
    expected = plain.encode_queries([QUERY_PROMPT + TEXTS[0]])
    np.testing.assert_allclose(own.encode_queries(TEXTS[:1]), expected, atol=1e-6)
    expected = plain.encode_documents([DOCUMENT_PROMPT + TEXTS[0]])
    np.testing.assert_allclose(own.encode_documents(TEXTS[:1]), expected, atol=1e-6)


def test_a_prompt_for_passages_may_go_by_that_name(copy: Path) -> None:
    before = make(copy).encode_documents(TEXTS)
    edit(copy / "config_sentence_transformers.json", prompts={"query": "", "passage": DOCUMENT_PROMPT})
    np.testing.assert_array_equal(make(copy).encode_documents(TEXTS), before)


def test_only_so_much_of_a_text_is_read(tiny_encoder: Path) -> None:
    short = make(tiny_encoder, max_length=12, document_prompt="")
    so = "so " * 10
    first, same, other = short.encode_documents([so, f"{so} kinh phí", f"kinh phí {so}"])
    np.testing.assert_allclose(first, same, atol=1e-6)
    assert np.abs(first - other).max() > 1e-3


def test_a_bare_transformer_is_read_with_mean_pooling(tmp_path: Path) -> None:
    assert make(save_bare(tmp_path)).encode_queries(["thi đua"]).shape == (1, 32)


def test_the_name_changes_with_what_changes_vectors(copy: Path) -> None:
    choices: list[dict[str, object]] = [
        {}, {"backend": "onnx"}, {"query_prompt": ""}, {"document_prompt": ""}, {"max_length": 20},
    ]  # fmt: skip
    # The name is known without the backend's packages: nothing is loaded for it.
    names = [name_of(copy, **choice) for choice in choices]
    (copy / "README.md").write_text("a card")
    assert name_of(copy) == names[0]
    path = copy / WEIGHTS
    path.write_bytes(path.read_bytes()[:-1] + b"\x01")
    names.append(name_of(copy))
    assert len(set(names)) == len(names)
    assert all(name.startswith("copy ") for name in names)


def name_of(folder: Path, **choice: object) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(model_source.BACKENDS, "onnx", ((), "models-onnx"))
        return make(folder, **choice).name


def test_many_threads_share_one_model(tiny_encoder: Path) -> None:
    encoder = make(tiny_encoder)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: encoder.encode_queries(TEXTS), range(16)))
    for vectors in found:
        np.testing.assert_array_equal(vectors, found[0])


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("/nowhere/at/all", "is no folder"),
        ("~/no such model", "is no folder"),
        ("bge m3", "is no folder"),
        ("nobody/no-such-model", "cannot be fetched from the model hub"),
        ("nobody/no-such-model@v1", "cannot be fetched from the model hub"),
        ("-nobody/--no", "no model on the hub"),
    ],
)
def test_a_model_that_is_not_there_is_told(offline: None, source: str, reason: str) -> None:
    with pytest.raises(ModelMissing, match=reason) as caught:
        _ = SentenceTransformerEncoder(EncoderChoice(source=source)).name
    assert one_line(caught.value)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "model.zip").write_bytes(b"PK")
    with pytest.raises(ModelMissing, match="is no folder"):
        _ = make(tmp_path / "model.zip").name


def test_a_reranker_is_no_encoder(tiny_reranker: Path) -> None:
    with pytest.raises(WrongModel, match="it is a cross-encoder, set as THIDUA_RERANKER") as caught:
        make(tiny_reranker).encode_queries(["thi đua"])
    assert one_line(caught.value)


def test_more_than_a_model_can_read_is_refused(tiny_encoder: Path) -> None:
    with pytest.raises(WrongModel, match="at most 96 tokens of a text, not 4000"):
        make(tiny_encoder, max_length=4000).encode_queries(["thi đua"])


@pytest.mark.parametrize(("backend", "extra"), [("torch", "models"), ("onnx", "models-onnx")])
def test_what_is_not_installed_is_named(
    tiny_encoder: Path, backend: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(model_source.BACKENDS, backend, (("no_such_package",), extra))
    with pytest.raises(ModelsNotInstalled) as caught:
        make(tiny_encoder, backend=backend).encode_queries(["thi đua"])
    assert "no_such_package" in str(caught.value)
    assert f"pip install 'thidua-bot[{extra}]'" in one_line(caught.value)


def edit(path: Path, **values: object) -> None:
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | values), "utf-8")


def cut(path: Path, end: int) -> None:
    path.write_bytes(path.read_bytes()[:end])


def drop_weights(path: Path) -> None:
    from safetensors.torch import load_file, save_file

    weights = {name: weight for name, weight in load_file(path).items() if "layer.0" not in name}
    save_file(weights, path, metadata={"format": "pt"})


def drop_tokenizer(folder: Path) -> None:
    for path in folder.glob("tokenizer*"):
        path.unlink()


Damage = Callable[[Path], object]
DAMAGES: dict[str, tuple[Damage, type[Exception], str]] = {
    "cut weights": (lambda at: cut(at / WEIGHTS, -100), ModelUnreadable, "cannot be loaded"),
    "cut header": (lambda at: cut(at / WEIGHTS, 50), ModelUnreadable, "cannot be loaded"),
    "no weights": (lambda at: (at / WEIGHTS).unlink(), ModelUnreadable, "cannot be loaded"),
    "fewer weights": (lambda at: drop_weights(at / WEIGHTS), ModelUnreadable, "lack 16 of its weights"),
    "another width": (
        lambda at: edit(at / "config.json", hidden_size=64), ModelUnreadable, "cannot be loaded",
    ),
    "garbled config": (lambda at: cut(at / "config.json", 5), ModelUnreadable, "cannot be read"),
    "no modules": (lambda at: (at / "modules.json").write_text("[]"), ModelUnreadable, "cannot be loaded"),
    "odd config": (
        lambda at: (at / "config_sentence_transformers.json").write_text("[5]"),
        ModelUnreadable, "cannot be read",
    ),
    "no tokenizer": (drop_tokenizer, ModelUnreadable, "reads every text alike"),
    "NaN": (lambda at: spoil(at, float("nan")), UnsoundVectors, "not finite"),
    "infinity": (lambda at: spoil(at, float("inf")), UnsoundVectors, "not finite"),
    "another kind": (
        lambda at: edit(at / "config_sentence_transformers.json", model_type="SparseEncoder"), WrongModel,
        "is not an encoder",
    ),
    "code of its own": (
        lambda at: (at / "modules.json").write_text(
            (at / "modules.json").read_text("utf-8").replace("sentence_transformers.", "strange.")
        ),
        WrongModel, "program code of its own",
    ),
    "nothing": (lambda at: [shutil.rmtree(at), at.mkdir()], WrongModel, "holds no model"),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_model_is_one_line(copy: Path, damage: str, capfd: pytest.CaptureFixture[str]) -> None:
    harm, error, reason = DAMAGES[damage]
    harm(copy)
    capfd.readouterr()
    with pytest.raises(error, match=reason) as caught:
        make(copy).encode_documents(["thi đua"])
    assert str(copy) in one_line(caught.value)
    assert capfd.readouterr().err == ""


def one_line(error: Exception) -> str:
    text = str(error)
    assert "\n" not in text
    assert text.endswith((".", "'"))
    return text
