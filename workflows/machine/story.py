"""The story: one line of plain words for every event, as scenarios expect them and auditors read them."""

from datetime import datetime

from workflows.machine.event import Recipient
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
from workflows.machine.pin import Pin


def line(pin: Pin, event: AnyEvent) -> str:
    """`YYYY-MM-DD HH:MM  words`, in the calendar's local time, to the minute."""
    return f"{_local(pin, event.at)}  {words(pin, event)}"


def words(pin: Pin, event: AnyEvent) -> str:  # noqa: PLR0911, PLR0912, PLR0915, C901 - one sentence a kind is the clearest shape
    """What happened, in words that do not change: scenarios rely on them."""
    match event:
        case Lodged():
            return f"lodged, due {_local(pin, event.due_at)}"
        case Accepted():
            return f"accepted, due {_local(pin, event.due_at)}"
        case TaskOpened():
            return _opened(pin, event)
        case TaskClaimed():
            return f"{event.step} claimed"
        case TaskReleased():
            return f"{event.step} released"
        case TaskCompleted():
            return f"{event.step} {event.outcome}"
        case TaskCancelled():
            return f"{event.step} cancelled, {event.cause}"
        case TaskLate():
            return f"{event.step} late, at {_place(pin, event.office)}"
        case HandedOver():
            return f"{event.what} handed over, {_place(pin, event.sender)} to {_place(pin, event.recipient)}"
        case SupplementRequested():
            return f"supplement requested, by {_place(pin, event.office)}"
        case SupplementReceived():
            return "supplement received"
        case DueRevised():
            return f"due moved, {_local(pin, event.was)} to {_local(pin, event.due_at)} ({event.cause})"
        case ClockStopped():
            return f"clock stopped, {event.lateness}"
        case ClockResumed():
            return f"clock resumed, due {_local(pin, event.due_at)}"
        case Warned():
            return f"warned, {event.before} before due, {_place(pin, event.office)}"
        case ApologyDrafted():
            return f"apology drafted, for {_whom(pin, event.office, event.post)}"
        case ApologyFellDue():
            return f"apology due, from {_place(pin, event.office)}"
        case ApologySigned():
            back = f", return {_local(pin, event.return_at)}" if event.return_at else ""
            return f"apology signed{' by mandate' if event.by_mandate else ''}{'' if event.in_time else ' late'}{back}"
        case BreachRecorded():
            return f"breach: {event.what}, {_place(pin, event.office)}"
        case DossierLate():
            return f"late{'' if event.miss == 1 else f' again ({event.miss})'}, at {_place(pin, event.office)}"
        case Escalated():
            return f"escalated to {' and '.join(_recipient(pin, told) for told in event.to)}"
        case TaskReassigned():
            return f"{event.step} reassigned, {event.was} to {event.post}"
        case TaskDueRevised():
            return f"{event.step} due moved, {_local(pin, event.was)} to {_local(pin, event.due_at)} (calendar)"
        case FaultRecorded():
            return f"fault: {event.fault}, {_place(pin, event.office)}"
        case UrgingDrafted():
            return f"urging drafted, for {_whom(pin, event.office, event.post)}"
        case UrgingSigned():
            return f"urging signed, to {_place(pin, event.addressee)}"
        case WayChosen():
            return f"{event.step} went {event.way}"
        case ValuesSet():
            return f"{event.step} set {', '.join(f'{name} = {value}' for name, value in event.values.items())}"
        case BranchesStarted():
            return f"{event.step} began {' and '.join(start.name for start in event.branches) or 'nothing'}"
        case BranchEnded():
            return f"{event.step} {event.how} {event.name}"
        case SplitPassed():
            return f"{event.step} passed"
        case SplitCancelled():
            return f"{event.step} cancelled"
        case TaskExpired():
            return f"{event.step} expired"
        case LetterSigned():
            return f"letter signed: {event.title}"
        case ClockPaused():
            return f"clock paused, by {event.step}"
        case LimitExtended():
            return f"limit extended to {event.limit}"
        case ChildCalled():
            return f"{event.step} called {event.procedure}"
        case ChildLodged():
            return f"{event.step} lodged"
        case ChildEnded():
            return f"{event.step} ended {event.end or 'before it began'}"
        case CalendarApplied():
            return f"calendar applied, {event.calendar.version}"
        case Ended():
            return f"ended {event.end}"


def _opened(pin: Pin, event: TaskOpened) -> str:
    fee = f", fee {event.fee}" if event.fee is not None else ""
    due = f", due {_local(pin, event.due_at)}" if event.due_at else ""
    return f"{event.step} opened for {_whom(pin, event.office, event.post)}{fee}{due}"


def _local(pin: Pin, at: datetime) -> str:
    return f"{pin.calendar.local(at):%Y-%m-%d %H:%M}"


def _place(pin: Pin, office: str) -> str:
    """An office as its level and role; the receiving desk by that name."""
    if office == pin.route.receiving:
        return "receiving desk"
    found = pin.route.office(office)
    return f"{found.level}/{found.role}"


def _whom(pin: Pin, office: str, post: str) -> str:
    return f"{post} @ {_place(pin, office)}"


def _recipient(pin: Pin, told: Recipient) -> str:
    return _whom(pin, told.office, told.post)
