"""The journal's table: a dossier's stored entries, one day after the other, late ones easy to see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pydantic import ValidationError
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from commands.timeline import Timeline
from definitions.saying import Saying, dated
from workflows.audit import Line, entry_of
from workflows.machine.causes import Lateness
from workflows.machine.events import (
    Accepted,
    AnyEvent,
    DossierLate,
    Ended,
    Escalated,
    SupplementRequested,
    TaskLate,
    Warned,
)
from workflows.machine.events_letters import ApologyDrafted, ApologyFellDue, ApologySigned, BreachRecorded
from workflows.machine.events_time import ClockStopped
from workflows.machine.journal import event_of

UNREAD: Final = Saying(vietnamese="(không đọc được bút toán này)", english="(this entry cannot be read)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One entry in words; `at` is on the dossier's own clock, `day` its day in words."""

    seq: int
    at: datetime
    day: str
    who: str
    what: str
    style: str = ""


def rows(timeline: Timeline, stored: Sequence[Line]) -> tuple[Row, ...]:
    """Stored entries in words; one that cannot be read is said to be so."""
    return tuple(_row(timeline, line) for line in stored)


def show(console: Console, journal: Sequence[Row], *, broken_at: int | None) -> None:
    """Print the table, and mark the entry at which the evidence first differs."""
    table = Table(box=None, pad_edge=False, show_header=False)
    for column in ("mark", "seq", "day", "time", "who", "what"):
        table.add_column(column, justify="right" if column == "seq" else "left", overflow="fold")
    before = None
    for row in journal:
        mark = "[bold red]✗[/]" if row.seq == broken_at else ""
        table.add_row(mark, str(row.seq), *_heading(row, before), escape(row.what), style=row.style)
        before = row
    console.print(table)


def _heading(row: Row, before: Row | None) -> tuple[str, str, str]:
    """Day, minute and actor, each only where it is not the row's before."""
    day, minute = row.day, f"{row.at:%H:%M}"
    if before is None or before.at.date() != row.at.date():
        return day, minute, escape(row.who)
    if f"{before.at:%H:%M}" != minute:
        return "", minute, escape(row.who)
    return "", "", "" if before.who == row.who else escape(row.who)


def _row(timeline: Timeline, line: Line) -> Row:
    at = timeline.pin.calendar.local(line["at"])
    day = timeline.say(dated(at.date()))
    try:
        event = event_of(entry_of(line))
        moment = timeline.moment(event)
    except (ValidationError, LookupError):
        return Row(seq=line["seq"], at=at, day=day, who="", what=timeline.say(UNREAD), style="red")
    return Row(seq=line["seq"], at=at, day=day, who=moment.who, what=moment.what, style=_style(event))


def _style(event: AnyEvent) -> str:
    match event:
        case DossierLate() | TaskLate() | BreachRecorded() | Escalated() | ClockStopped(lateness=Lateness.LATE):
            return "red"
        case Warned() | ApologyDrafted() | ApologyFellDue() | SupplementRequested():
            return "yellow"
        case Accepted() | ApologySigned() | Ended():
            return "green"
        case _:
            return ""
