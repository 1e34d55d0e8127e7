"""Alerting: the lines that a run of events puts into officials' worklists, until they are seen. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any, Final, get_args

from definitions.directory import Route
from workflows.machine.event import Recipient
from workflows.machine.events import (
    AnyEvent,
    DossierLate,
    Escalated,
    SupplementRequested,
    TaskCancelled,
    TaskCompleted,
    TaskLate,
    TaskOpened,
    TaskReassigned,
    Warned,
)
from workflows.machine.events_flow import BranchesStarted, LetterSigned, TaskExpired
from workflows.machine.events_letters import ApologyFellDue, UrgingSigned
from workflows.told import told

Row = dict[str, Any]
"""The values of a row by the names of its columns."""

Numbered = tuple[int, AnyEvent]
"""An event, and the number of the entry that records it."""

Alerting = Warned | ApologyFellDue | DossierLate | TaskLate | Escalated | UrgingSigned | LetterSigned | BranchesStarted
"""What is put before those whom it is told to; a letter to be signed is a task of theirs already."""

ALERTING: Final = get_args(Alerting)


@dataclass(frozen=True, slots=True)
class Work:
    """An open task of the procedure, and who has it."""

    task: int
    worker: Recipient


def alerts_after(
    route: Route, numbered: Iterable[Numbered], *, work: tuple[Work, ...] = (), postings: Collection[str] = ()
) -> list[Row]:
    """The alerts of the events; `work` is what was open before the first of them, the oldest first, and `postings` are
    the procedure's steps that post something publicly.

    The dossier's code is left to the writer.
    """
    rows: list[Row] = []
    for seq, event in numbered:
        work = work_after(work, event)
        if isinstance(event, ALERTING):
            posts = told(route, event, worker=_worker(work, event), postings=postings)
            rows += [_row(seq, event, post) for post in posts]
    return rows


def work_after(work: tuple[Work, ...], event: AnyEvent) -> tuple[Work, ...]:
    """What is open after the event."""
    match event:
        case TaskOpened():
            return (*work, Work(event.task, Recipient(office=event.office, post=event.post)))
        case TaskReassigned():
            return tuple(_given(one, event.post) if one.task == event.task else one for one in work)
        case TaskCompleted() | SupplementRequested() | TaskCancelled() | TaskExpired():
            return tuple(one for one in work if one.task != event.task)
        case _:
            return work


def _given(work: Work, post: str) -> Work:
    return replace(work, worker=replace(work.worker, post=post))


def _worker(work: tuple[Work, ...], event: AnyEvent) -> Recipient | None:
    """Who can still do the work: in the office that is warned, or else whoever has waited longest."""
    there = (one.worker for one in work if isinstance(event, Warned) and one.worker.office == event.office)
    return next(there, work[0].worker if work else None)


def _row(seq: int, event: Alerting, told_to: Recipient) -> Row:
    return {
        "seq": seq,
        "office": told_to.office,
        "post": told_to.post,
        "kind": event.kind,
        "task": event.task if isinstance(event, TaskLate | Escalated) else None,
        "at": event.at,
    }
