"""Invitations: a secret in a link, good once. Pure."""

from __future__ import annotations

import re
import secrets
from hashlib import sha256

INVITATION_DAYS = 7
MOST_INVITATION_DAYS = 30
DAY_SECONDS = 86_400.0

# 256 bits as 43 letters: within the 64 of [A-Za-z0-9_-] that a Telegram link may carry.
_TOKEN_BYTES = 32
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def make_token() -> str:
    """Make a token that nobody can guess."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def looks_like_token(text: str) -> bool:
    """Tell whether a text could be a token."""
    return _TOKEN.fullmatch(text) is not None


def digest_token(token: str) -> str:
    """Give what is kept of a token. No salt: a token is as random as any salt would be."""
    return sha256(token.encode()).hexdigest()
