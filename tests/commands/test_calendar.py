"""`lienthong calendar`: a readable year, what changed between versions, and what another source says."""

import json
from pathlib import Path

import pytest

import cli
from commands.calendar_changes import difference
from definitions.calendar_days import amended
from definitions.calendar_files import Edition, parse_calendar_file, versions


def told(capsys: pytest.CaptureFixture[str], code: int, *arguments: str) -> str:
    assert cli.run(["calendar", *arguments]) == code
    return capsys.readouterr().out


def test_a_year_is_shown_with_its_months_days_off_make_up_days_and_documents(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shown = told(capsys, 0, "show", "thua-thien-hue", "--year", "2026").splitlines()
    assert shown[1] == "Các phiên bản: 2.1 (16/10/2025), 3.1 (25/12/2025), 4.1 (01/07/2026)"
    assert "  Thứ Hai – Thứ Sáu: 07:30-11:30, 13:00-17:00" in shown
    assert "Năm 2026: 249 ngày làm việc" in shown
    assert any(line.startswith("  5   6   7   8   9  10+ 11.") for line in shown)
    made_up = "làm bù cho 02/01/2026: Công văn 12729/VPCP-KGVX ngày 25/12/2025"
    assert f"  Thứ Bảy  10/01/2026  {made_up}" in shown
    assert shown[-1].endswith("(chưa xác nhận)")


def test_a_country_without_hours_is_shown_too(capsys: pytest.CaptureFixture[str]) -> None:
    shown = told(capsys, 0, "show", "vietnam", "--year", "2027", "--english")
    assert "Make-up days: none" in shown
    assert "Quốc khánh" in shown


def test_an_office_s_own_hours_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    shown = told(capsys, 0, "show", "ho-chi-minh", "--year", "2026", "--office", "26740/desk")
    assert "  Thứ Bảy: 07:30-11:30" in shown


def test_machines_read_the_year_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    shown = json.loads(told(capsys, 0, "show", "thua-thien-hue@2025-12-24", "--year", "2026", "--json"))
    assert (shown["version"], shown["working_days"]) == ("2.1", 250)
    assert [day["on"] for day in shown["make_up_days"]] == ["2026-08-22"]


def test_the_swap_is_what_changed_on_christmas_day(capsys: pytest.CaptureFixture[str]) -> None:
    changes = told(capsys, 1, "diff", "thua-thien-hue@2025-12-24", "thua-thien-hue@2025-12-25").splitlines()
    assert changes[0] == "thua-thien-hue 2.1 → thua-thien-hue 3.1"
    assert [line[:28] for line in changes[1:]] == ["+ thêm: Thứ Sáu  02/01/2026 ", "+ thêm: Thứ Bảy  10/01/2026 "]


def test_backwards_it_is_what_is_removed(capsys: pytest.CaptureFixture[str]) -> None:
    changes = json.loads(told(capsys, 1, "diff", "vietnam@3", "vietnam@2", "--json"))["changes"]
    assert [(change["how"], change["day"], change["before"]["on"]) for change in changes] == [
        ("removed", "off", "2026-01-02"),
        ("removed", "make-up", "2026-01-10"),
    ]


def test_two_calendars_that_are_the_same_differ_in_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, 0, "diff", "vietnam", "vietnam@4").endswith("Hai lịch giống nhau.\n")


def test_other_hours_are_a_difference(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Giờ làm việc khác nhau." in told(capsys, 1, "diff", "ho-chi-minh", "ho-chi-minh-phuong")


def test_our_years_agree_with_the_package_but_for_the_known_swap(capsys: pytest.CaptureFixture[str]) -> None:
    checked = json.loads(told(capsys, 0, "import", "--json"))
    assert checked["years"] == list(range(2018, 2028))
    assert [(day["on"], day["off_in_ours"], day["known"]) for day in checked["differences"]] == [
        ("2026-01-02", True, True),
        ("2026-01-10", False, True),
    ]


def test_a_difference_that_is_not_known_is_told_by_the_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    told_lines = told(capsys, 1, "import", "vietnam@2025-12-24", "--year", "2026").splitlines()
    assert told_lines == ["! Thứ Ba   24/11/2026  gói holidays nghỉ, lịch của ta làm việc"]


def test_a_new_year_is_drafted_as_the_next_version_with_nothing_confirmed(capsys: pytest.CaptureFixture[str]) -> None:
    newest = versions("vietnam")[-1]
    whole = amended(newest, parse_calendar_file(told(capsys, 0, "import", "--year", "2028")))
    assert (whole.version, str(whole.last_on)) == (newest.version + 1, "2028-12-31")
    drafted = [day for day in whole.days_off if day.on.year == 2028]
    assert "2028-01-26" in {str(day.on) for day in drafted}
    assert not any(day.confirmed for day in drafted)
    assert [day for day in whole.days_off if day.on.year < 2028] == list(newest.days_off)


def test_a_draft_never_overwrites_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "vietnam.v5.yaml"
    assert told(capsys, 0, "import", "--year", "2028", "--out", str(out)) == ""
    written = out.read_bytes()
    assert parse_calendar_file(written.decode()).amends == 4
    assert told(capsys, 2, "import", "--year", "2028", "--out", str(out)) == ""
    assert out.read_bytes() == written


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "atlantis"],
        ["show", "vietnam", "--year", "2028"],
        ["show", "vietnam@2020-01-01"],
        ["diff", "vietnam", "atlantis"],
        ["diff", "vietnam"],
        ["import", "--year", "2030"],
        ["import", "--year", "2026", "--out", "/nowhere/at/all"],
        ["import", "--year", "2028", "--out", "/nowhere/at/all"],
        ["import", "atlantis"],
        ["burn"],
    ],
)
def test_what_is_asked_wrongly_exits_with_two(arguments: list[str]) -> None:
    assert cli.run(["calendar", *arguments]) == 2


@pytest.mark.parametrize("command", ["show", "diff", "import"])
def test_the_help_gives_an_example_and_the_exit_codes(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    shown = told(capsys, 0, command, "--help", "--english")
    assert f"lienthong calendar {command} " in shown
    assert "Exits with 0" in shown


def test_a_day_that_keeps_its_name_or_its_cause_has_moved() -> None:
    text = """
calendar: vietnam
version: 5
amends: 4
published_on: 2026-07-02
days_off:
  - {on: 2026-08-31, name: "Nghỉ hoán đổi", document: "Thông báo", confirmed: true}
  - {on: 2027-04-17, name: "Giỗ Tổ Hùng Vương", document: "Thông báo", confirmed: true}
make_up_days:
  - {on: 2026-08-29, instead_of: 2026-08-31, document: "Thông báo", confirmed: true}
withdrawn: [2026-08-22, 2026-08-31, 2027-04-16]
"""
    newest = versions("vietnam")[-1]
    found = difference(Edition((newest,)), Edition((amended(newest, parse_calendar_file(text)),)))
    assert [(change.how.value, str(change.on)) for change in found.changes] == [
        ("moved", "2026-08-29"),
        ("changed", "2026-08-31"),
        ("moved", "2027-04-17"),
    ]
    assert (found.hours, found.ends) == (False, False)
