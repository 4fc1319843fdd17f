"""Assistant.handle(message) -> Reply. READ THIS FIRST."""

from __future__ import annotations

from functools import lru_cache

from bot.answering.answers import Answer
from bot.answering.intents import Intent, read_intent
from bot.answering.passages import LoadPlan, answer_from_passages
from bot.answering.rendering import Renderer
from bot.messages import Message, Reply
from corpus.models import Plan
from retrieval.retriever import Retriever

_PLANS_KEPT = 64


class Assistant:
    """Answer messages from the plans; safe to call from several threads."""

    def __init__(self, *, retriever: Retriever, load_plan: LoadPlan, renderer: Renderer) -> None:
        self._retriever = retriever
        self._renderer = renderer
        self._load_plan = load_plan
        self._keep = lru_cache(maxsize=_PLANS_KEPT)(self._load_version)

    def handle(self, message: Message) -> Reply:
        """Answer one message; whatever was typed, there is a reply."""
        intent = read_intent(message.text, message.previous, self._mend)
        return self._renderer.render(self._answer(intent))

    def _answer(self, intent: Intent) -> Answer:
        if intent.task == "question":
            return answer_from_passages(intent, self._retriever, self._plan)
        return Answer(kind=intent.task, language=intent.language, topic=intent.topic)

    def _mend(self, text: str) -> str:
        return self._retriever.understand(text).text

    def _plan(self, plan_id: str) -> Plan:
        return self._keep(plan_id, self._retriever.statistics.fingerprint)

    def _load_version(self, plan_id: str, fingerprint: str) -> Plan:
        """Load a plan once for each state of the store."""
        return self._load_plan(plan_id)
