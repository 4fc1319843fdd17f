"""Documents: of editors alone, told in a summary, undone whole."""

from __future__ import annotations

import pytest

from bot.errors import Undeliverable
from bot.events import Attachment
from bot.people.roles import TERMINAL
from corpus.models import Plan
from corpus.store import PlanStore
from tests.bot.answering.sample import SOURCE
from tests.bot.dialogue.office import TAYNINH, Guest, Office, labels, plain, read

NAME = "Kế hoạch Bình Minh.txt"


@pytest.fixture
def hoa(office: Office) -> Guest:
    """An editor."""
    return office.let_in("hoa", "editor")


def send(guest: Guest, content: bytes, name: str = NAME, size: int = 0) -> str:
    guest.office.line.files["f"] = content
    posts = guest.does("file", file=Attachment(id="f", name=name, size=size))
    return "\n".join(read(post) for post in posts)


def test_a_document_becomes_a_plan_that_answers(office: Office, hoa: Guest, lan: Guest) -> None:
    assert send(hoa, SOURCE.encode()) == (
        "Đã nạp: Kế hoạch số 45/KH-UBND – ỦY BAN NHÂN DÂN HUYỆN BÌNH MINH, 2024\n"
        "Kế hoạch Phát động phong trào thi đua năm 2024\nSố: 45/KH-UBND\n"
        "Tìm được 1 chỉ tiêu, 0 mốc thời gian, 0 tuyến báo cáo."
    )
    assert labels(hoa.posts) == [["Xem kế hoạch", "Hủy"]]
    assert "04 tập thể" in lan.says("giấy khen huyện bình minh bao nhiêu tập thể")


def test_a_document_in_which_nothing_is_found_is_asked_about(hoa: Guest) -> None:
    assert send(hoa, b"hello", "rac.txt") == (
        "Đã nạp: rac\nTìm được 0 chỉ tiêu, 0 mốc thời gian, 0 tuyến báo cáo.\n"
        "Anh/chị xem lại đây có phải là kế hoạch không; nếu gửi nhầm, bấm Hủy."
    )


def test_a_document_is_undone(office: Office, hoa: Guest) -> None:
    before = [plan.id for plan in office.app.store.plans()]
    send(hoa, SOURCE.encode())
    sent = hoa.posts
    assert hoa.presses("Hủy") == f"Đã hủy: {NAME} không còn trong các kế hoạch."
    assert [plan.id for plan in office.app.store.plans()] == before
    hoa.posts = sent
    assert hoa.presses("Hủy") == "Kế hoạch này đã thay đổi sau đó, nên không hủy được ở đây."
    actions = [entry["action"] for entry in office.people.audit.export()]
    assert actions[-2:] == ["ingest", "undo"]


def test_the_version_that_was_replaced_comes_back(office: Office, hoa: Guest) -> None:
    send(hoa, SOURCE.encode())
    plan = _plan(office.app.store)
    newer = SOURCE.replace("04 tập thể", "07 tập thể")
    assert "Bản này thay bản trước cùng tên tệp." in send(hoa, newer.encode())
    assert "07 tập thể" in _plan(office.app.store).source
    assert hoa.presses("Hủy") == f"Đã hủy: bản trước của {NAME} được đưa trở lại."
    assert _plan(office.app.store) == plan


def test_a_former_version_is_read_while_others_may_write(office: Office, hoa: Guest) -> None:
    send(hoa, SOURCE.encode())
    send(hoa, SOURCE.replace("04 tập thể", "07 tập thể").encode())
    event = hoa.event("press", button=hoa.button("Hủy").id)
    outcome = office.desk.respond(event, office.line)
    assert "04 tập thể" in _plan(office.app.store).source
    # Who was killed here is answered again, and a second press finds nothing to undo.
    (again,) = office.do(event)
    assert [plain(post) for post in outcome.posts] == [plain(again)]
    assert hoa.presses("Hủy") == "Kế hoạch này đã thay đổi sau đó, nên không hủy được ở đây."


def test_a_plan_that_changed_since_is_not_undone(office: Office, hoa: Guest) -> None:
    send(hoa, SOURCE.encode())
    first = hoa.posts
    send(hoa, SOURCE.replace("04 tập thể", "07 tập thể").encode())
    hoa.posts = first
    assert hoa.presses("Hủy") == "Kế hoạch này đã thay đổi sau đó, nên không hủy được ở đây."
    assert "07 tập thể" in _plan(office.app.store).source


def _plan(store: PlanStore) -> Plan:
    (found,) = [plan.id for plan in store.plans() if plan.file == NAME]
    return store.plan(found)


def test_the_role_is_looked_at_again_when_undoing(office: Office, hoa: Guest) -> None:
    send(hoa, SOURCE.encode())
    member = office.people.find(hoa.person)
    assert member is not None
    office.people.change_role(member.id, "member", by=TERMINAL)
    assert hoa.presses("Hủy").startswith("Chỉ biên tập viên được nạp tài liệu.")
    assert _plan(office.app.store)


def test_members_get_a_polite_no(office: Office, lan: Guest) -> None:
    assert send(lan, SOURCE.encode()) == (
        "Chỉ biên tập viên được nạp tài liệu. Anh/chị nhờ biên tập viên của cơ quan giúp nhé."
    )
    assert office.app.store.find_file(NAME) is None


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.exe", b"MZ", "Chưa đọc được loại tệp này. Các loại đọc được: .txt, .md"),
        ("a", b"x", "Chưa đọc được loại tệp này. Các loại đọc được: .txt, .md"),
        ("", b"x", "Chưa đọc được loại tệp này. Các loại đọc được: .txt, .md"),
        (".txt", b"x", "Chưa đọc được loại tệp này. Các loại đọc được: .txt, .md"),
        ("a.txt", b"\xff\xfe", "Không đọc được a.txt như một kế hoạch: a.txt is not UTF-8 text (byte 0)"),
        ("a.txt", b"a\0b", "Không đọc được a.txt như một kế hoạch: a.txt is not a text file;"),
        ("a.txt", b"", "Không đọc được a.txt như một kế hoạch:"),
        ("a.txt", b"x" * (20 * 1024 * 1024 + 1), "Tệp lớn quá 20 MB"),
    ],
)
def test_what_is_no_plan_is_told_in_one_line(
    office: Office, hoa: Guest, name: str, content: bytes, said: str
) -> None:
    before = office.app.store.fingerprint()
    told = send(hoa, content, name)
    assert told.startswith(said)
    assert "/" not in told.replace("Anh/chị", "").replace("anh/chị", "")
    assert office.app.store.fingerprint() == before


def test_a_file_that_is_too_large_is_not_even_fetched(hoa: Guest) -> None:
    posts = hoa.does("file", file=Attachment(id="not there", name="a.txt", size=21 * 1024 * 1024))
    assert read(posts[0]).startswith("Tệp lớn quá 20 MB")


def test_a_file_that_its_channel_has_no_more_is_asked_for_again(office: Office, hoa: Guest) -> None:
    class Gone:
        def fetch(self, file: Attachment) -> bytes:
            raise Undeliverable("Telegram has the file no more: ask for it to be sent again")

        def count_members(self, chat: str) -> int | None:
            return None

    event = hoa.event("file", file=Attachment(id="gone", name="a.txt"))
    (post,) = office.desk.respond(event, Gone()).posts
    assert read(post).startswith("Không lấy được tệp này")


def test_long_names_that_begin_alike_are_of_two_plans(office: Office, hoa: Guest) -> None:
    first, second = (f"{'Kế hoạch ế ' * 20}{year}.txt" for year in (2025, 2026))
    assert "Bản này thay bản trước" not in send(hoa, SOURCE.encode(), first)
    assert "Bản này thay bản trước" not in send(hoa, SOURCE.encode(), second)
    assert "Bản này thay bản trước" in send(hoa, SOURCE.replace("04", "07").encode(), second)
    kept = [plan.file for plan in office.app.store.plans() if plan.file.startswith("Kế hoạch ế")]
    assert len(kept) == 2
    assert max(len(file.encode()) for file in kept) <= 255


@pytest.mark.parametrize("name", ["../../etc/x.txt", "..\\..\\x.txt", "/etc/x.txt", "C:\\x.txt", "..x.txt"])
def test_a_name_leads_nowhere_else(office: Office, hoa: Guest, name: str) -> None:
    send(hoa, SOURCE.encode(), name)
    assert office.app.store.plans()[-1].file == "x.txt"


def test_a_hidden_plan_is_neither_replaced_nor_told_of(office: Office, hoa: Guest) -> None:
    office.people.limit(TAYNINH, ["sở"], by=TERMINAL)
    plan = office.app.store.plan(TAYNINH)
    said = send(hoa, SOURCE.encode(), plan.file)
    assert said == "Không nạp được tệp với tên này; anh/chị đổi tên tệp rồi gửi lại."
    assert office.app.store.plan(TAYNINH) == plan
