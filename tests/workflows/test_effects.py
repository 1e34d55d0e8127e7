"""What the office must send follows from what happened, and from nothing else."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.plays import Told, at_the_province, worship
from workflows.actors import Clock
from workflows.effects import errands
from workflows.machine.causes import Cause, Lateness
from workflows.machine.events import AnyEvent, TaskOpened
from workflows.machine.events_time import ClockStopped, DueRevised
from workflows.machine.journal import enter

AT = datetime(2026, 3, 2, 3, tzinfo=UTC)
STOPPED = ClockStopped(at=AT, actor=Clock(), lateness=Lateness.EARLY)
OPENED = TaskOpened(at=AT, actor=Clock(), task=9, step="give", office="19990/desk", post="receptionist")


def seqs(*events: AnyEvent) -> list[int]:
    """Which of the events, counted from 1, oblige the office to send something."""
    _, entries = enter(Told().state, events)
    return [errand.seq for errand in errands(entries, events, worship())]


def test_nothing_follows_from_nothing() -> None:
    assert seqs() == []


def test_a_result_that_is_there_is_told_when_no_hand_over_tells_it() -> None:
    assert seqs(STOPPED, OPENED) == [1]
    assert seqs(STOPPED) == []


def test_a_result_that_is_handed_over_is_told_by_the_hand_over_alone() -> None:
    told = at_the_province().complete("03-25 09:00", "propose", form={"amount": 1}).complete("03-26 09:00", "sign")
    turn = [entry.kind for entry in told.entries if entry.at == told.entries[-1].at]
    assert turn == ["task.completed", "clock.stopped", "handed.over", "task.opened"]
    obliged = {errand.seq for errand in errands(told.entries, told.events, told.state.pin.procedure)}
    assert [entry.kind for entry in told.entries[-4:] if entry.seq in obliged] == ["handed.over"]


BY_ITSELF = {Cause.CALENDAR, Cause.STAGE, Cause.ADDED, Cause.PAUSE}


@pytest.mark.parametrize(("cause", "is_told"), [(cause, cause in BY_ITSELF) for cause in Cause])
def test_a_new_date_is_told_by_itself_only_where_no_act_tells_it(cause: Cause, *, is_told: bool) -> None:
    revised = DueRevised(at=AT, actor=Clock(), was=AT, due_at=AT + timedelta(days=1), cause=cause)
    assert bool(seqs(revised)) is is_told
