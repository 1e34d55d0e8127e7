"""A desk's ledger numbers what it accepts, from 1 each year, without a gap."""

import threading
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from definitions.directory import Directory
from records import dossiers, entries, ledger, offices
from records.books import LedgerNumber
from records.database import Database, reading, writing
from records.ledger import LedgerRow
from tests.records.test_lodgings import DESK as THE_DESK
from tests.records.test_tasks import dossier as dossier_row
from tests.records.test_tasks import reserved

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
DESK = "19990/desk"
LEAD = "Sở Lao động"


def lodged(database: Database, key: str, **changes: Any) -> str:
    """A dossier's code."""
    with writing(database) as session:
        code = reserved(session, key)
        dossiers.add(session, dossier_row(code, **changes))
        payload = {
            "applicant": {"name": "Nguyễn Thị Hoa", "address": "Thôn 1", "phone": "0905000000"},
            "received_at": "2026-03-02T01:30:00Z",
        }
        entries.append(
            session,
            [
                {
                    "dossier": code,
                    "seq": 1,
                    "at": NOON,
                    "actor": {"kind": "clock"},
                    "kind": "dossier.lodged",
                    "payload": payload,
                    "basis": None,
                    "previous": "",
                    "hash": key,
                }
            ],
        )
    return code


def enter(database: Database, code: str, *, year: int = 2026) -> None:
    with writing(database) as session:
        ledger.enter(session, code, year=year, lead=LEAD)


def numbers(database: Database, *, desk: str = DESK, year: int = 2026) -> list[tuple[int, str]]:
    with reading(database) as session:
        return [(row.number, row.code) for row in ledger.rows(session, desk, year)]


def test_numbers_follow_the_order_of_acceptance_in_each_desk_and_year(database: Database) -> None:
    a, b, c = (lodged(database, key) for key in "abc")
    elsewhere = lodged(database, "d", desk="19744/desk")
    enter(database, b)
    enter(database, elsewhere)
    enter(database, a)
    enter(database, c, year=2027)
    assert numbers(database) == [(1, b), (2, a)]
    assert numbers(database, desk="19744/desk") == [(1, elsewhere)]
    assert numbers(database, year=2027) == [(1, c)]


def test_a_dossier_is_entered_once(database: Database) -> None:
    a, b = (lodged(database, key) for key in "ab")
    for code in (a, a, b, a):
        enter(database, code)
    enter(database, a, year=2027)
    assert numbers(database) == [(1, a), (2, b)]
    with reading(database) as session:
        assert (ledger.number(session, b), ledger.number(session, "H57-260302-0009")) == (2, None)


def test_a_rehearsal_gets_no_number(database: Database) -> None:
    practice, real = lodged(database, "a", rehearsal=True), lodged(database, "b")
    enter(database, practice)
    enter(database, real)
    assert numbers(database) == [(1, real)]


def test_a_number_that_was_not_kept_is_the_next_ones(database: Database) -> None:
    a, b = (lodged(database, key) for key in "ab")
    with pytest.raises(KeyError):
        _enter_and_raise(database, a)
    enter(database, b)
    assert numbers(database) == [(1, b)]


def _enter_and_raise(database: Database, code: str) -> None:
    with writing(database) as session:
        ledger.enter(session, code, year=2026, lead=LEAD)
        raise KeyError


def test_dossiers_accepted_at_once_get_numbers_that_follow_each_other(database: Database) -> None:
    with writing(database) as session:
        offices.load(session, Directory(id="one", offices=(THE_DESK,)))
    codes = [lodged(database, key) for key in "abcdefgh"]
    together = threading.Barrier(len(codes))

    def accept(code: str) -> None:
        together.wait()
        enter(database, code)

    clerks = [threading.Thread(target=accept, args=(code,)) for code in codes]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    found = numbers(database)
    assert [number for number, _ in found] == list(range(1, 9))
    assert {code for _, code in found} == set(codes)


def test_the_database_refuses_a_number_given_twice(database: Database) -> None:
    a, b = (lodged(database, key) for key in "ab")
    enter(database, a)
    with pytest.raises(IntegrityError), writing(database) as session:
        session.add(LedgerNumber(dossier=b, desk=DESK, year=2026, number=1, lead=LEAD))


def test_a_line_says_all_that_the_form_prints(database: Database) -> None:
    code = lodged(database, "a", status="returned", ended_at=NOON, lateness="early", letters=0)
    enter(database, code)
    with reading(database) as session:
        (row,) = ledger.rows(session, DESK, 2026)
    assert row == LedgerRow(
        number=1,
        code=code,
        procedure="Trợ cấp",
        sets=1,
        applicant="Nguyễn Thị Hoa",
        address="Thôn 1",
        phone="0905000000",
        lead=LEAD,
        received_at=datetime(2026, 3, 2, 1, 30, tzinfo=UTC),
        original_due_at=NOON,
        due_at=NOON,
        returned_at=NOON,
        ended_at=NOON,
        channel=row.channel,
        status="returned",
        lateness="early",
        letters=0,
    )
    assert row.channel.value == "counter"


def test_what_ended_otherwise_was_not_returned(database: Database) -> None:
    enter(database, lodged(database, "a", status="withdrawn", ended_at=NOON))
    with reading(database) as session:
        (row,) = ledger.rows(session, DESK, 2026)
    assert (row.returned_at, row.ended_at) == (None, NOON)
