"""`lienthong new`: a file that is sound, canonical and explained, and never in the place of another."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

import cli
from definitions.formatting import format_text
from definitions.loader import load_procedure

KEY = re.compile(r"(?P<indent> *)(?P<key>[a-z_]+):")


def begun(folder: Path, *arguments: str) -> Path:
    path = folder / "moi.v1.yaml"
    assert cli.run(["new", "--output", str(path), *arguments]) == 0
    return path


@pytest.mark.parametrize("language", [[], ["--english"]], ids=["vi", "en"])
@pytest.mark.parametrize("level", ["commune", "district", "province"])
def test_what_it_begins_passes_the_check_and_is_canonical(level: str, language: list[str], tmp_path: Path) -> None:
    path = begun(tmp_path, "--at", level, *language)
    assert cli.run(["check", str(path)]) == 0
    assert format_text(path.read_bytes(), str(path)).text == path.read_bytes()


def test_both_languages_begin_the_same_procedure(tmp_path: Path) -> None:
    (tmp_path / "vi").mkdir()
    (tmp_path / "en").mkdir()
    vietnamese, english = begun(tmp_path / "vi"), begun(tmp_path / "en", "--english")
    assert load_procedure(vietnamese).procedure == load_procedure(english).procedure
    assert "Tên thủ tục như trong quyết định công bố." in vietnamese.read_text(encoding="utf-8")
    assert "The legal basis" in english.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", [[], ["--english"]], ids=["vi", "en"])
def test_every_key_of_the_language_is_explained_where_it_first_stands(language: list[str], tmp_path: Path) -> None:
    lines = begun(tmp_path, *language).read_text(encoding="utf-8").splitlines()
    section, seen = "", set[tuple[str, str]]()
    for before, line in pairwise(lines):
        found = KEY.match(line)
        depth = len(found["indent"]) if found else 0
        section = found["key"] if found and depth == 0 else section
        is_ours = depth == (4 if section == "steps" else 2)
        if found and (depth == 0 or is_ours) and (section, found["key"]) not in seen:
            seen.add((section, found["key"]))
            assert before.strip().startswith("# "), line
    assert len(seen) > 30


def test_code_and_title_are_taken_as_they_are(tmp_path: Path) -> None:
    title = 'Đăng ký: "nhanh", # gọn'
    procedure = load_procedure(begun(tmp_path, "--procedure", "1.004222", "--title", title)).procedure
    assert procedure is not None
    assert (procedure.procedure, procedure.title) == ("1.004222", title)


def test_an_editor_finds_the_schema_from_where_the_file_lies(tmp_path: Path) -> None:
    first, *_ = begun(tmp_path).read_text(encoding="utf-8").splitlines()
    assert (tmp_path / first.removeprefix("# yaml-language-server: $schema=")).resolve().is_file()


def test_a_file_that_is_there_is_not_touched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "moi.v1.yaml"
    path.write_text("mine", encoding="utf-8")
    assert cli.run(["new", "--output", str(path)]) == 2
    assert path.read_text(encoding="utf-8") == "mine"
    assert capsys.readouterr().err == f"lienthong new: {path} đã có; không ghi đè\n"


def test_without_a_file_it_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["new", "--english"]) == 0
    assert capsys.readouterr().out.startswith("# A new procedure")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--output", "Mới.yaml"],
        ["--output", "moi.v2.yaml"],
        ["--procedure", "abc"],
        ["--title", ""],
        ["--title", "x" * 501],
        ["--at", "village"],
    ],
)
def test_what_cannot_be_begun_is_said_and_nothing_written(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.run(["new", *arguments]) == 2
    assert capsys.readouterr().out == ""
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["new", "--output", str(tmp_path / "none" / "moi.v1.yaml")]) == 1
    assert "không ghi được" in capsys.readouterr().err
