"""build(settings): the one place where objects are made and joined."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from bot.answering.assistant import Assistant
from bot.answering.loaded import Library, LoadedPlan
from bot.answering.remembered import MOST_REMEMBERED
from bot.answering.rendering import Renderer
from bot.delivery.owner import living
from bot.dialogue.greeting import greet
from bot.dialogue.reviewing import Reviews
from bot.dialogue.wording import Wording
from bot.errors import PlansInMotion
from bot.messages import Message, Person
from bot.migrations import office
from bot.people.audit import Audit
from bot.people.people import People
from bot.people.records import Approved
from bot.people.roles import TERMINAL, Role
from bot.settings import Settings
from bot.store.boxes import Boxes
from bot.store.feedback import Feedback
from bot.store.outbox import Outbox
from corpus.connections import Connections
from corpus.facts.movement import Movement
from corpus.facts.supersession import Supersession
from corpus.ingest import load_shipped, refresh_facts, refresh_readings
from corpus.lexicon import words
from corpus.store import PlanStore
from retrieval.encoders import Encoder
from retrieval.errors import RestorerError
from retrieval.model_source import ModelChoice
from retrieval.reranking import CrossEncoderReranker, Reranker
from retrieval.restoring import Restorer
from retrieval.retriever import Retriever
from retrieval.static import StaticEncoder
from retrieval.transformer import EncoderChoice, SentenceTransformerEncoder

_OFFICE_RECOVERY = (
    "an empty one is made, into which people must be let in anew; a sound copy of the old one, put in its"
    " place, brings all back"
)
_NOBODY = Person(channel="trial", id="")
# An echo with a word read wrongly misleads more than one with a word left plain.
_SURE_READING = 0.9
OFFICE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, kw_only=True)
class App:
    """The joined parts. `close` it when done."""

    settings: Settings
    store: PlanStore
    retriever: Retriever
    renderer: Renderer
    assistant: Assistant

    def warm_up(self) -> None:
        """Answer trial questions, and leave to itself what they loaded: garbage is looked for elsewhere."""
        self.retriever.prepare()
        for text in words("conversation", "trials"):
            with suppress(PlansInMotion):
                self.assistant.handle(Message(text=text, person=_NOBODY))
        gc.collect()
        gc.freeze()

    def close(self) -> None:
        """Close the database."""
        self.store.close()


def build(
    settings: Settings,
    *,
    report: Callable[[str], None] = lambda _: None,
    remembered: int = MOST_REMEMBERED,
) -> App:
    """Open the store, load the shipped plans on first use, and join the parts.

    `report` is told what takes a while; so many replies are `remembered`. Raises CorpusError, RetrievalError
    and BotError.
    """
    _make_home(settings)
    store = PlanStore.open(settings.database)
    try:
        if refresh_readings(store) and store.plans():
            report("The loaded plans are read again, by newer rules.")
        if refresh_facts(store) and store.plans():
            report("The facts of the loaded plans are found again, by newer rules.")
        if load_shipped(store):
            report("The five plans that ship with Thidua are loaded.")
        retriever = Retriever(
            store, settings.indexes, _encoder(settings), reranker=_reranker(settings), report=report
        )
        renderer = Renderer()
        assistant = Assistant(
            retriever=retriever, library=_library(store), renderer=renderer, restore=_restore,
            remembered=remembered,
        )  # fmt: skip
    except BaseException:
        store.close()
        raise
    return App(settings=settings, store=store, retriever=retriever, renderer=renderer, assistant=assistant)


@contextmanager
def open_office(settings: Settings) -> Iterator[People]:
    """Open the database of people for a command, and close it in the end. Raises StoreError and its kinds."""
    connections = connect_office(settings)
    try:
        yield join_people(settings, connections)
    finally:
        connections.close()


@contextmanager
def open_boxes(settings: Settings) -> Iterator[Boxes]:
    """Open the boxes for a command, and close them in the end. Raises StoreError and its kinds."""
    connections = connect_office(settings)
    try:
        yield Boxes(connections)
    finally:
        connections.close()


def count_serving(settings: Settings) -> int:
    """Count the processes that serve this home now."""
    return len(living(settings.owners))


def let_in(settings: Settings, code: str, *, role: Role, groups: Collection[str]) -> Approved:
    """Let in who waits with a code, as the operator of this computer; whatever serves their chat greets them.

    Raises UnknownCode and its kinds, BadGroup, StoreError and its kinds.
    """
    connections = connect_office(settings)
    try:
        # Not one transaction: a wrong code is counted though it is refused.
        people = join_people(settings, connections)
        approved = people.approve(code, by=TERMINAL, role=role, groups=groups)
        Outbox(connections, time.time).add([greet(Wording(), approved)])
    finally:
        connections.close()
    return approved


def connect_office(settings: Settings) -> Connections:
    """Open the database of people and messages, or make it, for no other account of this computer to read.

    Raises StoreError and its kinds.
    """
    _make_home(settings)
    with suppress(OSError):
        # What is amiss is told when it is opened; what SQLite puts beside it takes the rights of this file.
        settings.office.touch(mode=0o600)
        # A copy that was put back may have come with wider ones.
        settings.office.chmod(0o600)
    return Connections.open(settings.office, [office], recovery=_OFFICE_RECOVERY)


def _make_home(settings: Settings) -> None:
    """Make the folder of the plans and the people, where there is none, for no other account to read."""
    with suppress(OSError):
        # What is amiss is told when a database is opened in it.
        settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)


def join_people(
    settings: Settings, connections: Connections, *, clock: Callable[[], float] = time.time
) -> People:
    """Join what keeps people on their database."""
    return People(
        connections,
        clock=clock,
        questions_a_minute=settings.rate_person,
        chat_questions_a_minute=settings.rate_chat,
        keep_days=settings.keep_questions_days,
    )


def _restore(text: str) -> str:
    """Put diacritics back; what it learnt is loaded by the first question that lacks them."""
    try:
        return Restorer.shipped().restore(text, least=_SURE_READING)
    except RestorerError:
        # The answer stands without it; `thidua doctor` tells what is damaged.
        return text


def _encoder(settings: Settings) -> Encoder:
    """Make the encoder that is set: the embedded one, or a model of another maker."""
    if not settings.encoder:
        return StaticEncoder.shipped()
    choice = EncoderChoice(
        source=settings.encoder,
        backend=settings.encoder_backend,
        query_prompt=settings.encoder_query_prompt,
        document_prompt=settings.encoder_document_prompt,
        max_length=settings.encoder_max_length,
        batch_size=settings.encoder_batch_size,
    )
    return SentenceTransformerEncoder(choice)


def _reranker(settings: Settings) -> Reranker | None:
    """Make the reranker that is set, if any."""
    if not settings.reranker:
        return None
    choice = ModelChoice(
        source=settings.reranker,
        backend=settings.reranker_backend,
        max_length=settings.reranker_max_length,
        batch_size=settings.reranker_batch_size,
    )
    return CrossEncoderReranker(choice)


def _load(store: PlanStore, plan_id: str) -> LoadedPlan:
    plan, facts = store.plan_with_facts(plan_id)
    return LoadedPlan(plan=plan, facts=facts)


def _library(store: PlanStore) -> Library:
    return Library(
        load=partial(_load, store),
        supersessions=lambda: store.facts_of_kind("supersedes", Supersession),
        movements=lambda: store.facts_of_kind("movements", Movement),
        today=lambda: datetime.now(OFFICE_ZONE).date(),
    )


@contextmanager
def open_reviews(app: App) -> Iterator[Reviews]:
    """Open what was said of answers, and close it in the end. Raises StoreError."""
    settings = app.settings
    connections = connect_office(settings)
    try:
        audit = Audit(connections, clock=time.time, keep_days=settings.keep_questions_days)
        yield Reviews(Feedback(connections), app.store, audit)
    finally:
        connections.close()
