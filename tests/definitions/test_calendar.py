"""Official time: dates worked out by hand on the calendar of Thừa Thiên Huế (07:30-11:30 and 13:00-17:00)."""

from datetime import UTC, date, datetime, time

import pytest

from definitions.calendar import Calendar, CalendarEnds, NotAWorkingDay, Remaining
from definitions.calendar_files import load_calendar
from definitions.sessions import MakeUpDay
from definitions.terms import Term, Unit

HUE = load_calendar("thua-thien-hue")


def at(text: str) -> datetime:
    """The instant of `2020-03-02 08:30` in Huế, in UTC."""
    return datetime.fromisoformat(f"{text}+07:00").astimezone(UTC)


def on_the_wall(instant: datetime) -> str:
    """What the clock in Huế shows."""
    return f"{HUE.local(instant):%Y-%m-%d %H:%M}"


# A due instant, a term, and the instant that term before it.
BEFORE = """
2026-04-13 17:00 | 3 working days   | 2026-04-08 17:00 |
2026-01-05 17:00 | 3 working days   | 2025-12-29 17:00 | 1-2/1
2026-04-13 17:00 | 8 working hours  | 2026-04-13 07:30 | the opening, not Friday's close
2020-03-03 09:30 | 2 working hours  | 2020-03-03 07:30 |
2020-03-03 09:30 | 3 working hours  | 2020-03-02 16:00 |
2020-03-09 10:30 | 4 working hours  | 2020-03-06 16:00 | over a weekend
2020-03-16 17:00 | 3 days           | 2020-03-13 17:00 |
2020-03-16 17:00 | 2 days           | 2020-03-13 17:00 | Saturday
2020-03-16 17:00 | same day         | 2020-03-16 07:30 |
"""

# A due instant, the lead that the law asks for, and by when the apology must be signed.
APOLOGY = """
2026-04-13 17:00 | 1 day            | 2026-04-10 17:00 | due on Monday
2025-02-05 17:00 | 1 day            | 2025-02-04 17:00 |
2025-02-03 17:00 | 1 day            | 2025-01-24 17:00 | Tết 25/1-2/2
2025-05-05 17:00 | 1 day            | 2025-04-29 17:00 | 30/4-4/5
2019-01-07 17:00 | 1 day            | 2019-01-05 17:00 | Saturday 5/1 made up
2026-01-10 17:00 | 1 day            | 2026-01-09 17:00 | due on a make-up Saturday
2026-04-13 17:00 | 2 working days   | 2026-04-09 17:00 |
2020-03-16 17:00 | 8 working hours  | 2020-03-13 17:00 |
2020-03-16 17:00 | same day         | 2020-03-16 17:00 | at the latest on the due date
"""

# When a dossier comes in, and when it counts as handed over with the cutoff of 15:00.
HANDED_OVER = """
2020-03-02 06:00 | 2020-03-02 06:00 | before opening
2020-03-02 14:59 | 2020-03-02 14:59 |
2020-03-02 15:00 | 2020-03-02 15:00 | not after 15:00
2020-03-02 15:01 | 2020-03-03 07:30 |
2020-03-06 15:30 | 2020-03-09 07:30 | Friday
2020-03-07 09:00 | 2020-03-09 07:30 | Saturday
2025-04-25 15:30 | 2025-04-26 07:30 | Saturday 26/4 made up
2025-04-29 16:00 | 2025-05-05 07:30 | 30/4-4/5
"""

# When a clock was due, stopped and started again, what it counts, what was left of it, and when it is due then.
PAUSED = """
2020-03-13 17:00 | 2020-03-09 10:00 | 2020-04-01 09:00 | working days  | 4   | 2020-04-08 17:00 | Giỗ Tổ 2/4
2020-03-16 17:00 | 2020-03-10 10:00 | 2020-04-01 09:00 | days          | 6   | 2020-04-07 17:00 |
2020-03-16 17:00 | 2020-03-10 10:00 | 2020-04-05 09:00 | days          | 6   | 2020-04-13 17:00 | ends on Saturday
2020-03-02 14:00 | 2020-03-02 09:30 | 2020-03-04 16:00 | working hours | 180 | 2020-03-05 09:30 |
2020-03-02 17:00 | 2020-03-02 10:00 | 2020-03-10 09:00 | same day      | 0   | 2020-03-10 17:00 |
2020-03-02 17:00 | 2020-03-02 10:00 | 2020-03-10 09:00 | working days  | 0   | 2020-03-10 17:00 | its last day
2020-03-02 17:00 | 2020-03-04 10:00 | 2020-03-07 09:00 | working days  | 0   | 2020-03-09 17:00 | stopped late
2020-03-02 14:00 | 2020-03-04 10:00 | 2020-03-10 12:00 | working hours | 0   | 2020-03-10 13:00 | stopped late
"""


def rows(table: str) -> list[tuple[str, ...]]:
    """The columns of each line, without the remark."""
    lines = (line.split("|")[:-1] for line in table.strip().splitlines())
    return [tuple(column.strip() for column in line) for line in lines]


@pytest.mark.parametrize(("due", "term", "expected"), rows(BEFORE))
def test_a_warning_comes_a_term_before_the_due_date(due: str, term: str, expected: str) -> None:
    assert on_the_wall(HUE.before(at(due), Term.parse(term))) == expected


@pytest.mark.parametrize(("due", "lead", "expected"), rows(APOLOGY))
def test_the_apology_is_due_on_a_working_day_at_least_the_lead_before(due: str, lead: str, expected: str) -> None:
    assert on_the_wall(HUE.apology_due(at(due), Term.parse(lead))) == expected


@pytest.mark.parametrize(("received", "expected"), rows(HANDED_OVER))
def test_what_comes_after_the_cutoff_is_handed_over_next_morning(received: str, expected: str) -> None:
    assert on_the_wall(HUE.handed_over(at(received), time(15))) == expected


def test_without_a_cutoff_a_dossier_is_handed_over_when_it_comes() -> None:
    assert HUE.handed_over(at("2020-03-07 23:00"), None) == at("2020-03-07 23:00")


def test_the_seconds_of_an_instant_do_not_count() -> None:
    assert on_the_wall(HUE.due(at("2020-03-02 08:30:59"), Term.parse("4 working hours"))) == "2020-03-02 14:00"


def test_the_swap_announced_on_christmas_day_moves_the_dates_it_moves() -> None:
    announced = HUE.model_copy(
        update={
            "off": tuple(day for day in HUE.off if day != date(2026, 1, 2)),
            "make_up": tuple(day for day in HUE.make_up if day.on != date(2026, 1, 10)),
        }
    )
    moves = [
        (
            on_the_wall(announced.due(at(f"{filed} 09:00"), Term(days, Unit.WORKING_DAYS))),
            on_the_wall(HUE.due(at(f"{filed} 09:00"), Term(days, Unit.WORKING_DAYS))),
        )
        for filed, days in (("2025-12-24", 10), ("2025-12-24", 11), ("2025-12-22", 8))
    ]
    assert moves == [
        ("2026-01-08 17:00", "2026-01-09 17:00"),
        ("2026-01-09 17:00", "2026-01-10 17:00"),
        ("2026-01-02 17:00", "2026-01-05 17:00"),
    ]


@pytest.mark.parametrize(("clock", "left", "expected"), [(row[:4], *row[4:]) for row in rows(PAUSED)])
def test_a_stopped_clock_keeps_what_remained_in_its_own_unit(
    clock: tuple[str, str, str, str], left: str, expected: str
) -> None:
    due, paused, resumed, unit = clock
    remaining = HUE.remaining(at(paused), at(due), Unit(unit))
    assert remaining == Remaining(Unit(unit), int(left))
    assert on_the_wall(HUE.resume(at(resumed), remaining)) == expected


def test_only_minutes_in_sessions_are_worked() -> None:
    assert HUE.worked_minutes(at("2020-03-06 11:00"), at("2020-03-09 08:00")) == 30 + 240 + 30
    assert HUE.worked_minutes(at("2020-03-07 00:00"), at("2020-03-08 23:59")) == 0
    assert HUE.worked_minutes(at("2020-03-09 09:00"), at("2020-03-09 08:00")) == 0


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2020-03-02 09:15", "2020-03-02 09:15"),
        ("2020-03-02 11:30", "2020-03-02 13:00"),
        ("2020-03-06 17:00", "2020-03-09 07:30"),
        ("2020-03-08 10:00", "2020-03-09 07:30"),
    ],
)
def test_the_office_is_next_open_now_or_at_the_next_opening(now: str, expected: str) -> None:
    assert on_the_wall(HUE.next_open(at(now))) == expected


def test_a_working_day_opens_and_closes_and_a_day_off_does_not() -> None:
    assert HUE.is_working(date(2026, 1, 10))
    assert on_the_wall(HUE.opens_on(date(2026, 1, 10))) == "2026-01-10 07:30"
    assert on_the_wall(HUE.closes_on(date(2026, 1, 10))) == "2026-01-10 17:00"
    assert not HUE.is_working(date(2026, 1, 2))
    with pytest.raises(NotAWorkingDay):
        HUE.closes_on(date(2026, 1, 2))


def test_an_instant_has_the_date_of_the_local_clock() -> None:
    assert HUE.local_date(datetime(2020, 3, 2, 17, 0, tzinfo=UTC)) == date(2020, 3, 3)


@pytest.mark.parametrize(
    ("start", "term"),
    [
        ("2027-12-30 09:00", "2 working days"),
        ("2027-12-20 09:00", "12 days"),
        ("2027-12-31 16:00", "2 working hours"),
        ("2027-12-31 18:00", "same day"),
        ("2028-01-01 09:00", "1 working hour"),
    ],
)
def test_it_refuses_to_count_past_its_last_day(start: str, term: str) -> None:
    with pytest.raises(CalendarEnds) as refused:
        HUE.due(at(start), Term.parse(term))
    assert refused.value.on == date(2027, 12, 31)


@pytest.mark.parametrize("term", ["2 working days", "9 working hours", "5 days"])
def test_it_refuses_to_count_back_past_its_first_day(term: str) -> None:
    with pytest.raises(CalendarEnds) as refused:
        HUE.before(at("2018-01-02 17:00"), Term.parse(term))
    assert refused.value.on == date(2018, 1, 1)


def test_it_survives_the_dossier_it_is_pinned_in() -> None:
    written = HUE.model_dump_json()
    assert Calendar.model_validate_json(written) == HUE
    assert Calendar.model_validate_json(written).digest == HUE.digest
    assert len(written) < 2500


def test_a_changed_copy_has_its_own_digest_and_counts_anew() -> None:
    start, term = at("2020-03-02 09:00"), Term.parse("1 working day")
    before, digest = HUE.due(start, term), HUE.digest
    changed = HUE.model_copy(update={"off": (date(2020, 3, 3),)})
    assert (on_the_wall(before), on_the_wall(changed.due(start, term))) == ("2020-03-03 17:00", "2020-03-04 17:00")
    assert changed.digest != digest


@pytest.mark.parametrize(
    "wrong",
    [
        {"off": [date(2020, 3, 4), date(2020, 3, 3)]},
        {"off": [date(2020, 3, 3), date(2020, 3, 3)]},
        {"off": [date(2017, 12, 31)]},
        {"last_on": date(2017, 12, 31), "off": [], "make_up": []},
        {"make_up": [MakeUpDay(on=date(2020, 3, 7)), MakeUpDay(on=date(2020, 3, 7))]},
        {"off": [date(2020, 3, 7)], "make_up": [MakeUpDay(on=date(2020, 3, 7))]},
        {"week": {}},
        {"week": {"monday": ["13:00-17:00", "07:30-11:30"]}},
        {"week": {"monday": ["07:30-11:30", "11:00-17:00"]}},
        {"week": {"monday": ["11:30-07:30"]}},
        {"holidays": []},
    ],
)
def test_a_calendar_that_contradicts_itself_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        Calendar.model_validate(HUE.model_dump() | wrong)
