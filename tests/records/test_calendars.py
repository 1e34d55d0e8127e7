"""Published calendars: the last one is in force, and none ever changes."""

from datetime import UTC, datetime

import pytest

from definitions.calendar import Calendar
from records import calendars
from records.calendars import DifferentCalendar, SupersededCalendar
from records.database import Database, reading, writing
from tests.plays import GROUND

AT = datetime(2025, 12, 25, 8, tzinfo=UTC)


def version(name: str, **changes: object) -> Calendar:
    return GROUND.calendar.model_copy(update={"version": name, **changes})


def publish(database: Database, calendar: Calendar) -> bool:
    with writing(database) as session:
        return calendars.publish(session, calendar, at=AT, by="an")


def in_force(database: Database, name: str) -> tuple[Calendar, int] | None:
    with reading(database) as session:
        found = calendars.in_force(session, name)
        return None if found is None else (found.calendar, found.number)


def test_the_version_published_last_is_in_force(database: Database) -> None:
    assert in_force(database, GROUND.calendar.id) is None
    for name in ("2", "1"):
        assert publish(database, version(name))
    publish(database, version("9", id="elsewhere"))
    assert in_force(database, GROUND.calendar.id) == (version("1"), 2)


def test_publishing_the_version_in_force_again_changes_nothing(database: Database) -> None:
    publish(database, version("1"))
    assert not publish(database, version("1"))
    assert in_force(database, GROUND.calendar.id) == (version("1"), 1)


def test_a_published_version_never_says_something_else(database: Database) -> None:
    publish(database, version("1"))
    with pytest.raises(DifferentCalendar):
        publish(database, version("1", off=()))
    assert in_force(database, GROUND.calendar.id) == (version("1"), 1)


def test_there_is_no_way_back_to_a_superseded_version(database: Database) -> None:
    publish(database, version("1"))
    publish(database, version("2"))
    with pytest.raises(SupersededCalendar):
        publish(database, version("1"))
    assert in_force(database, GROUND.calendar.id) == (version("2"), 2)
