"""Random calendars for tests: any week, holidays long and short, weekend days made up."""

from datetime import date, timedelta
from typing import Final

from hypothesis import strategies as st

from definitions.calendar import Calendar
from definitions.calendar_days import SATURDAY
from definitions.sessions import MakeUpDay, Week, Weekday

FULL: Final = ("07:30-11:30", "13:00-17:00")
MORNING: Final = ("07:00-11:00",)

weeks = st.sampled_from(
    [
        dict.fromkeys(list(Weekday)[:5], FULL),
        dict.fromkeys(list(Weekday)[:5], FULL) | {Weekday.SATURDAY: MORNING},
        dict.fromkeys(list(Weekday)[:4], MORNING),
        dict.fromkeys(Weekday, ("00:00-12:00", "12:00-23:59")),
    ]
).map(Week.model_validate)


def days(first: date, last: date) -> st.SearchStrategy[date]:
    """Any day of a span."""
    return st.integers(0, (last - first).days).map(lambda number: first + timedelta(days=number))


def weekends(first: date, last: date) -> st.SearchStrategy[date]:
    """Any Saturday or Sunday of a span, none of its other days drawn in vain."""
    return st.sampled_from([day for day in all_days(first, last) if day.weekday() >= SATURDAY])


def weekdays(first: date, last: date) -> st.SearchStrategy[date]:
    """Any day from Monday to Friday of a span, none of its other days drawn in vain."""
    return st.sampled_from([day for day in all_days(first, last) if day.weekday() < SATURDAY])


def all_days(first: date, last: date) -> list[date]:
    """The days of a span, both ends included."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


@st.composite
def calendars(draw: st.DrawFn, first: date, last: date, name: str = "random") -> Calendar:
    """Holidays of one to nine days, and some weekend days made up, in the years from `first` to `last`."""
    made_up = draw(st.sets(weekends(first, last), max_size=6))
    holidays = draw(st.lists(st.tuples(days(first, last - timedelta(days=9)), st.integers(1, 9)), max_size=12))
    off = {day + timedelta(days=number) for day, length in holidays for number in range(length)} - made_up
    return calendar(draw(weeks), off, made_up, span=(first, last)).model_copy(update={"id": name})


def calendar(week: Week, off: set[date], made_up: set[date], *, span: tuple[date, date]) -> Calendar:
    """A calendar with these days off and made up."""
    first, last = span
    return Calendar(
        id="random",
        version="1",
        first_on=first,
        last_on=last,
        week=week,
        off=tuple(sorted(off)),
        make_up=tuple(MakeUpDay(on=day) for day in sorted(made_up)),
    )
