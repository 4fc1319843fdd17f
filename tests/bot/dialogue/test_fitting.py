"""An answer fits one message where that suffices, and always has a quote."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialogue.fitting import MOST_UNITS, fit_answer, length, quote_text
from bot.dialogue.wording import Wording
from bot.messages import Quotation, Reply

WORDING = Wording()


def say(key: str, **values: object) -> str:
    return WORDING.say("vi", key, **values)


def make_reply(quotes: list[str], summary: str = "Theo kế hoạch:", plans: int = 1) -> Reply:
    quotations = tuple(
        Quotation(
            plan=f"p{number % plans}", plan_title=f"Kế hoạch {number % plans}", section="I. Mục", page=2,
            start=0, end=len(quote), quote=quote, reading=quote,
        )
        for number, quote in enumerate(quotes)
    )  # fmt: skip
    return Reply(
        found=True, kind="facts", language="vi", summary=summary, text=summary, quotations=quotations,
        notes="Lưu ý: a", warnings=("Cảnh báo: b",), understood="Hiểu là: c",
    )  # fmt: skip


def test_the_parts_stand_in_their_order() -> None:
    blocks = fit_answer(make_reply(["một", "hai"], plans=2), say, mark="(câu hỏi đã sửa)")
    assert [(block.kind, block.text) for block in blocks] == [
        ("text", "(câu hỏi đã sửa)"),
        ("text", "Hiểu là: c"),
        ("text", "Theo kế hoạch:"),
        ("quote", "“một”\n— Kế hoạch 0 · I. Mục · tr. 2"),
        ("quote", "“hai”\n— Kế hoạch 1 · I. Mục · tr. 2"),
        ("text", "Lưu ý: a"),
        ("text", "Cảnh báo: b"),
    ]


def test_what_is_left_out_is_counted() -> None:
    blocks = fit_answer(make_reply(["câu " * 300] * 9), say)
    quotes = [block for block in blocks if block.kind == "quote"]
    assert len(quotes) == 5
    assert "… và 4 trích dẫn nữa." in [block.text for block in blocks]
    assert all("…”\n— I. Mục · tr. 2" in block.text for block in quotes)


def test_a_word_read_anew_stands_beside_the_scan_where_the_quote_is_whole() -> None:
    quotation = Quotation(
        plan="p", plan_title="Kế hoạch", section="I.", page=1, start=0, end=3, quote="Gidy", reading="Giấy",
        is_reread=True,
    )  # fmt: skip
    assert quote_text(quotation, say) == "“Giấy”\nNguyên văn bản quét: “Gidy”\n— Kế hoạch · I. · tr. 1"
    assert quote_text(quotation, say, longest=9, names_plan=False) == "“Giấy”\n— I. · tr. 1"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("aă 😀đ\n", min_size=1, max_size=900), min_size=1, max_size=12), st.integers(0, 2600))
def test_every_answer_fits_one_message_and_has_a_quote(quotes: list[str], summary: int) -> None:
    blocks = fit_answer(make_reply(quotes, "a" * summary), say)
    assert length(blocks) <= MOST_UNITS
    assert any(block.kind == "quote" for block in blocks)
