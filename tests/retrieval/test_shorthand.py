from __future__ import annotations

import pytest

from retrieval.shorthand import spell_out

KNOWN = frozenset(["ubnd", "kh", "giam_doc", "doc_so", "khen_thuong"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("giấy khen gđ sở bn", "giấy khen giám đốc sở bao nhiêu"),
        ("bh nộp bc", "bao giờ nộp báo cáo"),
        ("mấy h họp", "mấy giờ họp"),
        ("k đc j", "không được gì"),
        ("đc nào ký", "đồng chí nào ký"),
        ("về vc j", "về việc gì"),
        ("trc 30/6", "trước 30/6"),
        ("quota giấy khen", "số lượng giấy khen"),
        ("Deadline báo cáo?", "hạn báo cáo?"),
        ("BN GIẤY KHEN", "bao nhiêu GIẤY KHEN"),
        ("kq b/c ai", "kết quả báo cáo ai"),
    ],
)
def test_words_of_chat_and_unknown_abbreviations_are_spelled_out(typed: str, meant: str) -> None:
    assert spell_out(typed, lambda word: word in KNOWN) == meant


@pytest.mark.parametrize(
    "text",
    [
        "kh của ubnd",
        "142/KH-UBND",
        "29/kh-bc",
        "bc@hungyen.gov.vn",
        "gd.hungyen.gov.vn",
        "tu, da, ban",
        "5h30",
        "",
    ],
)
def test_what_plans_print_and_what_is_part_of_a_number_stays(text: str) -> None:
    assert spell_out(text, lambda word: word in KNOWN) == text
