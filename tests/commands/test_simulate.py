"""`lienthong simulate`: tables, JSON and a chart, the same each time, and a clear word on what cannot be simulated."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import cli

ROOT = Path(__file__).parents[2]
CATALOGUE = str(ROOT / "definitions" / "catalogue")
WORSHIP = str(ROOT / "definitions" / "catalogue" / "nguoi-co-cong" / "tro-cap-tho-cung-liet-si.v1.yaml")
SMALL = ["--from", "2026-03-02", "--to", "2026-03-31", "--total", "40"]
SVG = "{http://www.w3.org/2000/svg}"


def test_twice_the_same_seed_is_twice_the_same_to_the_byte(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = []
    for number, processes in enumerate(("1", "2")):
        chart = tmp_path / f"{number}.svg"
        asked = ["simulate", WORSHIP, *SMALL, "--seed", "5", "--json", "--processes", processes, "--chart", str(chart)]
        assert cli.run(asked) == 0
        told.append((capsys.readouterr().out, chart.read_bytes()))
    assert told[0] == told[1]


def test_machines_read_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["simulate", WORSHIP, *SMALL, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["total"]["received"], told["seed"], told["from_"], told["working_days"]) == (40, 1, "2026-03-02", 22)
    assert {row["step"] for row in told["steps"]} >= {"intake", "review"}
    assert all(row["wait_mean"] >= 0 for row in told["queues"])


def test_people_read_tables_in_vietnamese_and_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["simulate", WORSHIP, *SMALL]) == 0
    vietnamese = capsys.readouterr().out
    assert cli.run(["simulate", WORSHIP, *SMALL, "--english"]) == 0
    english = capsys.readouterr().out
    assert "Hàng chờ theo vị trí (hạn sớm nhất làm trước; phút giờ hành chính)" in vietnamese
    assert "Queues by post (earliest due first; minutes of official time)" in english
    assert "\x1b" not in vietnamese + english


def test_the_chart_says_what_it_shows_to_those_who_do_not_see_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chart = tmp_path / "chart.svg"
    assert cli.run(["simulate", WORSHIP, *SMALL, "--chart", str(chart), "--english"]) == 0
    drawn = ET.parse(chart).getroot()  # noqa: S314 - our own drawing
    assert drawn.get("role") == "img"
    assert drawn.findtext(f"{SVG}title") == "Simulation. The usual load: 2026-03-02 to 2026-03-31"
    assert str(drawn.findtext(f"{SVG}desc")).startswith("40 dossiers received;")
    assert len(drawn.findall(f"{SVG}polyline")) == 2
    capsys.readouterr()


def test_nobody_at_a_post_is_a_finding_not_a_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["simulate", WORSHIP, *SMALL, "--staff", "officer @ province/labour=0", "--english"]) == 0
    assert "Nobody serves officer @ 46/labour:" in capsys.readouterr().out


def test_a_post_that_nobody_serves_anywhere_is_one_finding(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["simulate", WORSHIP, *SMALL, "--staff", "receptionist @ commune/desk=0"]) == 0
    told = capsys.readouterr().out
    assert "\nChưa hồ sơ nào giải quyết xong; quá hạn " in told
    (finding,) = [line for line in told.splitlines() if line.startswith("Không ai làm ")]
    assert re.fullmatch(
        r"Không ai làm receptionist tại \d+ cơ quan \(.*, …\): 40 việc không bao giờ được làm\.", finding
    )


def test_a_load_of_ones_own_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text("load: mine\nperiod: {from: 2026-03-02, to: 2026-03-31}\narrivals: {total: 7}\n", encoding="utf-8")
    assert cli.run(["simulate", WORSHIP, "--load", str(mine), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["load"], told["total"]["received"]) == ("mine", 7)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--per-day", "0"], 1, "no dossier comes in"),
        (["--from", "2030-01-01", "--to", "2030-02-01"], 1, "goes beyond the calendar 'thua-thien-hue'"),
        (["--staff", "wizard @ province/labour=1"], 1, "a post that the directory does not have"),
        (["--load", "none"], 1, "none:1:1: unreadable"),
        (["--staff", "three"], 2, "does not say how many officials"),
        (["--staff", "officer=3"], 2, "staff.officer"),
        (["--from", "2026-05-01", "--to", "2026-04-01"], 2, "the period ends before it begins"),
        (["--per-day", "-1"], 2, "greater than or equal to 0"),
        (["--processes", "0"], 2, "at least one process"),
        (["--calendar", "vietnam"], 2, "has no sessions"),
        (["--directory", "none"], 2, "none"),
        (["--chart", "/none/chart.svg", *SMALL], 1, "cannot be written"),
    ],
)
def test_what_cannot_be_simulated_is_said(
    arguments: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["simulate", WORSHIP, *arguments, "--english"]) == code
    assert said in capsys.readouterr().err


def test_a_broken_definition_is_refused_with_its_findings(capsys: pytest.CaptureFixture[str]) -> None:
    broken = ROOT / "tests" / "definitions" / "broken" / "unknown-step.v1.yaml"
    assert cli.run(["simulate", str(broken)]) == 1
    assert "unknown-step" in capsys.readouterr().err


def test_a_path_without_definitions_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["simulate", str(tmp_path), "--english"]) == 1
    assert cli.run(["simulate", str(tmp_path / "none")]) == 2
    assert "there is no definition in" in capsys.readouterr().err


def test_the_definitions_of_a_load_are_sound() -> None:
    folder = str(ROOT / "definitions" / "loads" / "dak-nong-2018")
    assert cli.run(["check", folder, "--directory", "dak-nong-2020", "--calendar", "dak-nong"]) == 0
