"""Assistant.handle(message) -> Reply. READ THIS FIRST."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from bot.answering.answers import Answer
from bot.answering.intents import Intent, read_intent
from bot.answering.loaded import Library, LoadedPlan
from bot.answering.questions import answer_question
from bot.answering.remembered import MOST_REMEMBERED, Asked, RememberedReplies
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

_PLANS_KEPT, _SCOPES_KEPT = 64, 32
_TRIES = 5

FactT = TypeVar("FactT")


class Assistant:
    """Answer messages from the plans; safe to call from several threads.

    `restore` puts diacritics back where what was understood is told, never in a quote. So many replies are
    `remembered`; 0 where it is answering that is measured.
    """

    def __init__(
        self,
        *,
        retriever: Retriever,
        library: Library,
        renderer: Renderer,
        restore: Restore = lambda text: text,
        remembered: int = MOST_REMEMBERED,
    ) -> None:
        self._retriever = retriever
        self._renderer = renderer
        self._restore = restore
        self._kept = Library(
            load=self._plan, supersessions=self._supersessions, movements=self._movements,
            today=library.today,
        )  # fmt: skip
        self._load_version = lru_cache(maxsize=_PLANS_KEPT)(lambda plan_id, _: library.load(plan_id))
        self._read_supersessions = lru_cache(maxsize=_SCOPES_KEPT)(
            lambda _, among: _of_plans(library.supersessions(), among)
        )
        self._read_movements = lru_cache(maxsize=_SCOPES_KEPT)(
            lambda _, among: _of_plans(library.movements(), among)
        )
        self._replies = RememberedReplies(remembered)

    def handle(self, message: Message) -> Reply:
        """Answer one message from the plans in its scope; whatever was typed, there is a reply.

        Raises PlansInMotion where plans are replaced faster than one answer takes, UnknownPlan or
        UnfoundedStatement where the index and the plans do not fit together, StoreError and RetrievalError
        where they cannot be read.
        """
        for _ in range(_TRIES):
            before = self._retriever.fingerprint()
            try:
                with self._retriever.held(message.scope):
                    intent = self._read(message)
                    asked = self._asked(message, intent)
                    reply = self._replies.recall(asked) or self._reply(intent, message)
            except (UnknownPlan, UnfoundedStatement):
                if self._retriever.fingerprint() == before:
                    raise
                continue
            # A plan replaced in between would be cut at the places of its former text.
            if self._retriever.fingerprint() == before:
                self._replies.keep(asked, reply)
                return reply
        raise PlansInMotion("The plans are being changed right now; ask again in a moment.")

    def _asked(self, message: Message, intent: Intent) -> Asked:
        """Give what the reply depends on: of the turn before, only where the question leans on it."""
        index = self._retriever.statistics
        return Asked(
            text=message.text, previous=intent.before, plan=message.plan, scope=index.among,
            state=index.fingerprint, day=self._kept.today(), language=message.language,
        )  # fmt: skip

    def _reply(self, intent: Intent, message: Message) -> Reply:
        return self._renderer.render(self._understood(intent, message))

    def _read(self, message: Message) -> Intent:
        # What was asked again of a chosen plan leans on nothing.
        intent = read_intent(message.text, None if message.plan else message.previous, self._mend)
        return replace(intent, language=message.language) if message.language else intent

    def _understood(self, intent: Intent, message: Message) -> Answer:
        """Answer, and tell what was understood: the whole question where it leans on the turn before."""
        answer = self._answer(intent, message.plan)
        if not answer.question:
            return answer
        # A question that only took the plan from the turn before was understood as it stands.
        is_joined = intent.before and intent.text != intent.asked
        query = self._retriever.understand(answer.question if is_joined else message.text)
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
        """Load a plan once for each state of the store. Raises UnknownPlan for one out of the scope too."""
        index = self._retriever.statistics
        if index.among is not None and plan_id not in index.among:
            raise UnknownPlan("A plan was asked for that the asker may not see; report this.")
        return self._load_version(plan_id, index.fingerprint)

    def _supersessions(self) -> Sequence[tuple[str, Supersession]]:
        index = self._retriever.statistics
        return self._read_supersessions(index.fingerprint, index.among)

    def _movements(self) -> Sequence[tuple[str, Movement]]:
        index = self._retriever.statistics
        return self._read_movements(index.fingerprint, index.among)


def _of_plans(
    facts: Sequence[tuple[str, FactT]], among: Collection[str] | None
) -> Sequence[tuple[str, FactT]]:
    """Leave out the facts of plans out of the scope."""
    return facts if among is None else [each for each in facts if each[0] in among]


def _mark(plan: PlanSummary) -> str:
    """Name a plan so that a question is known to mean it: by number and province, else by its short name."""
    about = plan.metadata
    return (
        ", ".join(filter(None, (about.number, about.province)))
        if about.number
        else short_name(plan.id, about)
    )
