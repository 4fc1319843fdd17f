"""What can go wrong in finding passages.

RetrievalError
├── IndexStale      an index folder that was built from something else, or is damaged
├── IndexUnwritable no right to write the index folder, or no room
└── RestorerError   the file of the restorer of diacritics is missing or damaged

Every message is one line and says what to do next.
"""

from __future__ import annotations


class RetrievalError(Exception):
    """Base of all errors of this layer."""


class IndexStale(RetrievalError):
    """An index folder that cannot be used: built from something else, incomplete or damaged."""


class IndexUnwritable(RetrievalError):
    """The index folder cannot be written: no right, or no room."""


class RestorerError(RetrievalError):
    """The file of the restorer of diacritics cannot be read."""
