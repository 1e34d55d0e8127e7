"""Evolve: folds one event into a dossier's state. Total: it never refuses, since what happened has happened."""

from workflows.machine import evolve_flow as flow
from workflows.machine import evolve_tasks as tasks
from workflows.machine import evolve_time as time
from workflows.machine.events import (
    Accepted,
    AnyEvent,
    DossierLate,
    Ended,
    Escalated,
    HandedOver,
    Lodged,
    SupplementReceived,
    SupplementRequested,
    TaskCancelled,
    TaskClaimed,
    TaskCompleted,
    TaskDueRevised,
    TaskLate,
    TaskOpened,
    TaskReassigned,
    TaskReleased,
    Warned,
)
from workflows.machine.events_flow import (
    BranchEnded,
    BranchesStarted,
    ChildCalled,
    ChildEnded,
    ChildLodged,
    ClockPaused,
    LetterSigned,
    LimitExtended,
    SplitCancelled,
    SplitPassed,
    TaskExpired,
    ValuesSet,
    WayChosen,
)
from workflows.machine.events_letters import (
    ApologyDrafted,
    ApologyFellDue,
    ApologySigned,
    BreachRecorded,
    FaultRecorded,
    UrgingDrafted,
    UrgingSigned,
)
from workflows.machine.events_time import CalendarApplied, ClockResumed, ClockStopped, DueRevised
from workflows.machine.state import State
from workflows.machine.values import replace


def evolve(state: State, event: AnyEvent) -> State:
    """The state after the event."""
    if event.alarm is not None:
        state = replace(state, agenda=tuple(alarm for alarm in state.agenda if alarm.key != event.alarm))
    return _fold(state, event)


def _fold(state: State, event: AnyEvent) -> State:  # noqa: PLR0911, PLR0912, PLR0915, C901 - one line a kind is the clearest shape
    match event:  # what happens most often stands first
        case TaskOpened():
            return tasks.opened(state, event)
        case TaskCompleted():
            return tasks.completed(state, event)
        case HandedOver():
            return flow.handed_over(state, event)
        case Lodged():
            return time.lodged(flow.lodged(state, event), event)
        case Accepted():
            return replace(state, accepted=True)
        case TaskClaimed():
            return tasks.claimed(state, event)
        case TaskReleased():
            return tasks.released(state, event)
        case TaskExpired():
            return tasks.expired(state, event)
        case TaskCancelled():
            return tasks.without(state, event.task)
        case TaskReassigned():
            return tasks.reassigned(state, event)
        case TaskDueRevised():
            return tasks.due_revised(state, event)
        case TaskLate():
            return tasks.became_late(state, event)
        case SupplementRequested():
            return time.supplement_requested(state, event)
        case SupplementReceived():
            return time.supplement_received(state, event)
        case DueRevised():
            return time.revised(state, event)
        case LimitExtended():
            return time.extended(state, event)
        case ClockPaused():
            return time.paused(state, event)
        case ClockStopped():
            return time.stopped(state, event)
        case ClockResumed():
            return time.resumed(state, event)
        case ApologyDrafted() | UrgingDrafted():
            return tasks.drafted(state, event)
        case UrgingSigned():
            return tasks.without(state, event.task)
        case FaultRecorded():
            return replace(state, faults=state.faults + 1)
        case CalendarApplied():
            return time.calendar_applied(state, event)
        case ApologySigned():
            return tasks.apology_signed(state, event)
        case BreachRecorded():
            return replace(state, breaches=state.breaches + 1)
        case DossierLate():
            return replace(state, misses=state.misses + 1, missed_due_at=event.due_at)
        case ValuesSet():
            return replace(state, values={**state.values, **event.values})
        case BranchesStarted():
            return flow.branches_started(state, event)
        case BranchEnded():
            return flow.branch_ended(state, event)
        case SplitPassed():
            return flow.split_passed(state, event)
        case SplitCancelled():
            return flow.split_cancelled(state, event)
        case ChildCalled():
            return flow.child_called(state, event)
        case ChildLodged():
            return flow.child_lodged(state, event)
        case ChildEnded():
            return flow.child_ended(state, event)
        case Ended():
            return replace(state, end=event.end, agenda=(), waiting=None)
        case Warned() | ApologyFellDue() | Escalated() | WayChosen() | LetterSigned():
            return state
