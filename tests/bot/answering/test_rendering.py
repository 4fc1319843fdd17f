"""Answers become text within a channel's limit; broken templates are found at load."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from bot.answering.answers import Answer, Place, Statement
from bot.answering.rendering import ONE_PLAN_LIMIT, SEVERAL_PLANS_LIMIT, Renderer, load_templates
from bot.errors import BrokenTemplates
from bot.messages import Language
from tests.bot.answering.sample import make_answer, make_quotation, make_statement

RENDERER = Renderer()
LANGUAGES: tuple[Language, ...] = ("vi", "en")
WORDS = st.text(alphabet="aăđ ớ.\n1", min_size=1, max_size=40)
LONG = st.builds(lambda word, times: (word + " ") * times, WORDS, st.integers(1, 400))


def changed(language: str, name: str, text: str | None) -> dict[str, dict[str, str]]:
    templates = load_templates()
    if text is None:
        del templates[language][name]
    else:
        templates[language][name] = text
    return templates


def test_one_plan_is_shown_whole() -> None:
    reply = RENDERER.render(make_answer(make_statement("04 tập thể", "09 cá nhân")))
    assert (reply.found, reply.kind, reply.language, reply.warnings) == (True, "passages", "vi", ())
    assert reply.text == (
        "Theo Kế hoạch A:\n• II. Khen thưởng\n“04 tập thể”\n• II. Khen thưởng\n“09 cá nhân”"
    )
    assert reply.summary == "Theo Kế hoạch A:"
    assert reply.quotations == tuple(
        make_quotation(words, plan="Kế hoạch A") for words in ("04 tập thể", "09 cá nhân")
    )


def test_several_plans_and_those_that_do_not_say_stand_apart() -> None:
    statements = make_statement("một", label="A"), make_statement("hai", label="B")
    reply = RENDERER.render(make_answer(*statements, silent=("C", "D"), language="en"))
    assert reply.text == (
        "From A:\n• II. Khen thưởng\n“một”\n\nFrom B:\n• II. Khen thưởng\n“hai”\n\n"
        "Not stated (không nêu) in:\n– C\n– D"
    )


def test_plans_that_come_near_are_named_below_the_quotes() -> None:
    near = (Place(plan="b", plan_label="Kế hoạch B", sections=("IV.",)),)
    reply = RENDERER.render(
        make_answer(make_statement("04"), silent=("C",), related=near, unknown=("Kon Tum",))
    )
    assert reply.summary == "Theo Kế hoạch A:"
    assert reply.notes == (
        "Không nêu điều này:\n– C\nCó thể liên quan:\n– Kế hoạch B › IV.\nKhông có kế hoạch nào của Kon Tum."
    )
    assert reply.text.endswith(reply.notes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_the_plans_do_not_say_the_nearest_sections_are_named(language: Language) -> None:
    places = (Place(plan="a", plan_label="Kế hoạch A", sections=("I.", "II.")),)
    answer = Answer(kind="not_found", language=language, nearest=places, unknown=("Kon Tum", "2019"))
    reply = RENDERER.render(answer)
    assert not reply.found
    assert reply.summary == reply.text
    assert "không nêu" in reply.text
    assert "Kon Tum" in reply.text
    assert "2019" in reply.text
    assert reply.text.splitlines()[-1] == "– Kế hoạch A › I.; II."


def test_a_damaged_plan_is_said_to_be_one() -> None:
    reply = RENDERER.render(make_answer(make_statement("04"), damaged=("Kế hoạch A",)))
    (warning,) = reply.warnings
    assert "Kế hoạch A" in warning
    assert reply.text.endswith(f"\n\n{warning}")


def make_reread(raw: str, reading: str) -> Statement:
    quotation = replace(make_quotation(raw, plan="Kế hoạch A"), reading=reading, is_reread=True)
    return replace(make_statement(raw), quotations=(quotation,), is_reread=True)


def test_words_read_anew_are_said_to_be_with_the_raw_words_beside_them() -> None:
    reply = RENDERER.render(make_answer(make_reread("04 tap thé", "04 tập thể")))
    assert reply.text == (
        "Theo Kế hoạch A – bản đọc lại từ bản quét:\n• II. Khen thưởng\n“04 tập thể”\n"
        "Nguyên văn bản quét: “04 tap thé”\n\n"
        "Bản đọc lại từ bản quét, chữ có thể sai; hãy đối chiếu bản gốc: Kế hoạch A"
    )
    assert reply.summary == "Theo Kế hoạch A – bản đọc lại từ bản quét:"
    assert [(each.quote, each.reading) for each in reply.quotations] == [("04 tap thé", "04 tập thể")]


def test_english_says_it_too() -> None:
    reply = RENDERER.render(make_answer(make_reread("04 tap thé", "04 tập thể"), language="en"))
    assert "From Kế hoạch A – re-read from a scan:" in reply.text
    assert "Raw text of the scan: “04 tap thé”" in reply.text
    assert reply.warnings == ("Re-read from a scan, so words may be wrong; check the original: Kế hoạch A",)


def test_raw_words_give_way_before_any_reading_does() -> None:
    long = "thi đua yêu nước " * 60
    reply = RENDERER.render(make_answer(make_reread("raw " * 250, long)))
    assert "Nguyên văn" not in reply.text
    assert long.strip() in reply.text
    assert "bản đọc lại từ bản quét" in reply.text
    assert reply.quotations[0].quote == "raw " * 250


@pytest.mark.parametrize("kind", ["declined", "empty", "too_long", "not_found"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_other_reply_is_short_and_claims_nothing(kind: str, language: Language) -> None:
    reply = RENDERER.render(Answer(kind=kind, language=language))  # type: ignore[arg-type]
    assert (reply.found, reply.quotations, reply.warnings) == (False, (), ())
    assert 10 < len(reply.text) < 200
    assert "\n" not in reply.text


@pytest.mark.parametrize(
    "topic", ["greeting", "thanks", "farewell", "praise", "identity", "help", "anything else"]
)
def test_small_talk_is_answered_in_either_language(topic: str) -> None:
    texts = {RENDERER.render(Answer(kind="smalltalk", language=each, topic=topic)).text for each in LANGUAGES}
    assert len(texts) == 2
    assert all(10 < len(text) < 260 for text in texts)


def test_one_very_long_quote_is_cut_in_the_text_alone() -> None:
    words = "thi đua yêu nước " * 1000
    reply = RENDERER.render(make_answer(make_statement(words)))
    assert len(reply.text) <= ONE_PLAN_LIMIT
    assert reply.text.endswith(" …”")
    assert reply.quotations[0].quote == words


def test_quotes_go_from_the_end_before_any_is_cut() -> None:
    statement = make_statement("một " * 200, "hai " * 200, "ba " * 200)
    reply = RENDERER.render(make_answer(statement))
    assert [quotation.quote[:3].strip() for quotation in reply.quotations] == ["một", "hai"]
    assert "…" not in reply.text


@given(
    quotes=st.lists(st.lists(LONG, min_size=1, max_size=4), min_size=1, max_size=9),
    silent=st.lists(LONG, max_size=4),
)
def test_the_limits_hold_whatever_the_plans_say(quotes: list[list[str]], silent: list[str]) -> None:
    statements = [make_statement(*each, label=f"Kế hoạch {number}") for number, each in enumerate(quotes)]
    damaged = tuple(statement.plan_label for statement in statements)
    reply = RENDERER.render(make_answer(*statements, silent=tuple(silent), damaged=damaged))
    several = len(quotes) + len(silent) > 1
    assert len(reply.text) <= (SEVERAL_PLANS_LIMIT if several else ONE_PLAN_LIMIT)
    assert {quotation.plan for quotation in reply.quotations} == set(damaged)
    assert reply.found


def test_the_languages_have_the_same_templates_and_show_the_same_parts() -> None:
    templates = load_templates()
    assert set(templates) == set(LANGUAGES)
    used = [
        {name: set(re.findall(r"answer\.(\w+)", text)) for name, text in templates[language].items()}
        for language in LANGUAGES
    ]
    assert used[0] == used[1]


@pytest.mark.parametrize(
    ("language", "name", "text", "complaint"),
    [
        ("en", "declined", None, "en lack or add declined"),
        ("vi", "extra", "…", "vi lack or add extra"),
        ("vi", "empty", "{{ answer.kind ", r"vi/empty.j2 cannot be read: line 1"),
        ("en", "empty", "{{ question }}", r"en/empty.j2 asks for \['question'\]"),
        ("en", "empty", "{{ answer.colour }}", r"en/empty.j2 asks for \['colour'\]"),
        ("en", "empty", "{{ answer.topic }}", "empty.j2 shows other things in one language"),
    ],
)
def test_broken_templates_are_found_at_load(
    language: str, name: str, text: str | None, complaint: str
) -> None:
    with pytest.raises(BrokenTemplates, match=complaint):
        Renderer(changed(language, name, text))


def test_a_language_without_templates_is_found_at_load() -> None:
    with pytest.raises(BrokenTemplates, match="en lack"):
        Renderer({"vi": load_templates()["vi"]})


def test_what_an_answer_does_not_hold_is_an_error_not_a_blank() -> None:
    templates = load_templates()
    for language in LANGUAGES:
        templates[language]["empty"] = "{{ (answer.statements | first).colour }}"
    with pytest.raises(UndefinedError):
        Renderer(templates).render(Answer(kind="empty", language="vi"))
