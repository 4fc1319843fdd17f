"""What can go wrong in the bot.

BotError
├── UnfoundedStatement   a quote or a statement that does not rest on a stored source
├── PlansInMotion        plans that are replaced faster than an answer takes
├── BrokenTemplates      templates that do not fit together
├── BadQuestions         a file of questions that cannot be read
├── IngestFailed         files that were left out
└── ServeError           the web chat cannot be served
    ├── PublicAddressRefused   an address that others could reach
    ├── PortInUse              another program listens there already
    └── AddressUnusable        an address or port that this computer does not give

Every message is one line and says what to do next.
"""

from __future__ import annotations


class BotError(Exception):
    """Base of all errors of this layer."""


class UnfoundedStatement(BotError):
    """A quote that does not stand in the stored source, or a statement without one: never shown."""


class PlansInMotion(BotError):
    """Plans that are replaced faster than an answer takes."""


class BrokenTemplates(BotError):
    """Templates that differ between languages, or ask for what they are not given."""


class BadQuestions(BotError):
    """A file of questions that cannot be read."""


class IngestFailed(BotError):
    """Files that are no plans and were left out; those that are were loaded."""


class ServeError(BotError):
    """The web chat cannot be served."""


class PublicAddressRefused(ServeError):
    """An address that others than this computer could reach."""


class PortInUse(ServeError):
    """A port on which another program listens already."""


class AddressUnusable(ServeError):
    """An address or a port that this computer does not give."""
