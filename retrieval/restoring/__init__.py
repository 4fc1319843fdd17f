"""Put diacritics on syllables that were typed without. READ restorer.py FIRST."""

from retrieval.restoring.restorer import Restored, Restorer

__all__ = ["Restored", "Restorer"]
