"""An alert stays before a post until somebody there has seen it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from records import alerts, dossiers, entries
from records.alerts import Seat
from records.books import Alert
from records.database import Database, reading, writing
from records.tasks import Cursor
from tests.records.plans import is_read_in_order
from tests.records.test_tasks import dossier as dossier_row
from tests.records.test_tasks import reserved

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
CHAIR = Seat("19990/committee", "chair")


def alert(dossier: str, seq: int, **changes: Any) -> dict[str, Any]:
    values = {
        "dossier": dossier,
        "seq": seq,
        "office": CHAIR.office,
        "post": CHAIR.post,
        "kind": "escalated",
        "task": None,
        "at": NOON + timedelta(hours=seq),
    }
    return values | changes


@pytest.fixture
def codes(database: Database) -> list[str]:
    """Two dossiers, with alerts at the same instants, one of which the desk's head gets too."""
    with writing(database) as session:
        made = [reserved(session, key) for key in ("a", "b")]
        for code in made:
            dossiers.add(session, dossier_row(code))
            entry = {"dossier": code, "at": NOON, "actor": {"kind": "clock"}, "kind": "escalated", "payload": {}}
            chained = ({"seq": seq, "previous": f"{seq - 1}", "hash": f"{seq}"} for seq in (1, 2, 3))
            entries.append(session, [entry | link | {"basis": None} for link in chained])
            alerts.add(session, [alert(code, seq) for seq in (1, 2, 3)])
        alerts.add(session, [alert(made[0], 2, office="19990/desk", post="desk head")])
    return made


def lines(database: Database, seat: Seat = CHAIR) -> list[tuple[str, int]]:
    with reading(database) as session:
        return [(line.dossier.code, line.alert.seq) for line in alerts.unseen(session, seat).lines]


def see(database: Database, dossier: str, seq: int, *, official: str = "an", at: datetime = NOON) -> Alert:
    with writing(database) as session:
        found = next(each for each in alerts.of_entry(session, dossier, seq) if each.office == CHAIR.office)
        return alerts.see(session, found, official=official, at=at)


def test_the_newest_comes_first(database: Database, codes: list[str]) -> None:
    a, b = codes
    assert lines(database) == [(b, 3), (a, 3), (b, 2), (a, 2), (b, 1), (a, 1)]
    assert lines(database, Seat("19990/desk", "desk head")) == [(a, 2)]
    assert lines(database, Seat("19990/desk", "chair")) == []


@pytest.mark.parametrize("size", [1, 2, 5, 6, 7])
def test_pages_join_into_the_whole_list(database: Database, codes: list[str], size: int) -> None:
    found: list[tuple[str, int]] = []
    after: Cursor | None = None
    with reading(database) as session:
        while True:
            page = alerts.unseen(session, CHAIR, after=after, limit=size)
            found += [(line.dossier.code, line.alert.seq) for line in page.lines]
            if page.following is None:
                break
            after = Cursor.parse(str(page.following))
    assert len(codes) == 2
    assert found == lines(database)


def test_what_was_seen_is_in_the_list_no_more_and_counts_no_more(database: Database, codes: list[str]) -> None:
    a, b = codes
    see(database, a, 3)
    see(database, a, 2)
    assert lines(database) == [(b, 3), (b, 2), (b, 1), (a, 1)]
    with reading(database) as session:
        assert alerts.count(session, CHAIR) == 4
        assert alerts.count(session, Seat("19990/desk", "desk head")) == 1


def test_who_saw_it_first_stays(database: Database, codes: list[str]) -> None:
    see(database, codes[0], 1)
    again = see(database, codes[0], 1, official="binh", at=NOON + timedelta(days=1))
    assert (again.seen_by, again.seen_at) == ("an", NOON)


def test_what_was_seen_outlives_the_alerts(database: Database, codes: list[str]) -> None:
    a, b = codes
    see(database, a, 3)
    with writing(database) as session:
        alerts.clear(session)
        alerts.add(session, [alert(code, seq) for code in codes for seq in (1, 2, 3)])
        alerts.recall_sightings(session)
    assert lines(database) == [(b, 3), (b, 2), (a, 2), (b, 1), (a, 1)]
    with reading(database) as session:
        seen = alerts.of_entry(session, a, 3)
    assert [(each.seen_by, each.seen_at) for each in seen] == [("an", NOON)]


def test_nobody_is_told_the_same_twice(database: Database, codes: list[str]) -> None:
    with pytest.raises(IntegrityError), writing(database) as session:
        alerts.add(session, [alert(codes[0], 1)])


def test_alerts_are_read_from_their_index_in_order(database: Database) -> None:
    statement = (
        "SELECT * FROM alerts WHERE office = 'x' AND post = 'y' AND seen_at IS NULL"
        " AND (at, dossier, seq) < ('2026-01-01', 'a', 1) ORDER BY at DESC, dossier DESC, seq DESC LIMIT 50"
    )
    assert is_read_in_order(database, statement, index="ix_alerts_unseen")
