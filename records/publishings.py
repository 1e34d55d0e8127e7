"""Publishings: the calls to publish and abolish that bore a key, so that a key says one thing only."""

from sqlmodel import Session

from records.gazette import Publishing


class KeyReused(Exception):
    """The key was used before, for a call that said something else."""


def remember(session: Session, call: Publishing) -> None:
    """Note a call by its key; harmless when it was noted. In a writing transaction. Raises `KeyReused`."""
    known = session.get(Publishing, call.key)
    if known is None:
        session.add(call)
        session.flush()
    elif known.digest != call.digest:
        raise KeyReused("the key was used for another call")
