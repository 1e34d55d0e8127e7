"""From a recorded dossier and an entry of its journal to what the letter states."""

import re
from typing import Final

from activities.letters.contents import Agency, Apology, Contact, PaperHandedIn, Party, Receipt, Signer
from activities.recorded import Recorded
from definitions.directory import Office
from definitions.procedure import Paper
from workflows.actors import Official
from workflows.machine.events import Accepted, ApologySigned, SupplementReceived


def receipt(dossier: Recorded, seq: int, *, look_up: str) -> Receipt:
    """Letter 01, which the acceptance by entry `seq` obliges; `look_up` is where the applicant follows the dossier."""
    pin, entry, event, lodged = dossier.pin, dossier.entry(seq), dossier.event(seq), dossier.lodged
    assert isinstance(event, Accepted)
    assert isinstance(entry.actor, Official)
    return Receipt(
        rehearsal=pin.rehearsal is not None,
        agency=_agency(dossier, dossier.desk),
        issued_on=pin.calendar.local_date(entry.at),
        code=pin.code,
        desk=dossier.desk.name,
        applicant=_applicant(dossier),
        procedure=pin.procedure.title,
        papers=_papers(dossier, seq),
        term=pin.procedure.time.limit.vietnamese(),
        received_at=pin.calendar.local(lodged.received_at),
        return_at=pin.calendar.local(event.due_at),
        return_where=dossier.desk.name,
        receptionist=entry.actor.name,
        look_up=look_up,
    )


def apology(dossier: Recorded, seq: int, *, title: str) -> Apology:
    """Letter 04, which entry `seq` signed; `title` is that of the signer's post.

    It is the letter of the signer's agency, about the delay of the office that holds the dossier; the date it gives
    up is the one in force.
    """
    pin, entry, event = dossier.pin, dossier.entry(seq), dossier.event(seq)
    assert isinstance(event, ApologySigned)
    assert isinstance(entry.actor, Official)
    clock = dossier.state_after(seq).clock
    assert clock is not None
    return Apology(
        rehearsal=pin.rehearsal is not None,
        agency=_agency(dossier, pin.route.office(entry.actor.office)),
        issued_on=pin.calendar.local_date(entry.at),
        number=f"{pin.code}/PXL",
        recipient=_applicant(dossier),
        code=pin.code,
        procedure=pin.procedure.title,
        received_on=pin.calendar.local_date(dossier.lodged.received_at),
        due_at=pin.calendar.local(clock.due_at),
        status=AT_STEP.format(pin.procedure.step_title(dossier.step_at(seq))),
        holder=pin.route.office(event.office).name,
        reason=event.reason,
        return_at=pin.calendar.local(event.return_at),
        return_where=dossier.desk.name,
        contact=Contact(name=dossier.desk.name),
        signer=Signer(name=entry.actor.name, title=title),
        copies_to=(*COPIES_TO, dossier.desk.name, ARCHIVE),
    )


COPIES_TO: Final = ("Như trên",)
ARCHIVE: Final = "Lưu: VT"
AT_STEP: Final = "đang ở bước “{}”"
_PLACE: Final = re.compile(r".*\b(?:xã|phường|thị trấn|đặc khu|quận|huyện|thành phố|tỉnh) (.+)")
"""An office's name ends with its unit: its kind in small letters, then its name."""


def _agency(dossier: Recorded, office: Office) -> Agency:
    superior = dossier.pin.route.office(office.parent) if office.parent is not None else None
    found = _PLACE.fullmatch(office.name)
    return Agency(
        superior=superior.name if superior is not None else None,
        issuing=office.name,
        place=found[1] if found is not None else office.name,
    )


def _applicant(dossier: Recorded) -> Party:
    told = dossier.lodged.applicant
    return Party(
        name=told.name,
        address=told.address,
        phone=told.phone or None,
        email=told.email or None,
        identity=told.identity or None,
    )


def _papers(dossier: Recorded, seq: int) -> tuple[PaperHandedIn, ...]:
    """What was handed in until the acceptance, in the definition's order."""
    supplied = (event.papers for event in dossier.events[:seq] if isinstance(event, SupplementReceived))
    handed_in = {paper for papers in (dossier.lodged.papers, *supplied) for paper in papers}
    return tuple(_row(paper) for paper in dossier.pin.procedure.receive.papers if paper.id in handed_in)


def _row(paper: Paper) -> PaperHandedIn:
    return PaperHandedIn(title=paper.title, kind=paper.kind, copies=paper.copies)
