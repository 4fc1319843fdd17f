"""Cut text so that every part fits: at borders that readers expect, never inside what is seen as one sign."""

from __future__ import annotations

import unicodedata

# From the best border to the worst; a part ends after the sign, and the blanks around the border go.
_BORDERS = (("\n\n",), ("\n",), (". ", "! ", "? ", "… ", "; "), (" ",))
# The longest sign that is kept whole: a family of emoji has about ten letters, what is longer is no sign.
_LONGEST_SIGN = 64
_JOINER = "\u200d"


def units(text: str) -> int:
    """Count UTF-16 units, which are what Telegram counts."""
    return len(text) + sum(each > "\uffff" for each in text)


def cut(text: str, room: int) -> tuple[str, str]:
    """Cut a text into a first part of at most `room` units (at least 64) and the rest, which may be empty."""
    text = text.strip()
    if units(text) <= room:
        return text, ""
    whole = text.encode("utf-16-le", "replace")[: 2 * room].decode("utf-16-le", "ignore")
    end = _find_border(text, len(whole))
    return text[:end].rstrip(), text[end:].lstrip()


def _find_border(text: str, end: int) -> int:
    """Find the best place to end a part that has at most `end` letters."""
    for signs in _BORDERS:
        # A blank just behind the part is a border too.
        found = max(text.rfind(sign, 0, end + 1) + len(sign.rstrip()) for sign in signs)
        if found > end // 2 and text[:found].strip():
            return found
    # A word of more than half a part: it is left whole if it is the first to have no room.
    blank = max(text.rfind(each, 0, end + 1) for each in " \n")
    return blank if blank > 0 else _find_sign(text, end)


def _find_sign(text: str, end: int) -> int:
    """Find the end of the last sign that is whole among the first `end` letters."""
    for place in range(end, max(end - _LONGEST_SIGN, 0), -1):
        if not _is_inside(text, place):
            return place
    return end


def _is_inside(text: str, place: int) -> bool:
    """Tell whether a letter belongs to the sign that the letters before it make."""
    before, letter = text[place - 1], text[place]
    if _is_flag_half(letter) and _is_flag_half(before):
        start = place
        while start > 0 and place - start < _LONGEST_SIGN and _is_flag_half(text[start - 1]):
            start -= 1
        return (place - start) % 2 == 1
    is_mark = unicodedata.category(letter) in ("Mn", "Mc", "Me")
    is_shade = "\U0001f3fb" <= letter <= "\U0001f3ff" or "\U000e0020" <= letter <= "\U000e007f"
    return is_mark or is_shade or _JOINER in (before, letter)


def _is_flag_half(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"
