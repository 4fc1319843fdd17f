from corpus.repair.gate import looks_damaged
from corpus.repair.reading import RepairedText, repair

__all__ = ["RepairedText", "looks_damaged", "repair"]
