"""From a recorded dossier and an entry of its journal to what the applicant is told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from activities.notices import contents
from activities.notices.contents import Contents
from definitions.steps.manned import Wait
from definitions.ways import End
from letters.endings import ending
from letters.recorded import Recorded
from letters.wording import amount_text
from workflows.actors import Official
from workflows.machine.causes import Cause
from workflows.machine.events import Accepted, Ended, HandedOver, SupplementRequested, TaskOpened
from workflows.machine.events_flow import LetterSigned, LimitExtended
from workflows.machine.events_letters import ApologySigned
from workflows.machine.events_time import ClockStopped, DueRevised
from workflows.messages import Language
from workflows.told import asks_applicant


def to_applicant(dossier: Recorded, seq: int, *, link: str) -> Contents | None:
    """What the applicant is told because of entry `seq`, and None where nothing; more is to be seen at `link`."""
    about = _About(dossier, seq, link)
    match dossier.event(seq):
        case Accepted() as event:
            return about.accepted(event)
        case SupplementRequested() as event:
            return about.supplement_requested(event)
        case ApologySigned() as event:
            return about.apologised(event)
        case HandedOver() as event if event.recipient == dossier.desk.code:
            return about.ready()
        case ClockStopped() if about.desk_goes_on:
            return about.ready()
        case DueRevised() as event if dossier.state_after(seq).accepted:
            return about.revised(event)
        case TaskOpened() as event if asks_applicant(dossier.pin.procedure, event):
            return about.asked(event)
        case LetterSigned(to="applicant") as event:
            return about.letter_sent(event)
        case Ended() as event:
            return about.ended(event)
        case _:
            return None


AS_THE_REASON_SAYS: Final = {
    Language.VI: "Nội dung nêu tại phần lý do dưới đây",
    Language.EN: "What the reason below says",
}
NO_LIMIT: Final = {Language.VI: "không quy định", Language.EN: "no limit is set"}


@dataclass(frozen=True, slots=True)
class _About:
    """An entry of a dossier, and the notices it may be the occasion of."""

    dossier: Recorded
    seq: int
    link: str

    def accepted(self, event: Accepted) -> Contents:
        return contents.Accepted(
            code=self.code,
            procedure=self.procedure,
            link=self.link,
            applicant=self.applicant,
            received_at=self.local(self.dossier.lodged.received_at),
            return_at=self.local(event.due_at),
            return_where=self.desk,
        )

    def supplement_requested(self, event: SupplementRequested) -> Contents:
        titles = {paper.id: paper.title for paper in self.dossier.pin.procedure.receive.papers}
        return contents.SupplementRequested(
            code=self.code,
            procedure=self.procedure,
            link=self.link,
            applicant=self.applicant,
            agency=self.name_of(event.office),
            wanted=tuple(titles.get(paper, paper) for paper in event.papers) or (AS_THE_REASON_SAYS[self.language],),
            reason=event.reason,
            hand_in_where=self.desk,
            contact=self.desk,
        )

    def apologised(self, event: ApologySigned) -> Contents:
        if event.return_at is None:
            return self.apologised_for_fault(event)
        clock = self.dossier.state_after(self.seq).clock
        assert clock is not None
        return contents.Apologised(
            code=self.code,
            procedure=self.procedure,
            link=self.link,
            applicant=self.applicant,
            agency=self.acting_office,
            reason=event.reason,
            due_at=self.local(clock.due_at),
            return_at=self.local(event.return_at),
            return_where=self.desk,
        )

    def apologised_for_fault(self, event: ApologySigned) -> Contents:
        return contents.ApologisedForFault(
            code=self.code,
            procedure=self.procedure,
            link=self.link,
            applicant=self.applicant,
            agency=self.acting_office,
            reason=event.reason,
            contact=self.desk,
        )

    def revised(self, event: DueRevised) -> Contents | None:
        match event.cause:
            case Cause.CALENDAR:
                return self.redated(contents.Redated, event)
            case Cause.STAGE:
                return self.redated(contents.SecondStageBegun, event)
            case Cause.PAUSE:
                return self.redated(contents.ClockResumed, event)
            case Cause.ADDED:
                return self.extended(event)
            case Cause.SUPPLEMENT | Cause.EXTENSION:
                return None

    def redated(
        self, kind: type[contents.Redated | contents.SecondStageBegun | contents.ClockResumed], event: DueRevised
    ) -> Contents:
        return kind(
            code=self.code,
            procedure=self.procedure,
            link=self.link,
            applicant=self.applicant,
            due_at=self.local(event.was),
            return_at=self.local(event.due_at),
            return_where=self.desk,
        )

    def extended(self, event: DueRevised) -> Contents:
        before = self.dossier.event(self.seq - 1)
        assert isinstance(before, LimitExtended), "the limit is extended before the date moves"
        return contents.TermExtended(
            code=self.code,
            procedure=self.procedure,
            link=self.link,
            applicant=self.applicant,
            step=self.dossier.pin.procedure.step_title(before.step),
            due_at=self.local(event.was),
            return_at=self.local(event.due_at),
            return_where=self.desk,
        )

    def asked(self, event: TaskOpened) -> Contents:
        step = self.dossier.pin.step(event.step)
        until = NO_LIMIT[self.language] if event.due_at is None else self.local(event.due_at)
        if isinstance(step, Wait):
            return contents.Awaited(
                code=self.code,
                procedure=self.procedure,
                link=self.link,
                applicant=self.applicant,
                what=step.wait,
                until=until,
                where=self.desk,
            )
        assert event.fee is not None, "only fees and what is waited for are asked of an applicant"
        return contents.FeeAsked(
            code=self.code,
            procedure=self.procedure,
            link=self.link,
            applicant=self.applicant,
            amount=amount_text(event.fee),
            what_for=self.dossier.pin.procedure.step_title(event.step),
            pay_by=until,
            pay_where=self.name_of(event.office),
        )

    def letter_sent(self, event: LetterSigned) -> Contents:
        return contents.LetterSent(
            code=self.code,
            procedure=self.procedure,
            link=self.link,
            applicant=self.applicant,
            title=event.title,
            agency=self.acting_office,
            contact=self.desk,
        )

    @property
    def desk_goes_on(self) -> bool:
        """Whether the desk itself, which has the dossier, opens the next step: what is done needs no hand-over."""
        goes_on = isinstance(self.dossier.event(self.seq + 1), TaskOpened)
        return goes_on and self.dossier.state_after(self.seq).holder == self.dossier.desk.code

    def ready(self) -> Contents:
        return contents.Ready(
            code=self.code,
            procedure=self.procedure,
            link=self.link,
            applicant=self.applicant,
            result=self.dossier.pin.procedure.result.title,
            return_where=self.desk,
        )

    def ended(self, event: Ended) -> Contents | None:
        match event.end:
            case End.RETURNED:
                return None
            case End.WITHDRAWN if not isinstance(event.actor, Official):
                return self.unsuccessful(contents.Stopped)
            case End.WITHDRAWN:
                return contents.Withdrawn(
                    code=self.code,
                    procedure=self.procedure,
                    link=self.link,
                    applicant=self.applicant,
                    withdrawn_at=self.local(event.at),
                    return_where=self.desk,
                )
            case End.REFUSED:
                return self.unsuccessful(contents.Refused)
            case End.STOPPED:
                return self.unsuccessful(contents.Stopped)

    def unsuccessful(self, kind: type[contents.Refused | contents.Stopped]) -> Contents:
        ended = ending(self.dossier, self.seq)
        return kind(
            code=self.code,
            procedure=self.procedure,
            link=self.link,
            applicant=self.applicant,
            agency=self.name_of(ended.office),
            reason=ended.reason,
            return_where=self.desk,
            contact=self.desk,
        )

    @property
    def code(self) -> str:
        return self.dossier.pin.code

    @property
    def procedure(self) -> str:
        return self.dossier.pin.procedure.title

    @property
    def applicant(self) -> str:
        return self.dossier.lodged.applicant.name

    @property
    def language(self) -> Language:
        return self.dossier.lodged.applicant.language or Language.VI

    @property
    def desk(self) -> str:
        return self.dossier.desk.name

    @property
    def acting_office(self) -> str:
        actor = self.dossier.entry(self.seq).actor
        assert isinstance(actor, Official)
        return self.name_of(actor.office)

    def name_of(self, office: str) -> str:
        return self.dossier.pin.route.office(office).name

    def local(self, at: datetime) -> datetime:
        return self.dossier.pin.calendar.local(at)
