"""The command `thidua`: arguments only; what the commands do stands in `commands*`.

Errors are one line on standard error that says what to do: exit code 2 for bad use, 1 for failure.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, NoReturn, Optional

import typer
from pydantic import ValidationError

from bot import commands
from bot.errors import BotError
from bot.settings import Settings
from corpus.errors import CorpusError
from retrieval.errors import RetrievalError

cli = typer.Typer(
    name="thidua", invoke_without_command=True, add_completion=False, pretty_exceptions_enable=False,
    help="Cited answers about emulation campaign plans (kế hoạch thi đua). Set THIDUA_HOME to choose the folder of the data.",
)  # fmt: skip

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


# Typer names only this child of its usage error in public.
_UsageError = typer.BadParameter.mro()[1]


@cli.callback()
def _begin(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        sys.stdout.write(f"{context.get_help()}\n")
        raise typer.Exit(2)


@cli.command()
def ask(
    question: Annotated[Optional[str], typer.Argument(help="The question, in Vietnamese or English.")] = None,
    previous: Annotated[Optional[str], typer.Option(help="The question before, for one that goes on from it.")] = None,
    as_json: AsJson = False,
    as_jsonl: Annotated[bool, typer.Option("--jsonl", help="Read questions, a JSON line each, from standard input; print a JSON line each.")] = False,
) -> None:
    """Answer one question, or with --jsonl each question of standard input."""
    if as_jsonl:
        if question is not None:
            raise typer.BadParameter("with --jsonl the questions come from standard input; leave the question out")
        commands.ask_lines(_settings(), sys.stdin.buffer)
    elif question is None:
        raise typer.BadParameter('give a question, for example: thidua ask "giấy khen 2025 bao nhiêu?"')
    else:
        commands.ask(_settings(), question, previous, as_json=as_json)


@cli.command()
def plans(as_json: AsJson = False) -> None:
    """List the loaded plans."""
    commands.list_plans(_settings(), as_json=as_json)


@cli.command()
def plan(plan_id: Annotated[str, typer.Argument(metavar="ID", help="The id, as `thidua plans` prints it.")], as_json: AsJson = False) -> None:
    """Show one plan: what it says about itself, and its outline."""
    commands.show_plan(_settings(), plan_id, as_json=as_json)


@cli.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="UTF-8 text files.")],
    plan_id: Annotated[Optional[str], typer.Option("--id", help="The id to keep it under (one file only).")] = None,
    as_json: AsJson = False,
) -> None:
    """Load plans; a file of the same name takes the place of the one before."""
    if plan_id is not None and len(paths) > 1:
        raise typer.BadParameter("--id goes with one file")
    commands.ingest_files(_settings(), paths, plan_id, as_json=as_json)


@cli.command()
def forget(plan_id: Annotated[str, typer.Argument(metavar="ID", help="The id, as `thidua plans` prints it.")]) -> None:
    """Remove a plan."""
    commands.forget_plan(_settings(), plan_id)


@cli.command("eval")
def evaluate(
    questions: Annotated[Path, typer.Argument(metavar="QUESTIONS.jsonl", help="Questions with known answers, a JSON line each.")],
    as_json: AsJson = False,
) -> None:
    """Print the figures of a question set."""
    commands.evaluate(_settings(), questions, as_json=as_json)


@cli.command()
def serve(
    port: Annotated[Optional[int], typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = None,
    host: Annotated[Optional[str], typer.Option(help="The address; only this computer's own until there is access control.")] = None,
) -> None:
    """Serve the web chat on this computer."""
    chosen = {key: value for key, value in (("port", port), ("host", host)) if value is not None}
    commands.serve(_settings(**chosen))


@cli.command()
def doctor() -> None:
    """Check that everything is in place; each line says what to do."""
    commands.examine(_settings())


def _settings(**chosen: object) -> Settings:
    try:
        return Settings(**chosen)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        raise typer.BadParameter(f"THIDUA_{'_'.join(map(str, first['loc'])).upper()}: {first['msg']}") from error


def main() -> None:
    """Run the command line and turn every failure into one line."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        sys.exit(cli(standalone_mode=False, prog_name="thidua") or 0)
    except _UsageError as error:
        _fail(f"{error.format_message()} (thidua --help says more)", code=2)  # type: ignore[attr-defined]
    except (CorpusError, RetrievalError, BotError) as error:
        _fail(str(error), code=1)
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read our output has read enough.
        sys.stderr.close()
        sys.exit(1)


def _fail(line: str, *, code: int) -> NoReturn:
    sys.stderr.write(f"thidua: {' '.join(line.split())}\n")
    sys.exit(code)


if __name__ == "__main__":
    main()
