"""What happens to a dossier is put before those whom it concerns, and into its desk's ledger."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from activities.projection import ledger_entry
from activities.rebuild import rebuild
from activities.register import Register
from records import alerts, ledger
from records.database import Database, reading, writing
from tests.copies import open_copy
from tests.turns import Turns, late, reserve, rows, straight, write
from workflows.actors import Clock
from workflows.machine.event import Recipient
from workflows.machine.events import Accepted
from workflows.machine.evolve import evolve
from workflows.machine.state import State
from workflows.told import told as told_by


@pytest.fixture
def database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    opened = open_copy(sqlite_template, tmp_path)
    reserve(opened)
    yield opened
    opened.close()


@pytest.fixture
def register(database: Database) -> Register:
    return Register(database)


@pytest.mark.parametrize("play", [straight, late])
def test_alerts_are_put_before_exactly_those_whom_the_machines_events_are_told_to(
    register: Register, database: Database, play: Callable[[], Turns]
) -> None:
    told = play()
    write(register, told)
    due, state = set(), State(pin=told.state.pin)
    for entry, event in zip(told.entries, told.events, strict=True):
        state = evolve(state, event)
        worker = Recipient(office=state.work.office, post=state.work.post) if state.work else None
        if entry.kind != "apology.drafted":
            due |= {(entry.seq, entry.kind, *posted(post)) for post in told_by(state.pin.route, event, worker=worker)}
    with reading(database) as session:
        kept = [alert for each in told.entries for alert in alerts.of_entry(session, state.pin.code, each.seq)]
    assert {(alert.seq, alert.kind, alert.office, alert.post) for alert in kept} == due
    assert len(kept) == len(due)
    assert {alert.at for alert in kept} == {told.entries[seq - 1].at for seq, *_ in due}
    assert {kind for _, kind, *_ in due} >= (
        {"warned", "dossier.late", "task.late", "escalated"} if play is late else set()
    )


def posted(told: Recipient) -> tuple[str, str]:
    return told.office, told.post


def test_each_turn_tells_of_the_work_that_was_open_then(register: Register, database: Database) -> None:
    told = Turns()
    told.lodge("03-02 08:30").complete("03-02 10:00", "accept").run_until("04-13 16:00")
    write(register, told)
    warnings = [entry.seq for entry in told.entries if entry.kind == "warned"]
    assert len(warnings) == 2
    with reading(database) as session:
        for seq in warnings:
            posts = [(alert.office, alert.post) for alert in alerts.of_entry(session, told.state.pin.code, seq)]
            assert posts == [("19990/committee", "chair"), ("19990/committee", "officer")]


def test_acceptance_gives_a_number_in_the_desks_ledger(register: Register, database: Database) -> None:
    told = straight()
    code = told.state.pin.code
    register.write_entries(told.turns[0])
    with reading(database) as session:
        assert ledger.number(session, code) is None
    write(register, told)
    with reading(database) as session:
        (row,) = ledger.rows(session, "19990/desk", 2026)
    assert (row.number, row.code, row.applicant) == (1, code, "Nguyễn Thị Bình")
    assert (row.address, row.phone) == ("Xã Phú Sơn, Hương Thủy", None)
    assert row.lead == told.state.pin.route.office("46/labour").name


def test_the_ledgers_year_is_that_of_the_local_day_of_acceptance() -> None:
    pin = Turns().state.pin
    new_year = Accepted(
        at=datetime(2026, 12, 31, 17, 30, tzinfo=UTC), actor=Clock(), due_at=datetime(2027, 2, 1, tzinfo=UTC)
    )
    assert ledger_entry(pin, new_year).year == 2027


def test_who_was_accepted_before_there_was_a_ledger_is_entered_when_it_is_rebuilt(
    register: Register, database: Database
) -> None:
    told = straight()
    write(register, told)
    before = rows(database)
    with writing(database) as session:
        session.connection().execute(text("DELETE FROM ledger"))
    rebuild(database)
    assert rows(database) == before
