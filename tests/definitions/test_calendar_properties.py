"""Official time on random calendars: what holds of every due date."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from definitions.calendar import Calendar, CalendarEnds
from definitions.calendar_days import SATURDAY, CalendarFile, DayOff, WorkedDay, amended
from definitions.calendar_files import Edition
from definitions.sessions import Week
from definitions.terms import Term, Unit
from tests import calendars as builders
from tests.calendars import weeks

FIRST, LAST = date(2024, 1, 1), date(2024, 5, 13)
CHANGES = FIRST + timedelta(days=14)
"""Before it no day is off or made up, so that there is always official time to count back to from any due date."""

days = builders.days(CHANGES, LAST)
weekdays = builders.weekdays(CHANGES, LAST)
weekends = builders.weekends(CHANGES, LAST)
starts = st.integers(14 * 1440, 54 * 1440).map(
    lambda minute: datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=UTC) + timedelta(minutes=minute)
)
terms = st.one_of(
    st.integers(1, 15).map(lambda amount: Term(amount, Unit.WORKING_DAYS)),
    st.integers(1, 20).map(lambda amount: Term(amount, Unit.DAYS)),
    st.integers(1, 40).map(lambda amount: Term(amount, Unit.WORKING_HOURS)),
    st.just(Term(0, Unit.SAME_DAY)),
)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Some days off and some weekend days made up, over 120 days."""
    made_up = draw(st.sets(weekends, max_size=4))
    off = draw(st.sets(days, max_size=20)) - made_up
    return calendar(draw(weeks), off, made_up)


def calendar(week: Week, off: set[date], made_up: set[date]) -> Calendar:
    return builders.calendar(week, off, made_up, span=(FIRST, LAST))


def closed_on(open_or_not: Calendar, day: date) -> Calendar:
    """The same calendar, but without official time on that day."""
    if not open_or_not.is_working(day):
        return open_or_not
    made_up = {made.on for made in open_or_not.make_up} - {day}
    return calendar(open_or_not.week, {*open_or_not.off, day}, made_up)


def more(term: Term) -> Term:
    return term if term.unit is Unit.SAME_DAY else Term(term.amount + 1, term.unit)


@given(calendars(), starts, terms)
def test_a_due_date_never_falls_on_a_day_off(calendar: Calendar, start: datetime, term: Term) -> None:
    assert calendar.is_working(calendar.local_date(calendar.due(start, term)))


@given(calendars(), starts, terms)
def test_a_due_date_is_never_before_its_event(calendar: Calendar, start: datetime, term: Term) -> None:
    assert calendar.due(start, term) > start.replace(second=0)


@given(calendars(), starts, terms)
def test_more_time_never_makes_a_due_date_earlier(calendar: Calendar, start: datetime, term: Term) -> None:
    assert calendar.due(start, more(term)) >= calendar.due(start, term)


@given(calendars(), starts, st.integers(0, 5000), terms)
def test_a_later_event_never_makes_a_due_date_earlier(
    calendar: Calendar, start: datetime, later: int, term: Term
) -> None:
    assert calendar.due(start + timedelta(minutes=later), term) >= calendar.due(start, term)


@given(calendars(), days, starts, terms)
def test_one_more_holiday_never_makes_a_due_date_earlier(
    before: Calendar, holiday: date, start: datetime, term: Term
) -> None:
    made_up = {day.on for day in before.make_up} - {holiday}
    after = calendar(before.week, {*before.off, holiday}, made_up)
    assert after.due(start, term) >= before.due(start, term)


@given(calendars(), days, starts, terms)
def test_one_more_make_up_day_never_makes_a_due_date_later(
    drawn: Calendar, worked: date, start: datetime, term: Term
) -> None:
    before = closed_on(drawn, worked)
    made_up = {day.on for day in before.make_up} | {worked}
    after = calendar(before.week, set(before.off) - {worked}, made_up)
    assert after.due(start, term) <= before.due(start, term)


@given(calendars(), starts, terms)
def test_going_back_and_forth_by_official_time_returns_to_the_due_date(
    calendar: Calendar, start: datetime, term: Term
) -> None:
    due = calendar.due(start, term)
    for unit, amount in ((Unit.WORKING_DAYS, 2), (Unit.WORKING_HOURS, 5)):
        if unit is Unit.WORKING_DAYS and term.unit is Unit.WORKING_HOURS:
            continue  # such a due instant is not the close of its day
        assert calendar.due(calendar.before(due, Term(amount, unit)), Term(amount, unit)) == due


@given(calendars(), starts, terms)
def test_a_warning_and_an_apology_come_before_the_due_date(calendar: Calendar, start: datetime, term: Term) -> None:
    due = calendar.due(start, term)
    for lead in (Term(1, Unit.DAYS), Term(1, Unit.WORKING_DAYS), Term(3, Unit.WORKING_HOURS)):
        assert calendar.before(due, lead) < due
        apology_due = calendar.apology_due(due, lead)
        assert apology_due <= calendar.before(due, lead)
        assert apology_due == calendar.closes_on(calendar.local_date(apology_due))


@given(calendars(), starts, terms, st.data())
def test_a_clock_stopped_and_started_at_once_keeps_its_due_date(
    calendar: Calendar, start: datetime, term: Term, data: st.DataObject
) -> None:
    due = calendar.due(start, term)
    minutes = data.draw(st.integers(0, int((due - start).total_seconds() // 60) - 1))
    paused = start + timedelta(minutes=minutes)
    assert calendar.resume(paused, calendar.remaining(paused, due, term.unit)) == due


@given(calendars(), starts, st.integers(1, 30))
def test_the_hours_of_a_term_are_the_minutes_worked_until_it_ends(
    calendar: Calendar, start: datetime, hours: int
) -> None:
    due = calendar.due(start, Term(hours, Unit.WORKING_HOURS))
    assert calendar.worked_minutes(start, due) == hours * 60
    assert calendar.worked_minutes(start, due - timedelta(minutes=1)) == hours * 60 - 1


@given(calendars(), starts, st.integers(1, 15))
def test_the_days_of_a_term_are_the_working_days_until_it_ends(
    calendar: Calendar, start: datetime, amount: int
) -> None:
    day, counted = calendar.local_date(start), 0
    while counted < amount:
        day += timedelta(days=1)
        counted += calendar.is_working(day)
    assert calendar.due(start, Term(amount, Unit.WORKING_DAYS)) == calendar.closes_on(day)


@given(calendars(), starts)
def test_it_refuses_to_count_past_its_end(calendar: Calendar, start: datetime) -> None:
    for unit in (Unit.WORKING_DAYS, Unit.DAYS, Unit.WORKING_HOURS):
        with pytest.raises(CalendarEnds):
            calendar.due(start, Term(10_000, unit))
        with pytest.raises(CalendarEnds):
            calendar.before(start, Term(10_000, unit))


@given(calendars())
def test_a_calendar_read_back_is_the_same(calendar: Calendar) -> None:
    again = Calendar.model_validate_json(calendar.model_dump_json())
    assert (again, again.digest, hash(again)) == (calendar, calendar.digest, hash(calendar))


def version_of(week: Week, *, off: set[date], swaps: dict[date, date]) -> CalendarFile:
    """The first version of a calendar's file: days off, and days off with the weekend day that makes up for each."""
    return CalendarFile(
        calendar="random",
        version=1,
        published_on=FIRST,
        first_on=FIRST,
        last_on=LAST,
        week=week,
        days_off=tuple(a_day_off(day) for day in sorted(off | set(swaps.values()))),
        make_up_days=tuple(a_worked_day(on, instead_of) for on, instead_of in sorted(swaps.items())),
    )


def a_day_off(on: date) -> DayOff:
    return DayOff(on=on, name="Nghỉ", document="Điều 112", confirmed=True)


def a_worked_day(on: date, instead_of: date) -> WorkedDay:
    return WorkedDay(on=on, instead_of=instead_of, document="Điều 112", confirmed=True)


def next_version(first: CalendarFile, *, off: tuple[DayOff, ...], made_up: tuple[WorkedDay, ...]) -> Calendar:
    changes = CalendarFile(
        calendar="random", version=2, amends=1, published_on=LAST, days_off=off, make_up_days=made_up
    )
    return Edition((amended(first, changes),)).calendar()


@given(weeks, st.sets(weekdays, max_size=15), weekdays, starts, terms)
def test_a_version_with_one_more_holiday_never_makes_a_due_date_earlier(
    week: Week, off: set[date], holiday: date, start: datetime, term: Term
) -> None:
    first = version_of(week, off=off - {holiday}, swaps={})
    second = next_version(first, off=(a_day_off(holiday),), made_up=())
    assert second.due(start, term) >= Edition((first,)).calendar().due(start, term)


@given(weeks, st.sets(weekdays, max_size=15), weekends, starts, terms, st.data())
def test_a_version_with_one_more_make_up_day_never_makes_a_due_date_later(
    week: Week, off: set[date], worked: date, start: datetime, term: Term, data: st.DataObject
) -> None:
    opens = [day for day in builders.all_days(CHANGES, LAST) if day.weekday() < SATURDAY and week.spans(day.weekday())]
    instead_of = data.draw(st.sampled_from(opens))
    closed = {worked} if week.spans(worked.weekday()) else set()
    first = version_of(week, off=off | closed | {instead_of}, swaps={})
    restated = first.model_copy(update={"days_off": tuple(day for day in first.days_off if day.on != instead_of)})
    second = next_version(restated, off=(a_day_off(instead_of),), made_up=(a_worked_day(worked, instead_of),))
    assert second.due(start, term) <= Edition((first,)).calendar().due(start, term)


@given(weeks, st.sets(weekdays, max_size=10), weekdays, weekends)
def test_an_older_version_is_read_as_before_beside_the_newer(
    week: Week, off: set[date], holiday: date, worked: date
) -> None:
    first = version_of(week, off=off - {holiday}, swaps={})
    digest = Edition((first,)).calendar().digest
    second = next_version(first, off=(a_day_off(holiday),), made_up=(a_worked_day(worked, holiday),))
    assert Edition((first,)).calendar().digest == digest
    assert (second.version, second.sessions_on(worked)) == ("2", week.spans(holiday.weekday()))
