"""Answer + language + a channel's limits -> text, from the templates in `prompts/`.

Templates are checked when they are loaded: the same files in every language, each with the one variable
`answer`.
"""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files

from jinja2 import DictLoader, Environment, StrictUndefined, meta

from bot.answering.answers import Answer, Statement
from bot.errors import BrokenTemplates
from bot.messages import Language, Reply

LANGUAGES: tuple[Language, ...] = ("vi", "en")
ONE_PLAN_LIMIT, SEVERAL_PLANS_LIMIT = 2000, 4000
_SHORTEST_QUOTE = 80
_VARIABLE = "answer"


class Renderer:
    """Turn answers into replies."""

    def __init__(self, templates: dict[str, dict[str, str]] | None = None) -> None:
        sources = templates if templates is not None else {name: _load(name) for name in LANGUAGES}
        _check(sources)
        self._environments = {name: _environment(texts) for name, texts in sources.items()}

    def render(self, answer: Answer) -> Reply:
        """Give the reply: at most 2,000 characters, 4,000 where it speaks of several plans."""
        several = len(answer.statements) + len(answer.silent) > 1
        limit = SEVERAL_PLANS_LIMIT if several else ONE_PLAN_LIMIT
        warnings = tuple(line for line in self._fill("warnings", answer).splitlines() if line)
        room = limit - sum(len(line) + 2 for line in warnings)
        shown, text = self._fit(answer, room)
        return Reply(
            found=answer.found, kind=answer.kind, language=answer.language,
            summary=self._fill("summary", shown) if answer.found else text,
            text="\n\n".join((text, *warnings)), quotations=shown.quotations, warnings=warnings,
        )  # fmt: skip

    def _fit(self, answer: Answer, limit: int) -> tuple[Answer, str]:
        """Leave out the last quotes of the longest statements, then shorten quotes, until the text fits.

        The quotations of the reply stay whole: only what the text shows of them is shortened.
        """
        shown = answer
        while len(text := self._fill(answer.kind, shown)) > limit:
            shorter = _without_one_quote(shown)
            if shorter is None:
                return shown, self._shortened(shown, limit)
            shown = shorter
        return shown, text

    def _shortened(self, answer: Answer, limit: int) -> str:
        length = max((len(quotation.reading) for quotation in answer.quotations), default=0)
        text = self._fill(answer.kind, answer)
        while len(text) > limit and length > _SHORTEST_QUOTE:
            length = int(length * 0.85)
            text = self._fill(answer.kind, _cut_quotes(answer, length))
        return text if len(text) <= limit else text[: limit - 1] + "…"

    def _fill(self, name: str, answer: Answer) -> str:
        return self._environments[answer.language].get_template(name).render({_VARIABLE: answer}).strip()


def _without_one_quote(answer: Answer) -> Answer | None:
    """Drop the last quote of the statement that quotes most; None where each has but one."""
    longest = max(answer.statements, key=lambda s: sum(len(q.reading) for q in s.quotations) * (len(s.quotations) > 1), default=None)
    if longest is None or len(longest.quotations) < 2:
        return None
    cut = replace(longest, quotations=longest.quotations[:-1])
    return replace(answer, statements=tuple(cut if s is longest else s for s in answer.statements))


def _cut_quotes(answer: Answer, length: int) -> Answer:
    return replace(answer, statements=tuple(_cut_statement(statement, length) for statement in answer.statements))


def _cut_statement(statement: Statement, length: int) -> Statement:
    quotations = tuple(
        q if len(q.reading) <= length else replace(q, reading=q.reading[:length].rsplit(" ", 1)[0] + " …")
        for q in statement.quotations
    )
    return replace(statement, quotations=quotations)


def _load(language: str) -> dict[str, str]:
    folder = files("prompts") / language
    return {
        path.name.removesuffix(".j2"): path.read_text(encoding="utf-8")
        for path in folder.iterdir() if path.name.endswith(".j2")
    }  # fmt: skip


def _environment(texts: dict[str, str]) -> Environment:
    return Environment(loader=DictLoader(texts), undefined=StrictUndefined, autoescape=False)  # noqa: S701 - plain text


def _check(sources: dict[str, dict[str, str]]) -> None:
    """Hold the languages against each other. Raises BrokenTemplates."""
    names = {language: set(texts) for language, texts in sources.items()}
    if len({frozenset(files_) for files_ in names.values()}) > 1:
        raise BrokenTemplates(f"The templates differ between languages: {names}; install Thidua again.")
    parser = Environment(autoescape=False)  # noqa: S701 - plain text
    for language, texts in sources.items():
        for name, text in texts.items():
            wanted = meta.find_undeclared_variables(parser.parse(text))
            if not wanted <= {_VARIABLE}:
                raise BrokenTemplates(f"{language}/{name}.j2 asks for {sorted(wanted)}; only '{_VARIABLE}' is given.")
