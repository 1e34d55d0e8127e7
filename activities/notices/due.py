"""Due notices: who is to be told because of a journal entry, by which channel, and what."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlmodel import Session

from activities.correspondence import Attachment, Channel, Mailbox, Phone
from activities.notices.contents import Contents
from activities.notices.facts import to_applicant
from activities.notices.inside import to_officials
from letters.recorded import Recorded
from records import notices, officials
from workflows.machine.event import Recipient
from workflows.messages import Language, Means, Party

APPLICANT: Final = "applicant"
"""The recipient's name in the records where it is the applicant: no address is kept twice."""

COUNTER: Final = "counter"
"""The channel in the records of an applicant who gave no address or wants none used: the desk tells."""

WORKLIST: Final = "worklist"
"""The channel in the records of an official without a mail address."""


@dataclass(frozen=True, slots=True)
class Way:
    """How somebody is told: by a channel at an address, or at the counter or in the worklist, which have none."""

    name: str
    to: Mailbox | Phone | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """The entry because of which notices are due, where its reader sees more, and the letter that goes along."""

    seq: int
    link: str
    attachment: Attachment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A notice whose fate is not recorded yet; `recipient` is `APPLICANT` or an official's id."""

    cause: Cause
    says: Contents
    recipient: str
    way: Way
    language: Language = Language.VI


def due_notices(session: Session, dossier: Recorded, cause: Cause) -> Iterator[Due]:
    """The notices that an entry causes, each recipient once by each channel, without those recorded already."""
    known = notices.told(session, dossier.pin.code, cause.seq)
    for due in _notices(session, dossier, cause):
        if (due.recipient, due.way.name) not in known:
            yield due


def ways(applicant: Party) -> tuple[Way, ...]:
    """How the applicant is told: by the means chosen, else by mail and telephone, as far as the contact data go."""
    email, phone = (applicant.email or "").strip(), (applicant.phone or "").strip()
    chosen = dict.fromkeys((Means.MAIL, Means.SMS) if applicant.notify is None else applicant.notify)
    found = tuple(_way(means, email=email, phone=phone) for means in chosen)
    return tuple(way for way in found if way is not None) or (Way(COUNTER),)


def _way(means: Means, *, email: str, phone: str) -> Way | None:
    match means:
        case Means.MAIL:
            return Way(Channel.MAIL, Mailbox(address=email)) if email else None
        case Means.SMS:
            return Way(Channel.SMS, Phone(number=phone)) if phone else None
        case Means.WEBHOOK:
            return Way(Channel.WEBHOOK, Phone(number=phone)) if phone else None
        case Means.NONE:
            return None


def _notices(session: Session, dossier: Recorded, cause: Cause) -> Iterator[Due]:
    outside = to_applicant(dossier, cause.seq, link=cause.link)
    if outside is not None:
        applicant = dossier.lodged.applicant
        language = applicant.language or Language.VI
        for way in ways(applicant):
            yield Due(cause=cause, says=outside, recipient=APPLICANT, way=way, language=language)
    inside = to_officials(dossier, cause.seq, link=cause.link)
    if inside is not None:
        on = dossier.pin.calendar.local_date(dossier.entry(cause.seq).at)
        for person in _people(session, dossier, inside.posts, on=on):
            address = officials.mail_address(session, person)
            way = Way(WORKLIST) if address is None else Way(Channel.MAIL, Mailbox(address=address))
            yield Due(cause=cause, says=inside.says, recipient=person, way=way)


def _people(session: Session, dossier: Recorded, posts: Iterable[Recipient], *, on: date) -> tuple[str, ...]:
    found = (person for post in posts for person in _holders(session, dossier, post, on))
    return tuple(dict.fromkeys(found))


def _holders(session: Session, dossier: Recorded, post: Recipient, on: date) -> list[str]:
    """Who holds the post on that day; where it is vacant, the nearest head up the line, so that somebody hears."""
    line = dossier.pin.route.upward(post.office)
    asked = ((post.office, post.post), *((office.code, office.head) for office in line))
    found = (officials.holders(session, code, name, on=on) for code, name in asked)
    return next((people for people in found if people), [])
