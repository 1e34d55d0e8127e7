"""Issuing: which letter an entry obliges the office to write, with the titles that its signers have in the records."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlmodel import Session

from definitions.directory import Office
from definitions.law import FormKind
from definitions.officials import Official as Person
from letters import facts
from letters.contents import Authority, Letter, Signer
from letters.headings import authority, forms_for, letter_title
from letters.own import own_letter
from letters.recorded import Recorded
from records import ledger, officials
from workflows.actors import Official
from workflows.effects import Errand, LetterKind
from workflows.machine.event import Recipient
from workflows.machine.events_flow import LetterSigned
from workflows.machine.events_letters import ApologySigned

UNTITLED: Final = "Người có thẩm quyền ký"
"""Over a signature whose official the records give no such post on that day."""
HEAD_UNTITLED: Final = "Thủ trưởng cơ quan"
"""For a head who is signed for while the records know of nobody in that post."""


def form_in(dossier: Recorded, errand: Errand) -> str | None:
    """What the records call the errand's letter: its form's number in the dossier's set, or its kind where it is no
    form; the step that words it, for a letter of the procedure's own.

    None where there is none, or the set knows no such letter, as that of 2018 no stop notice: then none is written.
    """
    if errand.letter is None:
        return None
    if errand.letter is LetterKind.OWN:
        return _signed(dossier, errand.seq).step
    form = forms_for(dossier.pin).forms.get(FormKind(errand.letter))
    return None if form is None else form.number or errand.letter.value


def file_name(dossier: Recorded, form: str) -> str:
    """The name under which the reader of a notice finds enclosed what the records call so."""
    title = letter_title(dossier.pin, form).replace("/", ", ")
    return f"{title} {dossier.pin.code}.pdf"


@dataclass(frozen=True, slots=True)
class Occasion:
    """Entry `seq` of a dossier, for which something is issued; `look_up` is where the applicant follows the dossier."""

    dossier: Recorded
    seq: int
    look_up: str


def letter_of(session: Session, occasion: Occasion, kind: LetterKind) -> Letter:
    """The letter of that kind, which the occasion obliges."""
    dossier, seq = occasion.dossier, occasion.seq
    match kind:
        case LetterKind.RECEIPT:
            number = ledger.number(session, dossier.pin.code)
            return facts.receipt(dossier, seq, look_up=occasion.look_up, ledger=number)
        case LetterKind.SUPPLEMENT:
            return facts.supplement(dossier, seq, look_up=occasion.look_up)
        case LetterKind.REFUSAL:
            return facts.refusal(dossier, seq)
        case LetterKind.STOP:
            return facts.stop(dossier, seq)
        case LetterKind.APOLOGY:
            return facts.apology(dossier, seq, signer=_apologist(session, dossier, seq))
        case LetterKind.URGING:
            return facts.urging(dossier, seq, signer=_by_order(session, dossier, seq))
        case LetterKind.OWN:
            return own_letter(dossier, seq, signer=_signatory(session, dossier, seq))


def _apologist(session: Session, dossier: Recorded, seq: int) -> Signer:
    """The head, or the deputy by mandate under the head's title."""
    event = dossier.event(seq)
    assert isinstance(event, ApologySigned)
    return _mandated(session, dossier, seq) if event.by_mandate else _in_own_name(session, dossier, seq)


def _signatory(session: Session, dossier: Recorded, seq: int) -> Signer:
    """Whoever signs a letter of the procedure's own: a deputy always by mandate, under the head's title."""
    actor = _actor(dossier, seq)
    is_deputy = actor.post == dossier.pin.route.office(actor.office).deputy
    return _mandated(session, dossier, seq) if is_deputy else _in_own_name(session, dossier, seq)


def _in_own_name(session: Session, dossier: Recorded, seq: int) -> Signer:
    return Signer(name=_actor(dossier, seq).name, title=_title(session, dossier, seq))


def _mandated(session: Session, dossier: Recorded, seq: int) -> Signer:
    actor = _actor(dossier, seq)
    head = _head_title(session, dossier.pin.route.office(actor.office), _local_day(dossier, seq))
    return Signer(name=actor.name, title=head, own_title=_title(session, dossier, seq))


def _by_order(session: Session, dossier: Recorded, seq: int) -> Signer:
    """The one-stop's head, by order of the head of the authority over it."""
    over, on = authority(dossier), _local_day(dossier, seq)
    return Signer(
        name=_actor(dossier, seq).name,
        title=_head_title(session, over, on),
        own_title=_title(session, dossier, seq),
        authority=Authority.ORDER,
    )


def _title(session: Session, dossier: Recorded, seq: int) -> str:
    """The title, on the day, of the post in which the entry's official acted."""
    actor = _actor(dossier, seq)
    person = officials.one(session, actor.official, _local_day(dossier, seq))
    return _title_of(person, Recipient(office=actor.office, post=actor.post)) or UNTITLED


def _head_title(session: Session, office: Office, on: date) -> str:
    head = Recipient(office=office.code, post=office.head)
    people = (officials.one(session, each, on) for each in officials.holders(session, head.office, head.post, on=on))
    return next((title for person in people if (title := _title_of(person, head)) is not None), HEAD_UNTITLED)


def _title_of(person: Person | None, post: Recipient) -> str | None:
    held = () if person is None else person.posts
    return next((each.title for each in held if (each.post, each.office) == (post.post, post.office)), None)


def _signed(dossier: Recorded, seq: int) -> LetterSigned:
    event = dossier.event(seq)
    assert isinstance(event, LetterSigned)
    return event


def _actor(dossier: Recorded, seq: int) -> Official:
    actor = dossier.entry(seq).actor
    assert isinstance(actor, Official)
    return actor


def _local_day(dossier: Recorded, seq: int) -> date:
    return dossier.pin.calendar.local_date(dossier.entry(seq).at)
