"""Calendar changes: which days one calendar has and another has not, and which have moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from commands import calendar_words as words
from commands.calendar_year import made_up_line, off_line
from commands.speech import Speech
from definitions.calendar_days import DayOff, WorkedDay
from definitions.calendar_files import Edition


class How(StrEnum):
    """What became of a day."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one day off or make-up day: as it was (None when it is new), and as it is (None when gone)."""

    before: DayOff | WorkedDay | None
    after: DayOff | WorkedDay | None

    @property
    def how(self) -> How:
        """What became of it."""
        if self.before is None:
            return How.ADDED
        if self.after is None:
            return How.REMOVED
        return How.MOVED if self.before.on != self.after.on else How.CHANGED

    @property
    def on(self) -> date:
        """The day by which it stands in order: the new one where there is one."""
        day = self.after or self.before
        assert day is not None
        return day.on


@dataclass(frozen=True, slots=True)
class Difference:
    """All in which two calendars differ."""

    changes: tuple[Change, ...]
    hours: bool
    ends: bool

    def __bool__(self) -> bool:
        """Whether they differ at all."""
        return bool(self.changes) or self.hours or self.ends


def difference(before: Edition, after: Edition) -> Difference:
    """In what `after` differs from `before`; a make-up day is moved when it still makes up for the same day."""
    off = _changes(before.days_off, after.days_off)
    made_up = _changes(before.make_up_days, after.make_up_days)
    return Difference(
        changes=tuple(sorted((*off, *made_up), key=lambda change: (change.on, change.how))),
        hours=before.week != after.week,
        ends=(before.first_on, before.last_on) != (after.first_on, after.last_on),
    )


def change_line(change: Change, say: Speech) -> str:
    """One change in one line."""
    marks = {How.ADDED: "+", How.REMOVED: "-", How.MOVED: ">", How.CHANGED: "~"}
    told = [_line(day, say) for day in (change.before, change.after) if day is not None]
    named = {
        How.ADDED: words.ADDED,
        How.REMOVED: words.REMOVED,
        How.MOVED: words.MOVED_DAY,
        How.CHANGED: words.CHANGED,
    }
    return f"{marks[change.how]} {say(named[change.how])}: {' → '.join(told)}"


def change_json(change: Change) -> dict[str, object]:
    """One change for machines."""
    return {
        "how": change.how.value,
        "day": "make-up" if isinstance(change.after or change.before, WorkedDay) else "off",
        "before": change.before.model_dump(mode="json") if change.before else None,
        "after": change.after.model_dump(mode="json") if change.after else None,
    }


def _changes(before: Sequence[DayOff | WorkedDay], after: Sequence[DayOff | WorkedDay]) -> list[Change]:
    was, now = {day.on: day for day in before}, {day.on: day for day in after}
    changed = [Change(was[on], now[on]) for on in was.keys() & now.keys() if was[on] != now[on]]
    gone = {_identity(day): day for on, day in was.items() if on not in now}
    new = {_identity(day): day for on, day in now.items() if on not in was}
    return [*changed, *(Change(gone.get(key), new.get(key)) for key in {**gone, **new})]


def _identity(day: DayOff | WorkedDay) -> tuple[object, ...]:
    """By what a day is the same although its date has moved."""
    return ("make-up", day.instead_of) if isinstance(day, WorkedDay) else (day.name, day.on.year)


def _line(day: DayOff | WorkedDay, say: Speech) -> str:
    return made_up_line(day, say) if isinstance(day, WorkedDay) else off_line(day, say)
