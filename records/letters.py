"""Letters: what was issued, and where each file is kept."""

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from records.tables import Letter


class DifferentLetter(AssertionError):
    """A bug: another letter is recorded for that entry, and what was issued is never replaced."""


def record(session: Session, letter: Letter) -> None:
    """Record a letter; the same again changes nothing. Raises `DifferentLetter`."""
    known = one(session, letter.dossier, letter.seq)
    if known is None:
        session.add(letter)
        session.flush()
    elif (known.form, known.file, known.sha256) != (letter.form, letter.file, letter.sha256):
        raise DifferentLetter(f"{letter.dossier} has issued another letter by entry {letter.seq}")


def one(session: Session, dossier: str, seq: int) -> Letter | None:
    """The letter issued by one entry of a dossier, if it is."""
    return session.get(Letter, (dossier, seq))


def of_dossier(session: Session, dossier: str) -> list[Letter]:
    """All letters of a dossier, in the order of its journal."""
    return list(session.exec(_OF_DOSSIER, params={"of": dossier}))


_OF_DOSSIER = select(Letter).where(col(Letter.dossier) == bindparam("of")).order_by(col(Letter.seq))
