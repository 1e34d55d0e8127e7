"""From a recorded dossier and an entry of its journal to what officials are told, and which of their posts."""

from dataclasses import dataclass
from datetime import datetime

from activities.notices import contents
from activities.notices.contents import Contents
from activities.recorded import Recorded
from workflows.machine.events import (
    ApologyDrafted,
    ApologyFellDue,
    DossierLate,
    Escalated,
    Recipient,
    TaskLate,
    Warned,
)

OfDossier = contents.Warned | contents.ApologyFellDue | contents.Late | contents.Escalated
OfStep = contents.StepLate | contents.StepEscalated


@dataclass(frozen=True, slots=True)
class Inside:
    """A notice inside the administration, and the posts that it goes to, each once."""

    says: Contents
    posts: tuple[Recipient, ...]


def to_officials(dossier: Recorded, seq: int, *, link: str) -> Inside | None:
    """What officials are told because of entry `seq`, and None where nothing; more is to be seen at `link`."""
    about = _About(dossier, seq, link)
    match dossier.event(seq):
        case Warned() as event:
            return about.warned(event)
        case ApologyDrafted() as event:
            return about.apology_drafted(event)
        case ApologyFellDue() as event:
            return Inside(about.dossiers(contents.ApologyFellDue), event.to)
        case DossierLate() as event:
            return Inside(about.dossiers(contents.Late), (about.head_of(event.office),))
        case TaskLate() as event:
            return Inside(about.steps(contents.StepLate, event.task), (about.head_of(event.office),))
        case Escalated(task=None) as event:
            return Inside(about.dossiers(contents.Escalated), event.to)
        case Escalated(task=int(task)) as event:
            return Inside(about.steps(contents.StepEscalated, task), event.to)
        case _:
            return None


@dataclass(frozen=True, slots=True)
class _About:
    """An entry of a dossier, and the notices it may be the occasion of."""

    dossier: Recorded
    seq: int
    link: str

    def warned(self, event: Warned) -> Inside:
        """Whoever can still do the work, and who answers for it."""
        work = self.dossier.state_after(self.seq).work
        workers = () if work is None else (Recipient(office=work.office, post=work.post),)
        posts = (*workers, self.head_of(event.office))
        return Inside(self.dossiers(contents.Warned), tuple(dict.fromkeys(posts)))

    def apology_drafted(self, event: ApologyDrafted) -> Inside:
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
        return Inside(says, (Recipient(office=event.office, post=event.post),))

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

    def head_of(self, office: str) -> Recipient:
        """Who answers for the office."""
        return Recipient(office=office, post=self.dossier.pin.route.office(office).head)

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
