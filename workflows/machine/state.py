"""State: what a dossier's events so far add up to."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from definitions.calendar import Remaining
from definitions.ways import End
from workflows.machine.agenda import Alarm
from workflows.machine.causes import Lateness
from workflows.machine.pin import Pin
from workflows.machine.tasks import APOLOGY, NEVER, URGING, Task


class Status(StrEnum):
    """Where a dossier stands, in the order of the national portal's codes."""

    NEW = "new"
    PROCESSING = "processing"
    AWAITING_SUPPLEMENT = "awaiting supplement"
    RESULT_READY = "result ready"
    RETURNED = "returned"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatutoryClock:
    """The clock printed on the receipt. `running` is false while a supplement is awaited and once the work is done."""

    started_at: datetime
    original_due_at: datetime
    due_at: datetime
    counted_from: datetime = NEVER
    remaining: Remaining | None = None
    appointed: bool = False
    """What `due_at` follows from: the whole limit or what remained, from an instant; or a day that an apology named."""
    running: bool = True
    revisions: int = 0
    lateness: Lateness | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement:
    """A supplement that the applicant owes, and what remained of the clocks when it was asked for."""

    step: str
    office: str
    remaining: Remaining
    task_remaining: Remaining | None


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One dossier. Built by `evolve` only; never changed in place."""

    pin: Pin
    seq: int = 0
    head: str = ""
    head_at: datetime = NEVER
    """The instant of the journal's last entry: time never runs backwards in a journal, whatever a clock does."""
    tasks: tuple[Task, ...] = ()
    agenda: tuple[Alarm, ...] = ()
    clock: StatutoryClock | None = None
    holder: str = ""
    received_at: datetime = NEVER
    """Since when the holder has the dossier: later than the hand-over after a cutoff or a supplement."""
    accepted: bool = False
    last_task: int = 0
    done_by: tuple[tuple[str, str], ...] = ()
    """(step, official) for every step done, the latest last: what separation of duties looks at."""
    supplements: tuple[str, ...] = ()
    """The offices that have asked for a supplement, in order."""
    waiting: Supplement | None = None
    letters: int = 0
    faults: int = 0
    misses: int = 0
    missed_due_at: datetime | None = None
    """The due date that was missed last: it is not missed a second time."""
    breaches: int = 0
    end: End | None = None

    @property
    def work(self) -> Task | None:
        """The open task of the procedure, if one is open."""
        return next((task for task in self.tasks if not task.is_letter), None)

    @property
    def apology(self) -> Task | None:
        """The apology that waits for a signature, if one does."""
        return next((task for task in self.tasks if task.step == APOLOGY), None)

    @property
    def urging(self) -> Task | None:
        """The urging letter that waits for a signature, if one does."""
        return next((task for task in self.tasks if task.step == URGING), None)

    @property
    def status(self) -> Status:
        """Where the dossier stands: derived, never stored."""
        if self.end is not None:
            return Status(self.end.value)
        if self.waiting is not None:
            return Status.AWAITING_SUPPLEMENT
        if not self.accepted:
            return Status.NEW
        return Status.PROCESSING if self.clock is not None and self.clock.running else Status.RESULT_READY

    @property
    def late(self) -> bool:
        """Whether a due date in force has ever passed: what was late stays late."""
        return self.misses > 0
