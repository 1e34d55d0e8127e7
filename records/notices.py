"""Notices: who was told of what, and whether it arrived."""

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from records.tables import Notice


def record(session: Session, notice: Notice) -> None:
    """Record what became of a notice; what is recorded for that entry, recipient and channel stands."""
    if (notice.recipient, notice.channel) not in told(session, notice.dossier, notice.seq):
        session.add(notice)
        session.flush()


def told(session: Session, dossier: str, seq: int) -> frozenset[tuple[str, str]]:
    """The recipients, and by which channel each, of whom it is known what became of an entry's notice."""
    return frozenset(session.exec(_TOLD, params={"of": dossier, "numbered": seq}))


def of_dossier(session: Session, dossier: str) -> list[Notice]:
    """All notices about a dossier, in the order of its journal, then by recipient and channel."""
    in_order = (col(Notice.seq), col(Notice.recipient), col(Notice.channel))
    query = select(Notice).where(Notice.dossier == dossier).order_by(*in_order)
    return list(session.exec(query))


_TOLD = select(Notice.recipient, Notice.channel).where(
    col(Notice.dossier) == bindparam("of"), col(Notice.seq) == bindparam("numbered")
)
