"""thidua plans, plan, ingest, forget, eval: what is loaded, and how that changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.acceptance.conftest import PLAN
from tests.acceptance.terminal import Terminal

SHIPPED = [
    "hungyen-2025-phat-dong",
    "hungyen-2023-dot-75-nam",
    "hungyen-2025-hoi-nghi-tong-ket",
    "myhao-2025-2030-khcn-chuyen-doi-so",
    "tayninh-2025-phat-dong",
]
QUESTION = "Vườn ươm sáng kiến được bao nhiêu giấy khen?"


def loaded(terminal: Terminal) -> list[str]:
    return [entry["id"] for entry in terminal.run("plans", "--json").lines]


def quoted(terminal: Terminal, words: str) -> bool:
    return any(words in citation["quote"] for citation in terminal.ask(QUESTION)[0]["citations"])


def test_the_five_plans_are_loaded_on_first_use(fresh: Terminal) -> None:
    done = fresh.run("plans")
    assert done.code == 0
    assert [line for line in done.out.splitlines() if not line.startswith(" ")] == SHIPPED
    assert done.err.splitlines() == ["The five plans that ship with Thidua are loaded."]
    assert "phát động" in done.out.lower()


def test_plans_for_a_program(prepared: Path) -> None:
    done = Terminal(prepared).run("plans", "--json")
    assert (done.code, done.err, [entry["id"] for entry in done.lines]) == (0, "", SHIPPED)
    number = {entry["id"]: entry["number"] for entry in done.lines}
    assert number["hungyen-2025-hoi-nghi-tong-ket"] == "29/KH-SKHCN"


def test_one_plan_as_text(prepared: Path) -> None:
    done = Terminal(prepared).run("plan", "tayninh-2025-phat-dong")
    assert (done.code, done.err) == (0, "")
    assert "province: Tây Ninh" in done.out.splitlines()
    assert "number: chưa rõ (unknown)" in done.out.splitlines()


def test_one_plan_for_a_program(prepared: Path) -> None:
    shown = Terminal(prepared).run("plan", "hungyen-2025-phat-dong", "--json").json
    assert list(shown) == ["id", "file", "metadata", "outline", "facts", "anomalies"]
    assert (shown["id"], shown["metadata"]["signer"]) == ("hungyen-2025-phat-dong", "Vũ Tuấn Anh")
    assert [entry["label"] for entry in shown["outline"] if entry["depth"] == 0][:4] == [
        "I.",
        "II.",
        "III.",
        "IV.",
    ]


def test_facts_for_a_program(terminal: Terminal, plan_file: Path) -> None:
    assert terminal.run("ingest", str(plan_file), "--id", "x").code == 0
    done = terminal.run("facts", "x", "--json")
    (quota,) = done.json["quotas"]
    assert (done.code, done.err, quota["collectives_max"], quota["individuals_max"]) == (0, "", 7, 11)
    assert quota["quote"] in " ".join(PLAN.split())
    every = terminal.run("facts", "--json")
    assert [line["plan"] for line in every.lines] == [*SHIPPED, "x"]


@pytest.mark.parametrize("command", ["plan", "facts", "forget"])
def test_an_unknown_plan_is_told_with_the_nearest(prepared: Path, command: str) -> None:
    done = Terminal(prepared).run(command, "hungyen-2025-phatdong")
    assert (done.code, done.out) == (1, "")
    assert "did you mean hungyen-2025-phat-dong" in done.complaint


def test_a_plan_comes_in_changes_and_goes(terminal: Terminal, plan_file: Path) -> None:
    first = terminal.run("ingest", str(plan_file), "--json")
    key = first.json["id"]
    assert (first.code, loaded(terminal)) == (0, [*SHIPPED, key])
    assert (first.json["file"], first.json["number"], first.json["signer"]) == (
        "vuon-uom.txt",
        "45/KH-UBND",
        "Trần Văn Mẫu",
    )
    assert quoted(terminal, "07 tập thể, 11 cá nhân.")

    again = terminal.run("ingest", str(plan_file))
    assert (again.code, again.err, again.out.split(":")[0]) == (0, "", key)

    plan_file.write_text(PLAN.replace("07 tập thể", "08 tập thể"), "utf-8")
    assert terminal.run("ingest", str(plan_file), "--json").json["id"] == key
    assert loaded(terminal) == [*SHIPPED, key]
    assert quoted(terminal, "08 tập thể, 11 cá nhân.")

    assert terminal.run("forget", key).code == 0
    assert loaded(terminal) == SHIPPED
    assert not quoted(terminal, "tập thể, 11 cá nhân.")


def test_a_shipped_plan_that_was_removed_stays_away(terminal: Terminal) -> None:
    assert terminal.run("forget", SHIPPED[0]).code == 0
    assert loaded(terminal) == SHIPPED[1:]


def bad_files(folder: Path) -> dict[str, str]:
    """Make files that cannot be plans: path -> what is said of it."""
    contents = {
        "binary.txt": (bytes(range(256)) * 20, "is not a text file"),
        "utf-16.txt": (PLAN.encode("utf-16"), "UTF-8"),
        "latin.txt": ("kế hoạch thi đua".encode("cp1258", "replace") + b"\xff", "is not UTF-8 text"),
        "empty.txt": (b"", "holds no text"),
        "blank.txt": (b" \n\n\t \x0c", "holds no text"),
        "plan.pdf": (b"%PDF-1.7", "files of type .pdf cannot be read yet"),
    }
    for name, (content, _) in contents.items():
        (folder / name).write_bytes(content)
    (folder / "folder").mkdir()
    (folder / "loop.txt").symlink_to("loop.txt")
    told = {str(folder / name): reason for name, (_, reason) in contents.items()}
    return told | {
        str(folder / "folder"): "is a folder",
        str(folder / "missing.txt"): "cannot be opened (No such file",
        str(folder / "loop.txt"): "cannot be opened (Too many levels",
    }


def test_files_that_are_no_plans_are_named_and_stop_none_of_the_others(
    terminal: Terminal, tmp_path: Path, plan_file: Path
) -> None:
    bad = bad_files(tmp_path)
    done = terminal.run("ingest", *bad, str(plan_file))
    assert (done.code, len(done.out.splitlines())) == (1, 1)
    told = [line for line in done.err.splitlines() if line.startswith("thidua: ")]
    assert [reason for line, reason in zip(told, bad.values(), strict=True) if reason not in line] == []
    assert len(loaded(terminal)) == 6


def test_one_file_that_is_no_plan_is_one_line(terminal: Terminal, tmp_path: Path) -> None:
    done = terminal.run("ingest", str(tmp_path / "missing.txt"))
    assert (done.code, done.out) == (1, "")
    assert done.complaint.startswith(f"thidua: {tmp_path / 'missing.txt'} cannot be opened")


def test_an_id_can_be_chosen(terminal: Terminal, plan_file: Path) -> None:
    assert (
        terminal.run("ingest", str(plan_file), "--id", "binhminh_2024", "--json").json["id"]
        == "binhminh_2024"
    )


@pytest.mark.parametrize("key", ["", "a/b", ".."])
def test_an_id_must_fit_into_an_address(prepared: Path, plan_file: Path, key: str) -> None:
    done = Terminal(prepared).run("ingest", str(plan_file), f"--id={key}")
    assert (done.code, done.out) == (2, "")
    assert "an id is up to 100 letters" in done.complaint


def test_one_id_is_for_one_file(prepared: Path, plan_file: Path) -> None:
    done = Terminal(prepared).run("ingest", str(plan_file), str(plan_file), "--id", "x")
    assert (done.code, "--id goes with one file" in done.complaint) == (2, True)


def test_a_question_set_is_evaluated(prepared: Path, tmp_path: Path) -> None:
    quote = "4.4. Giấy khen của Giám đốc Sở: 03-05 tập thể, 05-10 cá nhân."
    evidence = [{"plan": SHIPPED[0], "quote": quote}]
    questions = [
        {
            "id": 1,
            "question": "Giấy khen của Giám đốc Sở Hưng Yên 2025 bao nhiêu tập thể?",
            "evidence": evidence,
        },
        {"id": 2, "question": "Số điện thoại của Sở là gì?", "kind": "unanswerable", "evidence": []},
        {"id": 3, "question": "xin chào", "kind": "smalltalk"},
    ]
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(json.dumps(question) for question in questions), "utf-8")
    figures = Terminal(prepared).run("eval", str(path), "--json").json
    assert figures == {
        "questions": 3,
        "answered": 1.0,
        "refused": 1.0,
        "evidence_quoted": 1.0,
        "evidence_first": 1.0,
        "mean_reciprocal_rank": 1.0,
    }
    text = Terminal(prepared).run("eval", str(path)).out
    assert [line.split() for line in text.splitlines()] == [
        [name, str(value)] for name, value in figures.items()
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [(None, "cannot be read"), (b"\n\n", "holds no question"), (b"{}", 'line 1 of {} has no "question"')],
)
def test_a_bad_question_set_is_told(
    prepared: Path, tmp_path: Path, content: bytes | None, reason: str
) -> None:
    path = tmp_path / "questions.jsonl"
    if content is not None:
        path.write_bytes(content)
    done = Terminal(prepared).run("eval", str(path))
    assert (done.code, done.out) == (1, "")
    assert reason.format(path) in done.complaint
