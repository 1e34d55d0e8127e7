"""Calendar files: what ships is right, and what is wrong is refused."""

from datetime import date

import pytest

from definitions.calendar_files import UnknownCalendar, days_off, load_calendar, make_up_days, parse_calendar_file

VIETNAM = """
calendar: somewhere
version: 1
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
    assert (calendar.id, calendar.version) == ("thua-thien-hue", "1.1")
    assert (calendar.first_on, calendar.last_on) == (date(2018, 1, 1), date(2027, 12, 31))


def test_the_first_half_of_2018_had_121_working_days() -> None:
    calendar = load_calendar("thua-thien-hue")
    days = (date.fromordinal(number) for number in range(date(2018, 1, 1).toordinal(), date(2018, 7, 1).toordinal()))
    assert sum(calendar.is_working(day) for day in days) == 121


def test_every_swap_of_these_years_is_known_with_its_make_up_day() -> None:
    assert {day.instead_of: day.on for day in make_up_days("thua-thien-hue")} == {
        date(2018, 12, 31): date(2019, 1, 5),
        date(2019, 4, 29): date(2019, 5, 4),
        date(2024, 4, 29): date(2024, 5, 4),
        date(2025, 5, 2): date(2025, 4, 26),
        date(2026, 1, 2): date(2026, 1, 10),
        date(2026, 8, 31): date(2026, 8, 22),
    }


def test_each_year_has_the_days_off_that_the_labour_code_gives() -> None:
    named = [day.on.year for day in days_off("vietnam") if "nghỉ bù" not in day.name and "hoán đổi" not in day.name]
    # ten days; eleven since 2021, with a second day at the National Day; twelve since 24 November was added in 2026.
    # Tết is five days, or seven with the weekend among them.
    counts = {year: named.count(year) for year in range(2018, 2028)}
    assert counts == {
        2018: 12, 2019: 10, 2020: 12, 2021: 13, 2022: 11, 2023: 13, 2024: 13, 2025: 12, 2026: 12, 2027: 14,
    }  # fmt: skip


def test_what_is_computed_or_remembered_is_marked_so() -> None:
    assert not any(day.confirmed for day in days_off("vietnam") if day.on.year == 2027)
    assert all(day.confirmed for day in days_off("vietnam") if day.on.year < 2026)


def test_a_swap_carries_the_document_that_ordered_it() -> None:
    swap = next(day for day in make_up_days("vietnam") if day.on == date(2026, 1, 10))
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
    ],
)
def test_a_file_that_is_wrong_is_refused(right: str, wrong: str) -> None:
    parse_calendar_file(VIETNAM)
    with pytest.raises(ValueError, match=r"(?i)calendar"):
        parse_calendar_file(VIETNAM.replace(right, wrong))
