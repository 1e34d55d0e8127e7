"""A journal is read in order, and added to."""

from records import entries
from records.database import Database, reading


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
