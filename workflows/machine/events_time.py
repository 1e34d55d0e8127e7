"""Events of the statutory clock: its due date, when it stops and goes on, and the calendar it counts by."""

from datetime import datetime
from typing import Literal

from definitions.calendar import Calendar, Remaining
from definitions.terms import TermText
from workflows.machine.causes import Cause, Lateness
from workflows.machine.event import Event
from workflows.machine.values import value


@value
class DueRevised(Event):
    """The dossier's due date changed; both dates are kept."""

    was: datetime
    due_at: datetime
    cause: Cause
    remaining: Remaining | None = None
    """What is counted from here on where it is not the whole limit: what remained of it before a pause."""
    limit: TermText | None = None
    """The limit that is counted from here on where it is another than before: the second stage's."""
    kind: Literal["due.revised"] = "due.revised"


@value
class ClockStopped(Event):
    """The offices' work is done: nothing that follows counts against the statutory limit."""

    lateness: Lateness
    kind: Literal["clock.stopped"] = "clock.stopped"


@value
class ClockResumed(Event):
    """The work was taken up again; the due date stands as it was."""

    due_at: datetime
    kind: Literal["clock.resumed"] = "clock.resumed"


@value
class CalendarApplied(Event):
    """From here on the dossier's time is counted by a later version of its calendar."""

    calendar: Calendar
    was: str
    kind: Literal["calendar.applied"] = "calendar.applied"
