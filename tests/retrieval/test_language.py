from __future__ import annotations

import pytest

from retrieval.language import Language, detect

VIETNAMESE = [
    "Bằng khen được mấy tập thể?", "Ai ký kế hoạch?", "Khi nào nộp báo cáo?", "Nơi nhận gồm những ai?",
    "Xin chào",
    "Cảm ơn", "Sở Nội vụ làm gì", "Kế hoạch 142/KH-UBND", "KPI của phòng là gì?", "Căn cứ pháp lý?",
    "Thế còn cá nhân?",
]  # fmt: skip
WITHOUT_MARKS = [
    "bang khen duoc may tap the", "ai ky ke hoach", "khi nao nop bao cao", "noi nhan gom nhung ai",
    "xin chao", "cam on",
    "so noi vu lam gi", "ke hoach 29", "the con ca nhan thi sao", "co bao nhieu giay khen",
    "can cu phap ly", "ho so gom gi",
    "muc dich yeu cau", "hung yen", "khen thuong", "to chuc thuc hien the nao", "the thi dua", "to ban hanh",
]  # fmt: skip
ENGLISH = [
    "Who signed the plan?", "When is the report due?", "How many certificates of merit?",
    "What is the deadline?",
    "what awards can a collective get", "list all awards", "Does the plan of Hưng Yên mention funding?",
    "how many?",
    "which office leads the movement", "legal basis", "thanks", "Who receives the plan of Tây Ninh?",
    "And individuals?",
    "Compare the plans of Hưng Yên and Tây Ninh", "Is there any budget?", "What about Mỹ Hào?",
    "How many giấy khen?",
    "number of Bằng khen for individuals", "WHO IS RESPONSIBLE FOR REPORTING",
]  # fmt: skip
MIXED = [
    "deadline nộp report là khi nào", "Deadline nộp báo cáo?", "deadline nop bao cao",
    "plan của Hưng Yên năm 2025",
    "quota giấy khen bao nhiêu", "khi nao is the deadline nop bao cao", "check giup minh budget cua ke hoach",
    "team nào chủ trì", "cho mình list award", "report gửi cho ai", "Form đăng ký ở đâu",
    "ke hoach of Hung Yen",
]  # fmt: skip
UNSURE = ["", "   ", "?!…", "🎉🎉", "2025", "142/KH-UBND", "Hưng Yên", "ok", "\x00\x07", "UBND"]

QUESTIONS: list[tuple[str, Language]] = [
    *((text, "vi") for text in (*VIETNAMESE, *WITHOUT_MARKS, *MIXED, *UNSURE)),
    *((text, "en") for text in ENGLISH),
]  # fmt: skip


LEANS_ON_NAMES: list[tuple[str, Language]] = [
    ("Who leads implementation in Mỹ Hào?", "en"), ("deadline for Tây Ninh", "en"), ("Tây Ninh signer", "en"),
    ("number of Giấy khen của Giám đốc Sở in 2025", "en"), ("award quota Hưng Yên 2025", "en"),
    ("What does “Đổi mới sáng tạo” mean in the plan?", "en"), ("reporting lines", "en"),
    ("cacs khoa cuar beenhj vieenj baos caos car nawm", "vi"), ("hooij nghij been naof hown", "vi"),
    ("Sở Nội vụ Hưng Yên", "vi"), ("tell me về kế hoạch Mỹ Hào", "vi"), ("Mỹ Hào deadline?", "vi"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "language"), LEANS_ON_NAMES)
def test_names_and_raw_keys_tell_no_language(text: str, language: Language) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(("text", "language"), QUESTIONS)
def test_the_language_of_a_question(text: str, language: Language) -> None:
    assert detect(text) == language
