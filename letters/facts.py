"""From a recorded dossier and an entry of its journal to what the letter states that the entry obliges."""

from datetime import date, datetime
from typing import Final

from definitions.law import FormKind
from definitions.procedure import Paper
from definitions.ways import End
from letters.contents import (
    Apology,
    Contact,
    FaultNamed,
    PaperHandedIn,
    PaperWanted,
    Party,
    Receipt,
    Refusal,
    SecondStage,
    Signer,
    StopNotice,
    SupplementRequest,
    Turned,
    Urging,
)
from letters.endings import ending
from letters.headings import Heading, heading, heading_of_authority
from letters.recorded import Recorded
from workflows.actors import Official
from workflows.machine.causes import Owed
from workflows.machine.events import Accepted, Ended, HandedOver, SupplementReceived, SupplementRequested
from workflows.machine.events_letters import ApologySigned, FaultRecorded, UrgingSigned


def receipt(dossier: Recorded, seq: int, *, look_up: str, ledger: int | None = None) -> Receipt:
    """The receipt, which the acceptance by entry `seq` obliges.

    `look_up` is where the applicant follows the dossier, `ledger` its number in the desk's ledger.
    """
    pin, event, lodged = dossier.pin, dossier.event(seq), dossier.lodged
    assert isinstance(event, Accepted)
    clock = dossier.state_after(seq).clock
    assert clock is not None
    return Receipt(
        **_heading(dossier, seq, FormKind.RECEIPT, dossier.desk.code),
        ledger=None if ledger is None else f"{ledger:02d}",
        desk=dossier.desk.name,
        applicant=applicant_of(dossier),
        procedure=pin.procedure.title,
        papers=_papers(dossier, seq),
        term=clock.limit.vietnamese(),
        received_at=pin.calendar.local(lodged.received_at),
        return_at=pin.calendar.local(event.due_at),
        second=_second(dossier),
        return_where=dossier.desk.name,
        receptionist=_name(dossier, seq),
        look_up=look_up,
    )


def supplement(dossier: Recorded, seq: int, *, look_up: str) -> SupplementRequest:
    """The request to complete the dossier, made by entry `seq`; who made it guides the applicant."""
    event = dossier.event(seq)
    assert isinstance(event, SupplementRequested)
    papers = {paper.id: paper for paper in dossier.pin.procedure.receive.papers}
    return SupplementRequest(
        **_heading(dossier, seq, FormKind.SUPPLEMENT, event.office),
        applicant=applicant_of(dossier),
        procedure=dossier.pin.procedure.title,
        office=dossier.pin.route.office(event.office).name,
        wanted=tuple(_wanted(papers.get(wanted), wanted) for wanted in event.papers),
        reason=event.reason,
        hand_in_at=dossier.desk.name,
        guide=Contact(name=_official(dossier, seq).name),
        look_up=look_up,
    )


def refusal(dossier: Recorded, seq: int) -> Refusal:
    """The refusal by which entry `seq` ended the dossier, or stopped work on it."""
    event, ended = dossier.event(seq), ending(dossier, seq)
    assert isinstance(event, Ended)
    return Refusal(
        **_heading(dossier, seq, FormKind.REFUSAL, ended.office),
        applicant=applicant_of(dossier),
        procedure=dossier.pin.procedure.title,
        office=dossier.pin.route.office(ended.office).name,
        turned=_turned(dossier, event),
        received_on=_received_on(dossier),
        reason=ended.reason,
        desk=dossier.desk.name,
        refuser=None if ended.official is None else ended.official.name,
        guide=Contact(name=dossier.desk.name),
    )


def stop(dossier: Recorded, seq: int) -> StopNotice:
    """The notice that work stopped, for entry `seq` by which the applicant took the dossier back."""
    event = dossier.event(seq)
    assert isinstance(event, Ended)
    return StopNotice(
        **_heading(dossier, seq, FormKind.STOP, dossier.desk.code),
        recipient=applicant_of(dossier),
        procedure=dossier.pin.procedure.title,
        received_on=_received_on(dossier),
        withdrawn_at=dossier.pin.calendar.local(event.at),
        reason=ending(dossier, seq).reason,
        desk=dossier.desk.name,
        receptionist=_name(dossier, seq),
    )


def apology(dossier: Recorded, seq: int, *, signer: Signer) -> Apology:
    """The apology, which entry `seq` signed.

    It is the letter of the signer's agency, about the office that holds the dossier; the date it gives up is the one
    in force.
    """
    pin, event = dossier.pin, dossier.event(seq)
    assert isinstance(event, ApologySigned)
    clock = dossier.state_after(seq).clock
    assert clock is not None
    return Apology(
        **_heading(dossier, seq, FormKind.APOLOGY, _official(dossier, seq).office),
        number=f"{pin.code}/PXL",
        recipient=applicant_of(dossier),
        procedure=pin.procedure.title,
        received_on=_received_on(dossier),
        due_at=pin.calendar.local(clock.due_at),
        overdue=event.at > clock.due_at,
        status=_status(dossier, seq),
        holder=pin.route.office(event.office).name,
        fault=_fault(dossier, seq) if event.owed is Owed.FAULT else None,
        reason=event.reason,
        return_at=None if event.return_at is None else pin.calendar.local(event.return_at),
        return_where=dossier.desk.name,
        contact=Contact(name=dossier.desk.name),
        signer=signer,
        copies_to=(*COPIES_TO, dossier.desk.name, ARCHIVE),
    )


def urging(dossier: Recorded, seq: int, *, signer: Signer) -> Urging:
    """The urging letter, which entry `seq` signed by order of the authority over the desk."""
    pin, event, state = dossier.pin, dossier.event(seq), dossier.state_after(seq)
    assert isinstance(event, UrgingSigned)
    assert state.clock is not None
    told = sum(isinstance(earlier, UrgingSigned) for earlier in dossier.events[:seq])
    return Urging(
        **heading_of_authority(dossier, FormKind.URGING, on=_on(dossier, seq)),
        number=f"{pin.code}/ĐĐ-{told:02d}",
        desk=dossier.desk.name,
        addressee=pin.route.office(event.addressee).name,
        applicant=dossier.lodged.applicant.name,
        procedure=pin.procedure.title,
        received_on=_received_on(dossier),
        due_at=pin.calendar.local(state.clock.due_at),
        overdue=event.at > state.clock.due_at,
        status=_status(dossier, seq),
        held_since=pin.calendar.local(_held_since(dossier, seq, event.addressee)),
        demand=event.demand,
        signer=signer,
        copies_to=(*COPIES_TO, ARCHIVE),
    )


def applicant_of(dossier: Recorded) -> Party:
    """The applicant, as a letter names him or her."""
    told = dossier.lodged.applicant
    return Party(
        name=told.name,
        address=told.address,
        phone=told.phone or None,
        email=told.email or None,
        identity=told.identity or None,
    )


COPIES_TO: Final = ("Như trên",)
ARCHIVE: Final = "Lưu: VT"
AT_MOST: Final = "{}, không quá {}"
AT_STEP: Final = "đang ở bước “{}”"
WAITS_FOR_SUPPLEMENT: Final = "đang chờ người nộp bổ sung, hoàn thiện"


def _heading(dossier: Recorded, seq: int, kind: FormKind, office: str) -> Heading:
    return heading(dossier, kind, office=office, on=_on(dossier, seq))


def _on(dossier: Recorded, seq: int) -> date:
    return dossier.pin.calendar.local_date(dossier.entry(seq).at)


def _received_on(dossier: Recorded) -> date:
    return dossier.pin.calendar.local_date(dossier.lodged.received_at)


def _official(dossier: Recorded, seq: int) -> Official:
    actor = dossier.entry(seq).actor
    assert isinstance(actor, Official)
    return actor


def _name(dossier: Recorded, seq: int) -> str:
    """Who acted; the desk itself where time did, or another dossier."""
    actor = dossier.entry(seq).actor
    return actor.name if isinstance(actor, Official) else dossier.desk.name


def _second(dossier: Recorded) -> SecondStage | None:
    """The second appointment, where the procedure has one; its limit with all that may come on top."""
    second = dossier.pin.procedure.time.second
    if second is None:
        return None
    term, longest = second.limit.term.vietnamese(), second.limit.longest.vietnamese()
    after = dossier.pin.procedure.step_title(second.after)
    return SecondStage(after=after, term=term if term == longest else AT_MOST.format(term, longest))


def _papers(dossier: Recorded, seq: int) -> tuple[PaperHandedIn, ...]:
    """What was handed in until the acceptance, in the definition's order."""
    supplied = (event.papers for event in dossier.events[:seq] if isinstance(event, SupplementReceived))
    handed_in = {paper for papers in (dossier.lodged.papers, *supplied) for paper in papers}
    return tuple(_row(paper) for paper in dossier.pin.procedure.receive.papers if paper.id in handed_in)


def _row(paper: Paper) -> PaperHandedIn:
    return PaperHandedIn(title=paper.title, kind=paper.kind, copies=paper.copies)


def _wanted(paper: Paper | None, words: str) -> PaperWanted:
    """A paper of the procedure, or something else in the words of who asked."""
    if paper is None:
        return PaperWanted(title=words)
    return PaperWanted(title=paper.title, paper=paper.kind, copies=paper.copies)


def _turned(dossier: Recorded, event: Ended) -> Turned:
    if event.end is End.STOPPED:
        return Turned.STOPPED
    accepted = any(isinstance(earlier, Accepted) for earlier in dossier.events)
    return Turned.IN_HANDLING if accepted else Turned.AT_INTAKE


def _fault(dossier: Recorded, seq: int) -> FaultNamed:
    """The fault reported last before the apology for it was signed."""
    reported = next(event for event in reversed(dossier.events[:seq]) if isinstance(event, FaultRecorded))
    return FaultNamed(fault=reported.fault, what=reported.what)


def _status(dossier: Recorded, seq: int) -> str:
    if dossier.state_after(seq).waiting is not None:
        return WAITS_FOR_SUPPLEMENT
    return AT_STEP.format(dossier.pin.procedure.step_title(dossier.step_at(seq)))


def _held_since(dossier: Recorded, seq: int, office: str) -> datetime:
    handed = (event for event in reversed(dossier.events[:seq]) if isinstance(event, HandedOver))
    last = next((event for event in handed if event.recipient == office), None)
    return dossier.lodged.received_at if last is None else last.received_at
