"""Alerting: the lines that a run of events puts into officials' worklists, until they are seen. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from definitions.directory import Route
from workflows.machine.event import Recipient
from workflows.machine.events import (
    AnyEvent,
    ApologyFellDue,
    DossierLate,
    Escalated,
    SupplementRequested,
    TaskCancelled,
    TaskCompleted,
    TaskLate,
    TaskOpened,
    TaskReassigned,
    UrgingSigned,
    Warned,
)
from workflows.told import told

Row = dict[str, Any]
"""The values of a row by the names of its columns."""

Numbered = tuple[int, AnyEvent]
"""An event, and the number of the entry that records it."""

Alerting = Warned | ApologyFellDue | DossierLate | TaskLate | Escalated | UrgingSigned
"""What is put before those whom it is told to; a letter to be signed is a task of theirs already."""

ALERTING: Final = (Warned, ApologyFellDue, DossierLate, TaskLate, Escalated, UrgingSigned)


@dataclass(frozen=True, slots=True)
class Work:
    """The procedure's open task, and who has it."""

    task: int
    worker: Recipient


def alerts_after(route: Route, numbered: Iterable[Numbered], *, work: Work | None) -> list[Row]:
    """The alerts of the events; `work` is what was open before the first of them.

    The dossier's code is left to the writer.
    """
    rows: list[Row] = []
    for seq, event in numbered:
        work = work_after(work, event)
        if isinstance(event, ALERTING):
            posts = told(route, event, worker=work.worker if work else None)
            rows += [_row(seq, event, post) for post in posts]
    return rows


def work_after(work: Work | None, event: AnyEvent) -> Work | None:
    """What is open after the event."""
    match event:
        case TaskOpened():
            return Work(event.task, Recipient(office=event.office, post=event.post))
        case TaskReassigned() if work is not None and work.task == event.task:
            return replace(work, worker=replace(work.worker, post=event.post))
        case TaskCompleted() | SupplementRequested() | TaskCancelled() if work is not None and work.task == event.task:
            return None
        case _:
            return work


def _row(seq: int, event: Alerting, told_to: Recipient) -> Row:
    return {
        "seq": seq,
        "office": told_to.office,
        "post": told_to.post,
        "kind": event.kind,
        "task": event.task if isinstance(event, TaskLate | Escalated) else None,
        "at": event.at,
    }
