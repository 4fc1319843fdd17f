from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.repair.gate import looks_damaged
from corpus.repair.reading import RepairedText, repair
from corpus.repair.spelling import settled
from tests.corpus.reading import DOCUMENTS, PLANS, plan_at

LINES = Path(__file__).with_name("repair_lines.tsv")
SCANS = [PLANS["002"], *(DOCUMENTS[name] for name in DOCUMENTS if name.endswith("_ocr"))]
WORD = re.compile(r"[^\W_]+")
# A lone digit behind a sign inside a word is a letter that was misread ("h¢1" is "hai"), no number.
NUMBER = re.compile(r"(?<![^\W_])(?!(?<=[^\W\d_][¢&$§’])\d(?!\d))\d[\d./:-]*(?![^\W\d_])")


def words(text: str) -> list[str]:
    return [settled(word.lower()) for word in WORD.findall(text)]


def common(truth: list[str], read: list[str]) -> int:
    """Give the length of the longest common subsequence."""
    row = [0] * (len(read) + 1)
    for one in truth:
        before, row = row, [0]
        for at, other in enumerate(read, 1):
            row.append(before[at - 1] + 1 if one == other else max(before[at], row[-1]))
    return row[-1]


@pytest.fixture(scope="module")
def scan() -> RepairedText:
    return repair(plan_at(PLANS["002"]).source)


def test_most_words_of_the_scanned_plan_are_right(scan: RepairedText) -> None:
    """Lines corrected by hand; the floor is 0.88 of their words, in order, case set aside."""
    with LINES.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    repaired = [line for line in scan.text.splitlines() if line.strip()]
    truths = [words(row["corrected_by_hand"]) for row in rows]
    right = sum(
        common(truth, words(repaired[int(row["nonblank_line_index"])]))
        for truth, row in zip(truths, rows, strict=True)
    )
    assert right / sum(map(len, truths)) >= 0.88


@pytest.mark.parametrize("path", SCANS, ids=lambda path: path.stem[:12])
def test_numbers_codes_blanks_and_signs_between_words_stay(path: Path) -> None:
    raw = plan_at(path).source
    repaired = repair(raw)
    assert NUMBER.findall(repaired.text) == NUMBER.findall(raw)
    assert re.findall(r"\S*\d/\S+", repaired.text) == re.findall(r"\S*\d/\S+", raw)
    assert re.findall(r"\s+", repaired.text) == re.findall(r"\s+", raw)


@pytest.mark.parametrize("path", SCANS, ids=lambda path: path.stem[:12])
def test_what_lies_between_the_words_is_the_same_in_both_texts(path: Path) -> None:
    repaired = repair(plan_at(path).source)
    raw_end = end = 0
    for a, b, c, d in repaired.pairs:
        assert repaired.raw[raw_end:a] == repaired.text[end:c]
        assert repaired.to_raw(c, d) == (a, b)
        raw_end, end = b, d
    assert repaired.raw[raw_end:] == repaired.text[end:]
    assert len(repaired.pairs) == len(repaired.confidences)


@pytest.mark.parametrize("path", SCANS, ids=lambda path: path.stem[:12])
def test_repaired_text_is_no_longer_damaged(path: Path) -> None:
    assert not looks_damaged(repair(plan_at(path).source).text)


SOUND = [PLANS[number] for number in PLANS if number != "002"]
SOUND += [DOCUMENTS[name] for name in DOCUMENTS if not name.endswith("_ocr")]


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.stem[:12])
def test_sound_text_comes_back_unchanged(path: Path) -> None:
    source = plan_at(path).source
    repaired = repair(source)
    assert repaired.text == source
    assert repaired.changed() == []
    assert repaired.to_raw(10, 30)[0] <= 10


PAGE = """UY BAN NHAN DAN CONG HOA XA HOI CHU NGHIA VIET NAM
TINH LAM DONG Déc lap - Tw do - Hanh phtic
S6: 1234/QD-UBND Lam Déng, ngay 05 thang 6 nam 2024
QUYET DINH
Vé viéc ban hanh quy ché thi dua, khen thuong cua tinh
Can ctr Luat Thi dua, khen thuong ngay 15 thang 6 nam 2022;
1. Cac co quan, don vi gtri bao cao v6i S¢ N6i vu truéc ngay 15/11/2024, toi da 03 tap thé, 05-10 ca nhan.
Il. TO CHUC THUC HIEN
"""


def test_a_page_is_read_with_its_numbers_and_its_case_kept() -> None:
    lines = repair(PAGE).text.splitlines()
    assert lines[0] == "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert re.fullmatch(r"Số: 1234/QD-UBND \S+ \S+, ngày 05 tháng 6 năm 2024", lines[2])
    assert lines[3] == "QUYẾT ĐỊNH"
    assert lines[6].endswith("trước ngày 15/11/2024, tối đa 03 tập thể, 05-10 cá nhân.")
    assert lines[7] == "II. TỔ CHỨC THỰC HIỆN"


@pytest.mark.parametrize(
    "line",
    [
        "in trén khé A4 theo mau quy dinh",
        "giay phép lai xe hang B2 trd 1én",
        "theo mau M1 va mau M2 kém theo",
        "tai phong C6 nha lam viéc",
        "khoi A1 gom cac don vi",
        "tiéu doan D4 anh hing",
        "lang S6 thuc hién phong trao",
        "§6 cua Hién phap nam 2013",
        "hé tro $5 triéu cho cac ho",
        "gia $6 mot nguoi",
    ],
)
def test_codes_and_sums_of_one_digit_stay(line: str) -> None:
    repaired = repair(PAGE + line + "\n" + PAGE)
    kept = r"[A-ZĐ$§¢]\d"
    assert re.findall(kept, repaired.text.splitlines()[8]) == re.findall(kept, line)


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("a) T6 chirc thuc hién", "a) Tổ chức thực hiện"),
        ("3. S6 luong khen thuong", "3. Số lượng khen thưởng"),
        ("can ctr Ké hoach S6 12/KH-UBND", "căn cứ Kế hoạch Số 12/KH-UBND"),
    ],
)
def test_a_capital_with_a_digit_is_a_word_where_its_neighbours_make_it_one(line: str, read: str) -> None:
    assert repair(PAGE + line + "\n" + PAGE).text.splitlines()[8] == read


def test_figures_of_a_phrase_stand_for_any_number() -> None:
    page = PAGE + "Bang khen cho 40 tap thé va\n60 cé nhan dién hinh.\n"
    assert "60 có nhân" in repair(page).text
    assert "60 cá nhân" in repair(page, extra_words=["05 cá nhân"]).text


def test_words_that_the_caller_knows_are_found() -> None:
    page = PAGE + "Ngwdi ky: Dang Ztian Qwénh\n"
    assert "Đặng Zuân Qwếnh" in repair(page, extra_words=["Đặng Zuân Qwếnh"]).text


def test_a_word_that_reads_differently_is_told_with_its_confidence() -> None:
    repaired = repair(PAGE)
    first = repaired.changed()[0]
    a, b, c, d = repaired.pairs[first]
    assert (repaired.raw[a:b], repaired.text[c:d]) == ("UY", "ỦY")
    assert 0.5 < repaired.confidences[first] <= 1


def test_a_span_inside_words_is_widened_to_them() -> None:
    repaired = repair(PAGE)
    at = repaired.text.index("Nội vụ")
    start, end = repaired.to_raw(at + 1, at + 5)
    assert repaired.raw[start:end] == "N6i vu"


@settings(max_examples=60, deadline=None)
@example("A¢1.")
@example("A¢12. h§3 &4")
@given(st.text(alphabet="aAdDđéoO6 16¢&$§’.,:;()/-\nIlVXuwhncg~%", max_size=200))
def test_any_text_is_read_and_aligned(text: str) -> None:
    repaired = repair(text + " c6ng téc thi dua" * 10)
    raw_end = end = 0
    for a, b, c, d in repaired.pairs:
        assert raw_end <= a < b
        assert end <= c < d
        raw_end, end = b, d
    assert NUMBER.findall(repaired.text) == NUMBER.findall(repaired.raw)


@given(st.text(max_size=200))
def test_text_of_any_kind_is_taken(text: str) -> None:
    assert repair(text).raw == text


def test_nothing_is_read_where_nothing_stands() -> None:
    assert repair("") == RepairedText(raw="", text="", pairs=(), confidences=())
