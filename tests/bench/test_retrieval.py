"""A benchmark of three articles and two questions, which every ranker that folds answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.retrieval import TOPS, main, measure, rankers, read
from retrieval.retriever import WEIGHTS

ARTICLES = {
    "1": "Điều 1. Giấy khen được tặng cho cá nhân hoàn thành tốt nhiệm vụ, có tiền thưởng.",
    "2": "Điều 2. Người điều khiển xe mô tô phải có giấy phép lái xe do cơ quan có thẩm quyền cấp.",
    "3": "Điều 3. Hợp đồng lao động phải được giao kết bằng văn bản và làm thành hai bản.",
}
QUESTIONS = {"Cá nhân được tặng giấy khen khi nào?": ["1"], "Hợp đồng lao động giao kết ra sao?": ["3"]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    corpus = [{"id": key, "text": text} for key, text in ARTICLES.items()]
    queries = [{"text": text, "gold": gold} for text, gold in QUESTIONS.items()]
    for name, rows in (("corpus", corpus), ("queries", queries)):
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(lines), "utf-8")
    return tmp_path


def test_every_ranker_finds_the_article_that_answers(folder: Path) -> None:
    benchmark = read(folder)
    figures = {
        name: measure(ranker, benchmark.questions) for name, ranker in rankers(benchmark.texts).items()
    }
    assert figures == dict.fromkeys(figures, [1.0] * (len(TOPS) + 1))


def test_words_and_vectors_are_joined_by_the_weights_of_the_product(folder: Path) -> None:
    scores = rankers(read(folder).texts)["ours: hybrid"]("giấy khen của cá nhân")
    assert scores.argmax() == 0
    assert scores[0] == pytest.approx(WEIGHTS["words"] + WEIGHTS["vector"])


def test_the_table_has_a_line_for_each_ranker_and_way_of_typing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([str(folder)])
    printed = capsys.readouterr().out
    assert "2 questions, 3 articles" in printed
    assert printed.count("with diacritics") == printed.count("without") == 6


def test_a_folder_without_a_benchmark_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="holds no such benchmark"):
        main([str(tmp_path)])
    with pytest.raises(SystemExit, match="make alqac"):
        main([])
