"""`lienthong check`: prints findings, says how many, and answers by its exit code."""

import json
from pathlib import Path

import pytest

import cli

ROOT = Path(__file__).parents[2]
CATALOGUE = str(ROOT / "definitions" / "catalogue")
BROKEN = ROOT / "tests" / "definitions" / "broken"


def test_a_sound_catalogue_is_let_through(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["check", CATALOGUE]) == 0
    assert capsys.readouterr().out.endswith("Có lỗi: 0.\n")


def test_a_broken_definition_is_refused_with_file_line_column_code_and_mend(
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = BROKEN / "unknown-step.v1.yaml"
    assert cli.run(["check", str(path), "--english"]) == 1
    line, summary = capsys.readouterr().out.splitlines()
    mend = "Write one of: intake, appraise, sign, give."
    assert line == f"{path}:43:18: unknown-step: There is no step 'appraisal'. {mend}"
    assert summary == "Checked: definitions 1, scenarios 0, states 0. Findings: 1."


def test_findings_are_said_in_vietnamese_unless_english_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    path = BROKEN / "unknown-step.v1.yaml"
    assert cli.run(["check", str(path)]) == 1
    mend = "Viết một trong: intake, appraise, sign, give."
    assert f"{path}:43:18: unknown-step: Không có bước 'appraisal'. {mend}" in capsys.readouterr().out


def test_machines_read_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["check", str(BROKEN / "unknown-step.v1.yaml"), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["definitions"] == 1
    assert [(finding["code"], finding["line"], finding["column"]) for finding in told["findings"]] == [
        ("unknown-step", 43, 18)
    ]
    (finding,) = told["findings"]
    assert finding["wrong"] == "không có bước 'appraisal'"
    assert finding["wrong_en"] == "there is no step 'appraisal'"


def test_scenarios_are_checked_with_their_definition(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = ROOT / "definitions/catalogue/nguoi-co-cong/tro-cap-tho-cung-liet-si.v1.yaml"
    (tmp_path / "mau.v1.yaml").write_bytes(source.read_bytes())
    (tmp_path / "mau.v1.scenarios.yaml").write_text("- scenario: Một\n  lodged: someday\n", encoding="utf-8")
    (tmp_path / "khac.v1.scenarios.yaml").write_text("[]", encoding="utf-8")
    assert cli.run(["check", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert "mau.v1.scenarios.yaml:2:11: scenario-line:" in out
    assert "khac.v1.scenarios.yaml:1:1: file-name:" in out


def test_a_path_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    assert cli.run(["check", str(tmp_path / "none.v1.yaml")]) == 1


@pytest.mark.parametrize("arguments", [["check"], ["check", "--nope"], ["check", CATALOGUE, "--directory", "none"]])
def test_what_is_asked_wrongly_exits_with_two(arguments: list[str]) -> None:
    assert cli.run(arguments) == 2
