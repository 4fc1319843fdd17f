"""The training command on a small shelf of made-up law, and the parts that it is put together from."""

from __future__ import annotations

import json
import lzma
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="the extra `training` is not installed")

from retrieval.static import StaticEncoder
from retrieval.training.batches import Batches
from retrieval.training.fitting import bag_of, initial_rows, quantise
from retrieval.training.pairs import KINDS
from retrieval.training.preparing import Prepared, prepare
from retrieval.training.recipe import Recipe
from retrieval.training.sources import Document, read_codex, read_wiki
from retrieval.training.vocabulary import BREAK, WordTable, build_vocabulary, pair_keys

SUBJECTS = ("khen thưởng tập thể", "phòng cháy chữa cháy", "bảo vệ môi trường", "an toàn thực phẩm")
ACTS = ("lập hồ sơ", "báo cáo cấp trên", "kiểm tra định kỳ", "công khai kết quả", "xử lý vi phạm")
RECIPE = Recipe(
    syllables=120, pairs=60, dimension=8, steps=4, batch=16, block=4, fitted_first=40, favoured_topic="1.2"
)


def article(number: int) -> dict[str, str]:
    subject, act = SUBJECTS[number % len(SUBJECTS)], ACTS[number % len(ACTS)]
    return {
        "demuc": f"Đề mục 1.{number % 4} {subject}",
        "chuong": "Chương I - QUY ĐỊNH CHUNG",
        "title": f"Trách nhiệm {act} về {subject}",
        "source": f"(Điều {number} Nghị định số 7/2023/NĐ-CP, có hiệu lực từ ngày 01/01/2023)",
        "text": f"1. Cơ quan {act} theo quy định tại Điều {number % 5} Nghị định số 7/2023/NĐ-CP.\n"
        f"2. Người đứng đầu đơn vị chịu trách nhiệm {act} về {subject} trước ngày {number} hằng tháng.\n"
        + f"3. Đơn vị {subject} tổ chức {act}, tổng hợp và gửi kết quả về cơ quan quản lý nhà nước.\n"
        * 3,
    }


def page(number: int) -> dict[str, str]:
    return {
        "title": f"Sông thứ {number}",
        "text": "Con sông chảy qua nhiều tỉnh, bồi đắp phù sa cho đồng bằng và đổ ra biển ở phía đông.\n\n"
        "== Lịch sử ==\nNgười xưa đã đắp đê, đào kênh và mở chợ bên sông từ nhiều thế kỷ trước đây rồi.",
    }


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts")
    for name, make, count in (("codex", article, 60), ("viwiki", page, 30)):
        lines = "\n".join(json.dumps(make(number), ensure_ascii=False) for number in range(count))
        (folder / f"{name}.jsonl.xz").write_bytes(lzma.compress(lines.encode()))
    return folder


@pytest.fixture(scope="module")
def documents(data: Path) -> list[Document]:
    return [*read_codex(data), *read_wiki(data)]


@pytest.fixture(scope="module")
def prepared(documents: list[Document]) -> Prepared:
    return prepare(documents, RECIPE)


def batches(prepared: Prepared) -> Batches:
    return Batches(prepared, RECIPE)


def train(data: Path, out: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "retrieval.training", str(data), "--out", str(out), "--steps", "3"]
    return subprocess.run([*command, "--dimension", "16"], capture_output=True, text=True, check=False)


def test_the_command_makes_the_same_model_again(data: Path, tmp_path: Path) -> None:
    for name in ("one", "other"):
        run = train(data, tmp_path / name)
        assert run.returncode == 0, run.stderr
    one, other = (StaticEncoder.load(tmp_path / name) for name in ("one", "other"))
    texts = ["trách nhiệm lập hồ sơ khen thưởng", "bao cao cap tren"]
    assert one.dimension == 16
    np.testing.assert_allclose(one.encode_queries(texts), other.encode_queries(texts), atol=0.02)


def test_the_command_tells_what_is_missing(tmp_path: Path) -> None:
    run = train(tmp_path, tmp_path / "model")
    assert run.returncode == 1
    assert run.stderr.splitlines()[-1].endswith("DATA must hold the texts to learn from.")
    assert "Traceback" not in run.stderr


def test_sources_are_read_without_what_only_numbers_them(documents: list[Document]) -> None:
    assert documents[3] == Document(
        topic="Đề mục 1.3 an toàn thực phẩm", heading="an toàn thực phẩm\nQUY ĐỊNH CHUNG",
        title="Trách nhiệm công khai kết quả về an toàn thực phẩm",
        lines=tuple(article(3)["text"].strip().split("\n")), place="3 7/2023/NĐ-CP",
    )  # fmt: skip


def test_a_page_in_twenty_five_is_held_back(documents: list[Document]) -> None:
    titles = [each.title for each in documents if not each.topic]
    assert "Sông thứ 1" in titles
    assert not {"Sông thứ 0", "Sông thứ 25"} & set(titles)
    assert titles.count("Lịch sử") == 28


def test_a_vocabulary_has_the_frequent_syllables_and_the_telling_pairs() -> None:
    table = WordTable()
    texts = [table.code("thi đua khen thưởng 05 cá nhân")] * 30 + [table.code("thi đua 5 hiếm")]
    vocabulary = build_vocabulary(table, texts, syllables=9, pairs=2)
    assert {"f:thi", "f:dua", "a:đua", "f:5"} <= set(vocabulary.names)
    assert "f:hiem" not in vocabulary.names
    assert len([name for name in vocabulary.names if name.startswith("b:")]) == 2


def test_no_pair_crosses_a_break() -> None:
    folded = np.array([3, 4, BREAK, 5, 6], dtype=np.int64)
    assert (pair_keys(folded) > 0).tolist() == [True, False, False, True]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_gives_a_question_and_a_passage(prepared: Prepared, kind: str) -> None:
    random = np.random.default_rng(5)
    drawn = [KINDS[kind](document, prepared.shelf, random) for document in prepared.shelf.documents]
    pairs = [pair for pair in drawn if pair]
    assert pairs
    assert all(0 < len(question) <= 90 and len(passage) for question, passage in pairs)


def test_a_line_that_cites_an_article_is_paired_with_it(prepared: Prepared) -> None:
    line, other = prepared.shelf.documents[7].cited[0]
    assert (line, other) == (0, 2)


def test_the_same_seed_draws_the_same(prepared: Prepared) -> None:
    (one, _), (again, _) = next(iter(batches(prepared))), next(iter(batches(prepared)))
    np.testing.assert_array_equal(one[0], again[0])
    np.testing.assert_array_equal(one[1], again[1])


def test_a_bag_leaves_out_what_has_no_row() -> None:
    rows = np.array([[1, -1, 2], [3, 4, -1], [-1, -1, 5]], dtype=np.int32)
    flat, starts = bag_of(rows, [2, 1])
    assert (flat.tolist(), starts.tolist()) == ([1, 2, 3, 4, 5], [0, 4])


def test_first_rows_put_texts_of_one_subject_together(prepared: Prepared) -> None:
    bags = batches(prepared).windows(80)
    rows = initial_rows(bags, len(prepared.vocabulary.names), 8, seed=1)
    assert rows.shape == (len(prepared.vocabulary.names), 8)
    assert np.isfinite(rows).all()


def test_eight_bits_keep_the_rows() -> None:
    rows = np.random.default_rng(1).normal(size=(50, 8)).astype(np.float32)
    numbers, scales = quantise(np.vstack([rows, np.zeros((1, 8), dtype=np.float32)]))
    np.testing.assert_allclose(numbers[:50] * scales[:50, None], rows, atol=0.02)
    assert not numbers[50].any()
