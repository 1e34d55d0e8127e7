"""Report 06a: its identities at every instant, and that nobody improves it by parking a dossier."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import reduce

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sqlmodel import Session

from definitions.procedure import Channel
from definitions.time_policy import OnSupplement
from records import reports
from records.database import Database
from records.reports import Counts, Period
from tests.plays import GROUND, Told, at, worship
from tests.reported import keep
from tests.workflows.machine.schedules import LATEST, Schedule, bounded, performed, schedules
from workflows.machine.events_time import ClockResumed, ClockStopped
from workflows.machine.evolve import evolve
from workflows.machine.play import Play
from workflows.machine.state import State

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with Session(database.writer) as opened, opened.begin():
        yield opened
        opened.rollback()


def counts(session: Session, since: datetime, until: datetime) -> Counts:
    return reports.total(reports.lines(session, Period(since=since, until=until)))


def code(number: int) -> str:
    return f"H57.33.09-260302-{number:04d}"


def test_a_period_is_made_of_local_days_as_far_as_they_have_passed() -> None:
    now = at("03-20 09:00")
    period = Period.of_days(date(2026, 3, 1), date(2026, 3, 15), calendar=GROUND.calendar, now=now)
    assert (period.since, period.until) == (at("03-01 00:00"), at("03-16 00:00"))
    assert Period.of_days(date(2026, 3, 1), date(2026, 3, 31), calendar=GROUND.calendar, now=now).until == now


def test_what_is_handed_in_is_received_by_its_channel_and_carried_over_into_the_next_period(session: Session) -> None:
    keep(session, Told().lodge("03-02 08:30", channel=Channel.ONLINE), code(1))
    keep(session, Told().lodge("03-02 08:30"), code(2))
    keep(session, Told().lodge("03-03 08:30", channel=Channel.POST), code(3))
    assert counts(session, at("03-01 00:00"), at("04-01 00:00")) == Counts(online=1, direct=2, in_time=3)
    assert counts(session, at("04-01 00:00"), at("04-02 00:00")) == Counts(carried=3, in_time=3)
    assert counts(session, at("03-01 00:00"), at("03-02 08:30")) == Counts()


def test_what_is_settled_belongs_to_the_period_in_which_it_was(session: Session) -> None:
    told = Told().lodge("03-02 08:30").complete("03-05 10:00", "refuse", reason="Không thuộc thẩm quyền")
    keep(session, told, code(1))
    assert counts(session, at("03-01 00:00"), at("03-05 00:00")) == Counts(direct=1, in_time=1)
    assert counts(session, at("03-01 00:00"), at("04-01 00:00")) == Counts(direct=1, early=1)
    assert counts(session, at("03-05 00:00"), at("04-01 00:00")) == Counts(carried=1, early=1)
    assert counts(session, at("04-01 00:00"), at("05-01 00:00")) == Counts()


def test_a_rehearsal_is_not_counted(session: Session) -> None:
    keep(session, Told().lodge("03-02 08:30"), code(1), rehearsal=True)
    assert counts(session, LONG_AGO, LATEST) == Counts()


@pytest.mark.parametrize("policy", OnSupplement)
def test_asking_for_a_supplement_on_a_late_dossier_does_not_make_it_in_time(
    session: Session, policy: OnSupplement
) -> None:
    told = Told(worship(supplement=policy)).lodge("03-02 08:30").run_until("04-20 09:00").ask("04-20 09:30")
    keep(session, told, code(1))
    assert counts(session, LONG_AGO, at("04-20 09:30")) == Counts(direct=1, overdue=1, unapologised=1)
    parked = Counts(direct=1, overdue=1, stopped_overdue=1, unapologised=1)
    assert counts(session, LONG_AGO, at("04-20 09:31")) == counts(session, LONG_AGO, LATEST) == parked


def test_a_dossier_in_time_that_waits_for_its_applicant_is_counted_apart(session: Session) -> None:
    keep(session, Told().lodge("03-02 08:30").ask("03-03 09:30"), code(1))
    assert counts(session, LONG_AGO, LATEST) == Counts(direct=1, in_time=1, stopped_in_time=1)


def test_a_due_date_that_has_passed_counts_although_its_alarm_is_not_written_yet(session: Session) -> None:
    keep(session, Told().lodge("03-02 08:30"), code(1))
    assert counts(session, LONG_AGO, at("04-13 17:00")) == Counts(direct=1, in_time=1)
    assert counts(session, LONG_AGO, at("04-13 17:01")) == Counts(direct=1, overdue=1, unapologised=1)


def test_of_the_late_those_with_their_letter_are_told_from_those_without(session: Session) -> None:
    told = Told().lodge("03-02 08:30").run_until("04-20 09:00")
    keep(session, told, code(1))
    signed = Told().lodge("03-02 08:30").run_until("04-20 09:00").sign("04-20 09:30", "2026-05-05")
    keep(session, signed, code(2))
    assert counts(session, LONG_AGO, at("04-20 09:00")) == Counts(direct=2, overdue=2, unapologised=2)
    assert counts(session, LONG_AGO, LATEST) == Counts(direct=2, overdue=2, apologised=1, unapologised=1)


def test_a_letter_after_the_work_is_done_does_not_settle_the_dossier_a_second_time(session: Session) -> None:
    told = Told().lodge("03-02 08:30").complete("03-05 10:00", "refuse", reason="Không thuộc thẩm quyền")
    keep(session, told, code(1))
    now = reports.reckoned(session, code(1))
    apologised = {"late": False, "stopped": False, "apologised": True, "settled": now.settled}
    row = apologised | {"settled_at": now.settled_at, "seq": 2, "since": at("04-05 09:00")}
    reports.reckon(session, code(1), [row])
    assert counts(session, at("04-01 00:00"), at("05-01 00:00")) == Counts()
    assert counts(session, at("03-01 00:00"), at("05-01 00:00")) == Counts(direct=1, early=1)


def test_each_desk_has_its_own_line_and_units_narrow_the_report(session: Session) -> None:
    keep(session, Told().lodge("03-02 08:30"), code(1))
    keep(session, Told().lodge("03-02 08:30"), code(2), unit="19744")
    found = reports.lines(session, Period(since=LONG_AGO, until=at("03-03 00:00")))
    assert [(line.desk, line.procedure, line.counts.received) for line in found] == [
        ("19744/desk", "1.010803", 1),
        ("19990/desk", "1.010803", 1),
    ]
    (only,) = reports.lines(session, Period(since=LONG_AGO, until=at("03-03 00:00")), units={"19990"})
    assert only.desk == "19990/desk"
    assert reports.lines(session, Period(since=LONG_AGO, until=at("03-03 00:00")), units=set()) == ()


def test_counters_that_do_not_add_up_are_a_bug() -> None:
    with pytest.raises(AssertionError, match="received is settled or open"):
        Counts(online=1)


@bounded
@given(st.lists(schedules, min_size=1, max_size=4), st.data())
def test_the_identities_hold_at_every_instant_and_the_counters_are_what_the_journals_say(
    database: Database, many: list[Schedule], data: st.DataObject
) -> None:
    plays = [performed(schedule) for schedule in many]
    instants = sorted({event.at + aside for play in plays for event in play.events for aside in ASIDE})
    with Session(database.writer) as session, session.begin():
        for number, play in enumerate(plays, start=1):
            keep(session, play, code(number))
        for _ in range(8):
            since, until = sorted((data.draw(st.sampled_from(instants)), data.draw(st.sampled_from(instants))))
            found = counts(session, since, until)
            assert found == reduce(Counts.__add__, (counted(play, since, until) for play in plays), Counts())
            assert found.received == found.settled + found.open
        session.rollback()


@bounded
@given(schedules)
def test_what_is_open_at_the_end_of_a_period_is_carried_over_into_the_next(
    database: Database, schedule: Schedule
) -> None:
    play = performed(schedule)
    assume(not any(isinstance(event, ClockResumed) for event in play.events))
    with Session(database.writer) as session, session.begin():
        keep(session, play, code(1))
        for first, second, third in zip(play.events, play.events[1:], play.events[2:], strict=False):
            before = counts(session, first.at, second.at)
            after = counts(session, second.at, third.at)
            assert after.carried == before.open
        session.rollback()


ASIDE = (timedelta(0), timedelta(minutes=1), timedelta(days=-1))
"""How far from an event a period begins or ends."""


def counted(play: Play, since: datetime, until: datetime) -> Counts:
    """How a dossier is counted, by the machine's state at the end of the period."""
    told = [event for event in play.events if event.at < until]
    if not told:
        return Counts()
    state = reduce(evolve, told, State(pin=play.state.pin))
    stops = [event.at for event in told if isinstance(event, ClockStopped)]
    assert state.clock is not None
    lateness = state.clock.lateness
    if lateness is not None and stops[-1] < since:
        return Counts()
    names = ["direct" if told[0].at >= since else "carried"]
    names.append(("overdue" if state.late else "in_time") if lateness is None else lateness.name.lower())
    if lateness is None and not state.clock.running:
        names.append(f"stopped_{names[-1]}")
    if state.late:
        names.append("apologised" if state.letters else "unapologised")
    return Counts(**dict.fromkeys(names, 1))
