"""`lienthong draw`: prints a picture or writes it, and says by its exit code how it went."""

from pathlib import Path

import pytest

import cli
from definitions.loader import digest
from tests.drawings import WORSHIP, procedure_of

ROOT = Path(__file__).parents[2]


def test_a_definition_is_drawn_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["draw", str(WORSHIP)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("<?xml")
    assert out.endswith("</svg>\n")


def test_a_drawing_is_written_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["draw", str(WORSHIP), "--english", "--output", str(tmp_path / "it.svg")]) == 0
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
    assert cli.run(["draw", str(WORSHIP), *arguments]) == 2


@pytest.mark.parametrize(
    ("version", "arguments", "desk"),
    [
        (1, [], "Chi nhánh Văn phòng Đăng ký đất đai"),
        (2, [], "Trung tâm Phục vụ hành chính công"),
        (2, ["--directory", "thua-thien-hue"], "Bộ phận Tiếp nhận và Trả kết quả"),
    ],
)
def test_offices_bear_the_names_of_the_definition_s_time_unless_a_directory_is_said(
    version: int, arguments: list[str], desk: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = ROOT / f"definitions/catalogue/dat-dai/dang-ky-cap-giay-chung-nhan-lan-dau.v{version}.yaml"
    assert cli.run(["draw", str(path), "--bpmn", *arguments]) == 0
    assert f'<bpmn:lane id="lane_{3 if version == 1 else 1}" name="{desk}">' in capsys.readouterr().out


def test_a_definition_is_drawn_as_bpmn(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["draw", str(WORSHIP), "--bpmn"]) == 0
    assert capsys.readouterr().out.endswith("</bpmn:definitions>\n")


def test_what_is_drawn_as_bpmn_is_imported_as_the_definition_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drawn, back = tmp_path / "it.bpmn", tmp_path / "it.v1.yaml"
    assert cli.run(["draw", str(WORSHIP), "--bpmn", "--output", str(drawn)]) == 0
    assert cli.run(["import", str(drawn), "--output", str(back)]) == 0
    assert digest(procedure_of(back)) == digest(procedure_of(WORSHIP))
    assert capsys.readouterr().out == ""


def test_another_tool_s_bpmn_is_imported_with_what_is_unclear_told_on_standard_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = ROOT / "tests/definitions/importing/bpmn/camunda.bpmn"
    assert cli.run(["import", str(path), "--english"]) == 2
    told = capsys.readouterr()
    assert "  intake:\n" in told.out
    assert f"{path}: unclear: messageFlow Flow_m1 “Hồ sơ”: cannot be carried\n" in told.err


def test_a_hostile_bpmn_is_refused_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "it.bpmn"
    path.write_text('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', encoding="utf-8")
    assert cli.run(["import", str(path), "--english"]) == 1
    assert capsys.readouterr().err == (
        f"lienthong import: {path}: the file declares entities or a document type, "
        "which BPMN does not need and which may do harm\n"
    )
