"""The shape of a Vietnamese syllable without diacritics."""

from __future__ import annotations

import re

_ONSET = "(?:b|ch|c|d|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|q|r|s|th|tr|t|v|x)"
_OPEN = "(?:uyu|uoi|uou|uay|uya|iou|ieu|yeu|oai|oay|oeo|uao|ui|uu|ia|iu|oi|ai|ao|au|ay|eo|eu)"
_NUCLEUS = "(?:uye|uy|ua|ue|uo|ie|ye|oa|oe|a|e|i|o|u|y)"
_SYLLABLE = re.compile(rf"{_ONSET}?(?:{_OPEN}|{_NUCLEUS}(?:ng|c|m|n|p|t|(?<=[aeiy])[cn]h)?)")

LONGEST_SYLLABLE = len("nghieng")


def is_syllable(folded: str) -> bool:
    """Tell whether the folded word is shaped as a Vietnamese syllable."""
    return _SYLLABLE.fullmatch(folded) is not None
