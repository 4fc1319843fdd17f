"""Posts as Telegram shows them: cut into parts that fit, and written as its HTML. Pure.

Limits: 4,096 UTF-16 units of text, 1,024 of a caption, 100 entities a message (core.telegram.org/bots/api).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from itertools import chain, pairwise

from bot.channels.telegram_shapes import clean
from bot.channels.telegram_splitting import cut, units
from bot.events import Block, Post

LONGEST_TEXT, LONGEST_CAPTION = 4096, 1024
MOST_ENTITIES = 100
_MARKS = {
    "text": ("", ""),
    "title": ("<b>", "</b>"),
    "quote": ("<blockquote expandable>", "</blockquote>"),
}
# What is shown as nothing: Telegram refuses a message that has nothing else.
_INVISIBLE = ("Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Me")


def cut_post(post: Post) -> tuple[Post, ...]:
    """Cut a post into parts that fit: the first replies and has the picture, the last has the buttons."""
    first = LONGEST_CAPTION if post.picture is not None else LONGEST_TEXT
    packed = pack(post.blocks, first) or ([()] if post.picture is not None else [])
    last = len(packed) - 1
    return tuple(
        replace(
            post,
            blocks=blocks,
            buttons=post.buttons if place == last else (),
            reply_to="" if place else post.reply_to,
            picture=None if place else post.picture,
            edits="" if place else post.edits,
        )
        for place, blocks in enumerate(packed)
    )


def pack(blocks: Sequence[Block], first: int = LONGEST_TEXT) -> list[tuple[Block, ...]]:
    """Put blocks into parts, in order; `first` is the room of the first part in UTF-16 units."""
    parts = _Parts(first)
    for block in blocks:
        if _is_seen(text := clean(block.text).strip()):
            parts.add(replace(block, text=text))
    return parts.finish()


class _Parts:
    """Parts that are being filled."""

    def __init__(self, first: int) -> None:
        self._done: list[tuple[Block, ...]] = []
        self._open: list[Block] = []
        self._first = first

    def add(self, block: Block) -> None:
        """Add a block: whole where that is possible, else cut where there is no room for it."""
        rest = block.text
        while rest:
            free = self._free(block)
            if units(rest) <= free:
                self._open.append(replace(block, text=rest))
                return
            if self._open and (units(rest) <= LONGEST_TEXT or free < LONGEST_TEXT // 2):
                self._close()
            else:
                head, rest = cut(rest, free)
                self._open.append(replace(block, text=head))
                self._close()

    def finish(self) -> list[tuple[Block, ...]]:
        """Close the last part and give all."""
        if self._open:
            self._done.append(tuple(self._open))
            self._open = []
        return self._done

    def _free(self, block: Block) -> int:
        room = LONGEST_TEXT if self._done else self._first
        if not self._open:
            return room
        if block.kind != "text" and sum(each.kind != "text" for each in self._open) >= MOST_ENTITIES:
            return 0
        return room - units(write_plain(self._open)) - len(_gap(self._open[-1], block))

    def _close(self) -> None:
        """Close the part; a title at its end goes over to the next, for it speaks of what follows."""
        kept = len(self._open)
        while kept and self._open[kept - 1].kind == "title":
            kept -= 1
        kept = kept or len(self._open)
        self._done.append(tuple(self._open[:kept]))
        self._open = self._open[kept:]


def _is_seen(text: str) -> bool:
    return any(unicodedata.category(letter) not in _INVISIBLE for letter in text)


def _gap(before: Block, after: Block) -> str:
    """Give what stands between two blocks: quotes are set off by Telegram, titles belong to what follows."""
    return "\n\n" if before.kind == "text" and after.kind != "quote" else "\n"


def _join(blocks: Sequence[Block], texts: Sequence[str]) -> str:
    gaps = (_gap(before, after) for before, after in pairwise(blocks))
    return "".join(chain.from_iterable(zip(chain([""], gaps), texts, strict=False)))


def write_plain(blocks: Sequence[Block]) -> str:
    """Write blocks as plain text."""
    return _join(blocks, [clean(each.text) for each in blocks])


def write_html(blocks: Sequence[Block]) -> str:
    """Write blocks as HTML, everything in them escaped."""
    return _join(blocks, [_mark(each) for each in blocks])


def _mark(block: Block) -> str:
    before, after = _MARKS[block.kind]
    return f"{before}{escape(clean(block.text), quote=False)}{after}"
