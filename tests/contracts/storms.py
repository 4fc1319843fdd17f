"""A storm of hostile updates over an office that is served on Telegram, and what is found after it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.messages import Person
from bot.people.roles import TERMINAL
from corpus.text import fold
from tests.contracts.drivers import TelegramDriver, marked
from tests.contracts.house import Served
from tests.fakes.hostile import Storm
from tests.fakes.hostile_cast import Blow, Cast, Seen
from tests.fakes.records import Sent
from tests.fakes.update_bodies import group, member_update, message_update, person

SEED = 20261120
AT_ONCE = 50
# A plan that editors alone may see, and the words in it by which it is known wherever it is shown.
HIDDEN = "hoi-hoa-sen"
HIDDEN_WORDS = ("thuyền rồng đỏ", "bạch long vĩ", "61-63")
HIDDEN_SOURCE = (
    "SỞ VĂN HÓA\nSố: 88/KH-SVH\nKẾ HOẠCH\nTổ chức phong trào thi đua Thuyền Rồng Đỏ năm 2025\n"
    "I. Mục đích\n1. Đêm hội hoa sen được tổ chức trên đảo Bạch Long Vĩ.\n"
    "II. Khen thưởng\n1. Giấy khen của Giám đốc Sở: 61-63 tập thể, 61-63 cá nhân.\n"
    "III. Báo cáo\n1. Phòng Tổ chức đảo Bạch Long Vĩ báo cáo Sở Văn hóa trước ngày 05/12/2025.\n"
)
WORDS_IN_A_ROW = 6
# What an office does not show: how the program is made and where it stands.
RAW = re.compile(
    r"Traceback|\b[A-Z]\w*(?:Error|Exception)\b|sqlite|no such table|SELECT |INSERT "
    r"|site-packages|/tmp/|/home/|\.py\b"
)
# Refusals of the platform for reasons that are the people's: gone, blocked, too late.
THEIRS = re.compile(
    r"^Forbidden|query is too old|chat not found|upgraded to a supergroup|wrong file_id|user not found"
    r"|file is too big"
)
DOCUMENT = (
    "SỞ THỬ NGHIỆM\nSố: 77/KH-STN\nKẾ HOẠCH\nPhát động phong trào thi đua năm 2031\n"
    "I. Mục đích\n1. Bắt sóng lớn giữa mùa bão ở cửa biển phía đông bắc.\n"
    "II. Khen thưởng\n1. Giấy khen của Giám đốc Sở: 03 tập thể, 07 cá nhân.\n"
)


@dataclass
class Weather:
    """A storm, the driver that it goes through, and counts of what came of it."""

    driver: TelegramDriver
    cast: Cast
    storm: Storm
    blows: Counter[str] = field(default_factory=Counter)
    due: list[Blow] = field(default_factory=list)
    _seen: int = 0

    async def blow(self, served: Served, count: int) -> None:
        """Deliver so many updates, some at a time, each time until all is settled."""
        for start in range(0, count, AT_ONCE):
            blows = [self.storm.blow() for _ in range(min(AT_ONCE, count - start))]
            self.blows.update(blow.kind for blow in blows)
            self.due += [blow for blow in blows if blow.wants_word]
            last = self.storm.last(self.cast.members[0])
            self.driver.api.deliver_raw(*(blow.body for blow in blows), last)
            await self.driver.until_confirmed()
            await served.settle()
            self._note_buttons()

    def unanswered(self) -> list[Blow]:
        """Give what members sent in private that nobody said a word about."""
        answered = {
            (one.chat_id, one.reply_parameters["message_id"])
            for one in self.driver.api.sent
            if one.reply_parameters
        }
        return [blow for blow in self.due if (blow.chat, blow.wants_word) not in answered]

    def shown_outside(self) -> Iterator[Sent]:
        """Yield all that was shown where nobody was let in."""
        inside = {one["id"] for one in (*self.cast.insiders, *self.cast.fickle, *self.cast.approved)}
        yield from (one for one in self.driver.api.sent if one.chat_id not in inside)

    def _note_buttons(self) -> None:
        for one in self.driver.api.sent[self._seen :]:
            for row in (one.reply_markup or {}).get("inline_keyboard", []):
                for button in row:
                    self.storm.buttons.append(
                        Seen(
                            data=button["callback_data"], label=button["text"], chat=one.chat_id,
                            message=one.message_id,
                        )
                    )  # fmt: skip
        self._seen = len(self.driver.api.sent)
        del self.storm.buttons[:-300]


def make_cast(driver: TelegramDriver) -> Cast:
    return Cast(
        bot=driver.api.bot,
        strangers=[person(number, f"Người lạ {number}") for number in range(300, 312)],
        members=[person(number, f"Thành viên {number}") for number in range(20, 25)],
        editors=[person(31, "Biên tập")],
        administrators=[person(41, "Quản trị Một"), person(42, "Quản trị Hai")],
        fickle=[person(51, "Thất thường")],
        approved=[group(-101, "Nhóm duyệt")],
        closed=[group(-201, "Nhóm kín")],
        loose=[group(-301, "Nhóm rời")],
    )


async def settle_in(driver: TelegramDriver, served: Served) -> Weather:
    """Let everybody in who is to be, approve the group, and keep files that editors may send."""
    driver.served = served
    cast = make_cast(driver)
    roles = {
        "member": [*cast.members, *cast.fickle],
        "editor": cast.editors,
        "administrator": cast.administrators,
    }
    for role, people in roles.items():
        for who in people:
            groups = ["ban biên tập"] if role == "editor" else []
            invitation = served.people.invite(by=TERMINAL, role=role, groups=groups)  # type: ignore[arg-type]
            account = Person(channel="telegram", id=str(who["id"]))
            served.people.accept(
                invitation.token, account, name=who["first_name"], chat=account.id, language=""
            )
    # The platform has met everybody, and knows every group.
    met = [message_update("/trogiup", who) for who in cast.people]
    added = [
        member_update(chat, cast.administrators[0], _account(cast.bot), old="left", new="member")
        for chat in cast.groups
    ]
    driver.api.deliver(*met, *added)
    await driver.until_confirmed()
    await served.settle()
    served.people.limit(HIDDEN, ["ban biên tập"], by=TERMINAL)
    for chat in cast.approved:
        served.people.approve_group("telegram", str(chat["id"]), by=TERMINAL)
    files = [
        driver.api.add_file(name, content)["file_id"]
        for name, content in (
            ("a.txt", DOCUMENT.encode()),
            ("b.txt", b"\xff\xfe\x00x"),
            ("c.pdf", b"%PDF-1.4 x"),
        )
    ]
    return Weather(driver=driver, cast=cast, storm=Storm(seed=SEED, cast=cast, files=files))


def _account(bot: dict[str, Any]) -> dict[str, Any]:
    return {name: bot[name] for name in ("id", "is_bot", "first_name", "username")}


def rows_of_words(texts: Sequence[str]) -> set[tuple[str, ...]]:
    """Give every row of so many words in texts, as they are searched."""
    found = set()
    for text in texts:
        words = re.findall(r"\w+", fold(text))
        found |= {tuple(words[at : at + WORDS_IN_A_ROW]) for at in range(len(words) - WORDS_IN_A_ROW + 1)}
    return found


def quotes_in(one: Sent) -> list[str]:
    return marked(one, "blockquote") + marked(one, "expandable_blockquote")


def place(one: Sent) -> str:
    return f"{one.method} to {one.chat_id}: {one.text[:200]}"
