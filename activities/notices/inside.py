"""From a recorded dossier and an entry of its journal to what officials are told, and which of their posts."""

from dataclasses import dataclass
from datetime import datetime

from activities.notices import contents
from activities.notices.contents import Contents
from letters.recorded import Recorded
from workflows.machine.causes import Owed
from workflows.machine.event import Recipient
from workflows.machine.events import AnyEvent, DossierLate, Escalated, TaskLate, Warned
from workflows.machine.events_flow import BranchesStarted, LetterSigned
from workflows.machine.events_letters import ApologyDrafted, ApologyFellDue, UrgingDrafted, UrgingSigned
from workflows.told import is_complaint, told

OfDossier = contents.Warned | contents.ApologyFellDue | contents.Late | contents.Escalated | contents.UrgingDrafted
OfStep = contents.StepLate | contents.StepEscalated


@dataclass(frozen=True, slots=True)
class Inside:
    """A notice inside the administration, and the posts that it goes to, each once."""

    says: Contents
    posts: tuple[Recipient, ...]


def to_officials(dossier: Recorded, seq: int, *, link: str) -> Inside | None:  # noqa: C901, PLR0911, PLR0912 - one line a kind is the clearest shape
    """What officials are told because of entry `seq`, and None where nothing; more is to be seen at `link`."""
    about = _About(dossier, seq, link)
    match dossier.event(seq):
        case Warned():
            return Inside(about.dossiers(contents.Warned), about.posts)
        case ApologyDrafted() as event:
            return about.apology_drafted(event)
        case ApologyFellDue():
            return Inside(about.dossiers(contents.ApologyFellDue), about.posts)
        case DossierLate():
            return Inside(about.dossiers(contents.Late), about.posts)
        case TaskLate() as event:
            return Inside(about.steps(contents.StepLate, event.task), about.posts)
        case Escalated(task=None) as event:
            return Inside(about.dossiers(contents.Escalated), about.not_told_at_once(event))
        case Escalated(task=int(task)) as event:
            return Inside(about.steps(contents.StepEscalated, task), about.not_told_at_once(event))
        case UrgingDrafted():
            return Inside(about.dossiers(contents.UrgingDrafted), about.posts)
        case UrgingSigned() as event:
            return about.urged(event)
        case LetterSigned(to="desk") as event:
            return about.letter_for_desk(event)
        case BranchesStarted() as event if is_complaint(event, dossier.pin.procedure.postings):
            return about.complaint_made(event)
        case _:
            return None


@dataclass(frozen=True, slots=True)
class _About:
    """An entry of a dossier, and the notices it may be the occasion of."""

    dossier: Recorded
    seq: int
    link: str

    @property
    def posts(self) -> tuple[Recipient, ...]:
        """Who is told."""
        state, pin = self.dossier.state_after(self.seq), self.dossier.pin
        there = (task for task in state.works if task.office == state.holder)
        work = next(there, state.work)
        worker = None if work is None else Recipient(office=work.office, post=work.post)
        return told(pin.route, self.dossier.event(self.seq), worker=worker, postings=pin.procedure.postings)

    def not_told_at_once(self, event: Escalated) -> tuple[Recipient, ...]:
        """Who is told of a rung, but for those told at the same instant that the same thing is late."""
        earlier = self.dossier.events[: self.seq - 1]
        lateness = (each for each in earlier if each.at == event.at and _is_of(each, event.task))
        knowing = {post for each in lateness for post in told(self.dossier.pin.route, each, worker=None)}
        return tuple(post for post in self.posts if post not in knowing)

    def apology_drafted(self, event: ApologyDrafted) -> Inside:
        """An apology to sign, and until when."""
        if event.owed is Owed.FAULT:
            return Inside(self.fault_apology_drafted(event), self.posts)
        state, pin = self.dossier.state_after(self.seq), self.dossier.pin
        assert state.clock is not None
        says = contents.ApologyDrafted(
            code=pin.code,
            procedure=pin.procedure.title,
            link=self.link,
            office=pin.route.office(state.holder).name,
            step=pin.procedure.step_title(self._step),
            due_at=self._local(state.clock.due_at),
            sign_by_at=self._local(event.due_at),
        )
        return Inside(says, self.posts)

    def fault_apology_drafted(self, event: ApologyDrafted) -> Contents:
        pin = self.dossier.pin
        return contents.FaultApologyDrafted(
            code=pin.code,
            procedure=pin.procedure.title,
            link=self.link,
            office=pin.route.office(self.dossier.state_after(self.seq).holder).name,
            sign_by_at=self._local(event.due_at),
        )

    def urged(self, event: UrgingSigned) -> Inside:
        """What the one-stop's head demands, to the head of the office that holds the dossier."""
        pin, state = self.dossier.pin, self.dossier.state_after(self.seq)
        assert state.clock is not None
        says = contents.Urged(
            code=pin.code,
            procedure=pin.procedure.title,
            link=self.link,
            office=pin.route.office(event.addressee).name,
            step=pin.procedure.step_title(self._step),
            due_at=self._local(state.clock.due_at),
            desk=self.dossier.desk.name,
            demand=event.demand,
        )
        return Inside(says, self.posts)

    def letter_for_desk(self, event: LetterSigned) -> Inside:
        """A letter of the procedure's own, to the desk's head."""
        pin = self.dossier.pin
        assert event.actor.kind == "official", "only officials sign"
        says = contents.LetterForDesk(
            code=pin.code,
            procedure=pin.procedure.title,
            link=self.link,
            office=pin.route.office(event.actor.office).name,
            desk=self.dossier.desk.name,
            title=event.title,
        )
        return Inside(says, self.posts)

    def complaint_made(self, event: BranchesStarted) -> Inside:
        """What somebody says against a posting, to the head of the office that posts."""
        pin = self.dossier.pin
        assert event.actor.kind == "official", "whoever posts records what is said against it"
        says = contents.ComplaintMade(
            code=pin.code,
            procedure=pin.procedure.title,
            link=self.link,
            office=pin.route.office(event.actor.office).name,
            posting=pin.procedure.step_title(event.step),
            complaint="; ".join(str(start.element) for start in event.branches),
            recorded_at=self._local(event.at),
        )
        return Inside(says, self.posts)

    def dossiers(self, kind: type[OfDossier]) -> Contents:
        """About the whole dossier: who holds it, and when it was promised."""
        state = self.dossier.state_after(self.seq)
        assert state.clock is not None
        return self._says(kind, office=state.holder, step=self._step, due_at=state.clock.due_at)

    def steps(self, kind: type[OfStep], number: int) -> Contents:
        """About one step: who does it, and its own limit."""
        task = next(task for task in self.dossier.state_after(self.seq).tasks if task.number == number)
        assert task.due_at is not None, "without a limit no step is late"
        return self._says(kind, office=task.office, step=task.step, due_at=task.due_at)

    @property
    def _step(self) -> str:
        return self.dossier.step_at(self.seq)

    def _says(self, kind: type[OfDossier | OfStep], *, office: str, step: str, due_at: datetime) -> Contents:
        pin = self.dossier.pin
        return kind(
            code=pin.code,
            procedure=pin.procedure.title,
            link=self.link,
            office=pin.route.office(office).name,
            step=pin.procedure.step_title(step),
            due_at=self._local(due_at),
        )

    def _local(self, at: datetime) -> datetime:
        return self.dossier.pin.calendar.local(at)


def _is_of(event: AnyEvent, task: int | None) -> bool:
    """Whether the event says that the dossier, or the task of that number, is late."""
    match event:
        case DossierLate():
            return task is None
        case TaskLate():
            return event.task == task
        case _:
            return False
