"""Print Vietnamese text on pages, spoil them and read them with a recogniser that knows English only.

    python -m bench.repair.pages --texts codex.jsonl.xz --fonts /usr/share/fonts/truetype/liberation2 \
        --pages 500 --out pages.jsonl

Makes the pairs (what was printed, what was read) from which `bench.repair.make` learns how letters are
misread and on which `bench.repair.measure` measures. `--texts` is a `.jsonl.xz` file with a key `text`, or
a folder of `.txt` files. Needs Pillow and the system's `tesseract` with its model `eng`. One line of the
output is one page: font, damage, truth, raw. The same seed draws the same passages, fonts and
damages.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from bench.repair.texts import articles

_LETTERS = "ấỗữặỹĐơưẢỔ"
_INCHES_WIDE = 6.3
_INCHES_HIGH = 9.5


@dataclass(frozen=True, kw_only=True)
class Damage:
    """How a page is spoilt: resolution, blur in pixels, noise, skew in degrees, JPEG quality."""

    dpi: int
    blur: float = 0.0
    noise: float = 0.0
    skew: float = 0.0
    jpeg: int = 0


DAMAGES = {
    "clean 300": Damage(dpi=300),
    "clean 200": Damage(dpi=200),
    "clean 150": Damage(dpi=150),
    "light 300": Damage(dpi=300, blur=1.0, noise=12, skew=0.3, jpeg=70),
    "light 200": Damage(dpi=200, blur=0.6, noise=12, skew=0.4, jpeg=60),
    "bad 200": Damage(dpi=200, blur=0.9, noise=20, skew=0.8, jpeg=40),
}


def passages(texts: list[str], chance: random.Random, characters: int) -> Iterator[str]:
    """Cut passages of about so many characters out of texts drawn by chance, without end."""
    while True:
        text = chance.choice(texts)
        start = chance.randrange(max(1, len(text) - characters))
        start = text.rfind("\n", 0, start) + 1
        passage = text[start : start + characters].rsplit(" ", 1)[0].strip()
        if len(passage) > characters // 4:
            yield passage


def in_capitals(passage: str, chance: random.Random) -> str:
    """Write a first piece of the passage in capitals, as titles are."""
    words = passage.split(" ")
    count = chance.choice((0, 6, 12, 25))
    return " ".join([word.upper() for word in words[:count]] + words[count:])


def wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Break the text into lines that fit the width in pixels."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if line and font.getlength(longer) > width:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return lines


def page_of(lines: list[str], font: ImageFont.FreeTypeFont, dpi: int) -> Image.Image:
    """Print the lines black on white, with margins of an inch."""
    pitch = round(font.size * 1.35)
    image = Image.new("L", (round((_INCHES_WIDE + 2) * dpi), pitch * len(lines) + 2 * dpi // 2), 255)
    draw = ImageDraw.Draw(image)
    for row, line in enumerate(lines):
        draw.text((dpi, dpi // 2 + row * pitch), line, font=font, fill=0)
    return image


def spoilt(image: Image.Image, damage: Damage) -> Image.Image:
    """Skew, blur, add noise and compress."""
    if damage.skew:
        image = image.rotate(damage.skew, Image.Resampling.BICUBIC, fillcolor=255)
    if damage.blur:
        image = image.filter(ImageFilter.GaussianBlur(damage.blur))
    if damage.noise:
        image = ImageChops.add(image, Image.effect_noise(image.size, damage.noise), 1.0, -128)
    if damage.jpeg:
        stream = io.BytesIO()
        image.save(stream, "JPEG", quality=damage.jpeg)
        image = Image.open(stream)
    return image


def recognised(image: Image.Image, dpi: int) -> str:
    """Read the page with the English model."""
    stream = io.BytesIO()
    image.save(stream, "PNG")
    command = ["tesseract", "-", "-", "-l", "eng", "--psm", "6", "--dpi", str(dpi)]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(command, input=stream.getvalue(), capture_output=True, check=True, env=environment)
    return done.stdout.decode("utf-8").replace("\f", "")


def usable(file: Path) -> bool:
    """Tell whether the font has the letters of Vietnamese."""
    font = ImageFont.truetype(str(file), 30)
    missing = bytes(font.getmask("\uffff"))
    return all(bytes(font.getmask(letter)) != missing for letter in _LETTERS)


def page(number: int, passage: str, fonts: list[Path]) -> dict[str, str]:
    """Print, spoil and read one passage; which font and damage follows from the page's number."""
    chance = random.Random(number)
    name, damage = chance.choice(list(DAMAGES.items()))
    file = chance.choice(fonts)
    points = chance.choice((12, 13, 13, 14, 14))
    font = ImageFont.truetype(str(file), round(points * damage.dpi / 72))
    lines = wrapped(in_capitals(passage, chance), font, round(_INCHES_WIDE * damage.dpi))
    raw = recognised(spoilt(page_of(lines, font, damage.dpi), damage), damage.dpi)
    return {"font": file.stem, "damage": name, "truth": "\n".join(lines), "raw": raw}


def main() -> None:
    """Make the pages that the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--texts", required=True)
    parser.add_argument("--held-out", action="store_true", help="use the articles that are never trained on")
    parser.add_argument("--fonts", type=Path, nargs="+", required=True, help="font files or folders")
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--characters", type=int, default=1500, help="length of a passage")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    files = [
        file for path in given.fonts for file in (sorted(path.rglob("*.ttf")) if path.is_dir() else [path])
    ]
    fonts = [file for file in files if usable(file)]
    texts = [text for _, text in articles(given.texts, held=given.held_out)]
    drawn = passages(texts, random.Random(given.seed), given.characters)
    with ThreadPoolExecutor(given.workers) as pool, given.out.open("w", encoding="utf-8") as out:
        jobs = ((given.seed * 1_000_000 + number, next(drawn), fonts) for number in range(given.pages))
        for done in pool.map(lambda job: page(*job), jobs):
            out.write(json.dumps(done, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
