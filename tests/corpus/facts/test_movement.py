from __future__ import annotations

import json
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.facts.movement import Movement, find_movements
from corpus.models import Plan
from corpus.text import fold
from tests.corpus.reading import DOCUMENTS, PLANS, plan_at, plan_of

GOLD: dict[str, Any] = json.loads((Path(__file__).parent / "gold_movement.json").read_text(encoding="utf-8"))
# Matching: names folded; periods equal; who launches and who leads folded. Each is counted on its own.
CASES: list[tuple[Plan, list[dict[str, Any]]]] = [
    *((plan_at(PLANS[key]), gold) for key, gold in GOLD["plans"].items()),
    *((plan_at(DOCUMENTS[key]), gold) for key, gold in GOLD["documents"].items()),
    *((plan_of(item["text"]), item["gold"]) for item in GOLD["snippets"]),
]


def found(plan: Plan, *fields: str) -> list[str]:
    return [" | ".join(fold(getattr(one, field) or "-") for field in fields) for one in find_movements(plan)]


def wanted(gold: list[dict[str, Any]], *fields: str) -> list[str]:
    return [" | ".join(fold(one[field] or "-") for field in fields) for one in gold]


def f1(fields: tuple[str, ...], cases: list[tuple[Plan, list[dict[str, Any]]]]) -> float:
    right = sum(
        (Counter(found(plan, *fields)) & Counter(wanted(gold, *fields))).total() for plan, gold in cases
    )
    given_, asked = (
        sum(len(find_movements(plan)) for plan, _ in cases),
        sum(len(gold) for _, gold in cases),
    )
    return 2 * right / (given_ + asked)


@pytest.mark.parametrize(
    ("fields", "floor"),
    [
        (("name",), 0.97),
        (("name", "period"), 0.97),
        (("name", "launched_by"), 0.95),
        (("name", "led_by"), 0.95),
    ],
)
def test_movements_are_those_a_reader_finds(fields: tuple[str, ...], floor: float) -> None:
    assert f1(fields, CASES) >= floor
    assert f1(fields, CASES[:4]) >= floor


SPOKEN = [
    (
        "phong trào thi đua “Vì người nghèo” giai đoạn 2021 – 2025 do Thủ tướng Chính phủ phát động",
        Movement(
            start=0, end=0, name="Vì người nghèo", period="2021-2025", launched_by="Thủ tướng Chính phủ"
        ),
    ),
    (
        "cuộc vận động «Người Việt Nam ưu tiên dùng hàng Việt Nam» (từ năm 2024 đến hết năm 2026)",
        Movement(
            start=0, end=0, name="Người Việt Nam ưu tiên dùng hàng Việt Nam", period="2024-2026"
        ),
    ),
    (
        "phong trào thi đua \"Dân vận khéo, giai đoạn 2025-2021\"",
        Movement(
            start=0, end=0, name="Dân vận khéo", period="2025-2021", doubt="giai đoạn ghi ngược"
        ),
    ),
]  # fmt: skip


def test_a_period_within_a_name_is_taken_out_and_who_leads_may_stand_in_brackets() -> None:
    plan = plan_of("1. Phong trào “Xanh mãi, giai đoạn 2021-2025 trên địa bàn tỉnh” (Hội Nông dân chủ trì).")
    assert found(plan, "name", "period", "led_by") == [
        "xanh mai tren dia ban tinh | 2021-2025 | hoi nong dan"
    ]


@pytest.mark.parametrize(("text", "movement"), SPOKEN)
def test_a_movement_has_name_period_and_launcher(text: str, movement: Movement) -> None:
    plan = plan_of(f"1. Hưởng ứng {text}.")
    (only,) = find_movements(plan)
    assert fold(only.cite(plan).quote(plan.source)) == fold(" ".join(text.split()))
    assert only == Movement(**{**vars(movement), "start": only.start, "end": only.end})


@pytest.mark.parametrize(
    "text",
    [
        "1. Chủ đề của phong trào thi đua: “Đoàn kết, sáng tạo”.",
        "1. Khẩu hiệu phong trào thi đua năm 2025: “Tăng tốc, bứt phá”.",
        "1. Phát động phong trào thi đua với chủ đề “Kỷ cương, trách nhiệm”.",
        "1. Phong trào thi đua gắn với việc học tập “Tư tưởng Hồ Chí Minh”.",
        "1. Tặng danh hiệu “Lao động tiên tiến” trong phong trào thi đua.",
        "1. Xây dựng đề án “Chuyển đổi số”, mô hình “Dân vận khéo”.",
        "1. Cuộc thi tìm hiểu về phong trào thi đua “Sáng mãi niềm tin”.",
        "1. Phong trào thi đua của Sở được duy trì. Danh hiệu “Cơ quan văn hóa” được giữ vững.",
    ],
)
def test_what_is_no_movement_is_left_out(text: str) -> None:
    assert find_movements(plan_of(text)) == []


def test_a_list_inherits_who_launches_it() -> None:
    plan = plan_of(
        "1. Các phong trào do UBND tỉnh phát động: “Sáng”, “Xanh” năm 2025 "
        "và phong trào do Sở phát động: “Sạch đẹp”."
    )
    assert found(plan, "name", "period", "launched_by") == [
        "sang | - | ubnd tinh", "xanh | 2025 | ubnd tinh", "sach dep | - | so",
    ]  # fmt: skip


def test_a_quote_never_closed_is_doubted() -> None:
    plan = plan_of("1. Các phong trào: “Xanh mãi năm 2025; phong trào “Đẹp mãi”.")
    assert [(one.name, one.period, one.doubt) for one in find_movements(plan)] == [
        ("Xanh mãi", "2025", "thiếu dấu đóng ngoặc kép"), ("Đẹp mãi", None, None),
    ]  # fmt: skip


def test_a_movement_named_twice_is_one_and_the_fuller_mention_counts() -> None:
    plan = plan_of("1. Phong trào “Sạch đẹp”.\n2. Phong trào “Sạch đẹp” năm 2025.")
    assert found(plan, "name", "period") == ["sach dep | 2025"]


def test_every_movement_can_be_cited() -> None:
    for plan in map(plan_at, chain(PLANS.values(), DOCUMENTS.values())):
        assert all(one.cite(plan).quote(plan.source) for one in find_movements(plan))


PIECES = st.sampled_from(
    ["phong trào", "các phong trào:", "“", "”", '"', ";", "do UBND tỉnh phát động", "năm 2025",
     "giai đoạn 2021-2025", "\n1. ", "\n- ", "Vì người nghèo", "cuộc vận động", "chủ trì",
     "‘‘", "’’", " ", "™", "İ", "-Phát huy"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=8), max_size=25))
def test_no_text_breaks_the_finder(pieces: list[str]) -> None:
    plan = plan_of("KẾ HOẠCH\n" + " ".join(pieces))
    for one in find_movements(plan):
        assert one.cite(plan).quote(plan.source) in " ".join(plan.source.split())
