"""Pairing codes: six digits that a stranger is shown and an administrator types. Pure.

Why six digits are enough. There are 1,000,000 codes, drawn evenly by a cryptographic source, and each stands
for the account that knocked: a code lets nobody in but that account, and only the operator and administrators
can try one. Of one approver, five wrong codes an hour are looked at, and a code lives for 15 minutes: so a
given code is hit by chance with a probability of at most 5 in 1,000,000 in its life, and any of the at most
100 that are open at once with at most 5 × 100 / 1,000,000 = 1 in 2,000 an hour. A single slip of an
administrator lets a stranger in with at most 1 in 10,000.
"""

from __future__ import annotations

import hmac
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable

CODE_SECONDS = 15 * 60.0
MOST_OPEN = 100
# A clock may be set back by this much without ending what began; by more, and it ends early, never late.
CLOCK_SLACK_SECONDS = 60.0

_CODES = 1_000_000
_SEPARATORS = re.compile(r"[\s.-]")
_CODE = re.compile(r"[0-9]{6}")


def draw_code(taken: Collection[str], draw: Callable[[int], int]) -> str:
    """Draw a code that is not taken; `draw` gives an even number below its argument."""
    while True:
        code = f"{draw(_CODES):06d}"
        if code not in taken:
            return code


def read_code(typed: str) -> str | None:
    """Read six digits as people type them ("123 456", digits of other widths); None where it is not that."""
    plain = _SEPARATORS.sub("", unicodedata.normalize("NFKC", typed))
    return plain if _CODE.fullmatch(plain) else None


def match_code(code: str, codes: Iterable[str]) -> str | None:
    """Give the one of the codes that is the same, in a time that does not tell how much of it was right."""
    found = None
    for one in codes:
        if hmac.compare_digest(one.encode(), code.encode()):
            found = one
    return found


def is_open(made: float, expires: float, now: float) -> bool:
    """Tell whether something made then and expiring then holds now.

    What was made in the future, after a clock was set back, holds no longer: it would else live for ever.
    """
    return made - CLOCK_SLACK_SECONDS <= now < expires
