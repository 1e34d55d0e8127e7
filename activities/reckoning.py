"""Reckoning: what the journal's entries say of how reports count a dossier, and from which instant on."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlmodel import Session

from activities.alerting import Numbered
from records import reports
from workflows.machine.causes import Lateness
from workflows.machine.events import AnyEvent, DossierLate, Lodged, SupplementRequested
from workflows.machine.events_flow import ClockPaused
from workflows.machine.events_letters import ApologySigned
from workflows.machine.events_time import ClockResumed, ClockStopped, DueRevised

Row = dict[str, Any]
"""The values of a row by the names of its columns."""

COUNTED: Final = (
    Lodged,
    DossierLate,
    SupplementRequested,
    ClockPaused,
    DueRevised,
    ClockResumed,
    ClockStopped,
    ApologySigned,
)
"""What may change how a dossier is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How a dossier is counted: open or settled, and what stays with it whatever becomes of its clock.

    `stopped` while the clock of an open one stands still.
    """

    late: bool = False
    stopped: bool = False
    apologised: bool = False
    settled: Lateness | None = None
    settled_at: datetime | None = None


def write_reckonings(session: Session, code: str, numbered: Sequence[Numbered]) -> None:
    """Write what new entries change about how a dossier is counted."""
    told = [(seq, event) for seq, event in numbered if isinstance(event, COUNTED)]
    if not told:
        return
    before = None if isinstance(told[0][1], Lodged) else _counted(session, code)
    reports.reckon(session, code, reckonings_after(told, before=before))


def reckonings_after(numbered: Sequence[Numbered], *, before: Counted | None = None) -> list[Row]:
    """A row for each entry that changes how the dossier is counted; nothing was counted `before` it was lodged."""
    rows: list[Row] = []
    for seq, event in numbered:
        after = _after(before or Counted(), event)
        if after != before:
            rows.append(asdict(after) | {"seq": seq, "since": event.at})
        before = after
    return rows


def _after(counted: Counted, event: AnyEvent) -> Counted:
    """What was late stays late: neither a supplement asked for nor a new due date takes that away."""
    match event:
        case DossierLate():
            return replace(counted, late=True)
        case SupplementRequested() | ClockPaused():
            return replace(counted, stopped=True)
        case DueRevised():
            return replace(counted, stopped=False)
        case ClockStopped():
            return replace(counted, stopped=False, settled=event.lateness, settled_at=event.at)
        case ClockResumed():
            return replace(counted, stopped=False, settled=None, settled_at=None)
        case ApologySigned():
            return replace(counted, apologised=True)
        case _:
            return counted


def _counted(session: Session, code: str) -> Counted:
    now = reports.reckoned(session, code)
    return Counted(
        late=now.late,
        stopped=now.stopped,
        apologised=now.apologised,
        settled=Lateness(now.settled) if now.settled else None,
        settled_at=now.settled_at,
    )
