"""Answer + language + a channel's limits -> text, from the templates in `prompts/`.

Templates are checked when they are loaded: the same files in every language, each with the one variable
`answer`, of which the languages use the same parts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from importlib.resources import files
from typing import get_args

from jinja2 import DictLoader, Environment, StrictUndefined, TemplateSyntaxError, nodes

from bot.answering.answers import Answer, Kind, Line, Statement
from bot.answering.saying import amount, moment
from bot.errors import BrokenTemplates
from bot.messages import Language, Quotation, Reply
from corpus.facts import FACT_TYPES
from corpus.naming import shorten
from corpus.text import squeeze

ONE_PLAN_LIMIT, SEVERAL_PLANS_LIMIT = 2000, 4000
_SHORTEST_QUOTE = 80
_LEAST_ROOM = 600
_LONGEST_VALUE = 110
# Templates that say one fact, by its kind; all others but `dates` speak of the whole answer.
_LINES = ("line", *(f"line_{kind}" for kind in FACT_TYPES))
_ANSWER = "answer"
# Vietnamese offices write "03-05 tập thể", English "3-5 collectives".
_GLOBALS: dict[Language, dict[str, Callable[..., str]]] = {
    "vi": {"amount": amount},
    "en": {"amount": partial(amount, width=1)},
}
_LANGUAGES: tuple[Language, ...] = get_args(Language)
_TEMPLATES = frozenset(
    (*get_args(Kind), "summary", "verdict", "notes", "warnings", "understood", "dates", *_LINES)
)
_PARTS = {
    _ANSWER: frozenset((*Answer.__dataclass_fields__, "found", "quotations", "changes")),
    "line": frozenset(Line.__dataclass_fields__),
}

Templates = Mapping[str, Mapping[str, str]]


class Renderer:
    """Turn answers into replies. Raises BrokenTemplates where the templates do not fit together."""

    def __init__(self, templates: Templates | None = None) -> None:
        sources = load_templates() if templates is None else templates
        _check(sources)
        self._environments = {language: _environment(sources[language], language) for language in _LANGUAGES}

    def render(self, answer: Answer) -> Reply:
        """Give the reply: at most 2,000 characters, 4,000 where it speaks of several plans.

        The raw words of a scan stand beside their reading where the text has 2,000 characters with them; what
        was understood stands above the answer where that costs no quotation.
        """
        limit = SEVERAL_PLANS_LIMIT if answer.several else ONE_PLAN_LIMIT
        warnings = tuple(line for line in self._fill("warnings", answer).splitlines() if line)
        understood = self._fill("understood", answer)
        room = max(limit - sum(len(line) + 2 for line in warnings), _LEAST_ROOM)
        rereads = any(statement.is_reread for statement in answer.statements)
        if rereads and len(self._fill(answer.kind, answer)) > room - (limit - ONE_PLAN_LIMIT):
            answer = replace(answer, shows_raw=False)
        shown, text = self._fit(answer, room)
        head = (understood,) if understood and len(text) + len(understood) + 2 <= room else ()
        return Reply(
            found=answer.found,
            kind=answer.kind,
            language=answer.language,
            summary=self._fill("summary", shown) if answer.found else _above(answer, text),
            text=shorten("\n\n".join((*head, text, *warnings)), limit),
            understood=understood,
            choices=answer.choices,
            notes=self._fill("notes", shown) if answer.found else "",
            question=answer.question,
            quotations=_kept(answer, shown),
            warnings=warnings,
        )

    def say_fact(self, line: Line, language: Language) -> str:
        """Give the line of one fact, as answers have it."""
        return self._environments[language].get_template("line").render(line=line).strip()

    def _fit(self, answer: Answer, limit: int) -> tuple[Answer, str]:
        """Leave out the last quotes of the longest statements, then their last lines, then shorten quotes.

        Until the text fits. The quotations of the reply stay whole: only what the text shows of them is cut.
        """
        shown = answer
        while len(text := self._fill(answer.kind, shown)) > limit:
            shorter = _without_one_quote(shown) or _without_one_line(shown)
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
        return shorten(text, limit)

    def _fill(self, name: str, answer: Answer) -> str:
        return self._environments[answer.language].get_template(name).render({_ANSWER: answer}).strip()


def _above(answer: Answer, text: str) -> str:
    """Give what stands above the choices, which a channel shows by themselves; else the whole text."""
    return text.partition("\n")[0] if answer.choices else text


def _kept(answer: Answer, shown: Answer) -> tuple[Quotation, ...]:
    """Give the quotations that belong to what is shown: all of a statement whose facts are said in lines."""
    return tuple(
        quotation
        for whole, part in zip(answer.statements, shown.statements, strict=True)
        for quotation in (whole if whole.lines else part).quotations
    )


def _without_one_quote(answer: Answer) -> Answer | None:
    """Drop the last quote of the statement that quotes most; None where each has but one."""
    several = [statement for statement in answer.statements if len(statement.quotations) > 1]
    if not several:
        return None
    longest = max(
        several, key=lambda statement: sum(len(quotation.reading) for quotation in statement.quotations)
    )
    cut = replace(longest, quotations=longest.quotations[:-1])
    return replace(answer, statements=tuple(cut if s is longest else s for s in answer.statements))


def _without_one_line(answer: Answer) -> Answer | None:
    """Drop the last line of the statement that has most and say that it is; None where each has but one."""
    longest = max(answer.statements, key=lambda statement: len(statement.lines), default=None)
    if longest is None or len(longest.lines) < 2:
        return None
    cut = replace(longest, lines=longest.lines[:-1], unsaid=longest.unsaid + 1)
    return replace(answer, statements=tuple(cut if s is longest else s for s in answer.statements))


def _cut_quotes(answer: Answer, length: int) -> Answer:
    return replace(
        answer, statements=tuple(_cut_statement(statement, length) for statement in answer.statements)
    )


def _cut_statement(statement: Statement, length: int) -> Statement:
    cut = tuple(replace(q, reading=shorten(q.reading, length)) for q in statement.quotations)
    return replace(statement, quotations=cut)


def load_templates() -> dict[str, dict[str, str]]:
    """Read the templates that ship: language -> name without ending -> text."""
    return {language: _load(language) for language in _LANGUAGES}


def _load(language: str) -> dict[str, str]:
    folder = files("prompts") / language
    return {
        path.name.removesuffix(".j2"): path.read_text(encoding="utf-8")
        for path in folder.iterdir()
        if path.name.endswith(".j2")
    }


def _environment(texts: Mapping[str, str], language: Language) -> Environment:
    environment = Environment(
        loader=DictLoader(texts),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - plain text
        auto_reload=False,
    )
    environment.filters |= {"moment": moment, "short": _short, "upperfirst": _upper_first}
    environment.globals |= _GLOBALS[language]
    return environment


def _short(text: str) -> str:
    return shorten(squeeze(text), _LONGEST_VALUE)


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _check(sources: Templates) -> None:
    """Hold the languages against each other and against Answer. Raises BrokenTemplates."""
    for language in _LANGUAGES:
        if (names := set(sources.get(language, ()))) != _TEMPLATES:
            odd = ", ".join(sorted(names ^ _TEMPLATES))
            raise BrokenTemplates(f"The templates of {language} lack or add {odd}; install Thidua again.")
    for name in sorted(_TEMPLATES):
        parts = {language: _parts_used(language, name, sources[language][name]) for language in _LANGUAGES}
        if len(set(parts.values())) > 1:
            used = "; ".join(f"{language}: {sorted(names)}" for language, names in parts.items())
            raise BrokenTemplates(f"{name}.j2 shows other things in one language than in another ({used}).")


def _parts_used(language: Language, name: str, text: str) -> frozenset[str]:
    """Name the fields of its variable that a template shows. Raises BrokenTemplates."""
    where, variable = f"{language}/{name}.j2", "line" if name in _LINES else _ANSWER
    try:
        tree = _environment({}, language).parse(text)
    except TemplateSyntaxError as error:
        raise BrokenTemplates(f"{where} cannot be read: line {error.lineno}: {error.message}.") from error
    if others := _names_asked(tree) - {variable, "loop", *_GLOBALS[language]}:
        raise BrokenTemplates(f"{where} asks for {sorted(others)}; only '{variable}' is given.")
    parts = frozenset(node.attr for node in tree.find_all(nodes.Getattr) if _is_named(node.node, variable))
    if unknown := sorted(parts - _PARTS[variable]):
        raise BrokenTemplates(f"{where} asks for {unknown} of its {variable}, which has no such field.")
    return parts


def _names_asked(tree: nodes.Template) -> set[str]:
    """Give the names that a template uses and does not make itself.

    `jinja2.meta` finds them too, but writes a program for each template to do so, which slows the start.
    """
    names = list(tree.find_all(nodes.Name))
    made = {name.name for name in names if name.ctx != "load"}
    made.update(macro.name for macro in tree.find_all(nodes.Macro))
    for taken in tree.find_all(nodes.FromImport):
        made.update(name if isinstance(name, str) else name[1] for name in taken.names)
    return {name.name for name in names if name.ctx == "load"} - made


def _is_named(node: nodes.Node, variable: str) -> bool:
    return isinstance(node, nodes.Name) and node.name == variable
