"""An answer as blocks that fit one message where that suffices. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.events import Block
from bot.messages import Quotation, Reply
from corpus.naming import shorten

# Messages of the channels hold 4,096 units at most; what shows a quote costs some.
MOST_UNITS = 3600
_LONGEST_QUOTE, _SHORTEST_QUOTE = 420, 120
_MOST_QUOTES = 5
LONGEST_LABEL = 60

Say = Callable[..., str]


def units(text: str) -> int:
    """Count a text as channels do, in units of UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def length(blocks: Sequence[Block]) -> int:
    """Count blocks as channels do."""
    return sum(units(block.text) + 2 for block in blocks)


def fit_answer(reply: Reply, say: Say, *, mark: str = "") -> tuple[Block, ...]:
    """Show a reply: what was understood, the summary, quotes that fit, notes and warnings.

    At least one quote is shown of an answer that has any, however short; what is left out is counted.
    """
    head = [Block(text=text) for text in (mark, reply.understood, reply.summary) if text]
    tail = [Block(text=text) for text in (reply.notes, *reply.warnings) if text]
    room = MOST_UNITS - length(head) - length(tail)
    quotes = _fit_quotes(reply.quotations, say, room)
    return (*head, *_choices(reply), *quotes, *tail)


def numbered(names: Sequence[str], first: int = 1) -> list[str]:
    """Put numbers before names, so that a cut button still tells which it is."""
    return [f"{number}. {name}" for number, name in enumerate(names, first)]


def _choices(reply: Reply) -> list[Block]:
    names = numbered([choice.name for choice in reply.choices])
    return [Block(text="\n".join(names))] if names else []


def _fit_quotes(quotations: Sequence[Quotation], say: Say, room: int) -> list[Block]:
    for longest in (_LONGEST_QUOTE, 280, 200, _SHORTEST_QUOTE):
        for most in range(min(len(quotations), _MOST_QUOTES), 0, -1):
            blocks = _quotes(quotations, say, longest, most)
            if length(blocks) <= room:
                return blocks
            if longest > _SHORTEST_QUOTE:
                break
    return _quotes(quotations, say, _SHORTEST_QUOTE, 1)


def _quotes(quotations: Sequence[Quotation], say: Say, longest: int, most: int) -> list[Block]:
    several = len({quotation.plan for quotation in quotations}) > 1
    blocks = [
        Block(kind="quote", text=quote_text(one, say, longest=longest, names_plan=several))
        for one in quotations[:most]
    ]
    if left := len(quotations) - len(blocks):
        blocks.append(Block(text=say("answer.more_quotes", count=left)))
    return blocks


def quote_text(quotation: Quotation, say: Say, *, longest: int | None = None, names_plan: bool = True) -> str:
    """Give a quotation with where it stands: plan, section, page; whole where no length is given."""
    words = quotation.reading if longest is None else shorten(quotation.reading, longest)
    place = say("answer.place", section=quotation.section, page=quotation.page)
    lines = [f"“{words}”"]
    if quotation.is_reread and longest is None:
        lines.append(say("answer.raw", quote=quotation.quote))
    lines.append(f"— {quotation.plan_title} · {place}" if names_plan else f"— {place}")
    return "\n".join(lines)
