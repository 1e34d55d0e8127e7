"""A published version never changes, and the version in force on a day is found."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from definitions.procedure import Effect, Procedure
from records import procedures
from records.database import Database, reading, writing
from records.procedures import DifferentVersion
from tests.plays import worship

NOW = datetime(2026, 3, 2, tzinfo=UTC)
CODE = worship().procedure


@pytest.fixture
def publish(database: Database) -> Callable[[Procedure], bool]:
    def _publish(procedure: Procedure) -> bool:
        with writing(database) as session:
            return procedures.publish(session, procedure, source="the text", at=NOW)

    return _publish


def version(number: int, from_: str, until: str | None = None) -> Procedure:
    last_on = date.fromisoformat(until) if until else None
    effective = Effect(from_=date.fromisoformat(from_), until=last_on)
    return worship().model_copy(update={"version": number, "effective": effective})


def in_force(database: Database, on: str) -> int | None:
    with reading(database) as session:
        found = procedures.in_force(session, CODE, date.fromisoformat(on))
        return found.version if found else None


def test_what_is_published_reads_back_as_it_was_defined(
    database: Database, publish: Callable[[Procedure], bool]
) -> None:
    publish(worship())
    with reading(database) as session:
        row = procedures.one(session, CODE, 1)
        assert row is not None
        assert procedures.definition(row) == worship()
        assert row.source == "the text"


def test_publishing_the_same_again_changes_nothing(publish: Callable[[Procedure], bool]) -> None:
    assert [publish(worship()), publish(worship())] == [True, False]


def test_a_version_that_says_something_else_is_refused(publish: Callable[[Procedure], bool]) -> None:
    publish(worship())
    with pytest.raises(DifferentVersion):
        publish(worship().model_copy(update={"title": "Khác"}))


def test_the_version_in_force_is_the_highest_whose_days_hold_the_day(
    database: Database, publish: Callable[[Procedure], bool]
) -> None:
    publish(version(1, "2019-04-04", "2025-12-31"))
    publish(version(2, "2025-07-01"))
    days = ("2019-04-03", "2019-04-04", "2025-06-30", "2025-07-01", "2026-01-01")
    assert [in_force(database, day) for day in days] == [None, 1, 1, 2, 2]


def test_editions_are_listed_newest_first(database: Database, publish: Callable[[Procedure], bool]) -> None:
    publish(version(1, "2019-04-04", "2025-06-30"))
    publish(version(2, "2025-07-01"))
    with reading(database) as session:
        assert [(each.code, each.version) for each in procedures.editions(session)] == [(CODE, 2), (CODE, 1)]
        assert procedures.editions(session, "1.000001") == []
