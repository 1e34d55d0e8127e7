"""`lienthong draw`: prints a picture or writes it, and says by its exit code how it went."""

from pathlib import Path

import pytest

import cli
from tests.drawings import CATALOGUE

ROOT = Path(__file__).parents[2]


def test_a_definition_is_drawn_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["draw", str(CATALOGUE[0])]) == 0
    out = capsys.readouterr().out
    assert out.startswith("<?xml")
    assert out.endswith("</svg>\n")


def test_a_drawing_is_written_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["draw", str(CATALOGUE[0]), "--english", "--output", str(tmp_path / "it.svg")]) == 0
    assert ">Commune<" in (tmp_path / "it.svg").read_text(encoding="utf-8")
    assert capsys.readouterr().out == ""


def test_a_definition_that_cannot_be_read_is_told_by_its_findings(capsys: pytest.CaptureFixture[str]) -> None:
    path = ROOT / "tests/definitions/broken/unknown-key.v1.yaml"
    assert cli.run(["draw", str(path)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"{path}:")


@pytest.mark.parametrize("arguments", [["--directory", "none"], ["--output", "/nowhere/it.svg"], ["--nope"]])
def test_what_is_asked_wrongly_exits_with_two(arguments: list[str]) -> None:
    assert cli.run(["draw", str(CATALOGUE[0]), *arguments]) == 2


def test_a_definition_is_drawn_as_bpmn(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["draw", str(CATALOGUE[0]), "--bpmn"]) == 0
    assert capsys.readouterr().out.endswith("</bpmn:definitions>\n")
