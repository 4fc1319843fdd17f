"""What the platform says no with.

Refusal
    the one error of the fake: an HTTP status, a description and its parameters, as the platform words them.
"""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """Carry a status, the description that goes with it, and parameters such as retry_after."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """Return the answer that a client reads."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(reason: str, **parameters: int) -> Refusal:
    """Return a refusal of what was asked."""
    return Refusal(400, f"Bad Request: {reason}", **parameters)


def forbidden(reason: str) -> Refusal:
    """Return a refusal for want of a right."""
    return Refusal(403, f"Forbidden: {reason}")


def conflict(reason: str) -> Refusal:
    """Return a refusal because somebody else takes the updates."""
    return Refusal(409, f"Conflict: {reason}")
