"""What can go wrong in the bot.

BotError
└── ServeError   the web chat cannot be served
    ├── PublicAddressRefused   an address that others could reach
    ├── PortInUse              another program listens there already
    └── AddressUnusable        an address or port that this computer does not give

Every message is one line and says what to do next.
"""

from __future__ import annotations


class BotError(Exception):
    """Base of all errors of this layer."""


class ServeError(BotError):
    """The web chat cannot be served."""


class PublicAddressRefused(ServeError):
    """An address that others than this computer could reach."""


class PortInUse(ServeError):
    """A port on which another program listens already."""


class AddressUnusable(ServeError):
    """An address or a port that this computer does not give."""
