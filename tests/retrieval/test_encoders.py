"""The contract of every `Encoder`: add a new one to ENCODERS, and this suite tells whether it is right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from retrieval.encoders import Encoder, LsaEncoder
from retrieval.errors import IndexStale

TEXTS = (
    "Bằng khen của Chủ tịch UBND tỉnh: 01-02 tập thể, 02-05 cá nhân.",
    "Báo cáo tổng kết gửi về Văn phòng Sở trước ngày 15/11/2025.",
    "Kinh phí bố trí từ ngân sách tỉnh, quỹ thi đua khen thưởng.",
    "Tạo khí thế thi đua sôi nổi trong cán bộ, công chức.",
)
STRIPPED = (
    "Bang khen cua Chu tich UBND tinh: 01-02 tap the, 02-05 ca nhan.",
    "Bao cao tong ket gui ve Van phong So truoc ngay 15/11/2025.",
    "Kinh phi bo tri tu ngan sach tinh, quy thi dua khen thuong.",
    "Tao khi the thi dua soi noi trong can bo, cong chuc.",
)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """How an encoder is made, and how it is read from where it was saved."""

    make: Callable[[], Encoder]
    load: Callable[[Path], Encoder]


ENCODERS = {"lsa": Kind(make=lambda: LsaEncoder.fit(TEXTS), load=LsaEncoder.load)}


@pytest.fixture(params=ENCODERS)
def kind(request: pytest.FixtureRequest) -> Kind:
    return ENCODERS[request.param]


@pytest.fixture
def encoder(kind: Kind) -> Encoder:
    return kind.make()


def test_vectors_are_units(encoder: Encoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), encoder.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_give_no_vectors(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dimension)


@pytest.mark.parametrize("text", ["", "   ", "?!…", "🎉🎉", "\x00\x07"])
def test_a_text_without_words_is_zero(encoder: Encoder, text: str) -> None:
    np.testing.assert_array_equal(encoder.encode([text]), np.zeros((1, encoder.dimension), np.float32))


def test_any_text_has_a_finite_vector(encoder: Encoder) -> None:
    vectors = encoder.encode(["xyzzy qwerty", "thi đua " * 3000, "<b>'; DROP TABLE plans; --"])
    assert np.isfinite(vectors).all()


def test_a_text_has_the_same_vector_in_any_company(encoder: Encoder) -> None:
    together = encoder.encode(TEXTS)
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    np.testing.assert_allclose(together, alone, atol=1e-6)


def test_making_it_again_gives_the_same(kind: Kind, encoder: Encoder) -> None:
    again = kind.make()
    assert (again.name, again.dimension) == (encoder.name, encoder.dimension)
    np.testing.assert_array_equal(again.encode(TEXTS), encoder.encode(TEXTS))


def test_what_was_saved_encodes_the_same(kind: Kind, encoder: Encoder, tmp_path: Path) -> None:
    encoder.save(tmp_path)
    loaded = kind.load(tmp_path)
    assert (loaded.name, loaded.dimension) == (encoder.name, encoder.dimension)
    np.testing.assert_array_equal(loaded.encode(TEXTS), encoder.encode(TEXTS))


def test_diacritics_matter_little(encoder: Encoder) -> None:
    similarity = (encoder.encode(TEXTS) * encoder.encode(STRIPPED)).sum(axis=1)
    assert (similarity > 0.8).all()


def test_a_text_is_nearest_to_what_shares_its_words(encoder: Encoder) -> None:
    vectors = encoder.encode([*TEXTS, "gui bao cao tong ket"])
    assert int(np.argmax(vectors[:-1] @ vectors[-1])) == 1


@pytest.mark.parametrize("damage", [b"", b"not an archive", None])
def test_a_damaged_file_is_stale(kind: Kind, encoder: Encoder, tmp_path: Path, damage: bytes | None) -> None:
    encoder.save(tmp_path)
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes()[:-100] if damage is None else damage)
    with pytest.raises(IndexStale, match="built again"):
        kind.load(tmp_path)


def test_the_static_model_ignores_diacritics() -> None:
    encoder = LsaEncoder.fit(TEXTS)
    np.testing.assert_array_equal(encoder.encode(TEXTS), encoder.encode(STRIPPED))


def test_the_static_model_fits_an_even_sample_of_many_texts() -> None:
    many = [f"{text} {number}" for number in range(600) for text in TEXTS]
    vectors = LsaEncoder.fit(many).encode(TEXTS)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("texts", [[""], ["thi đua"], ["thi đua"] * 5])
def test_the_static_model_fits_little_or_nothing(texts: list[str]) -> None:
    assert np.isfinite(LsaEncoder.fit(texts).encode(["thi đua", ""])).all()
