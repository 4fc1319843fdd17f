"""Criteria against gold written by hand from reading; that of the plan 003 has its annotator's words.

A gold criterion is found where its words stand in the quote of a found one, after folding and squeezing; its
award and receiver are right where those of the found one are equal after folding. A found criterion that
holds no gold words is one too much.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from corpus.facts.criterion import Criterion, find_criterions
from corpus.models import Plan
from corpus.text import fold, squeeze
from tests.corpus.reading import DOCUMENTS, PLANS, plan_at, plan_of

GOLD: dict[str, Any] = json.loads(Path(__file__).with_name("gold_criterion.json").read_text(encoding="utf-8"))


def pairs() -> list[tuple[Plan, list[dict[str, Any]]]]:
    paths = PLANS | DOCUMENTS
    plans = [(plan_at(paths[name]), gold) for name, gold in GOLD["documents"].items()]
    return plans + [(plan_of(s["text"]), s["criteria"]) for s in GOLD["snippets"].values()]


def quote(plan: Plan, criterion: Criterion) -> str:
    return fold(criterion.cite(plan).quote(plan.source))


def holder(plan: Plan, found: list[Criterion], words: str) -> Criterion | None:
    return next((c for c in found if fold(squeeze(words)) in quote(plan, c)), None)


def test_the_criteria_are_found_with_their_award_and_receiver() -> None:
    total = hit = right = found_all = extra = 0
    for plan, gold in pairs():
        found = find_criterions(plan)
        hits = [holder(plan, found, item["verbatim"]) for item in gold]
        total, hit = total + len(gold), hit + sum(h is not None for h in hits)
        right += sum(
            h is not None
            and (h.award, fold(h.for_whom or "")) == (item["award"], fold(item["for_whom"] or ""))
            for h, item in zip(hits, gold, strict=True)
        )
        found_all, extra = found_all + len(found), extra + sum(c not in hits for c in found)
    assert hit / total >= 0.95
    assert right / total >= 0.9
    assert (found_all - extra) / found_all >= 0.95


def test_a_clause_gives_its_condition_without_its_label() -> None:
    plan = plan_of(GOLD["snippets"]["by-whom"]["text"])
    assert [(c.award, c.for_whom, c.condition, c.doubt) for c in find_criterions(plan)] == [
        (None, "tập thể", "Có ít nhất 02 sáng kiến được công nhận", None),
        (None, "tập thể", "Nội bộ đoàn kết", None),
        (None, "cá nhân", "Hoàn thành xuất sắc nhiệm vụ được giao", None),
        (None, "cá nhân", "Được đồng nghiệp tín nhiệm", None),
    ]


def test_a_paragraph_leads_to_the_items_beside_it() -> None:
    plan = plan_of(
        """
        QUY CHẾ
        Về thi đua

        Điều 8. Danh hiệu thi đua
        “Tập thể lao động xuất sắc” để tặng cho tập thể đạt các tiêu chuẩn sau đây:
        1. Hoàn thành xuất sắc nhiệm vụ;
        2. Nội bộ đoàn kết.
        Điều 9. Hồ sơ
        1. Tờ trình.
        """
    )
    assert [(c.award, c.condition) for c in find_criterions(plan)] == [
        ("Tập thể lao động xuất sắc", "Hoàn thành xuất sắc nhiệm vụ"),
        ("Tập thể lao động xuất sắc", "Nội bộ đoàn kết"),
    ]


WORDS = st.sampled_from(
    [
        "Tiêu chuẩn",
        "Điều kiện",
        "tiêu chí",
        "khen thưởng",
        "Giấy khen",
        ":",
        ";",
        ".",
        "tập thể",
        "cá nhân",
        "đạt",
        "có",
        "đối với",
        "\n",
        "\n1. ",
        "\n- ",
        "\nII. ",
        "İ",
        "“",
    ]
)


@given(st.lists(WORDS, max_size=50).map(" ".join) | st.text(max_size=200))
def test_any_text_is_read_and_every_criterion_can_be_cited(text: str) -> None:
    plan = plan_of("KẾ HOẠCH\nThi đua\n" + text)
    for criterion in find_criterions(plan):
        cited = criterion.cite(plan)
        assert criterion.condition
        assert plan.source[cited.start : cited.end].strip()
