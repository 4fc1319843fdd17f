from __future__ import annotations

from pathlib import Path

import pytest

from corpus.models import SectionKind
from corpus.text import accented, bigrams, tokens
from retrieval.errors import IndexStale
from retrieval.lexical import LexicalIndex
from tests.retrieval.factories import make_chunk

CHUNKS = [
    make_chunk(1, "Bằng khen của Chủ tịch tỉnh: 01-02 tập thể.", plan_id="a", path=("II. KHEN THƯỞNG",)),
    make_chunk(2, "Gửi báo cáo tổng kết trước ngày 15/11/2025.", plan_id="a", path=("III. BÁO CÁO",)),
    make_chunk(3, "Căn cứ Nghị định số 98/2023/NĐ-CP và Kế hoạch số 142/KH-UBND.", plan_id="b"),
    make_chunk(4, "Giám đốc Nguyễn Văn A", plan_id="b", kind=SectionKind.SIGNATURE),
]
METADATA = {"a": "Phát động thi đua Hưng Yên", "b": "Nông thôn mới Tây Ninh"}


@pytest.fixture
def index(tmp_path: Path) -> LexicalIndex:
    LexicalIndex.build(tmp_path, CHUNKS, METADATA)
    return LexicalIndex.open(tmp_path)


def find(index: LexicalIndex, question: str, plans: set[str] | None = None) -> list[int]:
    words = tokens(question)
    return index.search(dict.fromkeys([*words, *bigrams(words)], 1.0), accented(question), 10, plans)


@pytest.mark.parametrize(
    ("typed", "stripped", "found"),
    [
        ("bằng khen tập thể", "bang khen tap the", [1]),
        ("BÁO CÁO TỔNG KẾT", "bao cao tong ket", [2]),
        ("nghị định", "nghi dinh", [3]),
        ("Tây Ninh", "tay ninh", [3, 4]),
        ("đua", "dua", [1, 2]),
    ],
)
def test_a_question_finds_the_same_without_diacritics(
    index: LexicalIndex, typed: str, stripped: str, found: list[int]
) -> None:
    assert sorted(find(index, typed)) == sorted(find(index, stripped)) == found


@pytest.mark.parametrize(
    "number",
    ["98/2023/NĐ-CP", "98/2023/nd-cp", "nghi dinh 98", "142/KH-UBND", "142 / kh-ubnd", "kh 142", "142"],
)
def test_a_document_number_is_found_whole_and_by_its_parts(index: LexicalIndex, number: str) -> None:
    assert find(index, number)[0] == 3


def test_a_whole_number_is_rarer_than_its_parts(index: LexicalIndex) -> None:
    assert (index.frequency("142/kh-ubnd"), index.frequency("98/2023/nd-cp"), index.frequency("142")) == (
        1,
        1,
        1,
    )


@pytest.mark.parametrize(
    ("typed", "found"), [("15/11/2025", [2]), ("ngày 15 tháng 11 năm 2025", [2]), ("ngay 15/11/2025", [2])]
)
def test_a_date_is_found_in_either_way_of_writing(index: LexicalIndex, typed: str, found: list[int]) -> None:
    assert find(index, typed) == found


def test_syllables_typed_with_diacritics_count_on_top(tmp_path: Path) -> None:
    LexicalIndex.build(tmp_path, [make_chunk(1, "cờ thi đua"), make_chunk(2, "cơ thi đua")], {"mau": ""})
    index = LexicalIndex.open(tmp_path)
    assert (find(index, "cờ")[0], find(index, "cơ")[0], sorted(find(index, "co"))) == (1, 2, [1, 2])


@pytest.mark.parametrize(
    ("plans", "found"),
    [(None, [1, 2]), ({"a"}, [1, 2]), ({"b"}, []), (set(), []), ({"c"}, []), ({"a", "c"}, [1, 2])],
)
def test_the_scope_is_not_left(index: LexicalIndex, plans: set[str] | None, found: list[int]) -> None:
    assert sorted(find(index, "phát động thi đua", plans)) == found


def test_the_limit_keeps_the_best(index: LexicalIndex) -> None:
    assert index.search({"bang": 1.0, "a": 0.1}, (), 1, None) == [1]


def test_nothing_asked_finds_nothing(index: LexicalIndex) -> None:
    assert index.search({}, (), 10, None) == []
    assert find(index, "blockchain") == []


def test_parts_are_found_by_their_kind(index: LexicalIndex) -> None:
    assert index.of_kinds({"signature"}, 10, None) == [4]
    assert sorted(index.of_kinds({"signature", "numbered"}, 10, {"b"})) == [3, 4]
    assert index.of_kinds({"signature"}, 10, {"a"}) == []
    assert index.of_kinds(set(), 10, None) == []
    assert len(index.of_kinds({"numbered"}, 2, None)) == 2


def test_the_statistics_count_the_text_of_chunks_only(index: LexicalIndex) -> None:
    lengths = [len(tokens(chunk.text)) for chunk in CHUNKS]
    assert (index.size, index.average_length) == (4, sum(lengths) / 4)
    terms = ("khen", "bang_khen", "bao", "ninh", "khong-co")
    assert [index.frequency(term) for term in terms] == [1, 1, 1, 0, 0]


def test_no_chunks_make_an_index_too(tmp_path: Path) -> None:
    LexicalIndex.build(tmp_path, [], {})
    index = LexicalIndex.open(tmp_path)
    assert (index.size, index.average_length, find(index, "thi đua")) == (0, 0.0, [])


def test_an_empty_or_missing_folder_is_stale(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(IndexStale, match="built again"):
            LexicalIndex.open(folder)


def test_a_folder_that_is_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match=r"."):
        LexicalIndex.build(tmp_path / "file", CHUNKS, METADATA)
