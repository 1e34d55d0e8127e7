"""`lienthong migrate --dry-run`: where open dossiers would land, and that none is moved."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import cli
from activities.register import Register
from definitions.loader import read_procedure
from definitions.procedure import Procedure
from records import dossiers, lodgings, procedures
from records.database import Database, reading, writing
from tests.plays import WORSHIP, pinned
from tests.turns import Turns
from workflows.machine.pin import Pin
from workflows.machine.play import Play

CODE = "1.010803"
DAY = date(2026, 3, 2)


class Numbered(Turns):
    """A play of the dossier with that serial."""

    def __init__(self, serial: int) -> None:
        Play.__init__(self, pinned(code=f"H57.33.09-260302-{serial:04d}"))
        self.turns = []


def keep(database: Database, told: Numbered) -> str:
    """Write a play into the records; its dossier's code."""
    pin = told.state.pin
    claim = partial(lodgings.Claim, official="o", digest="d", agency="H57.33.09", local_on=DAY)
    with writing(database) as session:
        asked = claim(key=pin.code, pin_of=lambda _: pin.model_dump_json(by_alias=True), at=datetime.now(UTC))
        assert lodgings.reserve(session, asked).lodging.code == pin.code
    register = Register(database)
    for turn in told.turns:
        register.write_entries(turn)
    return pin.code


def second(*changes: tuple[str, str]) -> Procedure:
    text = WORSHIP.read_text(encoding="utf-8").replace("\nversion: 1\n", "\nversion: 2\n")
    for old, new in (("from: 2019-04-04", "from: 2026-07-01"), *changes):
        assert old in text, old
        text = text.replace(old, new)
    loaded = read_procedure(text.encode(), "v2")
    assert loaded.procedure is not None, loaded.findings
    return loaded.procedure


@pytest.fixture
def codes(kept: Database) -> dict[str, str]:
    """Dossiers at the desk, at the commune, at the province, waiting for a supplement, and ended."""
    at_desk = Numbered(1)
    at_desk.lodge("03-02 08:30")
    at_commune = Numbered(2)
    at_commune.lodge("03-02 08:31").complete("03-02 10:00", "accept")
    at_province = Numbered(3)
    at_province.lodge("03-02 08:32").complete("03-02 10:00", "accept")
    at_province.complete("03-06 10:00", "forward").complete("03-20 09:00", "forward")
    waiting = Numbered(4)
    waiting.lodge("03-02 08:33").complete("03-02 10:00", "accept").ask("03-03 10:00")
    ended = Numbered(5)
    ended.lodge("03-02 08:34").withdraw("03-02 09:00")
    plays = {"desk": at_desk, "commune": at_commune, "province": at_province, "waiting": waiting, "ended": ended}
    return {name: keep(kept, told) for name, told in plays.items()}


@pytest.fixture
def dry_run(kept: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, Any]]:
    """Publish version 2 with some changes, and what the dry run answers."""

    def _dry_run(*changes: tuple[str, str]) -> tuple[int, Any]:
        with writing(kept) as session:
            procedures.publish(session, second(*changes), source="", at=datetime.now(UTC))
        exit_code = cli.run(["migrate", CODE, "--to", "2", "--dry-run", "--json", "--data", str(tmp_path)])
        return exit_code, json.loads(capsys.readouterr().out)

    return _dry_run


def reasons(told: Any, code: str) -> list[tuple[str, str]]:
    (found,) = (one for one in told["dossiers"] if one["dossier"] == code)
    return [(reason["hindrance"], reason["what"]) for reason in found["reasons"]]


def test_where_steps_and_forms_are_the_same_every_open_dossier_lands(
    codes: dict[str, str], dry_run: Callable[..., tuple[int, Any]]
) -> None:
    exit_code, told = dry_run(("limit: 12 working days", "limit: 11 working days"))
    assert exit_code == 0
    assert {one["dossier"]: one["steps"] for one in told["dossiers"]} == {
        codes["desk"]: ["intake"],
        codes["commune"]: ["review"],
        codes["province"]: ["verify"],
        codes["waiting"]: ["review"],
    }
    assert (told["lands"], told["stays"], told["already"], told["dry_run"]) == (4, 0, 0, True)


def test_a_step_that_is_gone_moved_or_given_to_another_post_hinders(
    codes: dict[str, str], dry_run: Callable[..., tuple[int, Any]]
) -> None:
    exit_code, told = dry_run(
        ("who: officer @ commune/committee", "who: chair @ commune/committee"),
        *(("  verify:", "  examine:"), ("to: verify", "to: examine"), ("not_by: [verify]", "not_by: [examine]")),
        ("who: receptionist @ commune/desk", "who: officer @ commune/committee"),
    )
    assert exit_code == 1
    assert reasons(told, codes["desk"]) == [("other office", "intake: commune/committee")]
    assert reasons(told, codes["commune"]) == [("other post", "review: chair")]
    assert reasons(told, codes["waiting"]) == [("other post", "review: chair")]
    assert reasons(told, codes["province"]) == [("no step", "verify")]
    assert (told["lands"], told["stays"]) == (0, 4)


def test_a_form_that_does_not_fit_hinders(codes: dict[str, str], dry_run: Callable[..., tuple[int, Any]]) -> None:
    field = ("relation, mandated]", "relation, mandated, sacrificed_on]")
    _, told = dry_run(field)
    assert reasons(told, codes["desk"]) == [("form", "“Ngày hy sinh” là thông tin bắt buộc.")]


def test_a_paper_that_is_not_there_hinders(codes: dict[str, str], dry_run: Callable[..., tuple[int, Any]]) -> None:
    _, told = dry_run(("\n      required: form.mandated", ""))
    title = "Giấy ủy quyền thờ cúng liệt sĩ của các thân nhân liệt sĩ"
    assert reasons(told, codes["desk"]) == [("paper", title)]


def test_an_office_that_the_route_does_not_have_hinders(
    codes: dict[str, str], dry_run: Callable[..., tuple[int, Any]]
) -> None:
    _, told = dry_run(("leader @ province/labour", "leader @ province/justice"), ("at: commune", "at: province"))
    assert reasons(told, codes["desk"]) == [("received elsewhere", "province"), ("no office", "province/justice")]


def test_nothing_is_moved(kept: Database, codes: dict[str, str], dry_run: Callable[..., tuple[int, Any]]) -> None:
    dry_run()
    with reading(kept) as session:
        assert dossiers.open_by_version(session, CODE) == {(CODE, 1): 4}
        pins = [lodgings.pin(session, code) for code in codes.values()]
    assert {Pin.model_validate_json(pin).procedure.version for pin in pins if pin} == {1}


def test_people_read_a_table_with_counts(
    codes: dict[str, str],
    dry_run: Callable[..., tuple[int, Any]],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    dry_run(("who: officer @ commune/committee", "who: chair @ commune/committee"))
    assert cli.run(["migrate", CODE, "--to", "2", "--dry-run", "--data", str(tmp_path)]) == 1
    shown = capsys.readouterr().out
    (line,) = (line for line in shown.splitlines() if codes["commune"] in line)
    assert "bước thuộc vị trí việc làm khác (review: chair)" in line
    assert shown.endswith(
        "Chạy thử, không hồ sơ nào bị chuyển. Sang phiên bản 2: chuyển được 2, không chuyển được 2, đã ở phiên bản"
        " này 0.\n"
    )


def test_there_is_only_the_dry_run(kept: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["migrate", CODE, "--to", "1", "--data", str(tmp_path)]) == 2
    assert "chỉ có chạy thử" in capsys.readouterr().err
    assert cli.run(["migrate", CODE, "--to", "9", "--dry-run", "--data", str(tmp_path)]) == 2
    assert "không có phiên bản 9" in capsys.readouterr().err
