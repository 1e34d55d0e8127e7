"""`lienthong report`, as somebody who compiles statistics meets it."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from cli import run
from records.database import open_database, writing
from runtime.settings import read_settings
from tests.office import furnish
from tests.plays import Told
from tests.reported import keep

FIRST_HALF = ("--from", "2026-01-01", "--until", "2026-06-30")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The data of a province that has a dossier in time, a late one that waits for its applicant, and a settled one."""
    refused = Told().lodge("03-02 08:30").complete("03-05 10:00", "refuse", reason="Không thuộc thẩm quyền")
    parked = Told().lodge("03-02 08:30").run_until("04-20 09:00").ask("04-20 09:30")
    with closing(open_database(read_settings(data=tmp_path).database_url)) as database:
        furnish(database)
        with writing(database) as session:
            for number, told in enumerate((refused, parked, Told().lodge("03-02 08:30").ask("03-02 09:00")), start=1):
                keep(session, told, f"H57.33.09-260302-{number:04d}")
    return tmp_path


def test_it_counts_a_period_by_procedure_and_desk(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["report", "06a", *FIRST_HALF, "--data", str(folder)]) == 0
    shown = capsys.readouterr().out
    lines = [line.split() for line in shown.splitlines() if "Phú Sơn" in line]
    assert [line[-31:] for line in lines] == [lines[0][-31:]]
    figures = [word for word in lines[0] if word.isdigit()]
    assert figures == ["3", "0", "3", "0", "1", "1", "0", "0", "2", "1", "1", "1", "1", "0", "1"]
    assert "II.06a/VPCP/KSTT · toàn tỉnh · 01/01/2026–30/06/2026" in shown
    assert "(3) tiếp nhận = (4) trực tuyến" in shown


def test_for_machines_it_answers_what_the_api_answers(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["report", "06a", *FIRST_HALF, "--unit", "479", "--json", "--data", str(folder)]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["counts"]["open"] == {
        "total": 2,
        "in_time": 1,
        "overdue": 1,
        "stopped": {"in_time": 1, "overdue": 1},
    }
    assert made["counts"]["apologies"] == {"late": 1, "with_letter": 0, "open_breaches": 1}
    assert [line["sector"] for line in made["sectors"]] == ["Người có công"]


def test_in_english_the_columns_are_explained_and_the_names_stay(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["report", "06a", *FIRST_HALF, "--english", "--data", str(folder)]) == 0
    shown = capsys.readouterr().out
    assert "II.06a/VPCP/KSTT · the whole province · 2026-01-01 to 2026-06-30, as at " in shown
    assert "(7) settled = (8) early + (9) on time + (10) late" in shown
    assert "Người có công" in shown


def test_a_question_that_cannot_be_read_exits_with_2(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["report", "06a", *FIRST_HALF, "--unit", "99999", "--data", str(folder)]) == 2
    assert capsys.readouterr().err == "lienthong report: danh bạ không có đơn vị '99999'\n"
    reversed_half = ("--from", "2026-06-30", "--until", "2026-01-01")
    assert run(["report", "06a", *reversed_half, "--english", "--data", str(folder)]) == 2
    assert "before it begins" in capsys.readouterr().err


def test_records_that_are_not_there_exit_with_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["report", "06a", *FIRST_HALF, "--data", str(tmp_path / "nowhere")]) == 3
    assert capsys.readouterr().err.startswith("lienthong report: ")
