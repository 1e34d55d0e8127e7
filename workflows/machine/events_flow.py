"""Events of the flow: how a dossier goes its ways, in branches, in calls of other procedures, and by itself."""

from typing import Any, Literal

from definitions.terms import TermText
from definitions.ways import End
from workflows.machine.causes import Finished
from workflows.machine.event import Event
from workflows.machine.values import value
from workflows.messages import Form


@value
class WayChosen(Event):
    """A choice was made by the first condition that held."""

    step: str
    way: str
    branch: int = 0
    kind: Literal["way.chosen"] = "way.chosen"


@value
class ValuesSet(Event):
    """Values were computed and recorded."""

    step: str
    values: Form
    branch: int = 0
    kind: Literal["values.set"] = "values.set"


@value
class BranchStart:
    """A branch that begins: its number, its name in the split, its first step, and the element it is for."""

    branch: int
    name: str
    start: str
    element: Any = None


@value
class BranchesStarted(Event):
    """A split began with its branches, or one that runs got more; `wanted` is how many of all must be done."""

    split: int
    step: str
    branch: int = 0
    branches: tuple[BranchStart, ...]
    wanted: int
    kind: Literal["branches.started"] = "branches.started"


@value
class BranchEnded(Event):
    """A branch is over."""

    split: int
    step: str
    branch: int
    name: str
    how: Finished
    kind: Literal["branch.ended"] = "branch.ended"


@value
class SplitPassed(Event):
    """So many branches are done that the split goes on."""

    split: int
    step: str
    branch: int = 0
    kind: Literal["split.passed"] = "split.passed"


@value
class SplitCancelled(Event):
    """The split was taken away with all its branches: nothing follows from it."""

    split: int
    step: str
    branch: int = 0
    kind: Literal["split.cancelled"] = "split.cancelled"


@value
class TaskExpired(Event):
    """The limit of something that was waited for passed: it goes on as the definition says."""

    task: int
    step: str
    kind: Literal["task.expired"] = "task.expired"


@value
class LetterSigned(Event):
    """A letter of the procedure's own was signed: it is issued."""

    task: int
    step: str
    title: str
    to: str
    kind: Literal["letter.signed"] = "letter.signed"


@value
class ClockPaused(Event):
    """The statutory clock stands still while what `step` waits for is outside the office."""

    step: str
    kind: Literal["clock.paused"] = "clock.paused"


@value
class LimitExtended(Event):
    """The law gives the dossier more time from here on, such as for a verification."""

    step: str
    limit: TermText
    kind: Literal["limit.extended"] = "limit.extended"


@value
class ChildCalled(Event):
    """Another procedure is to be lodged for the same applicant at the same desk, with this form and these papers."""

    call: int
    step: str
    procedure: str
    form: Form
    papers: tuple[str, ...]
    waits: bool = True
    branch: int = 0
    kind: Literal["child.called"] = "child.called"


@value
class ChildLodged(Event):
    """The child dossier came to be."""

    call: int
    step: str
    code: str
    kind: Literal["child.lodged"] = "child.lodged"


@value
class ChildEnded(Event):
    """The child dossier ended; None: it could not be lodged, by a rule of its own procedure."""

    call: int
    step: str
    code: str
    end: End | None = None
    kind: Literal["child.ended"] = "child.ended"
