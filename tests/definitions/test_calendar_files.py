"""Calendar files: what ships is right, and what is wrong is refused."""

from datetime import date

import pytest

from definitions.calendar_days import amended
from definitions.calendar_files import (
    Edition,
    UnknownCalendar,
    edition,
    editions,
    load_calendar,
    names,
    office_calendar,
    office_calendars,
    parse_calendar_file,
    versions,
)
from definitions.sessions import Weekday

VIETNAM = """
calendar: somewhere
version: 1
published_on: 2025-12-25
first_on: 2026-01-01
last_on: 2026-12-31
days_off:
  - {on: 2026-01-01, name: Tết Dương lịch, document: Điều 112, confirmed: true}
  - {on: 2026-01-02, name: Hoán đổi, document: Công văn 12729, confirmed: true}
make_up_days:
  - {on: 2026-01-10, instead_of: 2026-01-02, document: Công văn 12729, confirmed: true}
"""


def test_the_calendar_of_the_province_covers_ten_years_on_the_country_s_days() -> None:
    calendar = load_calendar("thua-thien-hue")
    assert (calendar.id, calendar.version) == ("thua-thien-hue", "4.1")
    assert (calendar.first_on, calendar.last_on) == (date(2018, 1, 1), date(2027, 12, 31))


def test_the_first_half_of_2018_had_121_working_days() -> None:
    calendar = load_calendar("thua-thien-hue")
    days = (date.fromordinal(number) for number in range(date(2018, 1, 1).toordinal(), date(2018, 7, 1).toordinal()))
    assert sum(calendar.is_working(day) for day in days) == 121


def test_every_swap_of_these_years_is_known_with_its_make_up_day() -> None:
    assert {day.instead_of: day.on for day in edition("thua-thien-hue").make_up_days} == {
        date(2018, 12, 31): date(2019, 1, 5),
        date(2019, 4, 29): date(2019, 5, 4),
        date(2024, 4, 29): date(2024, 5, 4),
        date(2025, 5, 2): date(2025, 4, 26),
        date(2026, 1, 2): date(2026, 1, 10),
        date(2026, 8, 31): date(2026, 8, 22),
    }


def test_each_year_has_the_days_off_that_the_labour_code_gives() -> None:
    named = [
        day.on.year for day in edition("vietnam").days_off if "nghỉ bù" not in day.name and "hoán đổi" not in day.name
    ]
    # ten days; eleven since 2021, with a second day at the National Day; twelve since 24 November was added in 2026.
    # Tết is five days, or seven with the weekend among them.
    counts = {year: named.count(year) for year in range(2018, 2028)}
    assert counts == {
        2018: 12, 2019: 10, 2020: 12, 2021: 13, 2022: 11, 2023: 13, 2024: 13, 2025: 12, 2026: 12, 2027: 14,
    }  # fmt: skip


def test_what_is_computed_or_remembered_is_marked_so() -> None:
    assert not any(day.confirmed for day in edition("vietnam").days_off if day.on.year == 2027)
    assert all(day.confirmed for day in edition("vietnam").days_off if day.on.year < 2026)


def test_a_swap_carries_the_document_that_ordered_it() -> None:
    swap = next(day for day in edition("vietnam").make_up_days if day.on == date(2026, 1, 10))
    assert swap.document == "Công văn 12729/VPCP-KGVX ngày 25/12/2025"


@pytest.mark.parametrize("name", ["atlantis", "../calendars/vietnam", "vietnam"])
def test_a_calendar_that_does_not_exist_or_has_no_hours_is_unknown(name: str) -> None:
    with pytest.raises(UnknownCalendar):
        load_calendar(name)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("on: 2026-01-02", "on: 2026-01-01"),
        ("on: 2026-01-02", "on: 2025-12-31"),
        ("on: 2026-01-10", "on: 2026-01-09"),
        ("instead_of: 2026-01-02", "instead_of: 2026-01-03"),
        ("instead_of: 2026-01-02", "instead_of: 2026-01-05"),
        ("confirmed: true", "confirmed: perhaps"),
        ("document: Điều 112", 'document: ""'),
        ("version: 1", "version: 1\nedition: 2"),
        ("version: 1", "version: 1\nversion: 2"),
        ("version: 1", "version: 1\namends: 1"),
        ("published_on: 2025-12-25", ""),
    ],
)
def test_a_file_that_is_wrong_is_refused(right: str, wrong: str) -> None:
    parse_calendar_file(VIETNAM)
    with pytest.raises(ValueError, match=r"(?i)calendar"):
        parse_calendar_file(VIETNAM.replace(right, wrong))


OFFICE = """
calendar: one-office
version: 1
published_on: 2026-03-01
extends: somewhere
offices: [19990/desk, "*/guard"]
week:
  monday: ["08:00-11:00"]
  friday: ["08:00-11:00", "13:00-16:00"]
  saturday: ["08:00-11:00"]
days_off:
  - {on: 2026-03-09, name: Sửa trụ sở, document: Thông báo 05/TB-UBND, confirmed: true}
withdrawn: [2026-01-01]
"""


def test_a_calendar_is_read_as_it_was_known_on_a_day() -> None:
    before, after = (load_calendar("thua-thien-hue", known_on=date(2025, 12, day)) for day in (24, 25))
    assert (before.version, after.version) == ("2.1", "3.1")
    assert before.digest != after.digest
    assert (before.is_working(date(2026, 1, 2)), before.is_working(date(2026, 1, 10))) == (True, False)
    assert (after.is_working(date(2026, 1, 2)), after.is_working(date(2026, 1, 10))) == (False, True)


def test_the_newest_version_is_read_when_no_day_is_said() -> None:
    assert load_calendar("thua-thien-hue") == load_calendar("thua-thien-hue", known_on=date(2026, 12, 31))


def test_before_its_first_version_a_calendar_was_not_known() -> None:
    with pytest.raises(UnknownCalendar, match="2025-10-15"):
        load_calendar("thua-thien-hue", known_on=date(2025, 10, 15))


def test_every_version_stays_readable_in_order_of_publication() -> None:
    assert [(known.version, known.published_on) for known in editions("thua-thien-hue")] == [
        ("2.1", date(2025, 10, 16)),
        ("3.1", date(2025, 12, 25)),
        ("4.1", date(2026, 7, 1)),
    ]


# These never change: dossiers are pinned to them. What is new is a new version.
@pytest.mark.parametrize(
    ("version", "digest"),
    [
        ("2.1", "0a08299fbbee453424bb11cabb6d6c9b41b644c2e0dcb10d3c1c2c50ab8dcef3"),
        ("3.1", "fecc1338d2df43407d73663da727da0e8da957870a518fc49a72a0e3f1d334b3"),
        ("4.1", "c91c978c51959f1c7ab83fedc7fe859f5abf7c0b221100ca88474b0950180f24"),
    ],
)
def test_a_published_version_never_changes(version: str, digest: str) -> None:
    (known,) = (known for known in editions("thua-thien-hue") if known.version == version)
    assert known.calendar().digest == digest


def test_every_shipped_file_is_sound_and_every_calendar_with_hours_counts() -> None:
    assert names() == ("dak-nong", "ho-chi-minh", "ho-chi-minh-phuong", "thua-thien-hue", "vietnam")
    for name in names():
        assert [file.version for file in versions(name)] == sorted(file.version for file in versions(name))
        assert name == "vietnam" or load_calendar(name).last_on == date(2027, 12, 31)


def test_an_office_has_its_own_hours_and_its_own_closures() -> None:
    calendar = Edition((parse_calendar_file(VIETNAM), parse_calendar_file(OFFICE))).calendar()
    assert (calendar.id, calendar.version) == ("one-office", "1.1")
    assert calendar.off == (date(2026, 1, 2), date(2026, 3, 9))
    assert calendar.sessions_on(date(2026, 3, 7)) == ((480, 660),)
    assert calendar.sessions_on(date(2026, 3, 9)) == ()
    assert calendar.sessions_on(date(2026, 3, 10)) == ()
    assert calendar.sessions_on(date(2026, 1, 10)) == ((480, 660), (780, 960))


def test_a_desk_of_a_ward_counts_by_its_own_calendar_and_another_office_by_the_province_s() -> None:
    assert office_calendar("ho-chi-minh", "26740/desk") == "ho-chi-minh-phuong"
    assert office_calendar("ho-chi-minh", "26740/committee") == "ho-chi-minh"
    assert office_calendars("ho-chi-minh", ["26740/desk", "26740/committee", "26743/desk"]) == (
        "ho-chi-minh",
        "ho-chi-minh-phuong",
    )
    assert load_calendar("ho-chi-minh-phuong").week.spans(5) == ((450, 690),)


def test_an_amendment_adds_withdraws_and_lengthens() -> None:
    text = """
calendar: somewhere
version: 2
amends: 1
published_on: 2026-02-01
last_on: 2027-12-31
days_off:
  - {on: 2027-01-01, name: Tết Dương lịch, document: Điều 112, confirmed: false}
withdrawn: [2026-01-02, 2026-01-10]
"""
    whole = amended(parse_calendar_file(VIETNAM), parse_calendar_file(text))
    assert (whole.first_on, whole.last_on, whole.version) == (date(2026, 1, 1), date(2027, 12, 31), 2)
    assert [day.on for day in whole.days_off] == [date(2026, 1, 1), date(2027, 1, 1)]
    assert whole.make_up_days == ()


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("2026-01-02, 2026-01-10", "2026-01-03"), ("2026-01-02, 2026-01-10", "2026-01-02"), ("2026-02-01", "2025-02-01")],
)
def test_an_amendment_that_contradicts_what_it_amends_is_refused(right: str, wrong: str) -> None:
    text = """
calendar: somewhere
version: 2
amends: 1
published_on: 2026-02-01
withdrawn: [2026-01-02, 2026-01-10]
"""
    amended(parse_calendar_file(VIETNAM), parse_calendar_file(text))
    with pytest.raises(ValueError, match=r"calendar|made up for|withdrawn"):
        amended(parse_calendar_file(VIETNAM), parse_calendar_file(text.replace(right, wrong)))


def test_a_make_up_day_is_worked_as_the_day_it_stands_for() -> None:
    assert {day.like for day in edition("vietnam").make_up_days} == {Weekday.MONDAY, Weekday.FRIDAY}
