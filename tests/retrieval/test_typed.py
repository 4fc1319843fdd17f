"""What fingers do on a phone, undone; and what must stay as it was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text import bigrams, fold, tokens
from retrieval.keyboards import from_telex
from retrieval.syllables import is_syllable
from retrieval.typed import mend

PLANS = """
Kế hoạch phát động phong trào thi đua khen thưởng, tặng giấy khen, bằng khen cho tập thể,
cá nhân có thành tích.
Báo cáo tổng kết gửi về Sở Khoa học và Công nghệ trước ngày 15/11/2025. Không khí thi đua sôi nổi. Kinh phí.
"""
KNOWN = frozenset([*tokens(PLANS), *bigrams(tokens(PLANS))])

TELEX = [
    ("kees hoachj", "kế hoạch"), ("thi ddua khen thuwowngr", "thi đua khen thưởng"),
    ("giaays khen", "giấy khen"),
    ("bawngf khen", "bằng khen"), ("baso caos", "báo cáo"), ("soos luowngj", "số lượng"),
    ("quyeets ddinhj", "quyết định"),
    ("dduowcj", "được"), ("ddwowcj", "được"), ("nguoiwf", "người"), ("nguowif", "người"),
    ("luuw truwx", "lưu trữ"),
    ("hoaf binhf", "hòa bình"), ("uyr quyeenf", "ủy quyền"), ("chuowng trinhf", "chương trình"),
    ("giuwx", "giữ"),
    ("thangs 6", "tháng 6"), ("nguyeenx", "nguyễn"), ("Hopwj ddoongf", "hợp đồng"), ("hoawcj", "hoặc"),
    ("guiwr", "gửi"),
]  # fmt: skip
HALF_TELEX = [
    ("bao nhieeu giấy khen", "bao nhiêu giấy khen"), ("thời hạn noopj báo cáo", "thời hạn nộp báo cáo"),
    ("thwởng", "thưởng"), ("hafng năm", "hàng năm"), ("ai la nguoiwf ky", "ai la người ky"),
]  # fmt: skip
VNI = [
    ("ke61 hoa5ch", "kế hoạch"), ("gia61y khen", "giấy khen"), ("d9u7o75c", "được"), ("nguo72i", "người"),
    ("so61 lu7o7ng5", "số lượng"), ("tha8ng1", "thắng"), ("ba1o ca1o", "báo cáo"),
    ("quye61t d9i5nh", "quyết định"),
]  # fmt: skip
SLIPS = [
    ("bnag khen", "bang khen"), ("giay kgen", "giay khen"), ("ke hoahc", "ke hoach"),
    ("Bnag khen", "bang khen"),
    ("ke haoch", "ke hoach"), ("tap thee", "tap thê"), ("phhong trao", "phong trao"),
    ("khne thuong", "khen thuong"),
]  # fmt: skip
BLANKS = [("khenthuong", "khen thuong"), ("thidua", "thi dua"), ("baocao", "bao cao")]
UNTOUCHED = [
    "Bằng khen được mấy tập thể?", "bang khen duoc may tap the", "không khí sôi nổi",
    "khuyến khích tuyên dương",
    "blockchain", "hackathon", "karaoke", "taxi", "visa", "box", "max", "gas", "facebook", "zalo", "KPI",
    "CNTT",
    "deadline", "certificates of merit", "meeting online", "pizza", "Google", "Samsung", "Krông Pắc",
    "Đắk Lắk", "Pleiku",
    "UBND", "skhcn", "ko", "đc", "ntn", "29/KH-SKHCN", "142/KH-UBND", "98/2023/NĐ-CP", "kh 29",
    "15/11/2025", "2025",
    "30%", "A4", "k30", "B2B", "covid19", "5s", "mẫu2", "lần1", "a@b.vn", "https://www.thidua.vn/ask", "",
    "   ", "?!…", "🎉",
]  # fmt: skip


def known(word: str) -> bool:
    return word in KNOWN


@pytest.mark.parametrize(("typed", "meant"), [*TELEX, *HALF_TELEX, *VNI])
def test_raw_keys_become_letters(typed: str, meant: str) -> None:
    assert mend(typed, known) == meant


@pytest.mark.parametrize(("typed", "meant"), [*SLIPS, *BLANKS])
def test_slips_and_missing_blanks_become_words_of_the_plans(typed: str, meant: str) -> None:
    assert fold(mend(typed, known)) == fold(meant)


@pytest.mark.parametrize("text", UNTOUCHED)
def test_what_was_meant_stays(text: str) -> None:
    assert mend(text, known) == text


def test_slips_stay_where_the_plans_do_not_know_the_word() -> None:
    assert mend("bnag kgen thidua", lambda _: False) == "bnag kgen thidua"


def test_words_around_a_mended_one_stay() -> None:
    assert mend("  Sở KHCN: bao nhieeu (giaays) khen?\n", known) == "  Sở KHCN: bao nhiêu (giấy) khen?\n"


@given(st.text(max_size=60))
def test_any_text_can_be_mended(text: str) -> None:
    assert isinstance(mend(text, known), str)


@given(st.sampled_from(sorted({*tokens(PLANS)} - {word for word in KNOWN if not word.isalpha()})))
def test_words_of_the_plans_stay(word: str) -> None:
    assert mend(word, known) == word


@pytest.mark.parametrize(
    ("keys", "word"),
    [("tieengs", "tiếng"), ("vieetj", "việt"), ("quas", "quá"), ("gias", "giá"), ("gif", "gì"),
    ("hoas", "hóa"),
     ("hoans", "hoán"), ("tuaans", "tuấn"), ("muaf", "mùa"), ("thuowr", "thưở"), ("nuwowcs", "nước"),
     ("uwu", "ưu"),
     ("dd", "đ"), ("khoong", "không"), ("abc", "abc")],
)  # fmt: skip
def test_telex_puts_marks_where_they_are_written(keys: str, word: str) -> None:
    assert from_telex(keys) == word


@pytest.mark.parametrize(
    "word", ["thi", "dua", "nguoi", "nghieng", "quyet", "khuyu", "oanh", "gi", "y", "giuong", "tuyen"]
)
def test_a_syllable_is_known_by_its_shape(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["", "kgen", "bnag", "haoch", "thidua", "blockchain", "ubnd", "hocj", "2025", "aich"]
)
def test_what_is_no_syllable_is_told(word: str) -> None:
    assert not is_syllable(word)
