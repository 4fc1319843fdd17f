"""The command `thidua`: arguments only; what the commands do stands in `commands`.

Errors are one line on standard error that says what to do: exit code 2 for bad use, 1 for failure.
"""

from __future__ import annotations

import gc
import signal
from contextlib import suppress

# While the libraries load, Ctrl-C ends the program without a word; `run` takes over from there. (Only the
# main thread may say so, and a caller who ignores Ctrl-C is left alone.)
with suppress(ValueError):
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)

# What loads now stays to the end; looking for garbage among it takes a tenth of the start.
if gc.isenabled():
    gc.disable()

import re
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.arguments import read_settings
from bot.commands.asking import ask as answer
from bot.commands.asking import ask_lines
from bot.commands.auditing import export_audit
from bot.commands.evaluating import evaluate, evaluate_feedback
from bot.commands.examining import examine
from bot.commands.facts import list_facts
from bot.commands.feedback import list_feedback, review_feedback
from bot.commands.people_arguments import people_cli
from bot.commands.plans import forget_plan, ingest_files, list_plans, show_plan
from bot.commands.running import run
from bot.commands.serving import serve as serve_chat
from bot.commands.undelivered import list_undelivered

gc.enable()

cli = typer.Typer(
    name="thidua",
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help=(
        "Cited answers about emulation campaign plans (kế hoạch thi đua). "
        "Set THIDUA_HOME to choose the folder of the data."
    ),
)

cli.add_typer(people_cli, name="people")

_PLAN_ID = re.compile(r"[\w][\w.-]{0,99}")


def _check_id(plan_id: str | None) -> str | None:
    if plan_id is not None and not _PLAN_ID.fullmatch(plan_id):
        raise typer.BadParameter(
            "an id is up to 100 letters, digits, dots, - and _, as it becomes part of an address"
        )
    return plan_id


AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
AsLines = Annotated[
    bool,
    typer.Option(
        "--jsonl", help="Read questions, a JSON line each, from standard input; print a JSON line each."
    ),
]
Question = Annotated[
    str | None, typer.Argument(metavar="QUESTION", help="The question, in Vietnamese or English.")
]
Previous = Annotated[str | None, typer.Option(help="The question before, for one that goes on from it.")]
PlanId = Annotated[str, typer.Argument(metavar="ID", help="The id, as `thidua plans` prints it.")]
AnyPlanId = Annotated[
    str | None,
    typer.Argument(metavar="[ID]", help="The id, as `thidua plans` prints it; all where none is given."),
]
NewId = Annotated[
    str | None, typer.Option("--id", callback=_check_id, help="The id to keep it under (one file only).")
]
PlanFiles = Annotated[list[Path], typer.Argument(metavar="PATH", help="UTF-8 text files.")]
QuestionFile = Annotated[
    Path | None,
    typer.Argument(metavar="QUESTIONS.jsonl", help="Questions with known answers, a JSON line each."),
]
FromFeedback = Annotated[
    Path | None,
    typer.Option(metavar="OUT.jsonl", help="Write reviewed feedback there as a question set, and use it."),
]
Number = Annotated[int, typer.Argument(metavar="N", help="The number, as `thidua feedback` prints it.")]
Evidence = Annotated[
    list[str] | None,
    typer.Option(metavar="PLAN:START-END", help="Where the answer stands, in the source; again for more."),
]
Refuse = Annotated[bool, typer.Option(help="The plans do not answer it.")]
Drop = Annotated[bool, typer.Option(help="Make nothing of it.")]
Port = Annotated[int | None, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")]
Host = Annotated[
    str | None, typer.Option(help="The address; only this computer's own until there is access control.")
]

Since = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"], metavar="DATE", help="The first day, as 2026-01-31; all where not given."
    ),
]


@cli.callback()
def _begin(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        sys.stdout.write(f"{context.get_help()}\n")
        raise typer.Exit(2)


@cli.command()
def ask(
    question: Question = None, previous: Previous = None, as_json: AsJson = False, as_lines: AsLines = False
) -> None:
    """Answer one question, or with --jsonl each question of standard input."""
    if as_lines:
        if question is not None or previous is not None or as_json:
            raise typer.BadParameter(
                "--jsonl stands alone: the questions come from standard input, a JSON line each"
            )
        ask_lines(read_settings(), sys.stdin.buffer)
    elif question is None:
        raise typer.BadParameter('give a question, for example: thidua ask "giấy khen 2025 bao nhiêu?"')
    else:
        answer(read_settings(), question, previous, as_json=as_json)


@cli.command()
def plans(as_json: AsJson = False) -> None:
    """List the loaded plans."""
    list_plans(read_settings(), as_json=as_json)


@cli.command()
def plan(plan_id: PlanId, as_json: AsJson = False) -> None:
    """Show one plan: what it says about itself, its outline, how many facts it has, and what is odd in it."""
    show_plan(read_settings(), plan_id, as_json=as_json)


@cli.command()
def facts(plan_id: AnyPlanId = None, as_json: AsJson = False) -> None:
    """List the facts found in one plan, or in all: quotas, deadlines, reporting lines and more."""
    list_facts(read_settings(), plan_id, as_json=as_json)


@cli.command()
def ingest(paths: PlanFiles, plan_id: NewId = None, as_json: AsJson = False) -> None:
    """Load plans; a file of the same name takes the place of the one before."""
    if plan_id is not None and len(paths) > 1:
        raise typer.BadParameter("--id goes with one file")
    ingest_files(read_settings(), paths, plan_id, as_json=as_json)


@cli.command()
def forget(plan_id: PlanId) -> None:
    """Remove a plan."""
    forget_plan(read_settings(), plan_id)


@cli.command()
def audit(since: Since = None, as_json: AsJson = False) -> None:
    """Export who asked what, which citations, and who changed what: a line each, the oldest first."""
    export_audit(read_settings(), since, as_json=as_json)


@cli.command()
def undelivered(as_json: AsJson = False) -> None:
    """List what reached nobody in the last seven days, with the number that the person was told."""
    list_undelivered(read_settings(), as_json=as_json)


@cli.command("eval")
def eval_(
    questions: QuestionFile = None, from_feedback: FromFeedback = None, as_json: AsJson = False
) -> None:
    """Print the figures of a question set, or of one made of feedback that editors reviewed."""
    if (questions is None) == (from_feedback is None):
        raise typer.BadParameter("give a file QUESTIONS.jsonl, or --from-feedback with the file to write")
    if questions is not None:
        evaluate(read_settings(), questions, as_json=as_json)
    elif from_feedback is not None:
        evaluate_feedback(read_settings(), from_feedback, as_json=as_json)


feedback = typer.Typer(invoke_without_command=True, help="What people marked wrong, and its review.")
cli.add_typer(feedback, name="feedback")


@feedback.callback()
def _list_feedback(context: typer.Context, as_json: AsJson = False) -> None:
    """List what people marked wrong and nobody reviewed yet."""
    if context.invoked_subcommand is None:
        list_feedback(read_settings(), as_json=as_json)


@feedback.command()
def review(number: Number, evidence: Evidence = None, refuse: Refuse = False, drop: Drop = False) -> None:
    """Say what the answer should have been: where it stands, that the plans do not say it, or nothing."""
    review_feedback(read_settings(), number, evidence or (), refuse=refuse, drop=drop)


@cli.command()
def serve(port: Port = None, host: Host = None) -> None:
    """Serve the web chat on this computer, and Telegram where it is set up."""
    chosen = {"port": port, "host": host}
    serve_chat(read_settings(**{name: value for name, value in chosen.items() if value is not None}))


@cli.command()
def doctor() -> None:
    """Check that everything is in place; each line says what to do."""
    examine(read_settings())


def main() -> None:
    """Run the command line."""
    gc.freeze()
    run(cli)


if __name__ == "__main__":
    main()
