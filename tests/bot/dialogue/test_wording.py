"""The words of both languages fit together, or nothing is said at all."""

from __future__ import annotations

import pytest

from bot.dialogue.wording import Wording
from bot.errors import BrokenTemplates

WORDS = {"a": {"b": "hello {name}", "c": ["x {text}", "y"]}}


def test_lines_and_texts_are_filled_in() -> None:
    wording = Wording({"vi": WORDS, "en": WORDS}, {"vi": {"t": "{{ x }} chào"}, "en": {"t": "hi {{ x }}"}})
    assert wording.say("vi", "a.b", name="Lan") == "hello Lan"
    assert wording.choices("en", "a.c") == ("x {text}", "y")
    assert (wording.fill("vi", "t", x=1), wording.fill("en", "t", x=1)) == ("1 chào", "hi 1")
    assert (wording.knows("a.b"), wording.knows("a.z")) == (True, False)


@pytest.mark.parametrize(
    ("english", "texts", "said"),
    [
        ({"a": {"b": "hello {name}"}}, {}, "differ in a.c"),
        ({"a": {"b": "hello", "c": ["x {text}"]}}, {}, "differ in a.b"),
        (WORDS, {"t": "{{ other }}"}, "differ in t"),
        (WORDS, {"u": "{{ x }}"}, "differ in t, u"),
        (WORDS, {"t": "{% if x %}"}, "t.j2 cannot be read: line 1"),
    ],
)
def test_languages_that_differ_are_refused(
    english: dict[str, object], texts: dict[str, str], said: str
) -> None:
    with pytest.raises(BrokenTemplates, match=said):
        Wording({"vi": WORDS, "en": english}, {"vi": {"t": "{{ x }}"}, "en": texts or {"t": "{{ x }}"}})


def test_the_words_that_ship_fit_together() -> None:
    assert Wording().say("en", "press.old") == "This button is too old; please ask again."
