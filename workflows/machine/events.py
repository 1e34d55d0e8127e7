"""Events: what has happened to a dossier. Each becomes one entry of its journal."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from definitions.calendar import Remaining
from definitions.procedure import Channel
from definitions.terms import TermText
from definitions.ways import End
from workflows.machine.causes import Custody, Gone
from workflows.machine.event import Event, Recipient
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
from workflows.machine.events_time import (
    CalendarApplied,
    ClockResumed,
    ClockStopped,
    DueRevised,
)
from workflows.machine.values import value
from workflows.messages import Form, Party


@value
class Lodged(Event):
    """The dossier was handed in; its clock runs from `received_at`, under the definition and calendar named."""

    procedure: str
    version: int
    digest: str
    calendar: str
    desk: str
    rehearsal: bool
    applicant: Party
    channel: Channel
    form: Form
    papers: tuple[str, ...]
    received_at: datetime
    due_at: datetime
    limit: TermText | None = None
    """The limit where surcharges come on top of the definition's."""
    kind: Literal["dossier.lodged"] = "dossier.lodged"


@value
class Accepted(Event):
    """The desk found the dossier complete: the receipt (form 01) names its return date."""

    due_at: datetime
    kind: Literal["dossier.accepted"] = "dossier.accepted"


@value
class TaskOpened(Event):
    """A step waits for an official of a post in an office."""

    task: int
    step: str
    office: str
    post: str
    due_at: datetime | None = None
    counted_from: datetime | None = None
    remaining: Remaining | None = None
    """What is counted from `counted_from`: the step's whole limit, or what remained of it after a pause."""
    limit: TermText | None = None
    """The step's limit where surcharges come on top of the definition's."""
    branch: int = 0
    claimed_by: str | None = None
    """Whom the step was kept for."""
    fee: int | None = None
    """What is to be paid, in đồng."""
    kind: Literal["task.opened"] = "task.opened"


@value
class TaskClaimed(Event):
    """An official took the task in hand."""

    task: int
    step: str
    kind: Literal["task.claimed"] = "task.claimed"


@value
class TaskReleased(Event):
    """The task was put back."""

    task: int
    step: str
    kind: Literal["task.released"] = "task.released"


@value
class TaskCompleted(Event):
    """An official finished the task with an outcome."""

    task: int
    step: str
    outcome: str
    reason: str | None = None
    form: Form | None = None
    kind: Literal["task.completed"] = "task.completed"


@value
class TaskCancelled(Event):
    """The task went away undone."""

    task: int
    step: str
    cause: Gone
    kind: Literal["task.cancelled"] = "task.cancelled"


@value
class TaskLate(Event):
    """The task's own limit passed: scored against its office, whatever becomes of the dossier."""

    task: int
    step: str
    office: str
    due_at: datetime
    kind: Literal["task.late"] = "task.late"


@value
class HandedOver(Event):
    """The dossier passed from one office to another (giao, nhận): one line of the control slip."""

    sender: str
    recipient: str
    what: Custody
    received_at: datetime
    branch: int = 0
    kind: Literal["handed.over"] = "handed.over"


@value
class SupplementRequested(Event):
    """The applicant is asked, through the desk, to complete the dossier; the task waits and the clock stops."""

    task: int
    step: str
    office: str
    reason: str
    papers: tuple[str, ...]
    kind: Literal["supplement.requested"] = "supplement.requested"


@value
class SupplementReceived(Event):
    """What was asked for came in at the desk."""

    papers: tuple[str, ...]
    note: str | None = None
    kind: Literal["supplement.received"] = "supplement.received"


@value
class Warned(Event):
    """The due date is near: the office that holds the dossier is told."""

    before: str
    office: str
    due_at: datetime
    kind: Literal["warned"] = "warned"


@value
class DossierLate(Event):
    """The due date in force passed while the dossier was still being worked on."""

    office: str
    due_at: datetime
    miss: int
    kind: Literal["dossier.late"] = "dossier.late"


@value
class Escalated(Event):
    """Lateness went up the line; `task` is None when it is the dossier's."""

    rung: str
    to: tuple[Recipient, ...]
    task: int | None = None
    kind: Literal["escalated"] = "escalated"


@value
class TaskReassigned(Event):
    """A rung gave the task to another post of its office."""

    task: int
    step: str
    was: str
    post: str
    kind: Literal["task.reassigned"] = "task.reassigned"


@value
class TaskDueRevised(Event):
    """A task's own due date changed with the calendar."""

    task: int
    step: str
    was: datetime
    due_at: datetime
    kind: Literal["task.due_revised"] = "task.due_revised"


@value
class Ended(Event):
    """The dossier is closed."""

    end: End
    reason: str | None = None
    kind: Literal["dossier.ended"] = "dossier.ended"


AnyEvent = Annotated[
    Lodged
    | Accepted
    | TaskOpened
    | TaskClaimed
    | TaskReleased
    | TaskCompleted
    | TaskCancelled
    | TaskLate
    | HandedOver
    | SupplementRequested
    | SupplementReceived
    | DueRevised
    | ClockStopped
    | ClockResumed
    | Warned
    | ApologyDrafted
    | ApologyFellDue
    | ApologySigned
    | BreachRecorded
    | DossierLate
    | Escalated
    | TaskReassigned
    | TaskDueRevised
    | FaultRecorded
    | UrgingDrafted
    | UrgingSigned
    | CalendarApplied
    | WayChosen
    | ValuesSet
    | BranchesStarted
    | BranchEnded
    | SplitPassed
    | SplitCancelled
    | TaskExpired
    | LetterSigned
    | ClockPaused
    | LimitExtended
    | ChildCalled
    | ChildLodged
    | ChildEnded
    | Ended,
    Field(discriminator="kind"),
]
"""Told apart by `kind`, which is also the entry's kind in the journal."""
