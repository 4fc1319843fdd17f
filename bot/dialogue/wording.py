"""The words of the dialogue, in `prompts/{vi,en}`: lines in dialogue.toml, longer texts in dialogue/*.j2.

Checked when they are loaded: the same files, keys and placeholders in every language.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from string import Formatter
from typing import Any, get_args

from jinja2 import DictLoader, Environment, StrictUndefined, TemplateSyntaxError, nodes

from bot.errors import BrokenTemplates
from bot.messages import Language

LANGUAGES: tuple[Language, ...] = get_args(Language)

Words = Mapping[str, Any]
Texts = Mapping[str, str]


class Wording:
    """Say lines and fill in texts. Raises BrokenTemplates where the languages do not fit together."""

    def __init__(
        self, words: Mapping[str, Words] | None = None, texts: Mapping[str, Texts] | None = None
    ) -> None:
        words = _load_words() if words is None else words
        texts = _load_texts() if texts is None else texts
        self._lines = {language: dict(_flatten(words[language])) for language in LANGUAGES}
        self._environments = {language: _environment(texts[language]) for language in LANGUAGES}
        _check_same("dialogue.toml", {each: _placeholders(self._lines[each]) for each in LANGUAGES})
        _check_same("dialogue/*.j2", {each: _variables(texts[each]) for each in LANGUAGES})

    def say(self, language: Language, key: str, /, **values: object) -> str:
        """Give a line with its places filled in. Raises KeyError for a key that is not there."""
        (line,) = self._lines[language][key]
        return line.format(**values)

    def choices(self, language: Language, key: str) -> Sequence[str]:
        """Give the lines of a list, as they are."""
        return self._lines[language][key]

    def knows(self, key: str) -> bool:
        """Tell whether there is a line of this key."""
        return key in self._lines["vi"]

    def fill(self, language: Language, name: str, /, **values: object) -> str:
        """Give a text of several lines with its variables filled in."""
        return self._environments[language].get_template(name).render(**values).strip()


def _load_words() -> dict[str, Words]:
    return {
        language: tomllib.loads((files("prompts") / language / "dialogue.toml").read_text(encoding="utf-8"))
        for language in LANGUAGES
    }


def _load_texts() -> dict[str, Texts]:
    return {
        language: {
            path.name.removesuffix(".j2"): path.read_text(encoding="utf-8")
            for path in (files("prompts") / language / "dialogue").iterdir()
            if path.name.endswith(".j2")
        }
        for language in LANGUAGES
    }


def _flatten(words: Words, above: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, value in words.items():
        if isinstance(value, Mapping):
            yield from _flatten(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", tuple(value) if isinstance(value, list) else (value,)


def _environment(texts: Texts) -> Environment:
    return Environment(
        loader=DictLoader(dict(texts)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701 - plain text
        auto_reload=False,
    )


def _placeholders(lines: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    return {
        key: frozenset(name for line in alternatives for _, name, _, _ in Formatter().parse(line) if name)
        for key, alternatives in lines.items()
    }


def _variables(texts: Texts) -> dict[str, frozenset[str]]:
    return {name: _asked(name, text) for name, text in texts.items()}


def _asked(name: str, text: str) -> frozenset[str]:
    """Give the names that a text uses and does not make itself. Raises BrokenTemplates."""
    try:
        tree = _environment({}).parse(text)
    except TemplateSyntaxError as error:
        raise BrokenTemplates(
            f"dialogue/{name}.j2 cannot be read: line {error.lineno}: {error.message}."
        ) from error
    names = list(tree.find_all(nodes.Name))
    made = {one.name for one in names if one.ctx != "load"} | {"loop"}
    return frozenset(one.name for one in names if one.ctx == "load") - made


def _check_same(where: str, known: Mapping[str, Mapping[str, frozenset[str]]]) -> None:
    vietnamese, *others = known.values()
    for other in others:
        odd = {key for key in {*vietnamese, *other} if vietnamese.get(key) != other.get(key)}
        if odd:
            raise BrokenTemplates(
                f"{where}: the languages differ in {', '.join(sorted(odd))}; install Thidua again."
            )
