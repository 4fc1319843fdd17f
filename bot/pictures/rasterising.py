"""A drawing to PNG by resvg, with the letters that ship and no others."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
FONTS = FOLDER / "fonts"
# Telegram keeps photos of up to 2,560 pixels as they are; on a phone this width is the whole screen.
WIDTH_PIXELS = 1080


def rasterise(drawing: str) -> bytes:
    """Give the drawing (sound SVG) as PNG, 1,080 pixels wide, on white; the system's fonts are not asked."""
    import resvg_py

    return resvg_py.svg_to_bytes(
        svg_string=drawing, width=WIDTH_PIXELS, background="#ffffff", style_sheet=_style_sheet(),
        skip_system_fonts=True, font_files=[str(path) for path in sorted(FONTS.glob("*.ttf"))],
    )  # fmt: skip


@cache
def _style_sheet() -> str:
    return (FOLDER / "picture.css").read_text("utf-8")
