"""The foot of a document: recipients (Nơi nhận), signature block, electronic signature.

Two columns often reach us interleaved ("Nơi nhận: GIÁM ĐỐC"); such a line is cut in two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from corpus.lexicon import words
from corpus.models import SectionKind
from corpus.parsing.labels import UPPER, Level, is_capitals, read_label
from corpus.parsing.letterhead import layout, type_at
from corpus.parsing.lines import COLUMN_GAP, Line, columns
from corpus.text import fold, squeeze

_WORD = rf"[{UPPER}][^\W\d_]*(?:['’][^\W\d_]+)?"
_TITLES = r"(?:(?:GS|PGS|TS|ThS|BS|Bs|BSCKII|BSCKI|CKII|CKI|KS|CN|NGƯT|TTƯT)\.?\s*){0,4}"
_NAME = re.compile(rf"{_TITLES}(?:{_WORD}\s+){{1,4}}{_WORD}")
_BESIDE = re.compile(rf"(?<=[;.])\s+(?={_TITLES}(?:{_WORD}\s+){{2,4}}{_WORD}$)")
_ACTING = re.compile(r"Q\.")
_LOOK_BACK = 8
_NAME_BELOW_POST = 3
# Lines from "Nơi nhận" to its last entry.
_LONGEST = 30


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Who signed; None where the document does not print it."""

    authority: str | None = None
    position: str | None = None
    signer: str | None = None


@dataclass(frozen=True, kw_only=True)
class Foot:
    """The foot of a document, its lines cut into parts of one kind each, in the order of the text."""

    parts: tuple[tuple[SectionKind, tuple[Line, ...]], ...]
    signature: Signature
    recipients: tuple[str, ...]


@cache
def _positions() -> tuple[str, ...]:
    return tuple(sorted((fold(name) for name in words("offices", "positions")), key=len, reverse=True))


@cache
def _authorities() -> tuple[str, ...]:
    return tuple(fold(name) for name in words("offices", "signing_authorities"))


@cache
def _offices() -> tuple[str, ...]:
    """Give how the names of offices begin, in lower case, without those that are family names too."""
    names = words("offices", "family_names")
    return tuple(f"{head.lower()} " for head in words("offices", "heads") if head not in names)


def split_foot(lines: list[Line]) -> tuple[list[Line], list[Line], list[Line]]:
    """Cut lines into body, foot and what follows the foot (appendices)."""
    marks = [i for i, line in enumerate(lines) if layout("recipients").match(fold(line.text).lstrip("~_ "))]
    kept = [
        i
        for i in marks
        if any(layout("kept_on_file").match(fold(line.text)) for line in lines[i : i + _LONGEST])
    ]
    start = (kept or marks[-1:])[0] if marks else _signature_start(lines)
    if start is None:
        return lines, [], []
    while start > 0 and (
        _is_signature_line(lines[start - 1].text)
        or _is_under_post(lines, start - 1)
        or _goes_on_post(lines, start - 1)
    ):
        start -= 1
    end = next((i for i in range(start, len(lines)) if _is_attachment(lines[i].text)), len(lines))
    if end < len(lines):
        end = _end_of_signature(lines, start, end)
    return lines[:start], lines[start:end], lines[end:]


def _end_of_signature(lines: list[Line], start: int, end: int) -> int:
    """Find the line after the signer's name: what follows is the letterhead of what is attached."""
    named = [i for i in range(start, end) if any(is_name(cell) for cell in columns(lines[i].text))]
    after = named[-1] + 1 if named else end
    return end if any(_has_bullet(line.text) for line in lines[after:end]) else after


def _has_bullet(text: str) -> bool:
    label = read_label(text)
    return bool(label and label.level.is_bullet)


def _signature_start(lines: list[Line]) -> int | None:
    """Find the signature of a document that prints no recipients: a position in capitals near the end."""
    end = next((i for i, line in enumerate(lines) if i and _is_attachment(line.text)), len(lines))
    for index in range(max(end - _LOOK_BACK, 0), end):
        if _is_post(lines[index].text):
            return index
    return None


def _is_attachment(text: str) -> bool:
    """Tell whether the line begins what is attached: an appendix, or the regulation that is issued."""
    label = read_label(text)
    if label and label.level in (Level.PART, Level.CHAPTER):
        return True
    if label and label.level is Level.APPENDIX:
        return text[1:2].isupper() or label.width >= len(text.rstrip(" .:"))
    return type_at(text) is not None


def _is_post(text: str) -> bool:
    """Tell whether the text is a line of a signature block in capitals ("KT. CHỦ TỊCH", "GIÁM ĐỐC")."""
    folded = fold(text).strip(" ,.:*")
    if not is_capitals(text) or len(folded) > 80:
        return False
    return folded.startswith((*_authorities(), *_positions()))


def _is_signature_line(text: str) -> bool:
    return all(
        _is_post(cell) or is_name(cell) or layout("unsigned").fullmatch(fold(cell)) for cell in columns(text)
    )


def _is_under_post(lines: list[Line], index: int) -> bool:
    """Tell whether the line is a name in capitals, a post above it."""
    above = lines[max(index - _NAME_BELOW_POST, 0) : index]
    return _is_capital_name(lines[index].text) and any(_is_post(line.text) for line in above)


def _goes_on_post(lines: list[Line], index: int) -> bool:
    """Tell whether the line goes on with the posts above it: capitals in every column."""
    cells = columns(lines[index].text)
    above = lines[max(index - _NAME_BELOW_POST, 0) : index]
    if not all(is_capitals(cell) and not read_label(cell) for cell in cells):
        return False
    return any(len(columns(line.text)) == len(cells) and _is_signature_line(line.text) for line in above)


def _is_capital_name(text: str) -> bool:
    """Tell whether the text can be a name in capitals; in a signature block it stands below the post."""
    squeezed = squeeze(text)
    return squeezed.isupper() and bool(_NAME.fullmatch(squeezed)) and not _begins_as_office(squeezed)


def _begins_as_office(text: str) -> bool:
    """Tell whether the text begins as an office does; with its accents, for Vũ is a name and Vụ an office."""
    return text.lower().startswith(_offices())


def is_name(text: str) -> bool:
    """Tell whether the whole text can be a person's name: two to five capitalised words, nothing else."""
    return bool(_NAME.fullmatch(squeeze(text))) and not is_capitals(text)


def read_foot(lines: list[Line]) -> Foot:
    """Read the foot: what each line is, who signed, who receives it."""
    parts: list[tuple[SectionKind, list[Line]]] = []
    signing: list[str] = []
    kind: SectionKind | None = None
    for line in lines:
        signed: list[str] = []
        for piece in _cut(line):
            kind = _kind(piece.text, kind)
            if parts and parts[-1][0] is kind:
                parts[-1][1].append(piece)
            else:
                parts.append((kind, [piece]))
            if kind is SectionKind.SIGNATURE:
                signed.append(squeeze(piece.text))
        signing.extend(signed[-1:])  # of two who sign side by side, the one on the right presides
    frozen = tuple((kind, tuple(pieces)) for kind, pieces in parts)
    return Foot(parts=frozen, signature=_read_signature(signing), recipients=_read_recipients(frozen))


def _cut(line: Line) -> list[Line]:
    """Cut a line that holds the left and the right column."""
    gap = COLUMN_GAP.search(line.text)
    at = gap.start() if gap else _post_offset(line.text)
    if at is None:
        return [line]
    left, right = line.text[:at].rstrip(), line.text[at:].lstrip()
    begin = line.end - len(right)
    return [
        Line(text=left, start=line.start, end=line.start + len(left), gap=line.gap),
        *_cut(Line(text=right, start=begin, end=line.end, gap=0)),
    ]


def _post_offset(text: str) -> int | None:
    """Find where a post in capitals or a name begins behind a recipient ("Nơi nhận: GIÁM ĐỐC")."""
    for match in re.finditer(r"(?<=[:;.,])\s+(?=[A-ZĐÀ-Ỹ]{1,3}\.\s|[A-ZĐÀ-Ỹ]{2})", text):
        if _is_post(text[match.end() :]) and not fold(text[: match.start()]).endswith(_authorities()):
            return match.start()
    named = None if is_name(text) else _BESIDE.search(text)
    return named.start() if named and not _begins_as_office(text[named.end() :]) else None


def _kind(text: str, before: SectionKind | None) -> SectionKind:
    folded = fold(text).lstrip("~_ ,")
    if layout("electronic_signature").match(folded):
        return SectionKind.ELECTRONIC_SIGNATURE
    if layout("recipients").match(folded):
        return SectionKind.RECIPIENTS
    if _is_signature_line(text):
        return SectionKind.SIGNATURE
    if _has_bullet(text) or before is SectionKind.RECIPIENTS:
        return SectionKind.RECIPIENTS
    return before if before is SectionKind.ELECTRONIC_SIGNATURE else SectionKind.SIGNATURE


def _read_signature(texts: list[str]) -> Signature:
    """Read the lines of the signature: in whose place (TM., KT., a cluster's head), position, name."""
    posts = [text for text in texts if _is_post(text)]
    last = max((index for index, text in enumerate(texts) if _is_post(text)), default=len(texts))
    signed = [text for text in texts if is_name(text) and not _is_post(text)]
    names = signed or [text for text in texts[last + 1 :] if _is_capital_name(text)][:1]
    named = [text for text in posts if _bare(text).startswith(_positions())]
    own = [text for text in named if not _in_place_of(text)]
    position = (own or named)[-1] if named else None
    authority = [text for text in posts if _in_place_of(text) or (text in own and text is not position)]
    return Signature(
        authority=" ".join(authority) or None,
        position=_whole_post(texts, position, joins=bool(signed)) if position else None,
        signer=names[-1] if names else None,
    )


def _whole_post(texts: list[str], position: str, *, joins: bool) -> str:
    """Give the post; as printed where it goes on in capitals below it ("GIÁM ĐỐC CÔNG TY / THAN MẠO KHÊ")."""
    begin = len(texts) - texts[::-1].index(position)
    behind = takewhile(lambda text: is_capitals(text) and not _is_post(text), texts[begin:] if joins else ())
    whole = squeeze(" ".join([position, *behind]))
    return _as_listed(position) if whole == position else whole


def _in_place_of(text: str) -> bool:
    """Tell whether the line says for whom somebody signs; acting ("Q.") belongs to one's own position."""
    return fold(text).startswith(_authorities()) and not _ACTING.match(text)


def _bare(text: str) -> str:
    return fold(_strip_authority(text)).strip(" ,.:")


def _strip_authority(text: str) -> str:
    authority = next((each for each in words("offices", "signing_authorities") if text.startswith(each)), "")
    return text[len(authority) :].lstrip()


def _as_listed(post: str) -> str:
    """Give a post printed in capitals as the lexicon writes it ("PHÓ CHỦ TỊCH" -> "Phó Chủ tịch")."""
    printed = {name.lower(): name for name in words("offices", "positions")}
    if exact := printed.get(squeeze(_strip_authority(post)).strip(" ,.:").lower()):
        return f"Q. {exact}" if _ACTING.match(post) else exact  # "Thứ trưởng" is no "Thủ trưởng"
    folded = _bare(post)
    listed = next(name for name in _positions() if folded.startswith(name))
    names = {fold(name): name for name in words("offices", "positions")}
    written = names[listed] if folded == listed else squeeze(_strip_authority(post).capitalize())
    return f"Q. {written}" if _ACTING.match(post) else written


def _one_line(text: str) -> list[str]:
    """Part recipients that are printed one behind the other: "Sở Nội vụ; 09 đơn vị; Lưu: VT."."""
    parts = [part for part in text.split("; ") if part.strip()]
    kept = len(parts) > 2 and bool(layout("kept_on_file").match(fold(parts[-1])))
    return parts if kept else [text]


def _read_recipients(parts: tuple[tuple[SectionKind, tuple[Line, ...]], ...]) -> tuple[str, ...]:
    items: list[str] = []
    for line in (line for kind, lines in parts if kind is SectionKind.RECIPIENTS for line in lines):
        begin = layout("recipients").match(fold(line.text).lstrip("~_ "))
        text = line.text.lstrip("~_ ")[begin.end() :].lstrip() if begin else line.text
        label = read_label(text)
        if label and label.level.is_bullet:
            items.append(text[label.width :])
        elif items and text:
            items[-1] = f"{items[-1]} {text}"
        elif text and not is_capitals(text):
            items.extend(_one_line(text))
    return tuple(squeeze(item).rstrip(" ;.,") for item in items)
