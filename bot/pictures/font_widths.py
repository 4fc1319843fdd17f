"""How wide the shipped letters are, read from the font files (OpenType 1.9: head, hhea, hmtx, cmap)."""

from __future__ import annotations

import struct
from functools import cache
from typing import TYPE_CHECKING

from bot.pictures.rasterising import FONTS
from corpus.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_REGULAR, _BOLD, _SIGNS = "NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSansMath-Regular.ttf"
_SEGMENTS = 4


def drawn_width(text: str, size: float, *, bold: bool = False) -> float:
    """Give how wide the text is drawn, in the unit of `size`; a letter that no font has is a square."""
    shares = _shares(_BOLD if bold else _REGULAR)
    return size * sum(shares.get(letter, 1.0) for letter in nfc(text))


@cache
def _shares(name: str) -> dict[str, float]:
    return {**widths_in(FONTS / _SIGNS), **widths_in(FONTS / name)}


def widths_in(path: Path) -> dict[str, float]:
    """Give the letters of a font file with their widths, as shares of the size."""
    data = path.read_bytes()
    tables = {
        data[at : at + 4]: int.from_bytes(data[at + 8 : at + 12])
        for at in range(12, 12 + 16 * int.from_bytes(data[4:6]), 16)
    }
    (units,) = struct.unpack_from(">H", data, tables[b"head"] + 18)
    (count,) = struct.unpack_from(">H", data, tables[b"hhea"] + 34)
    # Width and bearing of each glyph; those after the last are as wide as it.
    widths = [width for width, _ in struct.iter_unpack(">Hh", data[tables[b"hmtx"] :][: count * 4])]
    return {letter: widths[min(glyph, count - 1)] / units for letter, glyph in _glyphs(data, tables[b"cmap"])}


def _glyphs(data: bytes, cmap: int) -> Iterator[tuple[str, int]]:
    """Give letters with the numbers of their glyphs, from the table by segments."""
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    places = [cmap + struct.unpack_from(">I", data, cmap + 8 + 8 * number)[0] for number in range(count)]
    table = next(at for at in places if struct.unpack_from(">H", data, at)[0] == _SEGMENTS)
    segments = struct.unpack_from(">H", data, table + 6)[0] // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{segments}H", data, table + 14 + place)
        for place in (0, 2 * segments + 2, 4 * segments + 2, 6 * segments + 2)
    )
    for number, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offsets[number]:
                here = table + 16 + 6 * segments + 2 * number
                (glyph,) = struct.unpack_from(">H", data, here + offsets[number] + 2 * (code - first))
            yield chr(code), (glyph + deltas[number]) & 0xFFFF
