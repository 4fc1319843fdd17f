"""What stands in a drawing, for tests to compare."""

from __future__ import annotations

import json
import struct
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

from bot.pictures.rasterising import rasterise
from bot.pictures.sheet import words_in
from corpus.facts.base import Fact
from corpus.facts.deadline import Deadline
from corpus.facts.reporting_line import ReportingLine
from tests.corpus.reading import plan_of

VI = words_in("vi")
PLAN = plan_of("KẾ HOẠCH\nThi đua\n1. Các phòng gửi báo cáo về Sở.")
SVG = "{http://www.w3.org/2000/svg}"
# Markup, signs of control, of direction and of nothing, half a letter, letters without a font.
HOSTILE = '</text><script>&amp;"\x00\x1b\u202eđảo\u2066\u200b\ud800\ufffe 中文'
LONG = "W" * 5000


def due(what: str, first: str | None, last: str | None = "", kind: Any = "deadline", **more: Any) -> Deadline:
    """Make a deadline of the invented plan; of one day where no last one is given."""
    return Deadline(
        start=0, end=4, kind=kind, what=what, first=first, last=first if last == "" else last, **more
    )


def line(who: str | None, to: str | None, via: str | None = None, **more: Any) -> ReportingLine:
    """Make a reporting line of the invented plan."""
    fields = {"kind": "report", "what": "kết quả", "when": None, "start": 0, "end": 4} | more
    return ReportingLine(who=who, to=to, via=via, **fields)


def found(*facts: Fact) -> dict[str, list[Fact]]:
    """Give facts by their kind, as a plan's are given."""
    return {
        "deadlines": [one for one in facts if isinstance(one, Deadline)],
        "reporting_lines": [one for one in facts if isinstance(one, ReportingLine)],
    }


def shipped() -> dict[str, dict[str, list[str]]]:
    """Give the texts that a person has seen in the pictures of the shipped plans."""
    path = Path(__file__).parent / "shipped_plans.json"
    seen: dict[str, dict[str, list[str]]] = json.loads(path.read_text("utf-8"))
    return seen


def texts(drawing: str | None) -> list[str]:
    """Give every text of the drawing, its lines joined by blanks."""
    if drawing is None:
        return []
    return [
        " ".join("".join(part.itertext()) for part in text) or "".join(text.itertext())
        for text in ET.fromstring(drawing).iter(f"{SVG}text")
    ]


def size_of(picture: bytes | None) -> tuple[int, int]:
    """Give width and height of a PNG in pixels; raises AssertionError where it is none."""
    assert picture is not None
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


def margins_are_empty(drawing: str) -> bool:
    """Tell whether nothing is drawn over the outer half of the margins: the same as if nothing were drawn."""
    head = drawing[: drawing.index(">") + 1]
    within = '<rect x="8" y="8" width="464" height="5000" fill="#fff"/></svg>'
    return rasterise(drawing.removesuffix("</svg>") + within) == rasterise(head + within)
