"""The forms of the platform's replies."""

from __future__ import annotations

import json
from typing import Any

from tests.fakes.refusals import Refusal
from tests.fakes.wire import Reply


def result(value: Any, description: str = "") -> Reply:
    """Return a reply that holds a result."""
    body = {"ok": True, "result": value} | ({"description": description} if description else {})
    return Reply(body=json.dumps(body).encode())


def updates(batch: list[bytes]) -> Reply:
    """Return a reply that holds updates, which are JSON already."""
    return Reply(body=b'{"ok":true,"result":[' + b",".join(batch) + b"]}")


def refusal(reason: Refusal) -> Reply:
    """Return a reply that says no."""
    return Reply(body=json.dumps(reason.body()).encode(), status=reason.code)
