"""The directory is loaded once and read back as it was."""

import pytest

from definitions.directory import Directory
from definitions.directory_files import load_directory
from records import offices
from records.database import Database, reading, writing
from records.offices import NoDirectory, OfficesMissing

HUE = load_directory("thua-thien-hue-2020")


def load(database: Database, directory: Directory) -> bool:
    with writing(database) as session:
        return offices.load(session, directory)


def loaded(database: Database) -> Directory:
    with reading(database) as session:
        return offices.directory(session)


def renamed(name: str) -> Directory:
    first, *others = HUE.offices
    return Directory(id=HUE.id, offices=(first.model_copy(update={"name": name}), *others))


def test_a_directory_reads_back_as_it_was_loaded(database: Database) -> None:
    assert load(database, HUE)
    assert loaded(database) == HUE


def test_loading_it_again_changes_nothing(database: Database) -> None:
    assert [load(database, HUE), load(database, HUE)] == [True, False]


def test_a_change_is_seen_by_the_next_reader(database: Database) -> None:
    load(database, HUE)
    loaded(database)
    assert load(database, renamed("Tên mới"))
    assert loaded(database) == renamed("Tên mới")


def test_an_office_cannot_be_left_out(database: Database) -> None:
    load(database, HUE)
    with pytest.raises(OfficesMissing):
        load(database, Directory(id=HUE.id, offices=HUE.offices[:1]))
    assert loaded(database) == HUE


def test_without_a_directory_that_is_said(database: Database) -> None:
    with pytest.raises(NoDirectory):
        loaded(database)
