"""Dossiers lodged before calendars were published follow the one that their lodging names."""

from typing import Any

from alembic import command
from sqlalchemy import Connection, insert, select

from records.almanac import Dating
from records.database import Database, reading
from records.tables import Dossier, Entry, Lodging
from records.upgrading import migrate, migrations
from tests.plays import Told

OPEN = "H57.35.11-260302-0001"
ENDED = "H57.35.11-260302-0002"


def test_only_open_dossiers_are_dated(empty_database: Database) -> None:
    database = empty_database
    told = Told().lodge("03-02 08:30")
    pin = told.state.pin
    with database.writer.begin() as connection:
        command.upgrade(migrations(connection), "0003")
        _lodge(connection, told, OPEN, number=1, has_ended=False)
        _lodge(connection, told, ENDED, number=2, has_ended=True)
    migrate(database)
    with reading(database) as session:
        dated = [(row.dossier, row.calendar, row.digest) for row in session.scalars(select(Dating))]
    assert dated == [(OPEN, pin.calendar.id, pin.calendar.digest)]


def _lodge(connection: Connection, told: Told, code: str, *, number: int, has_ended: bool) -> None:
    first, at = told.entries[0], told.entries[0].at
    lodging = {"code": code, "key": code, "official": "an", "digest": "d", "agency": "H57.35.11", "begun": True}
    lodging |= {"local_on": at.date(), "serial": number, "reserved_at": at, "pin": told.state.pin.model_dump_json()}
    connection.execute(insert(Lodging), [lodging])
    entry = {"dossier": code, "seq": 1, "at": at, "actor": {}, "kind": first.kind, "payload": first.payload}
    connection.execute(insert(Entry), [entry | {"basis": None, "previous": "", "hash": first.hash}])
    words = dict.fromkeys(("procedure", "digest", "title", "unit", "desk", "applicant", "applicant_key", "holder"), "")
    instants = dict.fromkeys(("lodged_at", "due_at", "original_due_at"), at)
    counts = {"version": 1, "letters": 0, "breaches": 0, "seq": 1}
    flags = {"running": True, "late": False, "rehearsal": False, "lateness": None}
    row: dict[str, Any] = {"code": code, "channel": "counter", "status": "new", "ended_at": at if has_ended else None}
    row |= words | instants | counts | flags
    connection.execute(insert(Dossier), [row])
