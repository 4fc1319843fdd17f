"""A small invented plan with what real files carry, and answers made by hand."""

from __future__ import annotations

from bot.answering.answers import Answer, Statement
from bot.messages import Quotation
from corpus.models import Plan
from corpus.parsing import parse

SOURCE = """ỦY BAN NHÂN DÂN HUYỆN BÌNH MINH
Số: 45/KH-UBND
Bình Minh, ngày 14 tháng 3 năm 2024

KẾ HOẠCH
Phát động phong trào thi đua năm 2024

Căn cứ Nghị quyết số 512/NQ-
HĐND ngày 08 tháng 12 năm 2023;

Ủy ban nhân dân huyện phát động phong trào thi đua trong toàn thể cán bộ, công chức,
viên chức, người lao động và nhân dân các dân tộc trên địa bàn huyện như sau:

I. MỤC ĐÍCH
1. Tạo khí thế thi đua sôi nổi trong cán bộ, công chức, viên chức và người lao động
của huyện; kịp thời phát hiện nhân tố mới, điển hình tiên
2
tiến trong giai đoạn 2026-
2030 để biểu dương và nhân rộng.
II. KHEN THƯỞNG
1. Giấy khen của Chủ tịch Ủy ban nhân dân huyện: 04 tập thể, 09 cá nhân.

KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Trần Văn Mẫu
"""


def make_plan() -> Plan:
    return parse(SOURCE, plan_id="binhminh-2024", file="binhminh.txt")


def make_quotation(words: str = "04 tập thể", section: str = "II. Khen thưởng", plan: str = "a") -> Quotation:
    return Quotation(
        plan=plan,
        plan_title=plan,
        section=section,
        page=1,
        start=0,
        end=len(words),
        quote=words,
        reading=words,
    )


def make_statement(*words: str, label: str = "Kế hoạch A") -> Statement:
    return Statement(
        plan=label,
        plan_label=label,
        plan_name=label,
        quotations=tuple(make_quotation(each, plan=label) for each in words),
    )


def make_answer(*statements: Statement, **fields: object) -> Answer:
    return Answer(**{"kind": "passages", "language": "vi", "statements": statements, **fields})  # type: ignore[arg-type]
