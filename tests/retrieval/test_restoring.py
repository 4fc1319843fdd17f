"""The restorer of diacritics, by its public surface; floors as measured, a little below."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest

from corpus.lexicon import load
from corpus.repair.gate import looks_damaged
from corpus.repair.spelling import settled
from corpus.text import nfc
from retrieval.errors import RestorerError
from retrieval.restoring import Restorer

ROOT = Path(__file__).parent.parent.parent
QUESTIONS = ROOT / "tests" / "quality"
FILE = ROOT / "retrieval" / "restoring" / "learnt.npz"
LARGEST = 1_100_000
_WORD = re.compile(r"[^\W\d_]+")
_MARKS = re.compile("[\u0300-\u036f]")


def stripped(text: str) -> str:
    plain = text.replace("đ", "d").replace("Đ", "D")
    return _MARKS.sub("", unicodedata.normalize("NFD", plain))


def right(lines: list[str]) -> float:
    """Give the share of all words that come back, tone marks in one place, abbreviations and all counted."""
    pairs = [
        (settled(old.lower()), settled(new.lower()))
        for line in lines
        for old, new in zip(
            _WORD.findall(line), _WORD.findall(Restorer.shipped().restore(stripped(line))), strict=True
        )
    ]
    return sum(old == new for old, new in pairs) / len(pairs)


def questions(name: str) -> list[str]:
    rows = [json.loads(line) for line in (QUESTIONS / f"{name}.jsonl").read_text("utf-8").splitlines()]
    asked = [nfc(row["question"]) for row in rows if row["lang"] == "vi"]
    return [question for question in asked if 3 * marked(question) > len(_WORD.findall(question))]


def marked(text: str) -> int:
    return sum(not word.isascii() for word in _WORD.findall(text))


def test_sound_plans_come_back() -> None:
    texts = [nfc(path.read_text("utf-8")) for path in sorted((ROOT / "corpus" / "plans").glob("*.txt"))]
    assert right([line for text in texts if not looks_damaged(text) for line in text.splitlines()]) >= 0.98


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("five_plans", 0.96),
        ("other_documents", 0.97),
        ("facts_five_plans", 0.94),
        ("facts_other_documents", 0.92),
    ],
)
def test_questions_come_back(name: str, least: float) -> None:
    assert right(questions(name)) >= least


def test_few_sure_readings_are_wrong() -> None:
    wrong = total = 0
    for question in [nfc(row) for row in questions("five_plans") + questions("other_documents")]:
        meant = {match.start(): match.group() for match in _WORD.finditer(question)}
        for word in Restorer.shipped().words(stripped(question)):
            total += word.probability >= 0.9
            wrong += word.probability >= 0.9 and settled(word.reading) != settled(meant[word.start])
    assert total > 1500
    assert wrong / total <= 0.01


def test_text_typed_with_diacritics_stays() -> None:
    asked = questions("five_plans")
    kept = sum(Restorer.shipped().restore(question) == question for question in asked)
    assert kept / len(asked) >= 0.98


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("giay khen gd so 2025 bn", "giấy khen gd số 2025 bn"),
        ("bang khen cua chu tich ubnd tinh", "bằng khen của chủ tịch ubnd tỉnh"),
        ("han nop ho so o ca mau la khi nao", "hạn nộp hồ sơ ở cà mau là khi nào"),
        ("duoc may tap the, may ca nhan?", "được mấy tập thể, mấy cá nhân?"),
        ("bao nhieu", "bao nhiêu"),
        ("ai ky", "ai ký"),
        ("Giay Khen", "Giấy Khen"),
        ("GIAY KHEN", "GIẤY KHEN"),
        ("So Noi vu", "Sở Nội vụ"),
        ("HDND tinh", "HĐND tỉnh"),
        ("thế còn tay ninh?", "thế còn tây ninh?"),
        ("deadline nop bao cao", "deadline nộp báo cáo"),
        ("142/KH-UBND ngay 03/6/2025 ai ky", "142/KH-UBND ngày 03/6/2025 ai ký"),
        ("gui cho ban@xa.vn", "gửi cho ban@xa.vn"),
    ],
)
def test_restores_words_and_leaves_the_rest(typed: str, meant: str) -> None:
    assert Restorer.shipped().restore(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "123",
        "?",
        "SKHCN",
        "Who signs the plan of Hung Yen?",
        "Kế hoạch thi đua năm 2025 của ban",
        "<end>",
    ],
)
def test_leaves_what_needs_nothing(typed: str) -> None:
    assert Restorer.shipped().restore(typed) == typed


def test_composes_letters_typed_in_parts() -> None:
    assert Restorer.shipped().restore("ho\u0300a binh") == "hòa bình"


def test_a_doubtful_reading_can_be_left_as_typed() -> None:
    assert (
        Restorer.shipped().restore("giay khen la gi, dc ky chua", least=1.01) == "giay khen la gi, dc ky chua"
    )
    word = Restorer.shipped().words("giay khen")[0]
    assert (word.start, word.end, word.reading) == (0, 4, "giấy")
    assert 0.9 < word.probability <= 1


@pytest.mark.parametrize("frame", ["ke hoach cua tinh {}", "{} duoc may bang khen"])
def test_provinces_come_back(frame: str) -> None:
    names = [province["name"] for province in load("provinces")["province"]]
    restore = Restorer.shipped().restore
    lost = [name for name in names if name.lower() not in restore(frame.format(stripped(name).lower()))]
    assert lost == []


def test_awards_come_back() -> None:
    names = [award["name"] for award in load("awards")["award"]]
    lost = [name for name in names if Restorer.shipped().restore(stripped(name)) != name]
    assert lost == []


def test_a_long_text_is_restored_whole() -> None:
    assert Restorer.shipped().restore("bang khen " * 2000) == "bằng khen " * 2000


def test_the_file_is_small() -> None:
    assert FILE.stat().st_size <= LARGEST


@pytest.mark.parametrize(
    "content", [b"", b"no file of ours", FILE.read_bytes()[:5000], FILE.read_bytes()[:-5000]]
)
def test_a_damaged_file_is_told_in_one_line(content: bytes) -> None:
    with pytest.raises(RestorerError, match="install Thidua again"):
        Restorer.read(content)
