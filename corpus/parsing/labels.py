"""The numbering of clauses as printed: what kind of label a line begins with.

Layouts follow Decree 30/2020/NĐ-CP, Appendix I (phần, chương, mục, điều, khoản, điểm), and what offices
print beside it: I., A., 1., 1.1., 1), (1), a), i), -, +, •. Labels are kept as printed; nothing is
renumbered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from corpus.lexicon import pattern
from corpus.text import fold


class Level(IntEnum):
    """How high a label stands; a lower number holds a higher one."""

    APPENDIX = 0
    PART = 1
    CHAPTER = 2
    DIVISION = 3
    CAPITAL = 4
    ROMAN = 5
    ARTICLE = 6
    NUMBER = 7
    DOTTED = 8
    DOTTED_TWICE = 9
    NUMBER_PAREN = 10
    LETTER = 11
    SMALL_ROMAN = 12
    LEAD_IN = 13  # a paragraph that ends with a colon: what follows in bullets belongs to it
    DASH = 14
    PLUS = 15
    BULLET = 16

    @property
    def is_bullet(self) -> bool:
        """Tell whether the label has no number."""
        return self >= Level.DASH


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """A label as printed: `text` without what follows; `width` characters of the line belong to it."""

    level: Level
    text: str
    width: int


UPPER = "A-ZĐÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĨŨƠƯẠ-Ỹ"
_OPENER = rf"[{UPPER}“\"‘'(\[¢@$0-9]"

_PATTERNS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    (Level.APPENDIX, re.compile(
        r"(PHỤ LỤC|Phụ lục|PHU LUC)(?:\s+(?:số\s+)?(?:[IVXLC]+|\d+|[A-Z]))?(?=[\s.:]|$)")),
    (Level.PART, re.compile(
        r"(?:PHẦN|Phần)\s+(?:(?:THỨ|thứ)\s+\w+[.:]?|(?:[IVX]+|\d+|[A-Z])(?=[\s.:]|$)(?:[.:]|\s[-–](?=\s))?)")),
    (Level.CHAPTER, re.compile(r"(?:CHƯƠNG|Chương)\s+(?:[IVXLC]+|\d+)(?=[\s.:]|$)[.:]?")),
    (Level.DIVISION, re.compile(r"(?:MỤC|Mục)\s+(?:\d+|[IVX]+)(?:[.:]|$|(?=\s+[A-ZĐÀ-Ỹ]{2}))")),
    (Level.ARTICLE, re.compile(r"(?:ĐIỀU|Điều)\s+\d+[a-z]?\s*[.:](?=\s|$)")),
    (Level.ROMAN, re.compile(
        rf"[IVX]{{1,5}}\s*(?:(?:[.)]|/[.-]?(?!\d)|-(?!\d))(?=\s*{_OPENER})|[–-]\s(?={_OPENER}))")),
    (Level.CAPITAL, re.compile(rf"[A-HK-MĐ]\s*(?:[.)]|/[.-]?)(?=\s*{_OPENER})")),
    (Level.DOTTED_TWICE, re.compile(r"\d{1,2}(?:\.\d{1,2}){2,3}[.)]?(?=\s+\S)")),
    (Level.DOTTED, re.compile(rf"\d{{1,2}}\.\d{{1,2}}(?:[.)](?=\s*\S)|(?=\s+{_OPENER}))")),
    (Level.NUMBER, re.compile(
        rf"\d{{1,2}}\s?(?:\.(?:(?=\s+\S)|(?=[{UPPER}“\"(]))|/[.-]?(?=\s+{_OPENER})|-(?=\s[{UPPER}]))"
        r"(?!\s*\d{1,2}[./]\d)")),
    (Level.NUMBER_PAREN, re.compile(r"\(?\d{1,2}\)(?=\s*\S)")),
    (Level.SMALL_ROMAN, re.compile(r"\(?(?:i{1,3}|iv|vi{1,3}|ix)\)(?=\s*\S)")),
    (Level.LETTER, re.compile(
        rf"\(?[a-zđ]\d?\s?\)(?=\s*\S)|[a-zđ](?:\.|/[.-]?)(?=\s*[{UPPER}“\"])|[¢@©]\s?\)(?=\s)")),
    (Level.DASH, re.compile(rf"[-–—−\uf02d](?=\s+\S|[{UPPER}“\"(])")),
    (Level.PLUS, re.compile(r"\+(?=\s*\S)")),
    (Level.BULLET, re.compile("[•●▪■◦○*·►➢➤✓✔⁃\uf0b7\uf0a7\uf0d8\uf0fc\uf076]" r"(?=\s*\S)|o(?=\s+[A-ZĐ])")),
)  # fmt: skip

# Optical recognition reads I as 1, l or |: such a numeral counts only before words in capitals.
_DAMAGED_ROMAN = re.compile(r"[IVX1l|]{1,5}\.(?=\s)")
# The end of a document is marked "./."; optical recognition can put the page number behind it.
_SENTENCE_END = re.compile(r"[.;:!?…][”\"’)]*$|\./\.\s*\d{1,3}$")
_NOISE = re.compile(r"^[~_.,'`^]{1,2}\s+(?=\S)")


def read_label(line: str) -> Label | None:
    """Give the label with which the line begins, or None."""
    noise = _NOISE.match(line)
    skipped = noise.end() if noise else 0
    rest = line[skipped:]
    if not any(c.isalnum() for c in rest):
        return None  # a rule: "-----", "***"
    for level, printed in _PATTERNS:
        match = printed.match(rest)
        if match:
            return Label(level=level, text=match.group().strip(), width=skipped + match.end())
    match = _DAMAGED_ROMAN.match(rest)
    if match and any(c in "IVX" for c in match.group()) and is_capitals(rest[match.end() :]):
        return Label(level=Level.ROMAN, text=match.group(), width=skipped + match.end())
    return None


def is_capitals(text: str) -> bool:
    """Tell whether most letters of the text are capitals."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 2 and sum(c.isupper() for c in letters) >= 0.75 * len(letters)


def ends_sentence(text: str) -> bool:
    """Tell whether the text ends as a sentence, a clause or a lead-in does."""
    return bool(_SENTENCE_END.search(text))


def awaits_number(text: str) -> bool:
    """Tell whether the line ends with a word whose number stands on the next ("trong quý" / "IV/2024")."""
    return bool(pattern("layout", "counted").search(text.lower()))


def fits_numbering(label: Label, line: str, previous: str | None) -> bool:
    """Tell whether a line that looks labelled really begins a clause, given the line before it.

    A dash or a letter at the start of a wrapped line can be a piece of a sentence ("gương người tốt /
    - việc tốt"); so can a number ("năm / 2025. Các đơn vị …").
    """
    if previous is None:
        return True
    rest = line[label.width :].lstrip()
    opens = not rest[:1].islower()
    if label.level.is_bullet:
        return opens or ends_sentence(previous)
    if awaits_number(previous):
        return False
    if label.level in (Level.APPENDIX, Level.PART, Level.CHAPTER, Level.DIVISION, Level.ARTICLE):
        return not pattern("layout", "before_part").search(fold(previous).rstrip(" ,"))
    if label.level in (Level.NUMBER, Level.DOTTED, Level.DOTTED_TWICE):
        return opens or ends_sentence(previous)
    return True
