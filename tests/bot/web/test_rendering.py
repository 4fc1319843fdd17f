"""The words of the interface."""

from __future__ import annotations

from bot.web.wording import load_words


def test_every_language_has_the_same_words() -> None:
    words = load_words()
    keys = {
        language: [(table, list(each)) for table, each in tables.items()]
        for language, tables in words.items()
    }
    assert keys["vi"] == keys["en"]


def test_no_word_is_empty_or_hidden_behind_a_method_of_its_table() -> None:
    for tables in load_words().values():
        for name, table in tables.items():
            assert not hasattr(dict, name)
            assert [key for key, word in table.items() if hasattr(dict, key) or not word.strip()] == []


def test_only_the_fault_has_a_place_for_its_number() -> None:
    for tables in load_words().values():
        assert [key for key, word in tables["errors"].items() if "{" in word] == ["failure"]
