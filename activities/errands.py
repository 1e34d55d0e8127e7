"""Errands: issues the letters and sends the notices that a turn of a dossier obliges."""

import asyncio
import hashlib
from dataclasses import dataclass, field

from temporalio import activity

from activities.correspondence import Attachment, Post
from activities.files import Files, fetch, is_kept, keep, letter_key
from activities.issuing import Occasion, file_name, form_in, letter_of
from activities.notices.due import Cause, Due, due_notices
from activities.notices.sending import Outbox
from activities.signatures import Signatures
from letters.press import Press
from letters.recorded import Recorded, recorded
from records import letters, tables
from records.database import Database, reading, writing
from workflows.effects import CORRESPOND, Correspondence, Errand, LetterKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Errands:
    """Runs errands with the office's files and post; `public_url` is where people reach the system."""

    database: Database
    files: Files
    post: Post
    public_url: str
    signatures: Signatures | None = None
    """None where letters are issued without a digital signature."""
    press: Press = field(default_factory=Press)

    @activity.defn(name=CORRESPOND)
    async def correspond(self, told: Correspondence) -> None:
        """Issue a turn's letters, then send its notices.

        Running it twice is safe because a letter that is kept is never printed anew and a notice that is recorded is
        never sent again. Raises `PostAway`, `RecordsAway`, `NoCertificate`, `TimestampsAway`, `BrokenTemplate` or the
        store's error, which may pass; what was done by then stands. A notice whose sending was not yet recorded when
        the worker died goes out again with the same id.
        """
        dossier, dues = await asyncio.to_thread(self._prepare, told)
        await Outbox(self.database, self.post).send(dossier, dues)

    def _prepare(self, told: Correspondence) -> tuple[Recorded, tuple[Due, ...]]:
        """Issue the letters; the dossier, and the notices that are due."""
        with reading(self.database) as session:
            dossier = recorded(session, told.dossier)
        for errand in told.errands:
            self._issue(dossier, errand)
        causes = (self._cause(dossier, errand) for errand in told.errands)
        with reading(self.database) as session:
            return dossier, tuple(due for cause in causes for due in due_notices(session, dossier, cause))

    def _cause(self, dossier: Recorded, errand: Errand) -> Cause:
        return Cause(seq=errand.seq, link=self._link(dossier), attachment=_attachment(dossier, errand))

    def _issue(self, dossier: Recorded, errand: Errand) -> None:
        """Print the letter unless it is kept, and record it; nothing where the dossier's forms know no such letter."""
        seq, kind, form = errand.seq, errand.letter, form_in(dossier, errand)
        if kind is None or form is None:
            return
        key = letter_key(dossier.pin.code, seq)
        if is_kept(self.files, key):
            content = fetch(self.files, key)
        else:
            content = self._signed(self._printed(dossier, seq, kind), dossier, seq)
            keep(self.files, key, content)
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

    def _signed(self, pdf: bytes, dossier: Recorded, seq: int) -> bytes:
        return pdf if self.signatures is None else self.signatures.signed(pdf, dossier, seq)

    def _printed(self, dossier: Recorded, seq: int, kind: LetterKind) -> bytes:
        with reading(self.database) as session:
            letter = letter_of(session, Occasion(dossier, seq, self._link(dossier)), kind)
        return self.press.render(letter)

    def _link(self, dossier: Recorded) -> str:
        return f"{self.public_url.rstrip('/')}/ho-so/{dossier.pin.code}"


def _attachment(dossier: Recorded, errand: Errand) -> Attachment | None:
    """The errand's letter, where one was written."""
    form = form_in(dossier, errand)
    if form is None:
        return None
    return Attachment(key=letter_key(dossier.pin.code, errand.seq), name=file_name(dossier, form))
