"""Documents that editors send: kept as plans, told in a summary, and undone by a button."""

from __future__ import annotations

import tempfile
from hashlib import sha256
from pathlib import Path, PurePath, PureWindowsPath
from typing import TYPE_CHECKING

from bot.dialogue.plan_facts import KINDS, facts_of
from bot.dialogue.questions import title
from bot.errors import Undeliverable
from bot.events import Block
from bot.store.documents import Sent
from corpus.errors import NotAPlan, UnknownPlan, UnreadableFile
from corpus.naming import short_name
from corpus.readers import READERS

if TYPE_CHECKING:
    from bot.dialogue.visit import Action, Visit
    from bot.events import Attachment, Link
    from corpus.models import Plan

LARGEST = 20 * 1024 * 1024
# In bytes of UTF-8, of which file systems take 255.
_LONGEST_NAME = 200
_MOST_ODDITIES = 3


def take_document(visit: Visit) -> None:
    """Keep a document of an editor as a plan; say a polite no to everybody else."""
    file = visit.event.file
    if file is None or visit.member is None or not visit.member.may("ingest"):
        visit.tell(visit.say("document.not_allowed"))
        return
    name = _plain_name(file.name)
    if PurePath(name).suffix.lower() not in _suffixes():
        visit.tell(visit.say("document.unknown_type", types=", ".join(_suffixes())))
    elif file.size > LARGEST:
        visit.tell(visit.say("document.too_large"))
    elif visit.link is not None:
        _fetch(visit, visit.link, file, name)


def _fetch(visit: Visit, link: Link, file: Attachment, name: str) -> None:
    """Get a document from its channel and keep it; ask for it anew where it is not there any more."""
    try:
        content = link.fetch(file)
    except Undeliverable:
        visit.tell(visit.say("document.gone"))
        return
    if len(content) > LARGEST:
        visit.tell(visit.say("document.too_large"))
    else:
        _keep(visit, name, content)


def undo(visit: Visit, action: Action) -> None:
    """Take back a document: its plan goes, or the one that it replaced comes back."""
    sent = visit.means.memory.documents.find(action["sent"])
    if visit.member is None or not visit.member.may("ingest"):
        visit.tell(visit.say("document.not_allowed"))
    elif sent is None or sent.plan not in visit.scope or not _is_as_sent(visit, sent):
        visit.tell(visit.say("document.changed"))
    else:
        _put_back(visit, sent)
        visit.audit("undo", plan=sent.plan, file=sent.file)
        key = "document.undone" if sent.source is None else "document.put_back"
        visit.tell(visit.say(key, name=sent.file), edits=visit.event.message)


def _keep(visit: Visit, name: str, content: bytes) -> None:
    plans = visit.means.plans
    replaced = plans.find_file(name)
    if replaced is not None and replaced not in visit.scope:
        # Who may not see a plan cannot replace it either, nor learn that it is there.
        visit.tell(visit.say("document.rename"))
        return
    sent = _note(visit, name, plans.plan(replaced) if replaced else None)
    try:
        plan = _ingest(visit, name, content)
    except (UnreadableFile, NotAPlan) as error:
        visit.later(lambda: visit.means.memory.documents.forget(sent.id))
        visit.tell(visit.say("document.unreadable", name=name, reason=_reason(error)))
        return
    visit.scope = visit.find_scope()
    visit.later(lambda: visit.means.memory.documents.settle(sent.id, plan.id, plan.digest))
    visit.audit("ingest", plan=plan.id, file=name)
    _summarise(visit, plan, sent)


def _note(visit: Visit, name: str, before: Plan | None) -> Sent:
    """Keep what is replaced before it is: who is killed in between finds it when the event comes again."""
    sent = Sent(
        id=f"{visit.event.channel}:{visit.event.key}", file=name, digest="",
        plan=before.id if before else "", origin=before.origin if before else "",
        source=before.source if before else None,
    )  # fmt: skip
    return visit.means.memory.documents.note(sent, visit.person, at=visit.now)


def _ingest(visit: Visit, name: str, content: bytes, **known: str) -> Plan:
    """Write a document where only this process looks, and read it as a plan."""
    with tempfile.TemporaryDirectory(dir=visit.means.folder) as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        return visit.means.ingest(path, visit.means.plans, **known)


def _put_back(visit: Visit, sent: Sent) -> None:
    """Let a plan go, or read the former one again: now, for that takes long, and may be done twice."""
    visit.later(lambda: visit.means.memory.documents.forget(sent.id))
    if sent.source is None:
        visit.later(lambda: visit.means.plans.forget(sent.plan))
    else:
        _ingest(visit, sent.file, sent.source.encode(), plan_id=sent.plan, origin=sent.origin)


def _is_as_sent(visit: Visit, sent: Sent) -> bool:
    """Tell whether the plan is still what the document made of it, or is back already as it was before."""
    try:
        plan = visit.means.plans.plan(sent.plan)
    except UnknownPlan:
        return False
    return plan.digest == sent.digest or plan.source == sent.source


def _summarise(visit: Visit, plan: Plan, sent: Sent) -> None:
    found = visit.means.plans.facts(plan.id)
    odd = [str(getattr(fact, "what", "")) for fact in facts_of(found, "anomalies")]
    document = {
        "title": plan.metadata.title, "number": plan.metadata.number or "",
        "replaced": sent.source is not None, "oddities": odd[:_MOST_ODDITIES],
        "more_oddities": max(len(odd) - _MOST_ODDITIES, 0), "is_damaged": plan.is_damaged,
        **{kind: len(facts_of(found, kind)) for kind in KINDS},
    }  # fmt: skip
    row = [
        visit.button(visit.say("buttons.card"), {"do": "card", "plan": plan.id}),
        visit.button(visit.say("buttons.undo"), {"do": "undo", "sent": sent.id}, personal=True),
    ]
    name = short_name(plan.id, plan.metadata, damaged=plan.is_garbled)
    visit.tell(
        title(visit.say("document.kept", name=name)), Block(text=visit.fill("document", document=document)),
        buttons=[row],
    )  # fmt: skip


def _plain_name(name: str) -> str:
    """Give the last part of a name as a file name that leads nowhere else."""
    last = PureWindowsPath(name).name
    kept = "".join(letter for letter in last if letter.isprintable() and letter not in '/\\:*?"<>|')
    stem, suffix = PurePath(kept).stem.strip(". "), PurePath(kept).suffix
    return f"{_shorten(stem)}{suffix}" if stem else ""


def _shorten(stem: str) -> str:
    """Cut a name to what every disk takes; names that differ still do, or one plan would replace another."""
    written = stem.encode()
    if len(written) <= _LONGEST_NAME:
        return stem
    digest = sha256(written).hexdigest()[:8]
    return f"{written[:_LONGEST_NAME].decode('utf-8', 'ignore').strip('. ')}-{digest}"


def _suffixes() -> list[str]:
    return [suffix for suffix in READERS if suffix]


def _reason(error: Exception) -> str:
    """Give the reader's own line without the folder that the file was written to."""
    line = str(error)
    words = [word if "/" not in word else PurePath(word).name for word in line.split()]
    return " ".join(words)
