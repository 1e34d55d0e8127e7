"""What holds of every due date, on any calendar, under any policy, and what a refusal after it is."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from definitions.calendar import Calendar, MakeUpDay
from definitions.terms import Term
from definitions.time_policy import OnSupplement
from definitions.ways import End
from tests.workflows.machine.schedules import (
    PEOPLE,
    Performed,
    bounded,
    desk,
    handed_in,
    holder,
    lives,
    lodgings,
    pinned_under,
    policies,
    terms,
    times,
    worship_under,
)
from workflows.machine.causes import Breach
from workflows.machine.events import AnyEvent, Ended
from workflows.machine.events_letters import BreachRecorded
from workflows.machine.pin import Pin
from workflows.machine.play import Play
from workflows.messages import Complete, ReceiveSupplement, RequestSupplement

Instants = tuple[datetime, datetime, datetime]
"""When a dossier is lodged, a supplement is asked for, and it is received."""

told_at = st.tuples(lodgings, st.integers(0, 60 * 24 * 20), st.integers(0, 60 * 24 * 20)).map(
    lambda drawn: (
        drawn[0],
        drawn[0] + timedelta(minutes=drawn[1]),
        drawn[0] + timedelta(minutes=drawn[1] + drawn[2]),
    )
)


@bounded
@given(lives)
def test_nothing_falls_due_on_a_day_off(play: Performed) -> None:
    calendar = play.state.pin.calendar
    for due_at in instants(play.events, "due_at", "return_at"):
        day = calendar.local_date(due_at)
        assert calendar.opens_on(day) <= due_at <= calendar.closes_on(day)


@bounded
@given(times, told_at, terms, policies)
def test_more_time_never_makes_a_due_date_earlier(
    time: Calendar, told: Instants, limit: Term, policy: dict[str, object]
) -> None:
    policy = {**policy, "supplements": 1}
    longer = replace(limit, amount=limit.amount + 1)
    less = due_dates(pinned_under(worship_under(**{**policy, "limit": limit}), time), told)
    more = due_dates(pinned_under(worship_under(**{**policy, "limit": longer}), time), told)
    assert all(one <= other for one, other in zip(less, more, strict=True))


@bounded
@given(times, told_at, terms, st.integers(0, 60))
def test_one_more_holiday_never_makes_a_due_date_earlier(
    time: Calendar, told: Instants, limit: Term, holiday: int
) -> None:
    pin = pinned_under(worship_under(limit=limit, supplement=OnSupplement.RESTART), time)
    day = time.local_date(told[0]) + timedelta(days=holiday)
    usual = due_dates(pin, told)
    festive = due_dates(with_holiday(pin, day), told)
    assert all(one <= other for one, other in zip(usual, festive, strict=True))


@bounded
@given(times, told_at, terms, st.integers(0, 60))
def test_one_more_make_up_day_never_makes_a_due_date_later(
    time: Calendar, told: Instants, limit: Term, worked: int
) -> None:
    pin = pinned_under(worship_under(limit=limit, supplement=OnSupplement.RESTART), time)
    days = (time.local_date(told[0]) + timedelta(days=number) for number in range(worked, worked + 200))
    free = [day for day in days if not time.is_working(day)]
    assume(free)
    usual = due_dates(pin, told)
    busy = due_dates(with_make_up_day(pin, free[0]), told)
    assert all(one >= other for one, other in zip(usual, busy, strict=True))


@bounded
@given(lives)
def test_a_refusal_after_the_due_date_in_force_is_a_recorded_breach(play: Performed) -> None:
    refused = [event for event in play.events if isinstance(event, Ended) and event.end is End.REFUSED]
    breaches = [event for event in play.events if isinstance(event, BreachRecorded)]
    too_late = sum(event.at > play.due_before(event) for event in refused)
    assert sum(event.what is Breach.REFUSAL_LATE for event in breaches) == too_late


@bounded
@given(times, lodgings, policies, st.integers(0, 60 * 24 * 60))
def test_a_refusal_falls_within_the_limit_or_is_a_breach_of_the_office_that_refused(
    time: Calendar, lodged_at: datetime, policy: dict[str, object], after: int
) -> None:
    play = Play(pinned_under(worship_under(**policy), time))
    at = lodged_at + timedelta(minutes=after)
    for now, outcome in ((lodged_at, ""), (lodged_at, "accept"), (at, "unfit")):
        task, told_by = play.state.work, desk(play.state.pin, PEOPLE[0])
        message = Complete(task=task.number, outcome=outcome, reason="Không đủ điều kiện") if task else handed_in()
        play.tell(message, actor=holder(task, PEOPLE[0]) if task else told_by, now=now)
    breaches = [event for event in play.events if isinstance(event, BreachRecorded)]
    found = [event.office for event in breaches if event.what is Breach.REFUSAL_LATE]
    assert play.state.end is End.REFUSED
    assert play.state.clock is not None
    assert found == (["19990/committee"] if at > play.state.clock.due_at else [])


def due_dates(pin: Pin, told: Instants) -> tuple[datetime, ...]:
    """The due date after the lodging, and after a supplement asked for and received at the desk."""
    play = Play(pin)
    receptionist = desk(pin, PEOPLE[0])
    play.tell(handed_in(), actor=receptionist, now=told[0])
    play.tell(RequestSupplement(task=1, reason="Thiếu"), actor=receptionist, now=told[1])
    play.tell(ReceiveSupplement(), actor=receptionist, now=told[2])
    assert play.state.clock is not None
    return play.state.clock.original_due_at, play.state.clock.due_at


def with_make_up_day(pin: Pin, day: date) -> Pin:
    """The pin with one more day worked."""
    off = tuple(sorted({*pin.calendar.off} - {day}))
    made_up = (*pin.calendar.make_up, MakeUpDay(on=day))
    changes = {"off": off, "make_up": tuple(sorted(made_up, key=lambda made: made.on))}
    return pin.model_copy(update={"calendar": pin.calendar.model_copy(update=changes)})


def with_holiday(pin: Pin, day: date) -> Pin:
    """The pin with one more day off."""
    made_up = tuple(made for made in pin.calendar.make_up if made.on != day)
    changes = {"off": tuple(sorted({*pin.calendar.off, day})), "make_up": made_up}
    return pin.model_copy(update={"calendar": pin.calendar.model_copy(update=changes)})


def instants(events: tuple[AnyEvent, ...], *names: str) -> Iterator[datetime]:
    """The instants that events state under some names."""
    for event in events:
        for field in fields(event):
            value = getattr(event, field.name)
            if field.name in names and value is not None:
                yield value
