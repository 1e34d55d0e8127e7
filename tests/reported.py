"""Plays written into the records as their journals leave them, for reports to count."""

from typing import Any

from sqlalchemy import insert
from sqlmodel import Session

from activities.projection import entry_row, lodged_row, standing_row
from activities.reckoning import write_reckonings
from definitions.directory import DESK
from records import dossiers, entries
from records.tables import Lodging
from workflows.machine.events import AnyEvent, Lodged
from workflows.machine.play import Play
from workflows.machine.standing import standing


def keep(session: Session, play: Play, code: str, *, unit: str = "19990", **changes: Any) -> None:
    """Write a play under a code of its own, with some columns of its row changed."""
    pin, lodged = play.state.pin, play.events[0]
    assert isinstance(lodged, Lodged)
    lodging = {"code": code, "key": code, "official": "an", "digest": "d", "agency": "H57", "begun": True}
    lodging |= {"local_on": lodged.at.date(), "serial": int(code[-4:]), "reserved_at": lodged.at, "pin": "{}"}
    session.connection().execute(insert(Lodging), [lodging])
    entries.append(session, [entry_row(entry) | {"dossier": code} for entry in play.entries])
    row = lodged_row(code, lodged, title=pin.procedure.title) | {"unit": unit, "desk": f"{unit}/{DESK}"}
    dossiers.add(session, row | standing_row(standing(play.state), play.events) | changes)
    write_reckonings(session, code, numbered(play))


def numbered(play: Play) -> list[tuple[int, AnyEvent]]:
    """The events of a play with the numbers of their entries."""
    return list(enumerate(play.events, start=1))
