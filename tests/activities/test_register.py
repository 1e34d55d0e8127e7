"""What dossiers decide is written once, whole, and can be derived again."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import reduce
from pathlib import Path

import pytest
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.drawn import APOLOGY_TITLE
from activities.rebuild import rebuild
from activities.register import DIFFERENT_ENTRY, EntriesMissing, Register
from letters.recorded import entry_of
from records import alerts, dossiers, entries, reports, tables, tasks
from records.database import Database, RecordsAway, reading, writing
from tests.copies import open_copy
from tests.turns import Turns, late, reserve, rows, see_every_second_alert, straight, urged, write
from workflows.machine.causes import Lateness
from workflows.machine.evolve import evolve
from workflows.machine.journal import check_chain, event_of
from workflows.machine.state import State, Status
from workflows.machine.tasks import Task


@pytest.fixture
def database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    opened = open_copy(sqlite_template, tmp_path)
    reserve(opened)
    yield opened
    opened.close()


@pytest.fixture
def register(database: Database) -> Register:
    return Register(database)


def dossier(database: Database, code: str) -> tables.Dossier:
    with reading(database) as session:
        found = dossiers.one(session, code)
    assert found is not None
    return found


def test_the_journal_reads_back_as_it_was_decided(register: Register, database: Database) -> None:
    told = late()
    write(register, told)
    with reading(database) as session:
        kept = tuple(entry_of(row) for row in entries.journal(session, told.state.pin.code))
    assert kept == told.entries
    check_chain(kept)


def test_a_dossiers_row_says_where_it_stands(register: Register, database: Database) -> None:
    told = straight()
    write(register, told)
    found, state = dossier(database, told.state.pin.code), told.state
    assert state.clock is not None
    assert (found.status, found.holder, found.seq) == (state.status, state.holder, state.seq)
    assert (found.due_at, found.running, found.late) == (state.clock.due_at, True, False)
    assert (found.title, found.unit, found.desk) == (state.pin.procedure.title, "19990", "19990/desk")
    assert (found.applicant, found.applicant_key) == ("Nguyễn Thị Bình", "nguyen thi binh")
    assert found.ended_at is None


@pytest.mark.parametrize("play", [straight, late, urged])
def test_open_tasks_are_the_machines_after_every_turn(
    register: Register, database: Database, play: Callable[[], Turns]
) -> None:
    told = play()
    state = State(pin=told.state.pin)
    for turn in told.turns:
        register.write_entries(turn)
        state = reduce(evolve, map(event_of, turn.entries), state)
        assert open_tasks(database, state.pin.code) == [as_kept(task) for task in state.tasks]


def open_tasks(database: Database, code: str) -> list[tuple[object, ...]]:
    with reading(database) as session:
        found = [task for task in tasks.of_dossier(session, code) if task.state is tables.TaskState.OPEN]
    return [
        (
            *(task.number, task.step, task.office, task.post),
            *(task.opened_at, task.due_at, task.claimed_by, task.late),
        )
        for task in found
    ]


def as_kept(task: Task) -> tuple[object, ...]:
    return (
        *(task.number, task.step, task.office, task.post),
        *(task.opened_at, task.due_at, task.claimed_by, task.late),
    )


def test_a_closed_task_says_how_when_and_by_whom(register: Register, database: Database) -> None:
    told = late()
    write(register, told)
    with reading(database) as session:
        closed = tasks.of_dossier(session, told.state.pin.code)
    assert [(task.kind.value, task.state.value, task.outcome) for task in closed] == [
        ("work", "done", "accept"),
        ("work", "done", "supplement requested"),
        ("work", "cancelled", "ended"),
        ("apology", "done", "signed"),
    ]
    assert closed[3].title == APOLOGY_TITLE
    assert closed[3].closed_by == "chair1.19990/committee"
    assert closed[3].closed_at == datetime(2026, 4, 20, 2, 30, tzinfo=UTC)


def test_a_withdrawn_dossier_is_closed(register: Register, database: Database) -> None:
    told = late()
    write(register, told)
    found = dossier(database, told.state.pin.code)
    assert (found.status, found.late, found.lateness) == (Status.WITHDRAWN, True, Lateness.LATE)
    assert (found.letters, found.breaches) == (told.state.letters, told.state.breaches)
    assert found.ended_at == datetime(2026, 5, 20, 3, tzinfo=UTC)
    with reading(database) as session:
        lodging = session.get_one(tables.Lodging, found.code)
    assert lodging.begun


def test_writing_a_turn_again_changes_nothing(register: Register, database: Database) -> None:
    told = late()
    write(register, told)
    before = rows(database)
    write(register, told)
    assert rows(database) == before


def test_writing_each_turn_twice_is_writing_it_once(register: Register, database: Database) -> None:
    told = straight()
    for turn in told.turns:
        register.write_entries(turn)
        before = rows(database)
        register.write_entries(turn)
        assert rows(database) == before


def test_another_entry_under_the_same_number_is_refused_for_good(register: Register, database: Database) -> None:
    told = straight()
    write(register, told)
    before = rows(database)
    last = told.turns[-1]
    altered = replace(last, entries=(*last.entries[:-1], replace(last.entries[-1], hash="0" * 64)))
    with pytest.raises(ApplicationError) as raised:
        register.write_entries(altered)
    assert (raised.value.type, raised.value.non_retryable) == (DIFFERENT_ENTRY, True)
    assert rows(database) == before


def test_entries_that_follow_from_another_journal_are_refused_for_good(register: Register, database: Database) -> None:
    told = straight()
    register.write_entries(told.turns[0])
    turn = told.turns[1]
    strange = replace(turn, entries=(replace(turn.entries[0], previous="0" * 64), *turn.entries[1:]))
    with pytest.raises(ApplicationError, match="another entry"):
        register.write_entries(strange)


def test_entries_after_a_gap_wait_for_what_is_missing(register: Register) -> None:
    told = straight()
    register.write_entries(told.turns[0])
    with pytest.raises(EntriesMissing):
        register.write_entries(told.turns[2])


def test_a_standing_never_goes_back(register: Register, database: Database) -> None:
    told = straight()
    write(register, told)
    code = told.state.pin.code
    with writing(database) as session:
        dossiers.move(session, code, seq=2, changes={"holder": "elsewhere"})
    assert dossier(database, code).holder == told.state.holder


def test_a_database_that_is_away_is_an_outage_and_the_turn_is_written_when_it_is_back(
    register: Register, database: Database, tmp_path: Path
) -> None:
    told = straight()
    with database.writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=1")
    other = sqlite3.connect(tmp_path / "records.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(RecordsAway):
        register.write_entries(told.turns[0])
    other.close()
    write(register, told)
    assert dossier(database, told.state.pin.code).seq == told.state.seq


@pytest.mark.parametrize("play", [straight, late, urged])
def test_the_read_model_can_be_rebuilt_from_the_journal(
    register: Register, database: Database, play: Callable[[], Turns]
) -> None:
    told = play()
    write(register, told)
    see_every_second_alert(database, told.state.pin.code)
    before = rows(database)
    assert before["tasks"]
    assert before["ledger"]
    assert bool(before["sightings"]) == (play is not straight)
    with writing(database) as session:
        alerts.clear(session)
        tasks.clear(session)
        reports.clear(session)
        dossiers.clear(session)
    assert rebuild(database) == 1
    assert rows(database) == before


def test_the_statuses_that_the_database_allows_are_the_machines() -> None:
    (check,) = (each for each in tables.Dossier.__table__.constraints if each.name == "ck_dossiers_status")  # type: ignore[attr-defined]  # SQLModel does not declare it
    assert set(re.findall(r"'([^']+)'", str(check.sqltext))) == set(Status)


async def test_it_runs_as_an_activity(register: Register, database: Database) -> None:
    told = straight()
    environment = ActivityEnvironment()
    environment.run(register.write_entries, told.turns[0])
    assert dossier(database, told.state.pin.code).seq == told.turns[0].entries[-1].seq
