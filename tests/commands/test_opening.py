"""Opening the records: a checked catalogue is published once, and what was published never changes."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from commands.opening import Opened, open_records
from commands.usual import CALENDAR, CATALOGUE
from definitions.calendar_files import load_calendar
from records import calendars, procedures
from records.database import Database, open_database, reading, writing
from records.upgrading import migrate
from runtime.refusals import StartRefused

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
TITLE = "title: Giải quyết chế độ trợ cấp thờ cúng liệt sĩ"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(f"sqlite:///{tmp_path / 'records.sqlite'}")) as opened:
        yield opened


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    copied: Path = shutil.copytree(CATALOGUE, tmp_path / "catalogue")
    return copied


def definition(catalogue: Path) -> Path:
    return catalogue / "nguoi-co-cong" / "tro-cap-tho-cung-liet-si.v1.yaml"


def rewrite(path: Path, old: str, new: str) -> None:
    before = path.read_text()
    assert old in before
    path.write_text(before.replace(old, new))


def digests(database: Database) -> dict[tuple[str, int], str]:
    with reading(database) as session:
        return {(edition.code, edition.version): edition.digest for edition in procedures.editions(session)}


def test_the_first_opening_publishes_and_the_second_finds_everything_there(database: Database) -> None:
    first = open_records(database, at=NOW)
    published = digests(database)
    assert open_records(database, at=NOW) == Opened(
        procedures=first.procedures, published=0, offices=first.offices, officials=0
    )
    assert first.published == first.procedures == len(published) > 1
    assert first.officials > first.offices > 300
    assert digests(database) == published


def test_a_comment_changes_nothing_that_was_published(database: Database, catalogue: Path) -> None:
    open_records(database, at=NOW, catalogue=catalogue)
    rewrite(definition(catalogue), TITLE, f"{TITLE}  # as in 2019")
    assert open_records(database, at=NOW, catalogue=catalogue).published == 0


def test_a_published_version_that_says_something_else_is_refused_naming_both(
    database: Database, catalogue: Path
) -> None:
    open_records(database, at=NOW, catalogue=catalogue)
    before = digests(database)
    rewrite(definition(catalogue), "limit: 12 working days", "limit: 11 working days")
    with pytest.raises(StartRefused) as refusal:
        open_records(database, at=NOW, catalogue=catalogue)
    said = str(refusal.value)
    assert said.startswith(
        f"Version 1 of procedure 1.010803 was published on 2026-03-02 as {before['1.010803', 1][:12]} "
        f"and never changes, but {definition(catalogue)} now says "
    )
    assert said.endswith(": put the file back, and give the change a version of its own.")
    assert digests(database) == before


def test_a_catalogue_with_findings_is_refused_with_all_of_them_and_nothing_is_written(
    database: Database, catalogue: Path, tmp_path: Path
) -> None:
    rewrite(definition(catalogue), "to: appraise", "to: apraise")
    with pytest.raises(StartRefused, match=r"(?s)^The catalogue cannot be published:\n.*yaml:\d+:\d+: unknown-step: "):
        open_records(database, at=NOW, catalogue=catalogue)
    assert not (tmp_path / "records.sqlite").exists()


def test_a_database_that_cannot_be_opened_is_one_sentence(tmp_path: Path) -> None:
    with (
        closing(open_database(f"sqlite:///{tmp_path / 'missing' / 'records.sqlite'}")) as away,
        pytest.raises(StartRefused, match=r"^The records cannot be opened: .*unable to open database file.*\.$"),
    ):
        open_records(away, at=NOW)


def test_records_of_a_later_program_are_refused(database: Database) -> None:
    open_records(database, at=NOW)
    with database.writer.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StartRefused, match=r"^The records are not this program's, perhaps a later one's: .*9999"):
        open_records(database, at=NOW)


def test_the_newest_calendar_comes_into_force_once(database: Database) -> None:
    open_records(database, at=NOW)
    newest = load_calendar(CALENDAR)
    later = newest.model_copy(update={"version": "later"})
    with writing(database) as session:
        found = calendars.in_force(session, CALENDAR)
        assert found is not None
        assert found.calendar == newest
        calendars.publish(session, later, at=NOW, by="an")
    open_records(database, at=NOW)
    with reading(database) as session:
        found = calendars.in_force(session, CALENDAR)
    assert found is not None
    assert (found.calendar, found.number) == (later, 2)


def test_the_calendars_of_offices_that_have_one_of_their_own_come_into_force_too(database: Database) -> None:
    open_records(database, at=NOW, calendar="ho-chi-minh")
    with reading(database) as session:
        found = [calendars.in_force(session, name) for name in ("ho-chi-minh", "ho-chi-minh-phuong")]
    assert [one.calendar for one in found if one] == [load_calendar("ho-chi-minh"), load_calendar("ho-chi-minh-phuong")]


def test_a_published_calendar_that_now_says_something_else_is_refused(database: Database) -> None:
    migrate(database)
    newest = load_calendar(CALENDAR)
    with writing(database) as session:
        calendars.publish(session, newest.model_copy(update={"off": ()}), at=NOW, by="an")
    with pytest.raises(StartRefused, match="The calendar cannot be published: version"):
        open_records(database, at=NOW)
