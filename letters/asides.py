"""Asides: from a recorded dossier to what was done beside its hand-overs, opinions asked for and public postings."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from definitions.steps.parted import Consultation, Posting
from letters.books import Aside, Besides, Kept
from letters.recorded import Recorded
from workflows.machine.causes import Lateness
from workflows.machine.events import TaskCancelled, TaskCompleted, TaskDueRevised, TaskLate, TaskOpened
from workflows.machine.events_flow import BranchesStarted, TaskExpired

Closing = TaskCompleted | TaskExpired | TaskCancelled

SILENCE: Final = "Hết thời hạn không có ý kiến, coi như đồng ý"
POSTED: Final = "Đã niêm yết đủ thời hạn"
NO_LONGER: Final = "Không còn cần nữa"
WITH_REASON: Final = "{}: {}"
COMPLAINTS: Final = "Phản ánh, khiếu nại trong thời gian niêm yết: {}"


def asides(dossier: Recorded) -> tuple[Aside, ...]:
    """The lines of the control slip for them, in the order in which they were opened (Nghị định 61/2018, Điều 19.5)."""
    opened = (event for event in dossier.events if isinstance(event, TaskOpened))
    return tuple(aside for event in opened if (aside := _aside(dossier, event)) is not None)


def _aside(dossier: Recorded, opened: TaskOpened) -> Aside | None:
    pin, step = dossier.pin, dossier.pin.step(opened.step)
    if not isinstance(step, Consultation | Posting):
        return None
    closing, due_at = _closing(dossier, opened.task), _due_at(dossier, opened)
    local = pin.calendar.local
    return Aside(
        what=Besides.OPINION if isinstance(step, Consultation) else Besides.POSTING,
        title=pin.procedure.step_title(opened.step),
        office=pin.route.office(opened.office).name,
        asked_at=local(opened.at),
        due_at=None if due_at is None else local(due_at),
        done_at=None if closing is None else local(closing.at),
        answer=None if closing is None else _answer(step, closing),
        kept=_kept(dossier, opened, closing) if step.scored else None,
        notes=tuple(_complaints(dossier, opened)),
    )


def _closing(dossier: Recorded, task: int) -> Closing | None:
    return next((event for event in dossier.events if isinstance(event, Closing) and event.task == task), None)


def _due_at(dossier: Recorded, opened: TaskOpened) -> datetime | None:
    revised = (event for event in reversed(dossier.events) if isinstance(event, TaskDueRevised))
    return next((event.due_at for event in revised if event.task == opened.task), opened.due_at)


def _answer(step: Consultation | Posting, closing: Closing) -> str:
    match closing:
        case TaskCompleted():
            title = step.offers[closing.outcome].title or closing.outcome
            return WITH_REASON.format(title, closing.reason) if closing.reason else title
        case TaskExpired():
            return SILENCE if isinstance(step, Consultation) else POSTED
        case TaskCancelled():
            return NO_LONGER


def _kept(dossier: Recorded, opened: TaskOpened, closing: Closing | None) -> Kept | None:
    """How the office kept its limit, once it has answered or has let the limit pass."""
    due_at, on = _due_at(dossier, opened), dossier.pin.calendar.local_date
    late = any(isinstance(event, TaskLate) and event.task == opened.task for event in dossier.events)
    if due_at is None or isinstance(closing, TaskCancelled) or (closing is None and not late):
        return None
    if late or closing is None or isinstance(closing, TaskExpired):
        return Kept(due_at=dossier.pin.calendar.local(due_at), result=Lateness.LATE)
    result = Lateness.EARLY if on(closing.at) < on(due_at) else Lateness.ON_TIME
    return Kept(due_at=dossier.pin.calendar.local(due_at), result=result)


def _complaints(dossier: Recorded, opened: TaskOpened) -> Iterator[str]:
    """How many complaints a posting has met."""
    split, _, _ = opened.step.partition(".")
    added = sum(
        len(event.branches)
        for event in dossier.events
        if isinstance(event, BranchesStarted)
        and event.step == split
        and not any(s.name == "term" for s in event.branches)
    )
    if isinstance(dossier.pin.step(opened.step), Posting) and added:
        yield COMPLAINTS.format(added)
