"""Everything that the weights depend on, besides the texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """How the model is trained. Shares of `kinds` (see pairs.py) need not add up to one."""

    seed: int = 20261120
    dimension: int = 256
    syllables: int = 11_500
    pairs: int = 23_500
    steps: int = 1_500
    batch: int = 1_024
    block: int = 16
    rate: float = 4e-3
    fitted_first: int = 60_000
    with_encyclopedia: bool = False
    encyclopedia_share: float = 0.2
    favoured_topic: str = "29.1"
    favoured_share: float = 0.03
    kinds: Mapping[str, float] = field(
        default_factory=lambda: {
            "title": 0.25,
            "crop": 0.25,
            "terms": 0.15,
            "part": 0.15,
            "citation": 0.05,
            "clause": 0.15,
        }
    )
    # Shares of questions and of passages that lose all diacritics, and half of them.
    bare_questions: tuple[float, float] = (0.3, 0.2)
    bare_passages: tuple[float, float] = (0.12, 0.08)
