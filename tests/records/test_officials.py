"""Officials hold posts from one day to another."""

from datetime import date

import pytest

from definitions.directory import Directory, Office
from definitions.officials import Appointment, Official
from records import offices, officials
from records.database import Database, reading, writing


def held(post: str, from_: str, until: str | None = None) -> Appointment:
    return Appointment(
        post=post,
        office="1/desk",
        title=post,
        valid_from=date.fromisoformat(from_),
        valid_to=date.fromisoformat(until) if until else None,
    )


AN = Official(
    id="an", name="Lê Văn An", posts=(held("head", "2020-01-01", "2020-12-31"), held("officer", "2020-06-01"))
)
BINH = Official(id="binh", name="Trần Thị Bình", posts=(held("officer", "2018-01-01"),))


@pytest.fixture
def staffed(database: Database) -> Database:
    office = Office(
        code="1/desk",
        unit="1",
        role="desk",
        level="commune",
        name="Bộ phận một cửa",
        head="head",
        posts=("head", "officer"),
        valid_from=date(2018, 1, 1),
    )
    with writing(database) as session:
        offices.load(session, Directory(id="one", offices=(office,)))
        assert officials.load(session, (AN, BINH)) == 2
    return database


def posts(database: Database, on: str) -> list[str]:
    with reading(database) as session:
        found = officials.one(session, "an", date.fromisoformat(on))
        assert found is not None
        return [held.post for held in found.posts]


def test_an_official_has_the_posts_in_force_on_the_day(staffed: Database) -> None:
    days = ("2019-12-31", "2020-01-01", "2020-06-01", "2020-12-31", "2021-01-01")
    found = [posts(staffed, day) for day in days]
    assert found == [[], ["head"], ["head", "officer"], ["head", "officer"], ["officer"]]


def test_an_official_reads_back_as_loaded(staffed: Database) -> None:
    with reading(staffed) as session:
        assert officials.one(session, "an", date(2020, 7, 1)) == AN
        assert officials.one(session, "nobody", date(2020, 7, 1)) is None


def test_loading_again_adds_only_who_is_new(staffed: Database) -> None:
    with writing(staffed) as session:
        newcomer = Official(id="chi", name="Hồ Thị Chi", posts=())
        assert officials.load(session, (AN, BINH, newcomer)) == 1
        assert officials.load(session, (AN, BINH, newcomer)) == 0


def test_those_who_hold_a_post_are_found(staffed: Database) -> None:
    with reading(staffed) as session:
        assert officials.holders(session, "1/desk", "officer", on=date(2020, 7, 1)) == ["an", "binh"]
        assert officials.holders(session, "1/desk", "officer", on=date(2020, 5, 1)) == ["binh"]
        assert officials.holders(session, "1/desk", "head", on=date(2021, 1, 1)) == []
