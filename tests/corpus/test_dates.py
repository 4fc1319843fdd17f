"""Every form of date that Vietnamese administrative texts use, read by its public function alone."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import DatePhrase, read_dates
from corpus.text import fold

DAYS = "BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"


def read(text: str) -> dict[str, Any]:
    """Give what is known of the one date phrase of the text, without its place."""
    (phrase,) = read_dates(text)
    return known(phrase)


def known(phrase: DatePhrase) -> dict[str, Any]:
    return {key: value for key, value in vars(phrase).items() if value and key not in ("start", "end")}


def on(day: str, precision: str = "day", **rest: Any) -> dict[str, Any]:
    return {"first": day, "last": day, "precision": precision, **rest}


SINGLE = [
    ("03/6/2025", on("2025-06-03")),
    ("ngày 03-6-2025", on("2025-06-03", bound="on")),
    ("ngày 03.6.2025", on("2025-06-03", bound="on")),
    ("ngày 02 tháng 01 năm 2025", on("2025-01-02", bound="on")),
    ("ngày 15/11", on("--11-15", bound="on")),
    ("ngày 15 tháng 11", on("--11-15", bound="on")),
    ("dịp 27/7", on("--07-27", bound="on")),
    ("nhân Ngày Quốc tế Điều dưỡng 12/5", on("--05-12")),
    ("tháng 6/2025", on("2025-06", "month")),
    ("trong tháng 5", on("--05", "month", bound="within")),
    ("tháng 11 năm 2025", on("2025-11", "month")),
    ("tuần thứ hai của tháng 6/2024", on("2024-06", "month", relative="tuần thứ hai của tháng 6/2024")),
    ("tuần thứ hai tháng 6/2024", on("2024-06", "month", relative="tuần thứ hai tháng 6/2024")),
    ("quý II/2025", on("2025-Q2", "quarter")),
    ("quý III", on("--Q3", "quarter")),
    ("quý 1 năm 2025", on("2025-Q1", "quarter")),
    ("6 tháng đầu năm 2025", on("2025-H1", "half")),
    ("06 tháng cuối năm 2025", on("2025-H2", "half")),
    ("năm 2027", on("2027", "year")),
    ("vào cuối năm 2025", on("2025", "year", bound="on", relative="cuối năm 2025")),
]
BOUND = [
    ("trước ngày 30/9/2023", on("2023-09-30", bound="before")),
    ("trước 15/11/2025", on("2025-11-15", bound="before")),
    ("xong trước tháng 6/2025", on("2025-06", "month", bound="before")),
    ("trước 17 giờ 00 ngày 25/11/2022", on("2022-11-25", bound="before", time="17:00")),
    ("chậm nhất là 16h30 ngày 12/6/2024", on("2024-06-12", bound="by", time="16:30")),
    ("chậm nhất ngày 20/12/2024", on("2024-12-20", bound="by")),
    ("Hạn cuối nhận bài: 25/7/2025", on("2025-07-25", bound="by")),
    ("đến ngày 31/10/2024", on("2024-10-31", bound="by")),
    ("đến hết ngày 31/12/2025", on("2025-12-31", bound="until")),
    ("trong quý I/2026", on("2026-Q1", "quarter", bound="within")),
    ("dự kiến trong tháng 8/2025", on("2025-08", "month", bound="about")),
    ("vào năm 2030", on("2030", "year", bound="on")),
    ("từ ngày 01/7/2023", {"first": "2023-07-01", "precision": "day", "bound": "from"}),
]
PERIODS = [
    ("từ ngày 01/3/2023 đến ngày 31/12/2023", "2023-03-01", "2023-12-31", "day"),
    ("Từ 01/01/2026 đến hết 30/6/2026", "2026-01-01", "2026-06-30", "day"),
    ("từ ngày 01/6 đến ngày 30/7/2022", "2022-06-01", "2022-07-30", "day"),
    ("Từ ngày 01 đến ngày 15/7/2025", "2025-07-01", "2025-07-15", "day"),
    ("ngày 12 và 13/8/2025", "2025-08-12", "2025-08-13", "day"),
    ("(30/4/1975-30/4/2025)", "1975-04-30", "2025-04-30", "day"),
    ("từ tháng 7 đến tháng 11 năm 2026", "2026-07", "2026-11", "month"),
    ("trong tháng 4 và tháng 5/2023", "2023-04", "2023-05", "month"),
    ("quý I, II/2025", "2025-Q1", "2025-Q2", "quarter"),
    ("giai đoạn 2025 - 2030", "2025", "2030", "year"),
    ("năm học 2024-2025", "2024", "2025", "year"),
    ("Giai đoạn 1: Từ năm 2025-2027", "2025", "2027", "year"),
    ("Giai đoạn 1 (2026 - 2028)", "2026", "2028", "year"),
    ("Từ năm 2026 đến hết năm 2030", "2026", "2030", "year"),
]
RECURRENCES = [
    ("hằng năm", "FREQ=YEARLY"),
    ("hàng quý", "FREQ=MONTHLY;INTERVAL=3"),
    ("định kỳ 6 tháng", "FREQ=MONTHLY;INTERVAL=6"),
    ("định kỳ 02 năm một lần", "FREQ=YEARLY;INTERVAL=2"),
    ("mỗi quý một lần", "FREQ=MONTHLY;INTERVAL=3"),
    ("ngày 15 hằng tháng", "FREQ=MONTHLY;BYMONTHDAY=15"),
    ("trước ngày 15/12 hằng năm", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"),
    ("15/11 hằng năm", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15"),
    ("ngày 28 tháng 02 hằng năm", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28"),
    ("quý I hằng năm", "FREQ=YEARLY;BYMONTH=1,2,3"),
    ("ngày 20 của tháng cuối mỗi quý", "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=20"),
    ("ngày làm việc cuối cùng của tháng", f"FREQ=MONTHLY;{DAYS}"),
    ("ngày làm việc cuối cùng của tháng cuối quý", f"FREQ=MONTHLY;BYMONTH=3,6,9,12;{DAYS}"),
    ("thứ Ba và thứ Sáu hằng tuần", "FREQ=WEEKLY;BYDAY=TU,FR"),
    ("Chủ nhật tuần đầu hằng tháng", "FREQ=MONTHLY;BYDAY=1SU"),
    ("định kỳ, đột xuất", None),
    ("ngày mùng 06 tháng Giêng hằng năm", None),
]
RELATIVE = [
    ("trong vòng 05 ngày làm việc kể từ ngày nhận đủ hồ sơ", "within"),
    ("sau 05 ngày làm việc kể từ ngày nhận", "within"),
    ("trong thời hạn 07 ngày làm việc", "within"),
    ("chậm nhất 20 ngày trước ngày tổ chức hội nghị", "by"),
    ("Chậm nhất sau 10 ngày, kể từ ngày nhận đủ hồ sơ", "by"),
    ("trước 05 ngày làm việc so với ngày tổ chức", "before"),
]
DOUBTFUL = [
    ("ngày 31/02/2025", "2025-02-31", "2025-02-31"),
    ("tháng 13/2025", "2025-13", "2025-13"),
    ("từ ngày 15/9/2025 đến ngày 01/9/2025", "2025-09-15", "2025-09-01"),
    ("giai đoạn 2030 - 2025", "2030", "2025"),
    ("dự kiến quy 11/2025", "2025", "2025"),
    ("ngày   tháng   năm 2025", None, None),
    ("ngày ..... tháng 01 năm 2025", None, None),
    ("ngay 0/ thang 03 nam 2025", None, None),
]
NO_DATES = [
    "01-02 tập thể, 03-05 cá nhân",
    "Quyết định số 29/2024/QĐ-UBND",
    "Kế hoạch số 142/KH-UBND; số 34-CT/TW",
    "khoa trực 24/7; đạt 2/3 số phiếu; không quá 1/3",
    "nghỉ từ 40 ngày làm việc trở lên; 12 tháng liên tục; từ 06 tháng trở lên",
    "quỹ 1 chi trả 1.150 triệu đồng, tăng 6,1%/năm",
    "đợt thi đua cao điểm 150 ngày; 05 năm liên tục",
]


@pytest.mark.parametrize(("text", "expected"), SINGLE + BOUND)
def test_a_date_is_read_as_precisely_as_it_is_printed(text: str, expected: dict[str, Any]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(("text", "expected"), SINGLE + BOUND)
def test_a_date_without_diacritics_is_the_same_date(text: str, expected: dict[str, Any]) -> None:
    plain = {key: fold(value) if key == "relative" else value for key, value in expected.items()}
    assert read(fold(text)) == plain


@pytest.mark.parametrize(("text", "first", "last", "precision"), PERIODS)
def test_a_period_has_both_its_ends(text: str, first: str, last: str, precision: str) -> None:
    found = read(text)
    assert (found["first"], found["last"], found["precision"]) == (first, last, precision)


@pytest.mark.parametrize(("text", "rule"), RECURRENCES)
def test_what_comes_again_is_a_rule_where_one_can_say_it(text: str, rule: str | None) -> None:
    found = read(text)
    assert found["recurring"]
    assert found.get("recurrence") == rule


@pytest.mark.parametrize(("text", "bound"), RELATIVE)
def test_what_hangs_on_an_event_keeps_its_words(text: str, bound: str) -> None:
    assert read(text) == {"relative": text, "bound": bound}


def test_a_start_in_words_leaves_the_first_day_open() -> None:
    text = "Từ ngày phát động thi đua đến hết ngày 31/12/2025"
    assert read(text) == {
        "last": "2025-12-31", "precision": "day", "bound": "until", "relative": "Từ ngày phát động thi đua",
    }  # fmt: skip


@pytest.mark.parametrize(("text", "first", "last"), DOUBTFUL)
def test_what_cannot_be_is_kept_with_a_doubt(text: str, first: str | None, last: str | None) -> None:
    found = read(text)
    assert found["doubt"]
    assert (found.get("first"), found.get("last")) == (first, last)


@pytest.mark.parametrize("text", NO_DATES)
def test_numbers_that_are_no_dates_are_left_alone(text: str) -> None:
    assert read_dates(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch số 142/KH-UBND ngày 13/9/2024",
        "Kế hoạch số 386-KH/TU ngày 13/02/2025",
        "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
        "Luật Thi đua, khen thưởng năm 2022",
        "Nghị định số 98/2023/NĐ-CP, ngày 31 tháng 12 năm 2023",
    ],
)
def test_the_date_of_a_cited_document_is_marked(text: str) -> None:
    assert read(text)["cited"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tru6c ngay 20/8/2023", on("2023-08-20", bound="before")),
        ("truic 16 gio 30 ngày 05/7/2024", on("2024-07-05", bound="before", time="16:30")),
        ("ngày 09 thang 3 nim 2023", on("2023-03-09", bound="on")),
    ],
)
def test_a_badly_scanned_date_is_read(text: str, expected: dict[str, Any]) -> None:
    assert read(text) == expected


def test_a_list_shares_the_year_of_its_last_date() -> None:
    found = [phrase.first for phrase in read_dates("trong tháng 4 hoặc tháng 9 năm 2025")]
    assert found == ["2025-04", "2025-09"]


def test_places_are_those_of_the_text() -> None:
    text = "Hồ sơ gửi về Sở Nội vụ trước ngày 15/11/2025, báo cáo năm trước ngày 20/12 hằng năm."
    assert [text[phrase.start : phrase.end] for phrase in read_dates(text)] == [
        "trước ngày 15/11/2025",
        "trước ngày 20/12 hằng năm",
    ]


_PIECES = st.sampled_from(
    ["ngày", "tháng", "năm", "quý", "từ", "đến", "hết", "trước", "31/02/2025", "15/11", "2025", "-", "/",
     "II", "hằng", "định kỳ", "05", "làm việc", "kể từ", "(", ")", "\n", "ß", "İ",
     "thứ", "6", "giai đoạn", "1"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=25).map(" ".join)))
def test_any_text_is_read_without_failing(text: str) -> None:
    found = read_dates(text)
    assert all(0 <= phrase.start < phrase.end <= len(text) for phrase in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
