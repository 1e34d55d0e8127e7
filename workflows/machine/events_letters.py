"""Events about letters that are owed: apologies, urging, faults, and the duties that were not kept."""

from datetime import datetime
from typing import Literal

from workflows.machine.causes import Breach, Owed
from workflows.machine.event import Event, Recipient
from workflows.machine.values import value
from workflows.messages import Fault


@value
class ApologyDrafted(Event):
    """The apology (form 04) lies ready for the signature of a post in the office that holds the dossier."""

    task: int
    office: str
    post: str
    due_at: datetime
    owed: Owed = Owed.LATENESS
    kind: Literal["apology.drafted"] = "apology.drafted"


@value
class ApologyFellDue(Event):
    """The last moment for an apology in time passed without a signature."""

    office: str
    to: tuple[Recipient, ...]
    kind: Literal["apology.fell_due"] = "apology.fell_due"


@value
class ApologySigned(Event):
    """The apology was signed, with its reason and the new return date."""

    task: int
    office: str
    reason: str
    return_at: datetime | None = None
    in_time: bool
    by_mandate: bool = False
    """Whether a deputy signed for the head (KT.)."""
    owed: Owed = Owed.LATENESS
    kind: Literal["apology.signed"] = "apology.signed"


@value
class BreachRecorded(Event):
    """A duty was not kept by an office."""

    what: Breach
    office: str
    kind: Literal["breach.recorded"] = "breach.recorded"


@value
class FaultRecorded(Event):
    """An error in the result, or papers lost or damaged: the office that holds the dossier owes an apology."""

    fault: Fault
    what: str
    office: str
    kind: Literal["fault.recorded"] = "fault.recorded"


@value
class UrgingDrafted(Event):
    """An urging letter to the office that holds the dossier lies ready for the signature of the one-stop's head."""

    task: int
    office: str
    post: str
    addressee: str
    kind: Literal["urging.drafted"] = "urging.drafted"


@value
class UrgingSigned(Event):
    """The one-stop's head urged the office that holds the dossier."""

    task: int
    office: str
    addressee: str
    demand: str
    kind: Literal["urging.signed"] = "urging.signed"
