"""What can go wrong in finding passages.

RetrievalError
├── IndexStale      an index folder that was built from something else, or is damaged
├── IndexUnwritable no right to write the index folder, or no room
├── ModelUnusable   a model that was set and cannot be used
│   ├── ModelsNotInstalled  the packages that such models need are missing
│   ├── ModelMissing        no such folder, no such model on the hub, or no way to the hub
│   ├── WrongModel          no model, a model of another kind, or one that cannot be run as was set
│   ├── ModelUnreadable     a model whose files are missing or torn, or do not fit together
│   └── UnsoundVectors      numbers from a model that are not finite, or too many or too few of them
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


class ModelUnusable(RetrievalError):
    """A model that was set and cannot be used; what was built before is unchanged."""


class ModelsNotInstalled(ModelUnusable):
    """The packages that models of other makers need are not installed."""


class ModelMissing(ModelUnusable):
    """A model that is neither in a folder here, nor to be had from the hub."""


class WrongModel(ModelUnusable):
    """A folder without a model, a model of another kind, or one that cannot be run as was set."""


class ModelUnreadable(ModelUnusable):
    """A model cannot be used: its files are missing or torn, or do not fit together."""


class UnsoundVectors(ModelUnusable):
    """What a model gave is not finite, or of another shape than was asked for."""


class RestorerError(RetrievalError):
    """The file of the restorer of diacritics cannot be read."""
