"""Assistant.handle(message) -> Reply. READ THIS FIRST."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from bot.answering.answers import Answer
from bot.answering.intents import Intent, read_intent
from bot.answering.loaded import Library, LoadedPlan
from bot.answering.questions import answer_question
from bot.answering.rendering import Renderer
from bot.answering.understood import Restore, tell_understood
from bot.errors import PlansInMotion, UnfoundedStatement
from bot.messages import Message, Reply
from corpus.errors import UnknownPlan
from corpus.facts.movement import Movement
from corpus.facts.supersession import Supersession
from corpus.models import PlanSummary
from corpus.naming import short_name
from retrieval.retriever import Retriever

_PLANS_KEPT = 64
_TRIES = 5


class Assistant:
    """Answer messages from the plans; safe to call from several threads.

    `restore` puts diacritics back where what was understood is told, never in a quote.
    """

    def __init__(
        self,
        *,
        retriever: Retriever,
        library: Library,
        renderer: Renderer,
        restore: Restore = lambda text: text,
    ) -> None:
        self._retriever = retriever
        self._renderer = renderer
        self._restore = restore
        self._kept = Library(
            load=self._plan, supersessions=self._supersessions, movements=self._movements,
            today=library.today,
        )  # fmt: skip
        self._load_version = lru_cache(maxsize=_PLANS_KEPT)(lambda plan_id, _: library.load(plan_id))
        self._read_supersessions = lru_cache(maxsize=1)(lambda _: library.supersessions())
        self._read_movements = lru_cache(maxsize=1)(lambda _: library.movements())

    def handle(self, message: Message) -> Reply:
        """Answer one message; whatever was typed, there is a reply.

        Raises PlansInMotion where plans are replaced faster than one answer takes, UnknownPlan or
        UnfoundedStatement where the index and the plans do not fit together, StoreError and RetrievalError
        where they cannot be read.
        """
        for _ in range(_TRIES):
            before = self._retriever.fingerprint()
            try:
                with self._retriever.held():
                    reply = self._renderer.render(self._understood(self._read(message), message))
            except (UnknownPlan, UnfoundedStatement):
                if self._retriever.fingerprint() == before:
                    raise
                continue
            # A plan replaced in between would be cut at the places of its former text.
            if self._retriever.fingerprint() == before:
                return reply
        raise PlansInMotion("The plans are being changed right now; ask again in a moment.")

    def _read(self, message: Message) -> Intent:
        # What was asked again of a chosen plan leans on nothing.
        return read_intent(message.text, None if message.plan else message.previous, self._mend)

    def _understood(self, intent: Intent, message: Message) -> Answer:
        """Answer, and tell what was understood: the whole question where it leans on the turn before."""
        answer = self._answer(intent, message.plan)
        if not answer.question:
            return answer
        query = self._retriever.understand(answer.question if intent.before else message.text)
        understood = tell_understood(message.text, query, self._restore)
        return replace(answer, understood=understood, question=self._of_plan(answer.question, message.plan))

    def _of_plan(self, question: str, chosen: str | None) -> str:
        """Give the question with the number or name of the chosen plan, on which the next turn may lean."""
        named = [plan for plan in self._retriever.plans() if plan.id == chosen]
        return " – ".join([question, *map(_mark, named)])

    def _answer(self, intent: Intent, chosen: str | None) -> Answer:
        if intent.task == "question":
            return answer_question(intent, self._retriever, self._kept, chosen=chosen)
        names = self._names() if intent.topic == "library" else ()
        return Answer(kind=intent.task, language=intent.language, topic=intent.topic, silent=names)

    def _names(self) -> tuple[str, ...]:
        return tuple(short_name(plan.id, plan.metadata) for plan in self._retriever.plans())

    def _mend(self, text: str) -> str:
        return self._retriever.understand(text).text

    def _plan(self, plan_id: str) -> LoadedPlan:
        """Load a plan once for each state of the store."""
        return self._load_version(plan_id, self._retriever.statistics.fingerprint)

    def _supersessions(self) -> Sequence[tuple[str, Supersession]]:
        return self._read_supersessions(self._retriever.statistics.fingerprint)

    def _movements(self) -> Sequence[tuple[str, Movement]]:
        return self._read_movements(self._retriever.statistics.fingerprint)


def _mark(plan: PlanSummary) -> str:
    """Name a plan so that a question is known to mean it: by number and province, else by its short name."""
    about = plan.metadata
    return (
        ", ".join(filter(None, (about.number, about.province)))
        if about.number
        else short_name(plan.id, about)
    )
