"""What can go wrong with plans.

CorpusError
├── UnreadableFile   a file that is not text we can read
├── NotAPlan         text in which nothing can be cited
├── UnknownPlan      an id that is not loaded
├── LexiconError     a broken data file of the lexicon
└── StoreError       the database cannot be used
    ├── StoreUnwritable   no right to write, or no room left
    └── StoreDamaged      the file is not a sound database

Every message is one line and says what to do next.
"""

from __future__ import annotations


class CorpusError(Exception):
    """Base of all errors of this layer."""


class UnreadableFile(CorpusError):
    """A file that cannot be read as text."""


class NotAPlan(CorpusError):
    """A text in which there is nothing to cite."""


class UnknownPlan(CorpusError):
    """A plan id that is not loaded."""


class LexiconError(CorpusError):
    """A data file of the lexicon that cannot be understood."""


class StoreError(CorpusError):
    """The database cannot be used."""


class StoreUnwritable(StoreError):
    """The database cannot be written: no right, or no room."""


class StoreDamaged(StoreError):
    """The database file is not a sound database."""
