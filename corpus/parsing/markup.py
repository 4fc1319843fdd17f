"""Text with marks of Markdown or HTML, or with signs that nobody sees -> the text alone, and the way back.

Marks are only taken away or turned into white space, never into letters: so each run of what is left stands
in the source as it is read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from corpus.models import ReadingText, Run
from corpus.parsing.bars import Edit, bar_edits, barred_lines

# Signs without width; a soft hyphen at the end of a line parts a word that goes on below.
_UNSEEN = re.compile("\u00ad[ \t]*\n[ \t]*|[\u00ad\u200b-\u200f\u2060\ufeff]+")
_ODD_BLANK = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_ODD_BREAK = re.compile("[\u000b\u0085\u2028\u2029]")

_INLINE = "b|i|u|s|em|strong|span|sup|sub|font|small|mark|a|code"
_BLOCK = "p|div|br|hr|li|ul|ol|tr|table|thead|tbody|h[1-6]|center|html|body|section|blockquote"
_TAG = re.compile(rf"</?(?:(?P<inline>{_INLINE})|(?P<cell>td|th)|{_BLOCK})(?:\s[^<>\n]{{0,200}})?/?>", re.I)
_COMMENT = re.compile(r"<!--.{0,400}?-->", re.S)
_BLANK_ENTITY = re.compile(r"&(?:nbsp|ensp|emsp|thinsp|#160|#x[aA]0);")
_AMPERSAND = re.compile(r"&(?P<rest>amp;|#38;)")
_HEADING = re.compile(
    r"^[ ]{0,3}(?P<mark>#{1,6}[ \t]+)(?=\S)(?:[^\n]*?\S(?P<closing>[ \t]+#+)[ \t]*$)?", re.M
)
# Bold words can go on over a line break; a lone or bracketed asterisk is a footnote's.
_BOLD = re.compile(
    r"(?<![(\\])(?P<open>\*{2,3})(?=[^\s*_)])(?:(?!\n\s*\n)(?!\*\*).)*?(?<=[^\s(])(?P<close>\*{2,3})", re.S
)
_UNDERLINED = re.compile(r"(?<!\w)(?P<open>__)(?=[^\W_])[^_\n]*?(?<=[^\s_])(?P<close>__)(?!\w)")
_LEFT_BOLD = re.compile(r"(?<=\S)(?<!\()(?<![\\*])\*\*(?![*)])|(?<![\\*(])\*\*(?=[^\s*)])")
_EMPHASIS = re.compile(
    r"(?<![\w*\\(])(?P<open>\*)(?=[^\s*)])[^*\n]*?(?<=[^\s*(])(?P<close>\*)(?![\w*])"
    r"|(?<![\w\\])(?P<open2>_)(?=[^\W_])[^_\n]*?(?<=[^\s_])(?P<close2>_)(?!\w)"
)
_ESCAPE = re.compile(r"\\(?=[-.*_#|\[\]()+!~>&])|\\$", re.M)
_QUOTED_LINE = re.compile(r"^[ ]{0,3}>[ ]?", re.M)
_FENCE = re.compile(r"^[ ]{0,3}```[^\n`]*$", re.M)
_RULE = re.compile(r"^[ ]{0,3}(?:(?:-[ ]?){3,}|(?:\*[ ]?){3,}|(?:_[ ]?){3,})$", re.M)
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\]\([^)\n]{0,500}\)")
_LINK = re.compile(r"(?P<open>\[)[^\[\]\n]{1,300}(?P<close>\]\((?:https?:|mailto:|#|/)[^)\s]*\))")

# What no text without marks holds; rules, quotes and single emphasis do not tell.
_TELLING = (_HEADING, _BOLD, _TAG, _COMMENT, _BLANK_ENTITY, _AMPERSAND)


def carries_markup(text: str) -> bool:
    """Tell whether the text holds marks of Markdown or HTML; a list's dash or a footnote's * is none."""
    return any(mark.search(text) for mark in _TELLING) or any(True for _ in barred_lines(text))


def without_marks(source: str) -> ReadingText:
    """Give the text without marks and unseen signs, its runs leading to the source."""
    edits = [Edit(m.start(), m.end(), "") for m in _UNSEEN.finditer(source)]
    edits += [Edit(m.start(), m.end(), " ") for m in _ODD_BLANK.finditer(source)]
    edits += [Edit(m.start(), m.end(), "\n") for m in _ODD_BREAK.finditer(source)]
    if carries_markup(source):
        edits += _mark_edits(source)
    return _edited(source, edits)


def unmarked(cell: str) -> str:
    """Give a piece of a line, such as a table's cell, without marks."""
    if cell.isalnum():
        return cell
    text = _edited(cell, _line_edits(cell)).text if carries_markup(cell) else cell
    return _ODD_BLANK.sub(" ", _UNSEEN.sub("", text)).strip(" *_\t\n")


def lead_through(reading: ReadingText, plain: ReadingText) -> ReadingText:
    """Give the reading of a plain text with runs that lead on to the source of that text.

    A word that was read anew stays one; what is equal in letters is cut where marks stood.
    """
    starts = [run.reading for run in plain.runs]
    runs = tuple(new for run in reading.runs for new in _led(run, plain, starts))
    return ReadingText(text=reading.text, runs=runs)


def _led(run: Run, plain: ReadingText, starts: Sequence[int]) -> Iterator[Run]:
    if run.source_length is not None:
        begin, end = plain.to_source(run.source, run.source_end)
        yield Run(reading=run.reading, source=begin, length=run.length, source_length=end - begin)
        return
    for index in range(max(bisect_right(starts, run.source) - 1, 0), len(plain.runs)):
        shared = plain.runs[index]
        if shared.reading >= run.source_end:
            break
        first = max(shared.reading, run.source)
        length = min(shared.reading + shared.length, run.source_end) - first
        if length > 0:
            place = run.reading + first - run.source
            yield Run(reading=place, source=shared.source + first - shared.reading, length=length)


def _mark_edits(source: str) -> list[Edit]:
    edits = [Edit(m.start(), m.end(), "") for m in _COMMENT.finditer(source)]
    edits += [Edit(m.start(), m.end(), "") for m in _FENCE.finditer(source)]
    edits += [Edit(m.start(), m.end(), "") for m in _RULE.finditer(source)]
    for heading in _HEADING.finditer(source):
        edits += _groups(heading, "mark", "closing")
    edits += [Edit(m.start(), m.end(), "") for m in _QUOTED_LINE.finditer(source)]
    return [*edits, *bar_edits(source, unmarked), *_line_edits(source)]


def _line_edits(text: str) -> list[Edit]:
    """Give what is to be done about the marks that stand within lines."""
    edits: list[Edit] = []
    for bold in _BOLD.finditer(text):
        edits += _groups(bold, "open", "close")
    edits += [Edit(m.start(), m.end(), "") for m in _LEFT_BOLD.finditer(text)]
    for underlined in _UNDERLINED.finditer(text):
        edits += _groups(underlined, "open", "close")
    for emphasis in _EMPHASIS.finditer(text):
        edits += _groups(emphasis, "open", "close", "open2", "close2")
    edits += [Edit(m.start(), m.end(), "") for m in _IMAGE.finditer(text)]
    for link in _LINK.finditer(text):
        edits += _groups(link, "open", "close")
    edits += [Edit(m.start(), m.end(), "") for m in _ESCAPE.finditer(text)]
    edits += [Edit(m.start(), m.end(), " ") for m in _BLANK_ENTITY.finditer(text)]
    edits += [Edit(m.start("rest"), m.end("rest"), "") for m in _AMPERSAND.finditer(text)]
    for tag in _TAG.finditer(text):
        edits.append(Edit(tag.start(), tag.end(), "" if tag["inline"] else "    " if tag["cell"] else "\n"))
    return edits


def _groups(match: re.Match[str], *names: str) -> Iterator[Edit]:
    return (Edit(match.start(name), match.end(name), "") for name in names if match[name])


def _edited(source: str, edits: Iterable[Edit]) -> ReadingText:
    """Make the edits; of two that meet, the one that begins first, or of those the longer, is made."""
    parts: list[str] = []
    runs: list[Run] = []
    done = length = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        if edit.start < done or edit.start == edit.end:
            continue
        if edit.start > done:
            runs.append(Run(reading=length, source=done, length=edit.start - done))
        parts += [source[done : edit.start], edit.instead]
        length += edit.start - done + len(edit.instead)
        done = edit.end
    if done < len(source):
        runs.append(Run(reading=length, source=done, length=len(source) - done))
    return ReadingText(text="".join([*parts, source[done:]]), runs=tuple(runs))
