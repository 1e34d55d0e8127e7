"""`lienthong due`: the due instant first, then the count, and thousands of questions from standard input."""

import io
import json
import sys

import pytest

import cli


def lines(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert cli.run(["due", *arguments]) == 0
    return capsys.readouterr().out.splitlines()


def test_the_due_instant_stands_first_and_then_every_day_with_its_number_or_its_reason(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = lines(capsys, "2025-12-24", "10 working days")
    assert told[0] == "17:00 ngày 09/01/2026"
    assert told[1].startswith("10 ngày làm việc, kể từ Thứ Tư 24/12/2025; lịch thua-thien-hue, phiên bản 4.1 (")
    assert told[2:4] == ["  Thứ Tư   24/12/2025  ngày nhận, không tính", "  Thứ Năm  25/12/2025  ngày thứ 1"]
    assert "  Chủ nhật 28/12/2025  nghỉ hằng tuần" in told
    swapped = "Nghỉ hoán đổi, làm bù ngày 10/01/2026 (Công văn 12729/VPCP-KGVX ngày 25/12/2025)"
    assert f"  Thứ Sáu  02/01/2026  nghỉ: {swapped}" in told
    assert told[-1] == "  Thứ Sáu  09/01/2026  ngày thứ 10; ← hết hạn lúc 17:00"


def test_a_calendar_is_asked_as_it_was_known_on_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert lines(capsys, "2025-12-24", "10 working days", "--calendar", "thua-thien-hue@2025-12-24")[0] == (
        "17:00 ngày 08/01/2026"
    )


def test_the_last_of_so_many_days_moves_on_from_a_day_off(capsys: pytest.CaptureFixture[str]) -> None:
    told = lines(capsys, "2026-02-05", "12 days", "--english")
    assert told[0] == "2026-02-23 17:00"
    assert told[-1].endswith("the last day is a day off: it ends on this working day; ← due at 17:00")


def test_hours_are_added_up_and_the_sessions_shown(capsys: pytest.CaptureFixture[str]) -> None:
    told = lines(capsys, "2026-01-09 15:30", "8", "giờ", "làm", "việc", "--hours")
    assert told[0] == "15:30 ngày 10/01/2026"
    assert told[2] == "  Thứ Sáu  09/01/2026  1:30, cộng 1:30; 07:30-11:30, 13:00-17:00"
    assert told[3].endswith("6:30, cộng 8:00; 07:30-11:30, 13:00-17:00; ← hết hạn lúc 15:30")


def test_what_comes_after_the_cutoff_counts_from_the_next_opening(capsys: pytest.CaptureFixture[str]) -> None:
    told = lines(capsys, "24/12/2025 15:30", "4 working hours", "--cutoff", "15:00")
    assert told[0] == "11:30 ngày 25/12/2025"
    assert told[2] == "Nhận lúc Thứ Tư 24/12/2025 15:30; theo giờ chốt 15:00, tính từ Thứ Năm 25/12/2025 07:30."


def test_an_office_with_its_own_hours_counts_by_them(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("2026-03-05", "2 ngày làm việc", "--calendar", "ho-chi-minh")
    assert lines(capsys, *asked)[0] == "17:00 ngày 09/03/2026"
    assert lines(capsys, *asked, "--office", "26740/desk")[0] == "11:30 ngày 07/03/2026"


def test_an_instant_with_an_offset_is_told_in_local_time(capsys: pytest.CaptureFixture[str]) -> None:
    assert lines(capsys, "2026-03-02T18:00Z", "1 working day")[0] == "17:00 ngày 04/03/2026"


def test_machines_read_json(capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads("\n".join(lines(capsys, "2026-01-09", "1 working day", "--json")))
    assert (told["due_at"], told["term"]) == ("2026-01-10T17:00+07:00", "1 working day")
    assert [(day["on"], day["kind"], day["number"]) for day in told["days"]] == [
        ("2026-01-09", "worked", None),
        ("2026-01-10", "made up", 1),
    ]
    assert told["days"][1]["document"] == "Công văn 12729/VPCP-KGVX ngày 25/12/2025"


def test_past_the_calendar_s_end_nothing_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["due", "2027-12-30", "12 days"]) == 1
    told = capsys.readouterr()
    assert (told.out, "31/12/2027" in told.err) == ("", True)


def test_before_the_calendar_s_beginning_nothing_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["due", "2017-12-29", "1 working day", "--english"]) == 1
    assert capsys.readouterr().err == "lienthong due: the calendar thua-thien-hue begins on 2018-01-01\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["tomorrow", "1 day"],
        ["2026-02-30", "1 day"],
        ["2026-02-03 25:00", "1 day"],
        ["2026-02-03T10:00+99:99", "1 day"],
        ["2026-02-03"],
        ["2026-02-03", "1 month"],
        ["2026-02-03", "0 days"],
        ["2026-02-03", "1 day", "--cutoff", "3pm"],
        ["2026-02-03", "1 day", "--cutoff", "25:00"],
        ["2026-02-03", "1 day", "--calendar", "atlantis"],
        ["2026-02-03", "1 day", "--calendar", "vietnam"],
        ["2026-02-03", "1 day", "--calendar", "thua-thien-hue@9.9"],
        ["2026-02-03", "1 day", "--calendar", "thua-thien-hue@2025-02-30"],
        ["2026-02-03", "1 day", "--calendar", "a@b@c"],
        [],
    ],
)
def test_what_cannot_be_read_is_refused_with_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["due", *arguments]) == 2
    told = capsys.readouterr()
    assert not told.out.startswith("20")


def ask(monkeypatch: pytest.MonkeyPatch, text: bytes, *options: str) -> int:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
    return cli.run(["due", "-", *options])


def test_each_line_of_standard_input_is_answered_by_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "2025-12-24\t10 working days\n24/12/2025\t11 ngày làm việc\n".encode() * 2000
    assert ask(monkeypatch, asked) == 0
    assert capsys.readouterr().out.splitlines() == ["2026-01-09T17:00+07:00", "2026-01-10T17:00+07:00"] * 2000


def test_a_line_that_cannot_be_answered_says_why_and_the_rest_are_answered(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = b"2025-12-24 10 working days\n\xff\t1 day\n2027-12-30\t12 days\n\n2025-12-22\t8 working days"
    assert ask(monkeypatch, asked) == 1
    told = capsys.readouterr().out.splitlines()
    assert [line[:4] for line in told] == ["lỗi:", "lỗi:", "lỗi:", "lỗi:", "2026"]
    assert told[-1] == "2026-01-05T17:00+07:00"


def test_machines_get_an_object_a_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(monkeypatch, b"2026-03-02\t3 working days\nnever\t1 day\n", "--json", "--english") == 1
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert first == {"line": 1, "due_at": "2026-03-05T17:00+07:00"}
    assert second == {"line": 2, "error": "'never' is no instant; write 2025-12-24, '2025-12-24 15:30' or 24/12/2025"}


def test_the_help_gives_examples_and_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["due", "--help", "--english"]) == 0
    told = capsys.readouterr().out
    assert "lienthong due 2025-12-24 10 working days" in told
    assert "Exits with 0" in told
