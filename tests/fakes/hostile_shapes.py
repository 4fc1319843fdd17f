"""Values of JSON spoilt: fields taken out, put in twice as deep, or of another type."""

from __future__ import annotations

import random
from typing import Any

JUNK: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 2**31, 2**63, -(2**63), 2**80, 10**300, "", "x", "\ud800", "\u202e", "1e9",
    [], [[]], [None], {}, {"id": {}}, [{"id": "7"}], {"id": 7, "type": []}, "\x00", "a" * 3000,
)  # fmt: skip


def spoil(body: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Spoil one to three fields, wherever they stand."""
    for _ in range(chance.randrange(1, 4)):
        body = _spoil_one(body, chance) if body else body
    return body


def _spoil_one(value: Any, chance: random.Random) -> Any:
    if isinstance(value, list) and value:
        place = chance.randrange(len(value))
        return [*value[:place], _spoil_one(value[place], chance), *value[place + 1 :]]
    if not isinstance(value, dict) or not value:
        return chance.choice(JUNK)
    field = chance.choice(list(value))
    kept = {name: one for name, one in value.items() if name != field}
    inner = value[field]
    if isinstance(inner, dict | list) and inner and chance.random() < 0.75:
        return kept | {field: _spoil_one(inner, chance)}
    return kept if chance.random() < 0.4 else kept | {field: chance.choice(JUNK)}


def deepen(body: dict[str, Any], depth: int) -> dict[str, Any]:
    """Put a message that answers one that answers one … and a list as deep below its message."""
    nest: Any = []
    for _ in range(depth):
        nest = [nest]
    message = body["message"]
    for _ in range(depth // 5):
        message = body["message"] | {"reply_to_message": message}
    return body | {"message": message | {"entities": nest, "odd": nest}}
