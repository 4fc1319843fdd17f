"""Strangers get to the door, and no further."""

from __future__ import annotations

import pytest

from bot.events import Attachment
from tests.bot.dialogue.office import Guest, Office, labels, read


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("command", {"command": "start"}),
        ("text", {"text": "giấy khen 2025 bao nhiêu?"}),
        ("command", {"command": "kehoach"}),
        ("command", {"command": "duyet", "text": "123456"}),
        ("file", {"file": Attachment(id="f", name="a.txt", size=3)}),
        ("unreadable", {"what": "sticker"}),
    ],
)
def test_whatever_a_stranger_does_in_private_leads_to_a_code(
    office: Office, kind: str, fields: dict[str, object]
) -> None:
    stranger = office.stranger("x")
    (post,) = stranger.does(kind, **fields)
    (waiting,) = office.people.pending()
    assert read(post) == (
        "Xin chào! Tôi là trợ lý tra cứu kế hoạch thi đua của cơ quan, "
        "và chỉ trả lời người đã được duyệt.\n\n"
        f"Mã của anh/chị: {waiting.code}\n\n"
        "Anh/chị gửi mã này cho quản trị viên của cơ quan để được duyệt. Mã hết hạn sau 15 phút; "
        "hết hạn thì gõ /start để lấy mã mới.\n\n"
        f"English: give the code {waiting.code} to your office's administrator. It expires in 15 minutes."
    )
    assert post.buttons == ()


def test_knocks_are_limited_and_told_hardly_more_than_once_a_minute(office: Office) -> None:
    stranger = office.stranger("x")
    codes = []
    for _ in range(3):
        stranger.does("command", command="start")
        assert stranger.does("text", text="?") == []
        codes.append(office.people.pending()[0].code)
        office.clock.now += 16 * 60
    assert len(set(codes)) == 3
    assert stranger.commands("start").startswith("Anh/chị đã xin mã nhiều lần; xin thử lại sau 12 phút.")


def test_administrators_hear_of_a_knock_once_and_let_in_by_a_button(office: Office, boss: Guest) -> None:
    stranger = office.stranger("x")
    stranger.name = "Trần Văn\u202e Lạ\nXấu"
    told = [post for post in stranger.does("command", command="start") if post.chat == "chat-boss"]
    (waiting,) = office.people.pending()
    assert [read(post) for post in told] == [
        f"Có người xin vào\nTên: Trần Văn Lạ Xấu\nTài khoản: test:x\nMã: {waiting.code}"
    ]
    assert labels(told) == [["Duyệt", "Từ chối"]]
    office.clock.now += 90
    assert [post.chat for post in stranger.does("command", command="start")] == ["chat-x"]

    boss.posts = told
    posts = boss.does("press", button=boss.button("Duyệt").id)
    assert [(post.chat, read(post).splitlines()[0]) for post in posts] == [
        ("chat-boss", "Đã duyệt Trần Văn Lạ Xấu (thành viên)."),
        ("chat-x", "Xin chào Trần Văn Lạ Xấu! Anh/chị đã được duyệt."),
    ]
    assert posts[0].edits == "m1"
    assert (
        "trích dẫn" in stranger.says("giấy khen 2025 hưng yên bao nhiêu tập thể") or stranger.posts[0].buttons
    )
    boss.posts = told
    assert boss.presses("Duyệt") == "Mã này đã được duyệt trước đó."


def test_an_administrator_declines_by_a_button(office: Office, boss: Guest) -> None:
    stranger = office.stranger("x")
    boss.posts = stranger.does("command", command="start")
    assert boss.presses("Từ chối") == "Đã từ chối x."
    assert office.people.pending() == []
    assert office.people.find(stranger.person) is None


def test_administrators_approve_by_command_with_a_role(office: Office, boss: Guest, lan: Guest) -> None:
    stranger = office.stranger("x")
    stranger.does("command", command="start")
    code = office.people.pending()[0].code
    spaced = f"{code[:3]} {code[3:]}"
    assert lan.commands("duyet", code) == "Việc này dành cho quản trị viên."
    assert boss.commands("duyet", "").startswith("Gõ mã và vai trò")
    assert boss.commands("duyet", f"{code} giám đốc").startswith("Gõ mã và vai trò")
    assert boss.commands("duyet", f"{spaced} bien tap") == "Đã duyệt x (biên tập)."
    member = office.people.find(stranger.person)
    assert member is not None
    assert member.role == "editor"


def test_codes_and_names_are_not_for_a_group_to_read(office: Office, boss: Guest) -> None:
    boss.posts = boss.into("g").does("added")
    boss.presses("Duyệt nhóm này")
    for command in ("duyet", "nguoi", "moi"):
        said = boss.into("g").commands(command, "123456")
        assert said == "Việc này chỉ làm khi nhắn riêng với tôi."


def test_wrong_codes_are_counted(office: Office, boss: Guest) -> None:
    office.stranger("x").does("command", command="start")
    right = office.people.pending()[0].code
    wrong = "000000" if right != "000000" else "111111"
    unknown = "Không có ai chờ với mã này, hoặc mã đã hết hạn. Người đó gõ /start để xin mã mới."
    assert [boss.commands("approve", wrong) for _ in range(5)] == [unknown] * 5
    assert boss.commands("approve", right) == "Sai mã quá nhiều lần; xin thử lại sau 60 phút."


def test_an_invitation_lets_one_person_in_once(office: Office, boss: Guest, lan: Guest) -> None:
    assert lan.commands("moi") == "Việc này dành cho quản trị viên."
    said = boss.commands("moi", "biên tập")
    assert said.startswith("Lời mời cho một người (biên tập), dùng một lần, hết hạn sau 7 ngày.")
    token = said.rpartition("/start ")[2]
    guest, other = office.stranger("mai"), office.stranger("other")
    assert guest.commands("start", token).startswith("Xin chào mai! Anh/chị đã được duyệt.")
    member = office.people.find(guest.person)
    assert member is not None
    assert member.role == "editor"
    refused = "Lời mời này không dùng được (đã dùng hoặc hết hạn)."
    assert other.commands("start", token).startswith(refused)
    office.clock.now += 10
    assert other.commands("start", "x" * 100_000).startswith(refused)
    assert office.people.find(other.person) is None


def test_an_invitation_is_a_link_where_the_channel_has_one(office: Office, boss: Guest) -> None:
    office.desk = office.make_desk(invitation_link=lambda channel, token: f"https://{channel}/{len(token)}")
    assert boss.commands("invite").endswith("Gửi liên kết này cho người đó:\nhttps://test/43")


def test_strangers_in_a_group_get_one_short_line_an_hour_when_they_speak_to_it(office: Office) -> None:
    stranger, other = office.stranger("x").into("g"), office.stranger("y").into("g")
    assert stranger.does("text", text="giấy khen?", is_addressed=False) == []
    assert stranger.says("giấy khen?").startswith("Tôi chỉ trả lời người đã được duyệt.")
    assert stranger.does("text", text="giấy khen?") == other.does("command", command="start") == []
    office.clock.now += 3601
    assert other.says("ơ?").startswith("Tôi chỉ trả lời người đã được duyệt.")
    assert office.people.pending() == []


def test_who_was_removed_is_a_stranger_at_once_with_all_buttons(
    office: Office, boss: Guest, lan: Guest
) -> None:
    lan.says("giấy khen hưng yên 2023 bao nhiêu tập thể")
    member = office.people.find(lan.person)
    assert member is not None
    office.people.remove(member.id, by=boss.person)
    press = lan.event("press", button=lan.button("Xem trích dẫn").id)
    assert office.desk.acknowledge(press) == "Nút này không dành cho anh/chị."
    assert lan.does("press", button=press.button) == []
    assert lan.says("giấy khen?").startswith("Xin chào! Tôi là trợ lý")


def test_people_are_listed_for_administrators_alone(office: Office, boss: Guest, lan: Guest) -> None:
    office.let_in("ke", groups=["kế toán"])
    office.stranger("x").does("command", command="start")
    code = office.people.pending()[0].code
    assert lan.commands("nguoi") == "Việc này dành cho quản trị viên."
    assert boss.commands("people") == (
        f"Người dùng (3)\n1. Anh Sếp · quản trị\n2. Chị Lan · thành viên\n3. ke · thành viên · kế toán\n"
        f"Đang chờ: x – /duyet {code}"
    )
    for number in range(30):
        office.let_in(f"p{number}")
        office.clock.now += 400
    assert boss.commands("nguoi").startswith("Người dùng (33)")
    assert labels(boss.posts) == [["Trang sau ›"]]
    assert boss.presses("Trang sau").splitlines()[1] == "21. p17 · thành viên"
    assert boss.posts[0].edits == "m1"
