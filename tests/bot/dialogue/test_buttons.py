"""Buttons: of one chat and person, checked anew at every press, good for months."""

from __future__ import annotations

from bot.events import Post
from bot.people.roles import TERMINAL
from tests.bot.dialogue.office import HUNGYEN_2023, TAYNINH, Guest, Office, labels, read
from tests.bot.dialogue.test_questions import ANSWER, QUESTION

OLD, NOT_YOURS = "Nút này đã cũ, anh/chị hãy hỏi lại.", "Nút này không dành cho anh/chị."


def test_citations_are_shown_whole(lan: Guest) -> None:
    lan.says(QUESTION)
    assert lan.presses("Xem trích dẫn") == (
        "Trích dẫn (1)\n“5.2. Giấy khen của Giám đốc Sở: 02-05 tập thể; 05-10 cá nhân.”\n"
        "— Kế hoạch 2023 – Sở Khoa học và Công nghệ, Hưng Yên · "
        "II. Nội dung, nhiệm vụ › 5. Số lượng đề nghị khen thưởng › 5.2. · tr. 1"
    )
    assert [block.kind for block in lan.posts[0].blocks] == ["title", "quote"]


def test_the_same_is_asked_of_another_plan(lan: Guest) -> None:
    lan.says("thời gian thi đua hưng yên 2023 đến ngày nào")
    assert lan.presses("Kế hoạch khác").splitlines()[0] == "Anh/chị hỏi kế hoạch nào?"
    assert len(labels(lan.posts)) == 4
    assert "Tây Ninh" in lan.presses("Tây Ninh")


def test_buttons_work_after_a_restart_and_months_later(office: Office, lan: Guest) -> None:
    lan.says(QUESTION)
    button = lan.button("Xem trích dẫn").id
    office.clock.now += 300 * 24 * 3600
    office.desk = office.make_desk(keep_days=400)
    office.desk.tidy()
    assert "Trích dẫn (1)" in read(lan.does("press", button=button)[0])
    office.clock.now += 101 * 24 * 3600
    office.desk.tidy()
    assert office.desk.acknowledge(lan.event("press", button=button)) == OLD
    assert lan.does("press", button=button) == []


def test_words_are_kept_no_longer_than_the_office_says(office: Office, lan: Guest) -> None:
    lan.says(QUESTION)
    office.clock.now += 91 * 24 * 3600
    office.desk = office.make_desk(keep_days=90)
    office.desk.tidy()
    assert lan.presses("Xem trích dẫn") == OLD
    with office.connections.lend() as db:
        assert [db.table(name).count for name in ("answers", "turns", "notices")] == [0, 0, 0]


def test_forged_buttons_lead_to_nothing(office: Office, lan: Guest) -> None:
    for forged in ("", "x", "id-1", "' OR 1=1 --", "\u202e" * 40, "a" * 10_000):
        event = lan.event("press", button=forged)
        assert office.desk.acknowledge(event) == OLD
        assert office.desk.respond(event, office.line).posts == ()


def test_a_button_of_another_person_or_chat_leads_to_nothing(office: Office, lan: Guest, boss: Guest) -> None:
    lan.says(QUESTION)
    button = lan.button("Xem trích dẫn").id
    stolen = [
        boss.event("press", button=button),
        boss.event("press", button=button, chat=lan.event("text").chat),
        lan.event("press", button=button, chat=boss.event("text").chat),
        lan.event("press", button=button, channel="other"),
        office.stranger("x").event("press", button=button),
        office.stranger("x").event("press", button=button, chat=lan.event("text").chat),
        lan.event("press", button=button, sender=None),
    ]
    for event in stolen:
        assert office.desk.acknowledge(event) == NOT_YOURS
        assert office.desk.respond(event, office.line).posts == ()
    assert office.desk.acknowledge(lan.event("press", button=button)) == ""


def test_the_line_at_a_press_is_in_the_persons_language(office: Office, lan: Guest) -> None:
    lan.language = "en"
    assert (
        office.desk.acknowledge(lan.event("press", button="x")) == "This button is too old; please ask again."
    )


def test_a_plan_that_is_hidden_meanwhile_is_not_shown(office: Office, lan: Guest) -> None:
    lan.says(QUESTION)
    answer = lan.posts
    lan.commands("kehoach")
    lists = lan.posts
    lan.presses("2.")
    card = lan.posts
    office.people.limit(HUNGYEN_2023, ["sở"], by=TERMINAL)
    hidden = "Kế hoạch này không xem được ở đây."
    for posts, label in ((answer, "Xem trích dẫn"), (lists, "2."), (card, "Chỉ tiêu"), (card, "Sơ đồ")):
        lan.posts = posts
        assert lan.presses(label) == hidden
    lan.posts = answer
    assert lan.presses("Đúng") == "Cảm ơn anh/chị đã góp ý."


def test_a_plan_that_is_forgotten_meanwhile_is_not_shown(office: Office, lan: Guest) -> None:
    lan.commands("kehoach")
    office.app.store.forget(TAYNINH)
    assert lan.presses("5.") == "Kế hoạch này không xem được ở đây."


def test_a_mark_counts_once_and_can_be_changed(office: Office, lan: Guest) -> None:
    lan.says(QUESTION)
    answer = lan.posts
    assert lan.presses("Đúng") == ANSWER
    assert lan.posts[0].edits == "m1"
    assert labels(lan.posts) == [["Xem trích dẫn", "Kế hoạch khác"], ["✓ Đúng – cảm ơn anh/chị", "Sai"]]
    assert _ids(lan.posts) == _ids(answer)
    assert lan.does("press", button=lan.button("Đúng").id) == []
    lan.posts = answer
    lan.presses("Sai")
    assert labels(lan.posts)[1] == ["Đúng", "✓ Sai – cảm ơn anh/chị"]
    (remark,) = office.memory.feedback.wrong()
    assert (remark.question, remark.previous, remark.plans) == (QUESTION, "", ())
    assert "02-05 tập thể" in remark.text
    assert [one.plan for one in remark.citations] == [HUNGYEN_2023]


def _ids(posts: list[Post]) -> list[list[str]]:
    return [[button.id for button in row] for post in posts for row in post.buttons]
