"""Notices: who was told of what, and whether it arrived."""

from sqlmodel import Session, col, select

from records.tables import Notice


def record(session: Session, notice: Notice) -> None:
    """Record what became of a notice; what is recorded for that entry and recipient stands."""
    if not is_recorded(session, notice.dossier, notice.seq, recipient=notice.recipient):
        session.add(notice)
        session.flush()


def is_recorded(session: Session, dossier: str, seq: int, *, recipient: str) -> bool:
    """Whether it is known what became of the notice of an entry to a recipient."""
    return session.get(Notice, (dossier, seq, recipient)) is not None


def of_dossier(session: Session, dossier: str) -> list[Notice]:
    """All notices about a dossier, in the order of its journal, then by recipient."""
    query = select(Notice).where(Notice.dossier == dossier).order_by(col(Notice.seq), col(Notice.recipient))
    return list(session.exec(query))
