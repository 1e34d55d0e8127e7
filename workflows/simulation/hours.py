"""Hours: official time as a simulation counts it, in whole minutes."""

from datetime import UTC, date, datetime
from typing import Final

from definitions.calendar import Calendar, CalendarEnds, Remaining
from definitions.terms import MINUTES_AN_HOUR, Term, Unit

NEVER: Final = datetime.max.replace(tzinfo=UTC)
"""An instant beyond the calendar: nothing that is put there happens."""

DAYS_A_WEEK: Final = 7


class Hours:
    """The official minutes of one calendar."""

    def __init__(self, calendar: Calendar) -> None:
        """Count by this calendar."""
        self.calendar = calendar
        week = [sum(closes - opens for opens, closes in calendar.week.spans(day)) for day in range(DAYS_A_WEEK)]
        self.minutes_a_day = sum(week) / sum(1 for minutes in week if minutes)
        """Of a working day, on the average of the week."""
        self._opens_at = self._closes_at = NEVER
        """The session that was looked up last: time asks for the same one again and again."""
        self._minutes_a_date = sum(week) / DAYS_A_WEEK

    def after(self, at: datetime, minutes: int) -> datetime:
        """When that many official minutes, at least one, are over; `NEVER` beyond the calendar."""
        try:
            return self.calendar.resume(at, Remaining(Unit.WORKING_HOURS, minutes))
        except CalendarEnds:
            return NEVER

    def opens(self, at: datetime) -> datetime:
        """The first instant at or after that one which lies in a session; `NEVER` beyond the calendar."""
        if self._opens_at <= at < self._closes_at:
            return at
        try:
            opens_at = self.calendar.next_open(at)
            self._opens_at, self._closes_at = opens_at, self.after(opens_at, self._left_of_session(opens_at))
        except CalendarEnds:
            return NEVER
        return opens_at

    def _left_of_session(self, at: datetime) -> int:
        """The minutes from an instant in a session to the session's close."""
        local = self.calendar.local(at)
        minute = local.hour * MINUTES_AN_HOUR + local.minute
        return next(closes - minute for opens, closes in self.calendar.sessions_on(local.date()) if minute < closes)

    def before(self, due_at: datetime, term: Term) -> datetime:
        """The instant a term before another; that one itself where the calendar does not reach so far back."""
        try:
            return self.calendar.before(due_at, term)
        except CalendarEnds:
            return due_at

    def between(self, start: datetime, end: datetime) -> int:
        """The official minutes from one instant to another."""
        if end <= start:
            return 0
        return self.calendar.worked_minutes(start, end)

    def of(self, term: Term) -> float:
        """A term in official minutes, on the average of the week."""
        match term.unit:
            case Unit.WORKING_DAYS:
                return term.amount * self.minutes_a_day
            case Unit.WORKING_HOURS:
                return term.amount * MINUTES_AN_HOUR
            case Unit.DAYS:
                return term.amount * self._minutes_a_date
            case Unit.SAME_DAY:
                return self.minutes_a_day

    def on(self, at: datetime) -> date:
        """The local day of an instant."""
        return self.calendar.local_date(at)
