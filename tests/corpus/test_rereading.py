"""A bad scan is parsed as it is read again, and every word leads back to what the scan has."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from corpus.models import Plan, ReadingText, Run
from corpus.parsing import parse
from corpus.parsing.rereading import lead_back, reread
from corpus.repair.reading import RepairedText
from corpus.text import fold, nfc
from tests.corpus.reading import DOCUMENTS, PLANS, ROOT, plan_at

SCANS = [PLANS["002"], *(DOCUMENTS[name] for name in DOCUMENTS if name.endswith("_ocr"))]
# "S6: 12/KH, tap thé" read again as "Số: 12/KH, tập thể", and parsed without its comma.
REPAIRED = RepairedText(
    raw="S6: 12/KH, tap thé",
    text="Số: 12/KH, tập thể",
    pairs=((0, 2, 0, 2), (4, 9, 4, 9), (11, 14, 11, 14), (15, 18, 15, 18)),
    confidences=(1.0, 1.0, 1.0, 1.0),
)


def reading_of(plan: Plan, words: str) -> tuple[int, int]:
    start = plan.reading.text.index(words)
    return start, start + len(words)


def test_changed_words_are_runs_of_their_own_and_all_between_them_is_one() -> None:
    whole = ReadingText(text=REPAIRED.text, runs=(Run(reading=0, source=0, length=len(REPAIRED.text)),))
    assert lead_back(whole, REPAIRED).runs == (
        Run(reading=0, source=0, length=2, source_length=2),
        Run(reading=2, source=2, length=9),
        Run(reading=11, source=11, length=3, source_length=3),
        Run(reading=14, source=14, length=1),
        Run(reading=15, source=15, length=3, source_length=3),
    )


def test_words_of_other_lengths_keep_what_follows_in_its_place() -> None:
    repaired = RepairedText(
        raw="gtri bao c4o.", text="gửi báo cáo.", pairs=((0, 4, 0, 3), (5, 8, 4, 7), (9, 12, 8, 11)),
        confidences=(1.0, 1.0, 1.0),
    )  # fmt: skip
    joined = ReadingText(
        text="gửi. cáo.", runs=(Run(reading=0, source=0, length=3), Run(reading=5, source=8, length=4))
    )
    assert lead_back(joined, repaired).runs == (
        Run(reading=0, source=0, length=3, source_length=4),
        Run(reading=5, source=9, length=3, source_length=3),
        Run(reading=8, source=12, length=1),
    )


@pytest.mark.parametrize("path", SCANS, ids=lambda path: path.stem[:12])
def test_a_bad_scan_is_read_again_and_its_source_stays(path: Path) -> None:
    plan = plan_at(path)
    assert plan.is_reread
    assert plan.is_damaged
    assert not plan.is_garbled
    assert plan.source == nfc(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("number", ["000", "001", "003", "004"])
def test_sound_text_is_not_read_again(number: str) -> None:
    plan = plan_at(PLANS[number])
    assert not plan.is_reread
    assert reread(plan.source) is None


def test_a_quote_of_the_reading_is_the_raw_words_of_the_scan() -> None:
    plan = plan_at(PLANS["002"])
    cited = plan.cite(*reading_of(plan, "- Giấy khen của Giám đốc Sở: 05-10 tập thể; 05-10 cá nhân;"))
    assert cited.quote(plan.source) == "- Gidy khen caa Giam dbc So: 05-10 tap thé; 05-10 ca nhan;"


def test_a_part_of_a_word_leads_to_the_whole_word_and_back() -> None:
    plan = plan_at(PLANS["002"])
    start, end = reading_of(plan, "Giám đốc Sở: 05-10")
    source = plan.reading.to_source(start + 1, end)
    assert plan.source[slice(*source)] == "Giam dbc So: 05-10"
    assert plan.reading.to_reading(*source) == (start, end)


def test_a_scan_with_marks_is_read_without_them_and_quoted_with_them() -> None:
    raw = "- Gidy khen caa Giam dbc So: 05-10 tap thé"
    marked = "- **Gidy khen** caa Giam dbc So: *05-10* tap\u00ad\nthé"
    source = plan_at(PLANS["002"]).source.replace(raw, marked)
    plan = parse(source, plan_id="a", file="a.txt")
    start, _ = reading_of(plan, "Giấy khen của Giám đốc Sở: 05-10 t")
    line = plan.reading.text[start - 2 :].split(";")[0]
    cited = plan.cite(start - 2, start - 2 + len(line))
    assert cited.quote(plan.source) == " ".join(marked.split())


def test_text_typed_without_diacritics_gets_them() -> None:
    source = fold(plan_at(PLANS["004"]).source)
    plan = parse(source, plan_id="a", file="a.txt")
    assert plan.is_reread
    assert "phong trào thi đua" in plan.reading.text


def test_text_in_another_language_stays_as_it_is() -> None:
    plan = parse((ROOT / "LICENSE").read_text(encoding="utf-8"), plan_id="a", file="a.txt")
    assert (plan.is_reread, plan.is_garbled) == (False, True)
    assert "Permission is hereby granted" in plan.reading.text


def test_sound_plans_are_read_without_loading_the_repair() -> None:
    program = (
        "import sys; from corpus.ingest import parse; "
        "parse('KẾ HOẠCH\\n' + 'Thi đua được phát động. ' * 20, plan_id='a', file='a'); "
        "print([name for name in sys.modules if name.startswith('corpus.repair.')])"
    )
    assert subprocess.check_output([sys.executable, "-c", program], cwd=ROOT) == b"['corpus.repair.gate']\n"
