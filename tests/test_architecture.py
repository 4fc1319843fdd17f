"""The checkout keeps the rules of the house, and every rule can fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture import rules
from tests.architecture.rules import RULES, Rule
from tests.architecture.source import Tree, read_tree

ROOT = Path(__file__).parent.parent

# Rule -> trees that break it: files, and the path that the rule must name.
BAD: list[tuple[Rule, dict[str, str], str]] = [
    (
        rules.layers_import_leftwards,
        {"corpus/a.py": "from retrieval.b import B", "retrieval/b.py": ""},
        "corpus/a.py imports retrieval.b",
    ),
    (
        rules.layers_import_leftwards,
        {"retrieval/a.py": "def f():\n    import bot.app", "bot/app.py": ""},
        "retrieval/a.py imports bot.app",
    ),
    (
        rules.layers_import_leftwards,
        {"corpus/a.py": "import bot", "bot/__init__.py": ""},
        "corpus/a.py imports bot",
    ),
    (
        rules.rooms_import_leftwards,
        {"bot/messages.py": "from . import settings", "bot/settings.py": ""},
        "bot/messages.py imports bot.settings",
    ),
    (
        rules.rooms_import_leftwards,
        {"bot/people/a.py": "from ..delivery.b import B", "bot/delivery/b.py": ""},
        "bot/people/a.py imports bot.delivery.b",
    ),
    (
        rules.rooms_import_leftwards,
        {"bot/delivery/b.py": "from bot.reminders import sweep", "bot/reminders/sweep.py": ""},
        "bot/delivery/b.py imports bot.reminders.sweep",
    ),
    (
        rules.rooms_import_leftwards,
        {"bot/channels/a.py": "import bot.answering.assistant", "bot/answering/assistant.py": ""},
        "bot/channels/a.py imports bot.answering.assistant",
    ),
    (
        rules.rooms_import_leftwards,
        {"bot/channels/a.py": "from retrieval import fusion", "retrieval/fusion.py": ""},
        "bot/channels/a.py imports retrieval.fusion",
    ),
    (
        rules.rooms_import_leftwards,
        {"bot/commands_ask.py": "import bot.channels.web", "bot/channels/web.py": ""},
        "bot/commands_ask.py imports bot.channels.web",
    ),
    (
        rules.rooms_import_leftwards,
        {"bot/attic/a.py": ""},
        "bot/attic/a.py: the room attic has no row",
    ),
    (
        rules.imports_have_no_cycle,
        {
            "corpus/a.py": "import corpus.b",
            "corpus/b.py": "from .c import C",
            "corpus/c.py": "import corpus.a",
        },
        "imports run in a circle: corpus.",
    ),
    (
        rules.settings_alone_read_the_environment,
        {"bot/app.py": "import os\nHOME = os.environ['HOME']"},
        "bot/app.py reads",
    ),
    (
        rules.settings_alone_read_the_environment,
        {"corpus/a.py": "from os import getenv"},
        "corpus/a.py reads",
    ),
    (
        rules.settings_alone_read_the_environment,
        {"bot/app.py": "from pydantic_settings import BaseSettings"},
        "bot/app.py reads",
    ),
    (rules.stores_alone_speak_sql, {"bot/people/roles.py": "import sqlite3"}, "bot/people/roles.py imports"),
    (
        rules.stores_alone_speak_sql,
        {"corpus/ingest.py": "from sqlite_utils import Database"},
        "corpus/ingest.py imports",
    ),
    (
        rules.late_imports_are_listed,
        {"corpus/a.py": "def f():\n    from numpy import array"},
        "corpus/a.py imports numpy.array",
    ),
    (rules.files_are_short, {"tests/test_a.py": "#\n" * 301}, "tests/test_a.py has 301 lines"),
    (
        rules.functions_are_short,
        {"bench/a.py": "class A:\n    async def f(self):\n" + "        1\n" * 40},
        "bench/a.py: f has 41 lines",
    ),
    (rules.names_say_something, {"bot/delivery/text_utils.py": ""}, "bot/delivery/text_utils.py: the name"),
    (rules.names_say_something, {"corpus/common/__init__.py": ""}, "corpus/common/__init__.py: the name"),
    (rules.commands_alone_print, {"bot/app.py": "def f():\n    print(1)"}, "bot/app.py prints"),
    (
        rules.languages_have_the_same_templates,
        {"prompts/vi/answer.j2": "", "prompts/vi/hello.j2": "", "prompts/en/answer.j2": ""},
        "prompts: hello.j2",
    ),
]

# Every form of import, name and file that the rules let pass.
GOOD = {
    "corpus/__init__.py": "",
    "corpus/store.py": "import sqlite3",
    "corpus/connections.py": "import sqlite_utils",
    "retrieval/query.py": "import os\nfrom corpus import store\nFILE = os.path",
    "bot/settings.py": "import os\nfrom pydantic_settings import BaseSettings\nHOME = os.environ",
    "bot/store/people.py": "import sqlite3",
    "bot/people/roles.py": "from ..store import people\nfrom .pairing import pair",
    "bot/people/pairing.py": "from corpus.store import Store",
    "bot/channels/web.py": "from bot.messages import Message\nfrom corpus.store import Store",
    "bot/messages.py": "#\n" * 300,
    "bot/app.py": "from bot.channels import web\nfrom retrieval import query",
    "bot/serving.py": "def f():\n"
    + "".join(f"    import {name}\n" for name in sorted(rules.LATE_IMPORTS["bot/serving.py"])),
    "bot/commands.py": "import bot.app\n\ndef f():\n" + "    print(1)\n" * 39,
    "prompts/vi/answer.j2": "",
    "prompts/en/answer.j2": "",
}


def tree_of(files: dict[str, str], root: Path) -> Tree:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return read_tree(root)


@pytest.fixture(scope="session")
def house() -> Tree:
    return read_tree(ROOT)


def test_every_layer_is_read(house: Tree) -> None:
    assert {module.path.split("/")[0] for module in house.source} == set(rules.LAYERS)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps(rule: Rule, house: Tree) -> None:
    assert rule(house) == []


@pytest.mark.parametrize(("rule", "files", "complaint"), BAD, ids=[rule.__name__ for rule, *_ in BAD])
def test_a_bad_tree_is_named(rule: Rule, files: dict[str, str], complaint: str, tmp_path: Path) -> None:
    problems = rule(tree_of(files, tmp_path))
    assert len(problems) == 1
    assert problems[0].startswith(complaint)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_good_tree_passes(rule: Rule, tmp_path: Path) -> None:
    assert rule(tree_of(GOOD, tmp_path)) == []


def test_no_rule_is_without_a_bad_tree() -> None:
    assert {rule for rule, *_ in BAD} == set(RULES)


def test_a_listed_late_import_that_is_gone_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(rules.LATE_IMPORTS, "corpus/a.py", {"torch"})
    assert rules.late_imports_are_listed(tree_of({"corpus/a.py": ""}, tmp_path)) == [
        "LATE_IMPORTS lists torch for corpus/a.py, which does not import it so"
    ]
