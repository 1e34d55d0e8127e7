"""Errands: issues the letters and sends the notices that a turn of a dossier obliges."""

import asyncio
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

import structlog
from sqlmodel import Session
from temporalio import activity

from activities.correspondence import Attachment, Delivery, LogPost, Mailbox, Notice, Official, Post, Undeliverable
from activities.files import Files, fetch, is_kept, keep, letter_key
from activities.letters import facts as letter_facts
from activities.letters.contents import Letter
from activities.letters.render import render
from activities.notices.contents import Contents, compose
from activities.notices.facts import to_applicant
from activities.notices.inside import to_officials
from activities.recorded import Recorded, recorded
from records import letters, notices, officials, tables
from records.database import Database, reading, writing
from workflows.actors import Official as ActingOfficial
from workflows.effects import CORRESPOND, Correspondence, Errand, LetterForm
from workflows.machine.events import Recipient

APPLICANT: Final = "applicant"
"""The recipient's name in the records where it is the applicant: no address is kept twice."""

COUNTER, MAIL, LOG = "counter", "mail", "log"
"""How somebody is told; at the counter where an applicant gave no address."""

ATTACHED_AS: Final = {
    LetterForm.RECEIPT: "Giấy tiếp nhận hồ sơ và hẹn trả kết quả {}.pdf",
    LetterForm.APOLOGY: "Phiếu xin lỗi và hẹn lại ngày trả kết quả {}.pdf",
}
UNTITLED: Final = "Người có thẩm quyền ký"
"""Over a signature whose official the records give no such post on that day."""


@dataclass(frozen=True, slots=True)
class Due:
    """A notice that nobody has been told of yet; `address` is None where the counter tells it."""

    errand: Errand
    says: Contents
    recipient: str
    address: Mailbox | Official | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Errands:
    """Runs errands with the office's files and post; `public_url` is where people reach the system."""

    database: Database
    files: Files
    post: Post
    public_url: str

    @activity.defn(name=CORRESPOND)
    async def correspond(self, told: Correspondence) -> None:
        """Issue a turn's letters, then send its notices.

        Running it twice is safe because a letter that is kept is never printed anew and a notice that is recorded is
        never sent again. Raises `PostAway`, `RecordsAway` or the store's error, which may pass; what was done by then
        stands. A notice whose sending was not yet recorded when the worker died goes out again with the same id.
        """
        dossier = await asyncio.to_thread(self._read, told.dossier)
        for errand in told.errands:
            if errand.letter is not None:
                await asyncio.to_thread(self._issue, dossier, errand.seq, errand.letter)
        for errand in told.errands:
            for due in await asyncio.to_thread(self._due, dossier, errand):
                await self._send(dossier, due)

    def _read(self, code: str) -> Recorded:
        with reading(self.database) as session:
            return recorded(session, code)

    def _issue(self, dossier: Recorded, seq: int, form: LetterForm) -> None:
        """Print the letter unless it is kept, and record it."""
        key = letter_key(dossier.pin.code, seq)
        if not is_kept(self.files, key):
            keep(self.files, key, render(self._letter(dossier, seq, form)))
        content = fetch(self.files, key)
        row = tables.Letter(
            dossier=dossier.pin.code,
            seq=seq,
            form=form,
            file=key,
            sha256=hashlib.sha256(content).hexdigest(),
            length=len(content),
            issued_at=dossier.entry(seq).at,
        )
        with writing(self.database) as session:
            letters.record(session, row)

    def _letter(self, dossier: Recorded, seq: int, form: LetterForm) -> Letter:
        match form:
            case LetterForm.RECEIPT:
                return letter_facts.receipt(dossier, seq, look_up=self._link(dossier))
            case LetterForm.APOLOGY:
                with reading(self.database) as session:
                    title = _title(session, dossier, seq)
                return letter_facts.apology(dossier, seq, title=title)

    def _due(self, dossier: Recorded, errand: Errand) -> tuple[Due, ...]:
        """The notices of an errand that are not recorded yet."""
        with reading(self.database) as session:
            return tuple(
                due
                for due in self._notices(session, dossier, errand)
                if not notices.is_recorded(session, dossier.pin.code, errand.seq, recipient=due.recipient)
            )

    def _notices(self, session: Session, dossier: Recorded, errand: Errand) -> Iterator[Due]:
        link = self._link(dossier)
        outside = to_applicant(dossier, errand.seq, link=link)
        if outside is not None:
            email = (dossier.lodged.applicant.email or "").strip()
            yield Due(errand, outside, APPLICANT, Mailbox(address=email) if email else None)
        inside = to_officials(dossier, errand.seq, link=link)
        if inside is not None:
            on = _local_day(dossier, errand.seq)
            people = (person for post in inside.posts for person in _holders(session, dossier, post, on))
            for person in dict.fromkeys(people):
                yield Due(errand, inside.says, person, Official(id=person))

    async def _send(self, dossier: Recorded, due: Due) -> None:
        """Send one notice, and record what became of it. Nothing of a rehearsal leaves the house."""
        post = LogPost() if dossier.pin.rehearsal is not None else self.post
        delivery: Delivery | None = None
        if due.address is None:
            _LOG.info("notice.told_at_counter", dossier=dossier.pin.code, seq=due.errand.seq, about=due.says.kind)
        else:
            delivery = await post.send(_notice(dossier, due, due.address))
        channel = COUNTER if due.address is None else LOG if isinstance(post, LogPost) else MAIL
        await asyncio.to_thread(self._record, dossier, due, _Fate(channel, delivery))

    def _record(self, dossier: Recorded, due: Due, fate: "_Fate") -> None:
        row = tables.Notice(
            dossier=dossier.pin.code,
            seq=due.errand.seq,
            recipient=due.recipient,
            channel=fate.channel,
            sent_at=dossier.pin.official_time(datetime.now(UTC)),
            outcome=fate.outcome,
        )
        with writing(self.database) as session:
            notices.record(session, row)

    def _link(self, dossier: Recorded) -> str:
        return f"{self.public_url.rstrip('/')}/ho-so/{dossier.pin.code}"


@dataclass(frozen=True, slots=True)
class _Fate:
    """What became of a notice."""

    channel: str
    delivery: Delivery | None

    @property
    def outcome(self) -> tables.NoticeOutcome:
        if isinstance(self.delivery, Undeliverable):
            return tables.NoticeOutcome.UNDELIVERABLE
        return tables.NoticeOutcome.SENT if self.channel == MAIL else tables.NoticeOutcome.LOGGED


def _notice(dossier: Recorded, due: Due, address: Mailbox | Official) -> Notice:
    code, errand = dossier.pin.code, due.errand
    text = compose(due.says)
    attachment = None
    if errand.letter is not None:
        attachment = Attachment(key=letter_key(code, errand.seq), name=ATTACHED_AS[errand.letter].format(code))
    return Notice(
        dossier=code,
        seq=errand.seq,
        about=due.says.kind,
        recipient=address,
        subject=text.subject,
        body=text.body,
        attachment=attachment,
        written_at=dossier.pin.calendar.local(dossier.entry(errand.seq).at),
    )


def _title(session: Session, dossier: Recorded, seq: int) -> str:
    """The title, on the day, of the post in which the entry's official acted."""
    actor = dossier.entry(seq).actor
    assert isinstance(actor, ActingOfficial)
    person = officials.one(session, actor.official, _local_day(dossier, seq))
    held = () if person is None else person.posts
    titles = (each.title for each in held if (each.post, each.office) == (actor.post, actor.office))
    return next(titles, UNTITLED)


def _holders(session: Session, dossier: Recorded, post: Recipient, on: date) -> list[str]:
    """Who holds the post on that day; where it is vacant, the nearest head up the line, so that somebody hears."""
    line = dossier.pin.route.upward(post.office)
    asked = ((post.office, post.post), *((office.code, office.head) for office in line))
    found = (officials.holders(session, code, name, on=on) for code, name in asked)
    return next((people for people in found if people), [])


def _local_day(dossier: Recorded, seq: int) -> date:
    return dossier.pin.calendar.local_date(dossier.entry(seq).at)


_LOG: Final = structlog.get_logger(__name__)
