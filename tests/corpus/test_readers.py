from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from corpus.errors import UnreadableFile
from corpus.readers import READERS, read


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ke_hoach.txt"


@pytest.mark.parametrize("suffix", READERS)
def test_each_kind_of_text_file_is_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"ke_hoach{suffix}"
    path.write_text("Kế hoạch\n", encoding="utf-8")
    assert read(path) == "Kế hoạch\n"


def test_a_suffix_may_be_written_in_capitals(tmp_path: Path) -> None:
    (tmp_path / "A.TXT").write_text("Kế hoạch", encoding="utf-8")
    assert read(tmp_path / "A.TXT") == "Kế hoạch"


@pytest.mark.parametrize(
    "data",
    [
        "Kế hoạch\nThi đua".encode(),
        "\ufeffKế hoạch\r\nThi đua".encode(),
        unicodedata.normalize("NFD", "Kế hoạch\rThi đua").encode(),
    ],
    ids=["plain", "byte order mark and CRLF", "NFD and CR"],
)
def test_text_is_normalised_at_the_door(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    assert read(file) == "Kế hoạch\nThi đua"


BAD = [
    pytest.param("Kế hoạch".encode("utf-16"), "as UTF-8 text", id="UTF-16"),
    pytest.param(b"K\xea ho\xb9ch", "not UTF-8 text", id="TCVN3"),
    pytest.param(b"%PDF-1.4\0\1", "not a text file", id="binary"),
]


@pytest.mark.parametrize(("data", "why"), BAD)
def test_what_is_not_utf8_text_is_refused_in_one_line(file: Path, data: bytes, why: str) -> None:
    file.write_bytes(data)
    with pytest.raises(UnreadableFile, match=why) as caught:
        read(file)
    assert str(file) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_too_large_for_a_plan_is_refused(file: Path) -> None:
    with file.open("wb") as out:
        out.truncate(20 * 1024 * 1024 + 1)
    with pytest.raises(UnreadableFile, match="larger than 20 MB"):
        read(file)


def test_a_missing_file_is_named(file: Path) -> None:
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        read(file)


def test_a_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="is a folder"):
        read(tmp_path)


def test_an_unknown_type_says_what_can_be_read(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"\.pdf cannot be read yet; save it as text \(\.txt, \.md\)"):
        read(tmp_path / "a.pdf")
