"""The letters that ship: which they are, how wide, and that no others are asked for."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from bot.messages import Language
from bot.pictures.font_widths import drawn_width, widths_in
from bot.pictures.legible import legible, letters
from bot.pictures.rasterising import FOLDER, FONTS, WIDTH_PIXELS, rasterise
from bot.pictures.sheet import WIDTH, words_in
from bot.web.wording import LANGUAGES
from tests.corpus.reading import PLANS, plan_at

VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
# Thai: many systems have a font for it, this program has none.
ELSEWHERE = "ก"
LEAST_PIXELS = 28


def picture_of(text: str, style: str = "what") -> bytes:
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 40">'
    return rasterise(f'{head}<text class="{style}" x="5" y="25">{text}</text></svg>')


def test_every_vietnamese_letter_is_drawn_and_like_no_other() -> None:
    alphabet = VIETNAMESE + VIETNAMESE.upper()
    for style in ("what", "heading"):
        assert len({picture_of(letter, style) for letter in alphabet + ELSEWHERE}) == len(alphabet) + 1


def test_bold_letters_are_bold() -> None:
    assert picture_of('<tspan font-weight="700">ữ</tspan>') != picture_of("ữ")


def test_the_systems_fonts_are_not_asked() -> None:
    assert picture_of(ELSEWHERE) == picture_of("")


@pytest.mark.parametrize(
    ("font", "listed"),
    [("NotoSans-Regular", "letters"), ("NotoSans-Bold", "letters"), ("NotoSansMath-Regular", "signs")],
)
def test_the_fonts_have_the_letters_that_are_listed(font: str, listed: str) -> None:
    lines = [line for line in (FONTS / f"{listed}.txt").read_text("utf-8").splitlines() if line[0] != "#"]
    ends = [(line.split("-") * 2)[:2] for line in lines]
    codes = {chr(code) for first, last in ends for code in range(int(first, 16), int(last, 16) + 1)}
    assert set(widths_in(FONTS / f"{font}.ttf")) == codes
    assert codes <= letters()


def test_everything_that_ships_for_pictures_is_small() -> None:
    assert sum(path.stat().st_size for path in FONTS.iterdir()) < 120_000


def test_the_licence_lies_beside_the_fonts() -> None:
    text = (FONTS / "OFL.txt").read_text("utf-8")
    assert "Copyright 2015 Google LLC" in text
    assert "SIL Open Font License, Version 1.1" in text


def test_no_letters_are_smaller_than_a_phone_can_show() -> None:
    sizes = re.findall(r"font-size: (\d+)px", (FOLDER / "picture.css").read_text("utf-8"))
    assert min(map(int, sizes)) * WIDTH_PIXELS / WIDTH >= LEAST_PIXELS


@pytest.mark.parametrize("text", ["Đề nghị ữ", "WWWW", "Ủy ban nhân dân tỉnh → Sở", "≥ 90 %, “AV. To”"])
@pytest.mark.parametrize(("style", "size", "bold"), [("what", 14, False), ("group", 17, True)])
def test_a_text_is_as_wide_as_is_told(text: str, style: str, size: float, bold: bool) -> None:
    right = 5 + drawn_width(text, size, bold=bold)
    behind = f'<rect fill="#fff" x="{right + 1.5}" y="0" width="400" height="40"/>'
    inside = f'<rect fill="#fff" x="{right - 6}" y="0" width="400" height="40"/>'
    plain = picture_of(text, style)
    assert picture_of(text + "</text>" + behind + "<text>", style) == plain
    assert picture_of(text + "</text>" + inside + "<text>", style) != plain


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Sở\x00 Nội\r\n vụ", "Sở Nội vụ"),
        ("a\u202eb\u200bc\ud800d\ufffe\uf0b7", "abcd"),
        ("ﬁ x²  ｋ", "fi x² k"),
        ("Sơ\u0309", "Sở"),
        ("Hội 中文 \u0e01, xong", "Hội …, xong"),
        ("một hai ba", "một hai ba"),
        ("", ""),
    ],
)
def test_text_becomes_what_can_be_drawn(text: str, drawn: str) -> None:
    assert legible(text) == drawn


def test_a_long_text_ends_in_an_ellipsis() -> None:
    assert legible("một hai ba bốn", 10) == "một hai …"


def test_the_shipped_plans_need_no_other_letters() -> None:
    for path in PLANS.values():
        text = plan_at(path).reading.text.replace("…", "")
        assert "…" not in legible(text, len(text) + 9)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_programs_own_words_need_no_other_letters(language: Language) -> None:
    words = words_in(language)
    names = ("timeline", "date", "every", "bound", "month", "reporting", "picture")
    assert set("".join(said for name in names for said in words[name].values())) <= letters()


def test_resvg_is_loaded_only_to_draw() -> None:
    program = (
        "import sys; import bot.pictures.reporting_map, bot.pictures.deadline_timeline;"
        "sys.exit(bool({'resvg_py', 'starlette', 'jinja2'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
