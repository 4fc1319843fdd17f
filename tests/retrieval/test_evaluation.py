"""Figures worked out by hand."""

from __future__ import annotations

from math import log2

import pytest

from retrieval.evaluation import first_rank, holds, mean_reciprocal_rank, ndcg, recall_at_k

QUOTE = "gửi báo cáo về Sở Nội vụ trước ngày 15"  # ten words, six of which are enough


@pytest.mark.parametrize(
    ("passage", "held"),
    [
        (QUOTE, True),
        ("- Gửi  báo cáo\nvề Sở Nội vụ", True),
        ("Các phòng GỬI BÁO CÁO VỀ SỞ NỘI vụ.", True),
        ("gửi báo cáo về Sở", False),
        ("gửi báo cáo hằng năm về Sở Nội vụ trước ngày", True),
        ("xgửi báo cáo về Sở Nội", False),
        ("", False),
    ],
)
def test_a_passage_holds_a_quote_with_a_run_of_most_of_its_words(passage: str, held: bool) -> None:
    assert holds(passage, QUOTE) is held


def test_the_share_may_be_set() -> None:
    assert holds("gửi báo cáo", "gửi báo cáo năm", share=0.75)
    assert not holds("gửi báo cáo", "gửi báo cáo năm", share=0.76)


def test_a_quote_without_words_is_held_by_nothing() -> None:
    assert not holds("bất kỳ", "")
    assert not holds("", " ")


@pytest.mark.parametrize(("passages", "rank"), [(["khác", QUOTE, QUOTE], 2), (["khác"], None), ([], None)])
def test_the_first_rank_counts_from_one(passages: list[str], rank: int | None) -> None:
    assert first_rank(passages, QUOTE) == rank


@pytest.mark.parametrize(("k", "recall"), [(1, 0.25), (2, 0.5), (5, 0.75), (0, 0.0)])
def test_recall_is_the_share_found_among_the_first(k: int, recall: float) -> None:
    assert recall_at_k([1, 2, 5, None], k) == recall


def test_the_mean_reciprocal_rank_counts_what_is_not_found_as_nothing() -> None:
    assert mean_reciprocal_rank([1, 2, 4, None]) == (1 + 0.5 + 0.25) / 4


def test_the_discounted_gain_is_a_share_of_the_best() -> None:
    assert ndcg([1, 2], 5) == 1.0
    assert ndcg([2, 3, None], 5) == pytest.approx((1 / log2(3) + 1 / 2) / (1 + 1 / log2(3) + 1 / 2))
    assert ndcg([6], 5) == 0.0


def test_where_nothing_was_wanted_all_figures_are_zero() -> None:
    assert (recall_at_k([], 5), mean_reciprocal_rank([]), ndcg([], 5)) == (0.0, 0.0, 0.0)
