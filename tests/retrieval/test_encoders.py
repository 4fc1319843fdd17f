"""The contract of every `Encoder`: add a new one to ENCODERS, and this suite tells whether it is right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest

from retrieval.encoders import Encoder
from retrieval.static import StaticEncoder
from retrieval.transformer import EncoderChoice, SentenceTransformerEncoder

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


def transformer(request: pytest.FixtureRequest) -> Encoder:
    folder = request.getfixturevalue("tiny_encoder")
    return SentenceTransformerEncoder(EncoderChoice(source=str(folder)))


ENCODERS: dict[str, Callable[[pytest.FixtureRequest], Encoder]] = {
    "static": lambda _: StaticEncoder.shipped(),
    "transformer": transformer,
}


@pytest.fixture(params=ENCODERS)
def make(request: pytest.FixtureRequest) -> Callable[[], Encoder]:
    return partial(ENCODERS[request.param], request)


@pytest.fixture
def encoder(make: Callable[[], Encoder]) -> Encoder:
    return make()


def test_vectors_are_units(encoder: Encoder) -> None:
    vectors = encoder.encode_documents(TEXTS)
    assert vectors.shape == (len(TEXTS), encoder.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_give_no_vectors(encoder: Encoder) -> None:
    assert encoder.encode_documents([]).shape == (0, encoder.dimension)


@pytest.mark.parametrize("text", ["", "   ", "?!…", "🎉🎉", "\x00\x07"])
def test_a_text_without_words_is_zero(encoder: Encoder, text: str) -> None:
    np.testing.assert_array_equal(
        encoder.encode_documents([text]), np.zeros((1, encoder.dimension), np.float32)
    )


def test_any_text_has_a_finite_vector(encoder: Encoder) -> None:
    vectors = encoder.encode_documents(["xyzzy qwerty", "thi đua " * 3000, "<b>'; DROP TABLE plans; --"])
    assert np.isfinite(vectors).all()


def test_a_text_has_the_same_vector_in_any_company(encoder: Encoder) -> None:
    together = encoder.encode_documents(TEXTS)
    alone = np.concatenate([encoder.encode_documents([text]) for text in TEXTS])
    np.testing.assert_allclose(together, alone, atol=1e-6)


def test_making_it_again_gives_the_same(make: Callable[[], Encoder], encoder: Encoder) -> None:
    again = make()
    assert (again.name, again.dimension) == (encoder.name, encoder.dimension)
    np.testing.assert_array_equal(again.encode_documents(TEXTS), encoder.encode_documents(TEXTS))


def test_diacritics_matter_little(encoder: Encoder) -> None:
    similarity = (encoder.encode_documents(TEXTS) * encoder.encode_documents(STRIPPED)).sum(axis=1)
    assert (similarity > 0.8).all()


def test_a_question_is_nearest_to_what_shares_its_words(encoder: Encoder) -> None:
    question = encoder.encode_queries(["gui bao cao tong ket"])[0]
    assert int(np.argmax(encoder.encode_documents(TEXTS) @ question)) == 1
