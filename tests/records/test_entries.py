"""A journal is read in order, and added to."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from records import entries
from records.database import Database, RecordsAway, reading, writing


def test_a_journal_is_read_in_order_and_in_parts(database: Database, dossier: str) -> None:
    with reading(database) as session:
        assert [each.seq for each in entries.journal(session, dossier)] == [1, 2, 3]
        assert [each.seq for each in entries.journal(session, dossier, after=1, limit=1)] == [2]
        assert entries.journal(session, "unknown") == []


def test_the_last_number_is_known(database: Database, dossier: str) -> None:
    with reading(database) as session:
        assert (entries.last_seq(session, dossier), entries.last_seq(session, "unknown")) == (3, 0)
        assert entries.hashes(session, dossier, since=2) == {2: "2", 3: "3"}
        assert entries.dossiers(session) == [dossier]


def test_nobody_adds_an_entry_while_the_journals_are_held_and_all_may_read(
    postgresql_database: Database, postgresql_dossier: str
) -> None:
    code = postgresql_dossier
    with writing(postgresql_database) as holder:
        entries.hold(holder)
        with reading(postgresql_database) as session:
            assert entries.last_seq(session, code) == 3
        with pytest.raises(RecordsAway):
            add_a_fourth(postgresql_database, code)
    add_a_fourth(postgresql_database, code)
    with reading(postgresql_database) as session:
        assert entries.last_seq(session, code) == 4


def add_a_fourth(database: Database, code: str) -> None:
    with writing(database) as session:
        session.connection().execute(text("SET LOCAL lock_timeout = '1ms'"))
        entry = {"dossier": code, "seq": 4, "at": datetime(2026, 3, 2, 5, tzinfo=UTC), "actor": {"kind": "clock"}}
        entry |= {"kind": "warned", "payload": {}, "basis": None, "previous": "3", "hash": "4"}
        entries.append(session, [entry])
