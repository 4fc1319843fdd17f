"""The parts of retrieval and of understanding, and how each is left out.

A part is left out by setting its weight to nothing, or by putting in the place of what it does something
that does nothing: the product has no switches for the sake of measuring it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from unittest.mock import patch

from retrieval.lexical import FIELD_WEIGHTS
from retrieval.retriever import WEIGHTS

Leaving = Callable[[], AbstractContextManager[object]]


def as_typed(text: str, *_: object) -> str:
    """Give a text as it is."""
    return text


def as_written(_: object, text: str, **__: object) -> str:
    """Give a text as it is, in the place of a method."""
    return text


def nothing(_: object) -> tuple[()]:
    """Give nothing, whatever is looked up."""
    return ()


@dataclass(frozen=True)
class Stand:
    """What stands in for `name` of a module; nothing, where the product does not use such a name."""

    module: str
    name: str
    value: object

    def __call__(self) -> AbstractContextManager[object]:
        """Let it stand in inside the block."""
        return patch(f"{self.module}.{self.name}", self.value)

    @property
    def is_needed(self) -> bool:
        """Tell whether the product uses what it stands in for."""
        holder: object = sys.modules.get(self.module)
        for part in self.name.split("."):
            holder = getattr(holder, part, None)
        return holder is not None


PARTS: Mapping[str, Sequence[Leaving]] = {
    "words": [partial(patch.dict, WEIGHTS, words=0.0)],
    "plan field": [
        partial(patch.dict, WEIGHTS, plan=0.0),
        partial(patch.dict, FIELD_WEIGHTS, metadata=0.0),
    ],
    "answer types, in ranking": [partial(patch.dict, WEIGHTS, type=0.0)],
    "answer types, altogether": [
        Stand("retrieval.query", "types_asked", nothing),
        Stand("bot.answering.findings", "types_asked", nothing),
    ],
    "vectors, in ranking": [partial(patch.dict, WEIGHTS, vector=0.0)],
    "vectors, altogether": [
        partial(patch.dict, WEIGHTS, vector=0.0),
        Stand("bot.answering.excerpts", "LIKENESS_SHARE", 0.0),
    ],
    "heading field": [partial(patch.dict, FIELD_WEIGHTS, path=0.0)],
    "accents": [partial(patch.dict, FIELD_WEIGHTS, accents=0.0)],
    "discount of a plan's own title": [Stand("retrieval.shelf", "OWN_TITLE_DISCOUNT", 1.0)],
    "undoing of slips": [
        Stand("retrieval.query", "mend", as_typed),
        Stand("retrieval.query", "mend_english", as_typed),
    ],
    "spelling out of shorthand": [Stand("retrieval.query", "spell_out", as_typed)],
    "English glossary": [Stand("retrieval.concepts", "look_up", nothing)],
    "aligned English lexicon": [Stand("retrieval.concepts", "look_up_aligned", nothing)],
    "restorer of diacritics": [Stand("retrieval.restoring.restorer", "Restorer.restore", as_written)],
}


def parts_in_use() -> list[str]:
    """Name the parts that the product uses."""
    return [name for name, leavings in PARTS.items() if any(map(_is_needed, leavings))]


@contextmanager
def left_out(name: str) -> Iterator[None]:
    """Leave a part out inside the block; no name leaves out nothing."""
    with ExitStack() as stack:
        for leaving in filter(_is_needed, PARTS[name] if name else ()):
            stack.enter_context(leaving())
        yield


def _is_needed(leaving: Leaving) -> bool:
    return leaving.is_needed if isinstance(leaving, Stand) else True
