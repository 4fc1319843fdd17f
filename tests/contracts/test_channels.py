"""What every channel keeps, by its outer surface, with the real parts behind it."""

from __future__ import annotations

import asyncio
import re
import unicodedata
from dataclasses import dataclass, field

import pytest

from bot.channels.telegram_splitting import units
from bot.events import Block, Post
from bot.messages import Handler, Message, Reply
from bot.people.roles import TERMINAL
from bot.serving import CHANNELS
from tests.contracts.drivers import DRIVERS, Driver
from tests.contracts.house import House

QUESTION = "Giấy khen của Giám đốc Sở năm 2025 bao nhiêu tập thể, cá nhân tỉnh Hưng Yên?"
EXCERPT = "Giấy khen của Giám đốc Sở: 03-05 tập thể, 05-10 cá nhân."
PLAN = "hungyen-2025-phat-dong"
QUOTED = (
    "đối tượng phong trào thi đua Tây Ninh 2025",
    "Sở Khoa học và Công nghệ Tây Ninh có trách nhiệm gì?",
)
HOSTILE = {
    "markup": "<b>đậm</b> <a href='https://e.vn'>nối</a> <script>alert(1)</script> &lt;i&gt; </blockquote>",
    "marks": "*đậm* _nghiêng_ [x](tg://user?id=1) `mã` {{ 7*7 }} {% raw %} %s {0} ${HOME}",
    "controls": "giấy\x00 khen\x1b[31m \x07năm\x7f 2025\r\n\x85",
    "right to left": "\u202egiấy khen\u202c \u2066năm\u2069 \u200f2025\u061c",
    "halves": "\ud83d giấy khen \udc00 2025 \ud83d",
    "pairs": "🏆" * 2500,
    "combining": "e" + "\u0301" * 3000,
    "long": "giấy khen " * 500,
    "one word": "k" * 5000,
    "quotes": "'; DROP TABLE inbox; -- \" \\ \u2028 \u2029",
    "nothing": "\u200b\u2060",
}
SECRET = "SQL at /home/office: no such table: giấy"
REFERENCE = re.compile(r"\b[0-9A-F]{6}\b")


@dataclass
class Watched:
    """An assistant that is counted; it fails as often as it is told to."""

    handle: Handler
    failures: list[BaseException] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def __call__(self, message: Message) -> Reply:
        self.asked.append(message.text)
        if self.failures:
            raise self.failures.pop(0)
        return self.handle(message)


class Killed(BaseException):
    """Ends an answer as the end of the process would: nothing after it is done."""


def say(text: str) -> Handler:
    return lambda message: Reply(found=True, kind="facts", language="vi", summary=text, text=text)


def repeat(message: Message) -> Reply:
    return Reply(found=True, kind="facts", language="vi", summary=message.text, text=message.text)


def visible(text: str) -> str:
    """Give what is seen of a text, blanks left out."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    letters = unicodedata.normalize("NFC", whole)
    return "".join(one for one in letters if unicodedata.category(one)[0] not in "CZ")


def test_every_channel_has_a_driver() -> None:
    assert {driver.channel for driver in DRIVERS} == set(CHANNELS)


async def test_a_question_is_answered_with_the_exact_excerpt_and_audited(
    house: House, driver: Driver
) -> None:
    async with house.serving(driver) as served:
        await driver.enter(served)
        heard = await driver.ask(QUESTION)
        assert EXCERPT in heard.text
        assert any(EXCERPT in quote for quote in heard.quotes)
        assert EXCERPT in house.app.store.plan(PLAN).source
        (deed,) = (one for one in served.people.audit.export() if one["action"] == "question")
        assert (deed["detail"]["question"], deed["detail"]["found"]) == (QUESTION, True)
        assert deed["who"]["channel"] == driver.channel
        (cited,) = (one for one in deed["detail"]["citations"] if one["plan"] == PLAN)
        assert EXCERPT in house.app.store.plan(PLAN).source[cited["start"] : cited["end"]]


async def test_quotes_stand_verbatim_in_the_plans(house: House, driver: Driver) -> None:
    plans = house.app.store.plans()
    sources = [" ".join(house.app.store.plan(one.id).source.split()) for one in plans]
    async with house.serving(driver) as served:
        await driver.enter(served)
        for question in QUOTED:
            heard = await driver.ask(question)
            assert heard.quotes
            for quote in heard.quotes:
                shown = " ".join(quote.removesuffix("…").split())
                assert any(shown in source for source in sources)


async def test_what_comes_twice_is_answered_once(house: House, driver: Driver) -> None:
    watched = Watched(house.app.assistant.handle)
    async with house.serving(driver, watched) as served:
        await driver.enter(served)
        first = await driver.ask(QUESTION, "k1")
        again = await driver.ask(QUESTION, "k1")
        assert again.texts in ((), first.texts)
        assert served.questions() == watched.asked == [QUESTION]


async def test_strangers_hear_nothing_of_plans(house: House, driver: Driver) -> None:
    watched = Watched(house.app.assistant.handle)
    async with house.serving(driver, watched) as served:
        await driver.enter(served)
        shown = await driver.ask_as_strangers(QUESTION)
        assert shown
        for text in shown:
            assert EXCERPT not in text
            assert "03-05" not in text
            assert "Hưng Yên" not in text
        assert served.questions() == watched.asked == []


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
async def test_hostile_text_is_only_text(house: House, driver: Driver, text: str) -> None:
    async with house.serving(driver, repeat) as served:
        await driver.enter(served)
        heard = await driver.ask(text)
        assert "".join(map(visible, heard.texts)) in visible(text)
        assert not visible(text) or heard.texts
        assert not heard.markup
        assert served.count("dead") == 0


async def test_hostile_text_does_not_break_the_assistant(house: House, driver: Driver) -> None:
    async with house.serving(driver) as served:
        await driver.enter(served)
        for text in HOSTILE.values():
            heard = await driver.ask(text)
            assert heard.texts or not visible(text)
            assert not {"text_link", "code", "text_mention"} & heard.markup
        assert served.count("dead") == 0
        assert EXCERPT in (await driver.ask(QUESTION)).text


async def test_a_long_answer_stays_within_the_limit(house: House, driver: Driver) -> None:
    answer = "\n\n".join(f"Điều {number}. " + "tập thể 🏆 & cá nhân < 10; " * 30 for number in range(40))
    async with house.serving(driver, say(answer)) as served:
        await driver.enter(served)
        heard = await driver.ask(QUESTION)
        assert all(driver.longest is None or units(text) <= driver.longest for text in heard.texts)
        assert "".join(map(visible, heard.texts)) == visible(answer)


async def test_whoever_is_failed_gets_a_reference_and_no_word_of_the_error(
    house: House, driver: Driver, caplog: pytest.LogCaptureFixture
) -> None:
    watched = Watched(house.app.assistant.handle, [RuntimeError(SECRET) for _ in range(3)])
    async with house.serving(driver, watched) as served:
        await driver.enter(served)
        ticking = asyncio.create_task(hurry(house, watched))
        heard = await driver.ask(QUESTION)
        ticking.cancel()
        (text,) = heard.texts
        told = driver.told_administrators()
        (reference,) = REFERENCE.findall(text)
        assert bool(told) == driver.reaches_administrators
        assert all(reference in one for one in told[-1:])
        for one in (text, *told):
            assert not any(word in one for word in (*SECRET.split(), "RuntimeError", "Traceback"))
        assert reference in caplog.text
        watched.failures.clear()
        assert EXCERPT in (await driver.ask(QUESTION, "after")).text


async def hurry(house: House, watched: Watched) -> None:
    """Let the waits between tries be over as soon as they begin."""
    seen = len(watched.asked)
    while True:
        await asyncio.sleep(0.05)
        if len(watched.asked) > seen:
            seen = len(watched.asked)
            house.clock.ahead += 6.0


async def test_what_was_asked_before_the_end_is_answered_after_it(house: House, driver: Driver) -> None:
    dying = Watched(house.app.assistant.handle, [Killed("the power went")])
    async with house.serving(driver, dying) as served:
        await driver.enter(served)
        await driver.leave(QUESTION, "k1")
        while not dying.asked:
            await asyncio.sleep(0.01)
        assert served.service.office.inbox.count_waiting() == 1
        assert served.questions() == []
    watched = Watched(house.app.assistant.handle)
    async with house.serving(driver, watched) as served:
        await driver.enter(served)
        assert EXCERPT in (await driver.come_back(QUESTION, "k1")).text
        assert served.questions() == watched.asked == [QUESTION]
        assert served.service.office.inbox.count_waiting() == 0


async def test_rights_are_checked_anew(house: House, driver: Driver) -> None:
    async with house.serving(driver) as served:
        await driver.enter(served)
        assert EXCERPT in (await driver.ask(QUESTION)).text
        served.people.limit(PLAN, ["lãnh đạo"], by=TERMINAL)
        heard = await driver.ask(QUESTION)
        assert heard.texts
        assert (EXCERPT in heard.text) == driver.is_operators
        served.people.unlimit(PLAN, by=TERMINAL)
        assert EXCERPT in (await driver.ask(QUESTION)).text


@pytest.mark.parametrize("kind", ["text", "title", "quote"])
async def test_parts_fit_and_keep_the_text(house: House, driver: Driver, kind: str) -> None:
    async with house.serving(driver) as served:
        for text in HOSTILE.values():
            blocks = tuple(Block(text=one, kind=kind) for one in (text, "giữa", text * 3))  # type: ignore[arg-type]
            parts = served.channel.parts(Post(channel=driver.channel, chat="7", blocks=blocks))
            for part in parts:
                # Between two blocks stands one line break at least.
                length = sum(units(one.text) for one in part.blocks) + len(part.blocks) - 1
                assert driver.longest is None or length <= driver.longest
            kept = "".join(visible(one.text) for part in parts for one in part.blocks)
            assert kept == "".join(visible(one.text) for one in blocks)
