"""State: what a dossier's events so far add up to."""

from dataclasses import field
from datetime import datetime
from enum import StrEnum
from typing import Final

from definitions.calendar import Remaining
from definitions.procedure import Channel
from definitions.terms import Term
from definitions.ways import End
from workflows.machine.agenda import Alarm
from workflows.machine.branches import ROOT, Branch, Call, Fact, Split
from workflows.machine.causes import Lateness
from workflows.machine.pin import Pin
from workflows.machine.tasks import APOLOGY, LETTERS, NEVER, URGING, Task
from workflows.machine.values import value
from workflows.messages import Form


class Status(StrEnum):
    """Where a dossier stands, in the order of the national portal's codes."""

    NEW = "new"
    PROCESSING = "processing"
    AWAITING_SUPPLEMENT = "awaiting supplement"
    AWAITING_PAYMENT = "awaiting payment"
    RESULT_READY = "result ready"
    RETURNED = "returned"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"


@value
class StatutoryClock:
    """The clock printed on the receipt. `running` is false while it is held, and once the work is done."""

    started_at: datetime
    original_due_at: datetime
    due_at: datetime
    limit: Term
    stage: int = 1
    counted_from: datetime = NEVER
    remaining: Remaining | None = None
    appointed: bool = False
    """What `due_at` follows from: the whole limit or what remained, from an instant; or a day that an apology named."""
    running: bool = True
    paused: Remaining | None = None
    """What remained of it when a step that is done outside the office began, while that lasts."""
    revisions: int = 0
    lateness: Lateness | None = None


@value
class Supplement:
    """A supplement that the applicant owes, and what remained of the clocks when it was asked for."""

    step: str
    office: str
    remaining: Remaining
    task_remaining: Remaining | None
    branch: int = ROOT


_NO_BRANCH: Final = Branch()


@value
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
    branches: tuple[Branch, ...] = ()
    """The root first, then those that run, in the order in which they began."""
    splits: tuple[Split, ...] = ()
    calls: tuple[Call, ...] = ()
    numbered: int = 0
    """The last number given to a branch, a split or a call: each has one of its own."""
    form: Form = field(default_factory=dict)
    channel: Channel | None = None
    facts: tuple[Fact, ...] = ()
    """How each step ended in each branch, the latest last."""
    values: Form = field(default_factory=dict)
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
    def works(self) -> tuple[Task, ...]:
        """The open tasks of the procedure, the oldest first."""
        tasks = self.tasks
        for task in tasks:
            if task.step in LETTERS:
                return tuple(task for task in tasks if task.step not in LETTERS)
        return tasks

    @property
    def work(self) -> Task | None:
        """The open task of the office that holds the dossier; failing that, the oldest of the procedure."""
        return self._leading or next(iter(self.works), None)

    @property
    def holder(self) -> str:
        """The office that holds the dossier: that of the oldest task that counts, or the root's.

        Who only gives an opinion does not hold it.
        """
        leading = self._leading
        return self.branch(leading.branch if leading else ROOT).holder

    def branch(self, number: int) -> Branch:
        """A branch that runs; the empty root before the lodging."""
        for branch in self.branches:
            if branch.number == number:
                return branch
        return _NO_BRANCH

    def runs(self, number: int) -> bool:
        """Whether a branch runs."""
        return self.branch(number) is not _NO_BRANCH

    def split(self, number: int) -> Split:
        """A split that runs."""
        return next(split for split in self.splits if split.number == number)

    @property
    def _leading(self) -> Task | None:
        manned = self.pin.procedure.manned
        for task in self.works:
            step = manned[task.step]
            if step.keeps_custody and step.counts and not step.pauses:
                return task
        return None

    def _letter(self, kind: str) -> Task | None:
        for task in self.tasks:
            if task.step == kind:
                return task
        return None

    @property
    def apology(self) -> Task | None:
        """The apology that waits for a signature, if one does."""
        return self._letter(APOLOGY)

    @property
    def urging(self) -> Task | None:
        """The urging letter that waits for a signature, if one does."""
        return self._letter(URGING)

    @property
    def status(self) -> Status:
        """Where the dossier stands: derived, never stored."""
        if self.end is not None:
            return Status(self.end.value)
        if self.waiting is not None:
            return Status.AWAITING_SUPPLEMENT
        if not self.accepted:
            return Status.NEW
        if any(task.fee is not None for task in self.works):
            return Status.AWAITING_PAYMENT
        return Status.PROCESSING if self.clock is None or self.clock.lateness is None else Status.RESULT_READY

    @property
    def late(self) -> bool:
        """Whether a due date in force has ever passed: what was late stays late."""
        return self.misses > 0
