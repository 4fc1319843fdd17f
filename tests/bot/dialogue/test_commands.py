"""Every command, in both languages, over the five plans."""

from __future__ import annotations

import re

import pytest

from bot.dialogue.commands import COMMANDS
from bot.dialogue.plan_facts import facts_of
from tests.bot.dialogue.office import (
    HUNGYEN,
    HUNGYEN_2023,
    MYHAO,
    PICTURE,
    SCAN,
    TAYNINH,
    Guest,
    Office,
    labels,
    read,
)

PLANS = (HUNGYEN, HUNGYEN_2023, SCAN, MYHAO, TAYNINH)
NAMED = {HUNGYEN_2023: "hưng yên 2023", SCAN: "29/KH-SKHCN", MYHAO: "mỹ hào", TAYNINH: "tây ninh"}
KINDS = {
    "quotas": ("chitieu", "quotas"),
    "deadlines": ("han", "deadlines"),
    "reporting_lines": ("baocao", "reports"),
}
HEADS = {
    "quotas": "Chỉ tiêu khen thưởng",
    "deadlines": "Thời gian, thời hạn",
    "reporting_lines": "Tuyến báo cáo",
}
CARD = [
    "Kế hoạch Phát động phong trào thi đua năm 2025",
    "Cơ quan ban hành: Sở Khoa học và Công nghệ, Tây Ninh",
    "Thời kỳ: 2025",
    "Có 0 chỉ tiêu, 1 mốc thời gian, 5 tuyến báo cáo.",
    "Thời gian, thời hạn:",
    "– Thời gian thực hiện: Từ ngày phát động thi đua đến hết ngày 31/12/2025 (tr. 1)",
    "Tuyến báo cáo:",
    "– Lãnh đạo các phòng, đơn vị → (không nêu nơi nhận): đề nghị – khen thưởng tập thể, cá "
    "nhân có thành tích xuất sắc tiêu biểu hoặc nổi bật tiêu biểu trong phong trào thi … (tr. "
    "1)",
    "– Văn phòng Sở → Hội đồng Thi đua – Khen thưởng và Lãnh đạo Sở: tham mưu – tổ chức kiểm "
    "tra tình hình công tác thi đua, khen thưởng tại các đơn vị thuộc Sở, tổ chức triển khai "
    "các … (tr. 1)",
    "– Văn phòng Sở → Hội đồng Thi đua – Khen thưởng: tham mưu – thẩm định thành tích để xem "
    "xét, biểu dương khen thưởng cho những tập thể, cá nhân có thành tích, đóng góp … (tr. 1)",
]
NOT_SAID = "Kế hoạch này không nêu điều đó."


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("number", range(1, 6))
def test_all_facts_of_a_chosen_plan_are_listed_with_their_quotes(
    office: Office, lan: Guest, kind: str, number: int
) -> None:
    found = office.app.store.facts(PLANS[number - 1])
    facts = facts_of(found, kind)
    lan.commands(KINDS[kind][0])
    said = [lan.presses(f"{number}.")]
    assert said[0].startswith(f"{HEADS[kind]} ({len(facts)}) – ")
    while [label for row in labels(lan.posts) for label in row if label == "Trang sau ›"]:
        said.append(lan.presses("Trang sau"))
        assert lan.posts[0].edits == "m1"
    quotes = [block for block in "\n".join(said).splitlines() if block.startswith("— ")]
    assert len(quotes) == len(facts)
    assert (NOT_SAID in said[0]) == (not facts)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("plan", NAMED)
def test_a_kind_is_answered_from_the_facts_of_the_plan_that_is_named(
    office: Office, lan: Guest, kind: str, plan: str, language: str
) -> None:
    lan.language = language
    said = lan.commands(KINDS[kind][language == "en"], NAMED[plan])
    (entry,) = [one for one in office.people.audit.export() if one["action"] in ("question", "facts")]
    loaded = office.app.store.facts(plan)
    if entry["action"] == "facts":
        assert (entry["detail"]["plan"], entry["detail"]["kind"]) == (plan, kind)
        return
    assert entry["detail"]["plans"] == [plan]
    facts = facts_of(loaded, kind)
    assert facts
    places = [(place["start"], place["end"]) for place in entry["detail"]["citations"]]
    spans = [one.cite(office.app.store.plan(plan)) for one in facts]
    assert any(start < span.end and span.start < end for start, end in places for span in spans)
    assert "\n– " in said


def test_a_picture_goes_with_deadlines_and_reports_of_one_plan(lan: Guest) -> None:
    lan.commands("han", "tây ninh")
    assert ["Dòng thời gian"] in labels(lan.posts)
    assert lan.presses("Dòng thời gian").startswith("Không có mốc thời gian nào để vẽ: Kế hoạch 2025")
    lan.commands("baocao", "tây ninh")
    assert lan.presses("Sơ đồ") == "Sơ đồ báo cáo – Kế hoạch 2025 – Sở Khoa học và Công nghệ, Tây Ninh"
    assert lan.posts[0].picture == PICTURE


@pytest.mark.parametrize(
    ("command", "text"), [("hoi", "giấy khen hưng yên 2023"), ("ask", "quotas in tay ninh")]
)
def test_a_question_behind_a_command_is_answered(lan: Guest, command: str, text: str) -> None:
    assert lan.commands(command, text) == lan.says(text)
    assert lan.commands(command).startswith("Anh/chị gõ câu hỏi sau lệnh")


def test_a_list_of_plans_leads_to_a_card(lan: Guest) -> None:
    said = lan.commands("kehoach")
    assert said.splitlines()[0] == "Các kế hoạch – chọn để xem"
    assert re.findall(r"^(\d)\. ", said, re.MULTILINE) == ["1", "2", "3", "4", "5"]
    assert lan.presses("5.").splitlines() == CARD


@pytest.mark.parametrize("number", range(1, 6))
def test_a_card_rests_on_the_facts_of_its_plan(office: Office, lan: Guest, number: int) -> None:
    found = office.app.store.facts(PLANS[number - 1])
    lan.commands("plans")
    said = lan.presses(f"{number}.")
    counts = [len(facts_of(found, kind)) for kind in KINDS]
    assert "Có {} chỉ tiêu, {} mốc thời gian, {} tuyến báo cáo".format(*counts) in said
    assert said.count("\n– ") == sum(min(count, 3) for count in counts)
    assert said.count("(tr. ") == said.count("\n– ")
    assert labels(lan.posts)[:2] == [["Chỉ tiêu", "Hạn", "Báo cáo"], ["Sơ đồ", "Dòng thời gian"]]
    lines = 0
    while any("Trang sau ›" in row for row in labels(lan.posts)):
        lines += lan.presses("Trang sau").count("\n– ")
        assert lan.posts[0].edits == "m1"
    assert lines == sum(counts)


def test_a_named_plan_leads_straight_to_its_card(lan: Guest) -> None:
    assert lan.commands("kehoach", "tay ninh").startswith("Kế hoạch")
    assert ["Chỉ tiêu", "Hạn", "Báo cáo"] in labels(lan.posts)
    assert lan.commands("kehoach", "hưng yên").startswith("Các kế hoạch – chọn để xem")
    assert lan.commands("kehoach", "cà mau").startswith("Không thấy kế hoạch nào như vậy.")


def test_long_lists_are_turned_in_place(office: Office, lan: Guest) -> None:
    for number in range(8):
        source = office.app.store.plan(TAYNINH).source.replace("2025", str(2030 + number))
        office.add_plan(f"more-{number}", source)
    said = lan.commands("kehoach")
    assert re.findall(r"^(\d+)\. ", said, re.MULTILINE) == ["1", "2", "3", "4", "5", "6"]
    assert labels(lan.posts)[-1] == ["Trang sau ›"]
    said = lan.presses("Trang sau")
    assert lan.posts[0].edits == "m1"
    assert re.findall(r"^(\d+)\. ", said, re.MULTILINE) == ["7", "8", "9", "10", "11", "12"]
    assert labels(lan.posts)[-1] == ["‹ Trang trước", "Trang sau ›"]
    assert re.findall(r"^(\d+)\. ", lan.presses("Trang sau"), re.MULTILINE) == ["13"]


def test_two_chosen_plans_are_compared(office: Office, lan: Guest) -> None:
    assert lan.commands("sosanh").startswith("So sánh: chọn kế hoạch thứ nhất")
    assert lan.presses("1.").startswith("Chọn kế hoạch thứ hai")
    assert len(labels(lan.posts)) == 4
    assert lan.presses("1.") == "So sánh về điều gì?"
    said = lan.presses("Chỉ tiêu")
    assert said.startswith("Khác nhau.\n\nKế hoạch 2023")
    (entry,) = [one for one in office.people.audit.export() if one["action"] == "question"]
    assert set(entry["detail"]["plans"]) == {HUNGYEN, HUNGYEN_2023}


@pytest.mark.parametrize(
    ("command", "text"), [("sosanh", "chỉ tiêu 2023 và 2025"), ("compare", "quotas 2023 and 2025")]
)
def test_what_is_named_is_compared(lan: Guest, command: str, text: str) -> None:
    lan.language = "en" if command == "compare" else "vi"
    assert "2023" in lan.commands(command, text)
    assert lan.posts[0].buttons


@pytest.mark.parametrize("command", ["sodo", "map"])
def test_the_map_of_a_plan_is_sent(lan: Guest, command: str) -> None:
    assert lan.commands(command, "mỹ hào").startswith("Sơ đồ báo cáo – ")
    assert lan.posts[0].picture == PICTURE
    assert lan.commands(command).startswith("Anh/chị hỏi kế hoạch nào?")
    lan.presses("3.")
    assert lan.posts[0].picture == PICTURE
    assert lan.commands(command, "cà mau").startswith("Không thấy kế hoạch nào")


@pytest.mark.parametrize("command", ["trogiup", "help"])
def test_help_tells_what_a_person_may(lan: Guest, boss: Guest, command: str) -> None:
    plain = lan.commands(command)
    assert "/duyet" not in plain
    assert "Gửi tệp" not in plain
    everything = boss.commands(command)
    assert everything.startswith(plain)
    assert "/duyet MÃ [vai trò]" in everything
    assert "(.txt, .md, tối đa 20 MB)" in everything


def test_the_help_names_commands_that_are_there(boss: Guest) -> None:
    for language in ("vi", "en"):
        boss.language = language
        named = set(re.findall(r"^/(\w+)", boss.commands("help"), re.MULTILINE))
        assert named <= set(COMMANDS)
        assert len(named) == 12


def test_start_greets_a_member(lan: Guest) -> None:
    assert lan.commands("start").startswith("Xin chào Chị Lan! Anh/chị đã được duyệt.")
    lan.language = "en"
    assert lan.commands("start", "some token").startswith("Hello Chị Lan! You are approved.")


@pytest.mark.parametrize("command", ["nope", "", "HAN2", "x" * 5000])
def test_an_unknown_command_leads_to_the_help(lan: Guest, command: str) -> None:
    assert lan.commands(command) == "Chưa có lệnh này. Gõ /trogiup để xem các lệnh, hoặc cứ gõ câu hỏi."


@pytest.mark.parametrize("command", ["hoi", "han", "sosanh", "kehoach", "sodo", "duyet", "moi"])
def test_ten_million_letters_behind_a_command_are_borne(boss: Guest, command: str) -> None:
    assert boss.commands(command, "hạn " * 2_500_000)


@pytest.mark.parametrize("command", ["caidat", "settings"])
def test_the_language_can_be_chosen(lan: Guest, command: str) -> None:
    assert lan.commands(command).startswith("Ngôn ngữ: Tự động")
    assert labels(lan.posts) == [["Tiếng Việt", "English", "✓ Tự động"], ["Xóa dữ liệu của tôi"]]
    settings = lan.posts
    assert lan.presses("English").startswith("Language: English")
    assert labels(lan.posts)[0] == ["Tiếng Việt", "✓ English", "Automatic"]
    assert lan.commands("help").startswith("Just type your question.")
    lan.says("giấy khen hưng yên 2023 bao nhiêu tập thể")
    assert labels(lan.posts)[0] == ["View citations", "Another plan"]
    assert read(lan.posts[0]).startswith("From Kế hoạch 2023 – Sở Khoa học và Công nghệ, Hưng Yên")
    lan.posts = settings
    assert lan.presses("Tự động").startswith("Ngôn ngữ: Tự động")
    assert lan.commands("help").startswith("Anh/chị cứ gõ câu hỏi")


@pytest.mark.parametrize("command", ["quen_toi", "forget_me"])
def test_a_person_is_forgotten_after_a_second_word(
    office: Office, lan: Guest, boss: Guest, command: str
) -> None:
    lan.says("giấy khen hưng yên 2023 bao nhiêu tập thể")
    lan.presses("Sai")
    assert lan.commands(command).startswith("Chị Lan: Xóa mọi dữ liệu")
    asked = lan.posts
    assert lan.presses("Không xóa") == "Dữ liệu của anh/chị được giữ nguyên."
    assert office.people.find(lan.person) is not None
    lan.posts = asked
    assert lan.presses("Xóa hết") == "Đã xóa dữ liệu của anh/chị. Muốn dùng lại, anh/chị gõ /start."
    with office.connections.lend() as db:
        kept = {
            table: db.table(table).count
            for table in ("turns", "answers", "presses", "feedback", "notices")
            if db.table(table).count
        }
    assert kept == {}
    assert lan.says("giấy khen?").startswith("Xin chào! Tôi là trợ lý")
