"""Codes are unique and dense, whoever asks for them at once and whatever becomes of a lodging."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from multiprocessing import get_context
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from definitions.directory import Directory, Office
from records import lodgings, offices
from records.database import Database, open_database, reading, writing
from records.lodgings import Claim, Reservation, SerialsExhausted
from records.tables import Lodging

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
DAY = date(2026, 3, 2)
LATER = NOON + timedelta(minutes=3)

DESK = Office(
    code="19990/desk",
    unit="19990",
    role="desk",
    level="commune",
    name="Bộ phận một cửa xã Phú Sơn",
    agency="H57.33.09",
    head="head",
    posts=("head",),
    valid_from=date(2018, 1, 1),
)


def claim(key: str, **changes: Any) -> Claim:
    values: dict[str, Any] = {
        "key": key,
        "official": "tiepnhan.19990",
        "digest": f"digest of {key}",
        "agency": "H57.33.09",
        "local_on": DAY,
        "pin_of": lambda code: f"pin of {key} as {code}",
        "at": NOON,
    }
    return Claim(**values | changes)


def reserve(database: Database, key: str, **changes: Any) -> Reservation:
    with writing(database) as session:
        return lodgings.reserve(session, claim(key, **changes))


def give_up(database: Database, reservation: Reservation, key: str) -> None:
    with writing(database) as session:
        lodgings.give_up(session, reservation.lodging.code, key=key, at=LATER)


def reserve_some(url: str, name: str) -> list[str]:
    """Runs in a process of its own."""
    database = open_database(url)
    return [reserve(database, f"{name}-{number}").lodging.code for number in range(20)]


@pytest.fixture
def url(database: Database) -> str:
    return database.writer.url.render_as_string(hide_password=False)


def test_codes_count_on_by_agency_and_day(database: Database) -> None:
    asked = [
        claim("a"),
        claim("b"),
        claim("c", agency="H57.33.10"),
        claim("d", local_on=date(2026, 3, 3)),
        claim("e"),
    ]
    codes = [reserve(database, each.key, agency=each.agency, local_on=each.local_on).lodging.code for each in asked]
    assert codes == [
        "H57.33.09-260302-0001",
        "H57.33.09-260302-0002",
        "H57.33.10-260302-0001",
        "H57.33.09-260303-0001",
        "H57.33.09-260302-0003",
    ]


def test_the_same_key_finds_its_code_again(database: Database) -> None:
    first = reserve(database, "a")
    again = reserve(database, "a", digest="something else")
    assert (first.repeated, again.repeated) == (False, True)
    assert again.lodging.code == first.lodging.code
    assert again.lodging.digest == "digest of a"


def test_the_pin_is_kept_with_the_code_it_was_made_for(database: Database) -> None:
    reserve(database, "a")
    with reading(database) as session:
        assert lodgings.pin(session, "H57.33.09-260302-0001") == "pin of a as H57.33.09-260302-0001"
        assert lodgings.pin(session, "H57.33.09-260302-0002") is None


def test_processes_that_ask_at_once_get_dense_codes(database: Database, url: str) -> None:
    with writing(database) as session:
        offices.load(session, Directory(id="one", offices=(DESK,)))
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
        parts = processes.map(reserve_some, [url] * 2, ["one", "two"])
        codes = sorted(code for part in parts for code in part)
    assert codes == [f"H57.33.09-260302-{serial:04d}" for serial in range(1, 41)]


def test_threads_that_ask_at_once_get_dense_codes(database: Database) -> None:
    with writing(database) as session:
        offices.load(session, Directory(id="one", offices=(DESK,)))
    with ThreadPoolExecutor(8) as threads:
        found = threads.map(lambda number: reserve(database, f"{number}").lodging.serial, range(60))
        assert sorted(found) == list(range(1, 61))


def test_a_reservation_that_came_to_nothing_is_taken_over(database: Database) -> None:
    reserve(database, "a")
    taken = reserve(database, "b", at=LATER)
    assert taken.contested
    assert (taken.lodging.serial, taken.lodging.key) == (1, "b")
    assert taken.lodging.pin == "pin of b as H57.33.09-260302-0001"
    assert reserve(database, "c", at=LATER).lodging.serial == 2


def test_a_young_reservation_is_not_taken_over(database: Database) -> None:
    reserve(database, "a")
    second = reserve(database, "b", at=NOON + timedelta(minutes=2))
    assert (second.lodging.serial, second.contested) == (2, False)


def test_a_dossier_that_came_to_be_keeps_its_code(database: Database) -> None:
    code = reserve(database, "a").lodging.code
    with writing(database) as session:
        lodgings.begin(session, code)
    assert reserve(database, "b", at=LATER).lodging.serial == 2


def test_a_code_whose_dossier_exists_after_all_goes_back(database: Database) -> None:
    reserve(database, "a")
    taken = reserve(database, "b", at=LATER)
    give_up(database, taken, "b")
    assert reserve(database, "b", at=LATER).lodging.serial == 2
    again = reserve(database, "a", at=LATER)
    assert (again.lodging.serial, again.repeated) == (1, True)
    assert again.lodging.pin == "pin of a as H57.33.09-260302-0001"


def test_a_displaced_caller_who_comes_back_contends_for_the_same_code(database: Database) -> None:
    reserve(database, "a")
    reserve(database, "b", at=LATER)
    back = reserve(database, "a", at=LATER)
    assert (back.lodging.serial, back.lodging.key, back.contested) == (1, "a", True)
    give_up(database, back, "a")
    with reading(database) as session:
        winner = lodgings.by_key(session, "b")
        assert winner is not None
        assert (winner.serial, winner.pin, winner.displaced) == (1, "pin of b as H57.33.09-260302-0001", None)
        assert lodgings.by_key(session, "a") is None


def test_a_displaced_caller_who_gives_up_leaves_the_code_where_it_is(database: Database) -> None:
    reserve(database, "a")
    taken = reserve(database, "b", at=LATER)
    give_up(database, taken, "a")
    with reading(database) as session:
        kept = session.get_one(Lodging, taken.lodging.code)
        assert (kept.key, kept.displaced_key) == ("b", None)


def test_an_agency_gives_out_9999_codes_a_day_and_no_more(database: Database) -> None:
    with writing(database) as session:
        session.add(last_of_the_day())
    with pytest.raises(SerialsExhausted):
        reserve(database, "a")


def test_the_database_itself_refuses_a_serial_given_twice(database: Database) -> None:
    twice = (last_of_the_day(), last_of_the_day(code="another", key="another"))
    with pytest.raises(IntegrityError), writing(database) as session:
        session.add_all(twice)


def last_of_the_day(**changes: str) -> Lodging:
    values: dict[str, Any] = {
        "code": "H57.33.09-260302-9999",
        "key": "z",
        "official": "o",
        "digest": "d",
        "agency": "H57.33.09",
        "local_on": DAY,
        "serial": 9999,
        "pin": "{}",
        "reserved_at": NOON,
    }
    return Lodging(**values | changes)
