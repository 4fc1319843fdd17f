"""The rules of the house (docs/architecture.md), each a function from a tree to what is wrong in it."""

from __future__ import annotations

import ast
from collections.abc import Callable
from graphlib import CycleError, TopologicalSorter

from tests.architecture.source import Module, Tree

LAYERS = {
    "prompts": set[str](),
    "corpus": {"corpus"},
    "retrieval": {"corpus", "retrieval"},
    "bot": {"corpus", "retrieval", "bot", "prompts"},
}

# A room of the bot -> the rooms that it may import, besides itself. A new room gets its row here.
_GROUND = {"errors", "events", "messages", "settings"}
_STORE = {"migrations", "store"}
_EVERY_ROOM = (
    _GROUND | _STORE
    | {"answering", "people", "delivery", "dialogue", "reminders", "web", "pictures", "channels"}
)  # fmt: skip
ROOMS = {
    "errors": set[str](),
    "messages": {"errors"},
    "events": {"errors", "messages"},
    "settings": {"errors"},
    "migrations": {"errors"},
    "store": {"errors", "events", "messages", "migrations"},
    "answering": _GROUND,
    "people": _GROUND | _STORE,
    "delivery": _GROUND | _STORE | {"answering", "people"},
    "dialogue": _GROUND | _STORE | {"answering", "people"},
    "reminders": _GROUND | _STORE | {"answering", "people", "delivery"},
    "web": _GROUND,
    "pictures": _GROUND | {"web"},
    "channels": _GROUND | {"web"},
    "app": _EVERY_ROOM,
    "serving": _EVERY_ROOM | {"app"},
    "commands": _GROUND | {"app", "people", "serving"},
    "__main__": _GROUND | {"app", "commands"},
}

# Rooms that may not use every layer on the left of the bot.
ROOM_LAYERS = {
    "messages": set[str](),
    "settings": set[str](),
    "pictures": {"corpus"},
    "channels": {"corpus"},
}

# Imports inside functions: an optional heavy library, in the one file that owns it.
LATE_IMPORTS: dict[str, set[str]] = {
    # uvicorn, starlette and the web's templates: a third of the start, and only `thidua serve` needs them.
    "bot/commands/serving.py": {"bot.serving.serve"},
    # python-telegram-bot: only where a token is set.
    "bot/serving.py": {
        "bot.channels.telegram.TelegramChannel",
        "bot.channels.telegram_line.TelegramSetup",
    },
    # rich draws only where a person watches standard error.
    "bot/commands/terminal.py": {"rich.console.Console"},
    "bot/commands/plans.py": {"rich.console.Console", "rich.progress.track"},
    # resvg draws only where a chat asks for a picture.
    "bot/pictures/rasterising.py": {"resvg_py"},
    # The extra `models`: torch and what stands on it load for seconds, and most run without.
    "retrieval/hub.py": {
        "huggingface_hub.HfApi",
        "huggingface_hub.errors",
        "huggingface_hub.snapshot_download",
        "huggingface_hub.try_to_load_from_cache",
    },
    "retrieval/model_loading.py": {"sentence_transformers", "transformers.utils.logging"},
    # numpy and the model of the repair: only a bad scan needs them, when it comes in.
    "corpus/parsing/rereading.py": {"corpus.repair.reading.repair"},
}

SQL_LIBRARIES = {"sqlite3", "sqlite_utils"}
SQL_FILES = {"connections.py", "migrations.py", "records.py"}
ENVIRONMENT = {"os.environ", "os.environb", "os.getenv", "os.putenv"}
SETTINGS = "bot/settings.py"
VAGUE_NAMES = {"util", "utils", "helper", "helpers", "manager", "managers", "common"}
MOST_FILE_LINES = 300
MOST_FUNCTION_LINES = 40

Rule = Callable[[Tree], list[str]]


def layers_import_leftwards(tree: Tree) -> list[str]:
    return [
        f"{module.path} imports {other}: {_top(module.name)} may not know {_top(other)}"
        for module in tree.source
        for other in sorted(tree.modules_imported_by(module))
        if _top(other) not in LAYERS[_top(module.name)] | {_top(module.name)}
    ]


def rooms_import_leftwards(tree: Tree) -> list[str]:
    return [
        problem
        for module in tree.source
        if (room := _room(module.name))
        for problem in (_room_problems(tree, module, room) if room in ROOMS else [_unknown(module, room)])
    ]


def _room_problems(tree: Tree, module: Module, room: str) -> list[str]:
    layers = ROOM_LAYERS.get(room, LAYERS["bot"])
    others = sorted(tree.modules_imported_by(module))
    wrong_rooms = [other for other in others if _room(other) and _room(other) not in ROOMS[room] | {room}]
    wrong_layers = [other for other in others if _top(other) not in layers | {"bot"}]
    return [f"{module.path} imports {other}: {room} may not know it" for other in wrong_rooms + wrong_layers]


def _unknown(module: Module, room: str) -> str:
    return f"{module.path}: the room {room} has no row in ROOMS: say there what it may import"


def imports_have_no_cycle(tree: Tree) -> list[str]:
    graph = {module.name: tree.modules_imported_by(module) for module in tree.source}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return [f"imports run in a circle: {' -> '.join(reversed(error.args[1]))}"]
    return []


def settings_alone_read_the_environment(tree: Tree) -> list[str]:
    return [
        f"{module.path} reads the environment: that is for {SETTINGS}"
        for module in tree.source
        if module.path != SETTINGS and _reads_environment(module)
    ]


def _reads_environment(module: Module) -> bool:
    attributes = {ast.unparse(node) for node in module.nodes() if isinstance(node, ast.Attribute)}
    imports = set(module.imports())
    return bool((attributes | imports) & ENVIRONMENT) or "pydantic_settings" in {_top(n) for n in imports}


def stores_alone_speak_sql(tree: Tree) -> list[str]:
    return [
        f"{module.path} imports a database library: that is for store, migrations, records and connections"
        for module in tree.source
        if {_top(name) for name in module.imports()} & SQL_LIBRARIES and not _may_speak_sql(module.path)
    ]


def _may_speak_sql(path: str) -> bool:
    *folders, file = path.split("/")
    return "store" in file or "store" in folders or file in SQL_FILES


def late_imports_are_listed(tree: Tree) -> list[str]:
    unlisted = [
        f"{module.path} imports {name} inside a function and LATE_IMPORTS does not list it"
        for module in tree.source
        for name in sorted(module.late_imports() - LATE_IMPORTS.get(module.path, set()))
    ]
    late = {module.path: module.late_imports() for module in tree.source if module.path in LATE_IMPORTS}
    idle = [
        f"LATE_IMPORTS lists {name} for {path}, which does not import it so"
        for path in late
        for name in sorted(LATE_IMPORTS[path] - late[path])
    ]
    return unlisted + idle


def files_are_short(tree: Tree) -> list[str]:
    return [
        f"{module.path} has {lines} lines, more than {MOST_FILE_LINES}"
        for module in tree.source + tree.around
        if (lines := len(module.text.splitlines())) > MOST_FILE_LINES
    ]


def functions_are_short(tree: Tree) -> list[str]:
    return [
        f"{module.path}: {function.name} has {lines} lines, more than {MOST_FUNCTION_LINES}"
        for module in tree.source + tree.around
        for function in module.functions()
        if (lines := (function.end_lineno or function.lineno) - function.lineno + 1) > MOST_FUNCTION_LINES
    ]


def names_say_something(tree: Tree) -> list[str]:
    return [
        f"{module.path}: the name says nothing"
        for module in tree.source + tree.around
        if VAGUE_NAMES & {word for part in module.name.split(".") for word in part.split("_")}
    ]


def commands_alone_print(tree: Tree) -> list[str]:
    return [
        f"{module.path} prints: that is for the commands"
        for module in tree.source
        if _room(module.name) not in {"__main__", "commands"} and _prints(module)
    ]


def _prints(module: Module) -> bool:
    calls = (node.func for node in module.nodes() if isinstance(node, ast.Call))
    return any(isinstance(function, ast.Name) and function.id == "print" for function in calls)


def languages_have_the_same_templates(tree: Tree) -> list[str]:
    vietnamese, english = (
        {path.relative_to(folder).as_posix() for path in folder.rglob("*.j2")}
        for folder in (tree.root / "prompts" / language for language in ("vi", "en"))
    )
    return [f"prompts: {name} is there in one language only" for name in sorted(vietnamese ^ english)]


def _top(name: str) -> str:
    return name.partition(".")[0]


def _room(name: str) -> str:
    """Name the room of the bot that a module belongs to; "" outside the bot, and for the bot itself."""
    layer, _, rest = name.partition(".")
    room = _top(rest) if layer == "bot" else ""
    return "commands" if room.startswith("commands") else room


RULES: tuple[Rule, ...] = (
    layers_import_leftwards,
    rooms_import_leftwards,
    imports_have_no_cycle,
    settings_alone_read_the_environment,
    stores_alone_speak_sql,
    late_imports_are_listed,
    files_are_short,
    functions_are_short,
    names_say_something,
    commands_alone_print,
    languages_have_the_same_templates,
)
