"""The embedded model: what ships, what sentence-transformers makes of it, and folders that are damaged."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import retrieval
from retrieval.errors import ModelUnreadable
from retrieval.static import StaticEncoder, features

SHIPPED = Path(retrieval.__file__).parent / "model"
TEXTS = (
    "Giấy khen của Giám đốc Sở: 03-05 tập thể, 05-10 cá nhân.",
    "giay khen giam doc so nam 2025 bao nhieu",
    "Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ",
    "xyzzy thi đua qwerty",
    "hoàn toàn " * 400,
)


def test_features_are_folded_syllables_accented_ones_and_pairs() -> None:
    assert list(features("Thi đua 05")) == ["f:thi", "f:dua", "f:5", "a:đua", "b:thi_dua", "b:dua_5"]


def test_a_phrase_is_nearer_to_its_own_kind_than_to_another() -> None:
    vectors = StaticEncoder.shipped().encode_documents(
        ["khen thưởng tập thể và cá nhân xuất sắc", "danh hiệu chiến sĩ thi đua", "phòng cháy chữa cháy rừng"]
    )
    award, title, fire = vectors
    assert award @ title > award @ fire


def test_the_shipped_model_is_small() -> None:
    assert sum(path.stat().st_size for path in SHIPPED.rglob("*") if path.is_file()) <= 10_000_000


def test_sentence_transformers_gives_the_same_vectors() -> None:
    """The library takes features joined by blanks, as the card of the model tells."""
    library = pytest.importorskip("sentence_transformers", reason="the extra `models` is not installed")
    model = library.SentenceTransformer(str(SHIPPED), device="cpu")
    theirs = model.encode([" ".join(features(text)) for text in TEXTS])
    np.testing.assert_allclose(StaticEncoder.shipped().encode_documents(TEXTS), theirs, atol=1e-5)


def cut(folder: Path) -> None:
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def forget_a_feature(folder: Path) -> None:
    path = folder / "tokenizer.json"
    tokenizer = json.loads(path.read_text("utf-8"))
    tokenizer["model"]["vocab"].popitem()
    path.write_text(json.dumps(tokenizer), "utf-8")


DAMAGES: dict[str, Callable[[Path], object]] = {
    "no folder": shutil.rmtree,
    "no weights": lambda folder: (folder / "model.safetensors").unlink(),
    "weights cut off": cut,
    "weights of another kind": lambda folder: (folder / "model.safetensors").write_bytes(b"PK\x03\x04" * 99),
    "no tokenizer": lambda folder: (folder / "tokenizer.json").unlink(),
    "a tokenizer that is none": lambda folder: (folder / "tokenizer.json").write_text("[]"),
    "a tokenizer of another model": forget_a_feature,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_model_says_what_to_do(tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "model"
    shutil.copytree(SHIPPED, folder)
    DAMAGES[damage](folder)
    with pytest.raises(ModelUnreadable, match=r"install Thidua again") as raised:
        StaticEncoder.load(folder)
    assert "\n" not in str(raised.value)
