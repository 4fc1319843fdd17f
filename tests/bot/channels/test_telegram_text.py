"""Posts are cut where a reader expects it, and what is written for Telegram is what Telegram reads."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram_splitting import cut, units
from bot.channels.telegram_text import cut_post, pack, write_html, write_plain
from bot.events import Block, Button, Post
from tests.fakes.entities import parse_html, utf16_length

FAMILY = "👨‍👩‍👧‍👦"
BUTTONS = ((Button(label="Đúng", id="b1"),),)
SIGNS = st.sampled_from(
    [*"aà. \n<&>\"'", "\n\n", "📄", FAMILY, "🇻🇳", "e\u0323\u0302", "👍🏽", "</b>", "&amp;", "\u202e"]
)
# A text as signs and how often they are repeated, and a block as that and its kind: short where it is shown.
TEXTS = st.tuples(st.builds("".join, st.lists(SIGNS | st.text(max_size=4), max_size=20)), st.integers(1, 900))
BLOCKS = st.lists(st.tuples(TEXTS, st.sampled_from(["text", "title", "quote"])), max_size=6)
Written = tuple[tuple[str, int], Literal["text", "title", "quote"]]


def make(written: list[Written]) -> list[Block]:
    return [Block(text=signs * times, kind=kind) for (signs, times), kind in written]


def post(*blocks: Block, picture: bytes | None = None, edits: str = "") -> Post:
    return Post(
        channel="telegram",
        chat="7",
        blocks=blocks,
        buttons=BUTTONS,
        reply_to="3",
        picture=picture,
        edits=edits,
    )


def title(text: str) -> Block:
    return Block(text=text, kind="title")


def quote(text: str) -> Block:
    return Block(text=text, kind="quote")


@pytest.mark.parametrize(
    ("text", "head", "rest"),
    [
        ("đoạn một\n\nđoạn hai là dài.\n" + "x" * 60, "đoạn một\n\nđoạn hai là dài.", "x" * 60),
        ("a" * 50 + "\n\nb. c\nd " + "e" * 40, "a" * 50, "b. c\nd " + "e" * 40),
        ("a" * 40 + ". " + "b" * 15 + " " + "c" * 40, "a" * 40 + ".", "b" * 15 + " " + "c" * 40),
        ("a" * 20 + ". " + "b" * 30 + " " + "c" * 40, "a" * 20 + ". " + "b" * 30, "c" * 40),
        ("a" * 64 + " b", "a" * 64, "b"),
        ("x" * 63 + "📄" + "y", "x" * 63, "📄y"),
        ("x" * 60 + FAMILY + "y", "x" * 60, FAMILY + "y"),
        ("x" * 58 + "🇻🇳🇻🇳🇻🇳", "x" * 58 + "🇻🇳", "🇻🇳🇻🇳"),
        ("x" * 63 + "e\u0323\u0302" + "y", "x" * 63, "e\u0323\u0302y"),
        ("a" + "\u0301" * 100, "a" + "\u0301" * 63, "\u0301" * 37),
    ],
)
def test_a_text_is_cut_at_the_best_border(text: str, head: str, rest: str) -> None:
    assert cut(text, 64) == (head, rest)


@settings(deadline=None)
@given(written=TEXTS, room=st.integers(64, 500))
def test_parts_fit_and_join_again(written: tuple[str, int], room: int) -> None:
    text = (written[0] * written[1]).strip()[:9000].strip()
    parts, rest = [], text
    while rest:
        head, rest = cut(rest, room)
        parts.append(head)
    assert all(part and units(part) == utf16_length(part) <= room for part in parts)
    assert re.sub(r"\s", "", "".join(parts)) == re.sub(r"\s", "", text)


@settings(deadline=None)
@given(blocks=BLOCKS, first=st.sampled_from([1024, 4096]))
def test_what_is_written_is_read_as_it_was_meant(blocks: list[Written], first: int) -> None:
    packed = pack(make(blocks), first)
    for place, part in enumerate(packed):
        shown, entities = parse_html(write_html(part))
        assert shown.split() == write_plain(part).split()
        assert 0 < utf16_length(shown) <= (4096 if place else first)
        assert len(entities) == sum(each.kind != "text" for each in part) <= 100


@settings(deadline=None)
@given(blocks=BLOCKS)
def test_one_message_is_not_made_two(blocks: list[Written]) -> None:
    whole = pack(make(blocks), 1_000_000)
    if whole and utf16_length(write_plain(whole[0])) <= 4096:
        assert pack(make(blocks)) == whole


def test_titles_are_bold_and_quotes_can_be_folded() -> None:
    blocks = [
        title("Hạn <1>"),
        Block(text="a & b"),
        quote("“x”"),
        quote("y"),
        Block(text="c"),
        Block(text="d"),
    ]
    assert write_html(blocks) == (
        "<b>Hạn &lt;1&gt;</b>\na &amp; b\n<blockquote expandable>“x”</blockquote>\n"
        "<blockquote expandable>y</blockquote>\nc\n\nd"
    )
    assert write_plain(blocks) == "Hạn <1>\na & b\n“x”\ny\nc\n\nd"


def test_the_first_part_replies_and_the_last_has_the_buttons() -> None:
    parts = cut_post(post(Block(text="a" * 3000), title("Hạn"), Block(text="b" * 3000), edits="9"))
    assert [(each.blocks, each.reply_to, each.edits, each.buttons) for each in parts] == [
        ((Block(text="a" * 3000),), "3", "9", ()),
        ((title("Hạn"), Block(text="b" * 3000)), "", "", BUTTONS),
    ]


def test_what_does_not_fit_below_a_picture_follows_it() -> None:
    parts = cut_post(post(Block(text="a" * 900), Block(text="b" * 900), picture=b"png"))
    assert [(len(write_plain(each.blocks)), each.picture, each.buttons) for each in parts] == [
        (900, b"png", ()), (900, None, BUTTONS),
    ]  # fmt: skip


def test_a_picture_needs_no_words_and_nothing_is_no_message() -> None:
    assert cut_post(post(picture=b"png")) == (post(picture=b"png"),)
    assert cut_post(post(Block(text=" \u200b\n"), quote("\u2060"))) == ()


def test_more_quotes_than_a_message_can_mark_make_two() -> None:
    parts = pack([quote("a")] * 101)
    assert [len(part) for part in parts] == [100, 1]


def test_a_long_block_fills_the_room_that_is_left() -> None:
    parts = pack([Block(text="a" * 1000), quote("b c " * 2000)])
    assert [[(each.kind, units(each.text)) for each in part] for part in parts] == [
        [("text", 1000), ("quote", 3095)], [("quote", 4095)], [("quote", 807)],
    ]  # fmt: skip
