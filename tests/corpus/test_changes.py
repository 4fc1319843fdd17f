from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.changes import Change, changes_touching, province_now, provinces_before
from corpus.lexicon import load

TODAY = date(2025, 12, 1)


def touched(text: str, as_of: date = TODAY) -> list[str]:
    return [change.id for change in changes_touching(text, as_of=as_of)]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Báo cáo UBND thị xã về kết quả phong trào", ["two-level-local-government"]),
        ("UBND các huyện, thành phố", ["two-level-local-government"]),
        ("phong noi vu huyen", ["two-level-local-government"]),
        ("tại thành phố Đà Lạt", ["two-level-local-government"]),
        ("Thường trực Huyện ủy", ["two-level-local-government"]),
        ("quận Ninh Kiều", ["two-level-local-government"]),
        ("Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31/12/2023", ["decree-152-2025"]),
        ("nghi dinh 98/2023/nd-cp", ["decree-152-2025"]),
        ("Sở Thông tin và Truyền thông chủ trì", ["department-of-information"]),
        ("UBND tỉnh Thái Bình", ["merged-thai-binh"]),
        ("tinh ba ria vung tau", ["merged-ba-ria-vung-tau"]),
        ("UBND tỉnh Hưng Yên; UBND thành phố Đà Nẵng; UBND xã", []),
        ("cơ quan, đơn vị; Quân ủy Trung ương; huyền thoại; thành phố Hồ Chí Minh", []),
        ("bảo vệ hòa bình; bà Nguyễn Thị Hà Nam", []),
        ("Nghị định 152/2025/NĐ-CP", []),
        ("", []),
    ],
)  # fmt: skip
def test_a_text_is_touched_by_what_it_rests_on(text: str, ids: list[str]) -> None:
    assert touched(text) == ids


def test_what_has_not_yet_happened_touches_nothing() -> None:
    assert touched("UBND huyện theo Nghị định 98/2023/NĐ-CP", date(2025, 6, 30)) == []
    assert "two-level-local-government" in touched("UBND huyện", date(2025, 7, 1))


def test_a_change_says_what_when_and_by_which_document() -> None:
    (change,) = changes_touching("tỉnh Thái Bình", as_of=TODAY)
    assert change == Change(
        id="merged-thai-binh", date=date(2025, 7, 1), source="Nghị quyết số 202/2025/QH15 ngày 12/6/2025",
        verified=False, vietnamese="Thái Bình đã nhập vào Hưng Yên từ 01/7/2025.",
        english="Thái Bình has been part of Hưng Yên since 1 July 2025.",
    )  # fmt: skip


def test_every_entry_is_whole() -> None:
    entries = load("changes")["change"]
    assert len({entry["id"] for entry in entries}) == len(entries)
    keys = {"id", "date", "source", "verified", "vietnamese", "english", "patterns"}
    assert [entry["id"] for entry in entries if keys - set(entry) or "\n" in entry["vietnamese"]] == []


@pytest.mark.parametrize(
    ("name", "now", "before"),
    [
        ("Thái Bình", "Hưng Yên", ("Hưng Yên", "Thái Bình")),
        ("hung yen", "Hưng Yên", ("Hưng Yên", "Thái Bình")),
        ("tỉnh Long An", "Tây Ninh", ("Tây Ninh", "Long An")),
        ("TP.HCM", "Hồ Chí Minh", ("Hồ Chí Minh", "Bà Rịa - Vũng Tàu", "Bình Dương")),
        ("Thừa Thiên Huế", "Huế", ("Huế",)),
        ("Nghệ An", "Nghệ An", ("Nghệ An",)),
        ("Atlantis", "Atlantis", ("Atlantis",)),
    ],
)
def test_old_names_find_the_new_and_the_new_the_old(name: str, now: str, before: tuple[str, ...]) -> None:
    assert (province_now(name), provinces_before(name)) == (now, before)


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    assert isinstance(changes_touching(text, as_of=TODAY), tuple)
    assert province_now(text) == province_now(province_now(text))
