"""What a journal says of the dates that a later calendar moved."""

from datetime import date

from activities.datings import redatings_after
from definitions.calendar import Calendar
from definitions.calendar_files import load_calendar
from definitions.terms import Term
from tests.plays import Told, at, worship
from workflows.actors import Operator
from workflows.messages import ApplyCalendar

BEFORE = load_calendar("thua-thien-hue", known_on=date(2025, 12, 24))
SWAP = load_calendar("thua-thien-hue", known_on=date(2025, 12, 25))
LATER = SWAP.model_copy(update={"version": "later"})


def lodged(limit: str) -> Told:
    told = Told(worship(limit=Term.parse(limit)))
    told.state = type(told.state)(pin=told.state.pin.model_copy(update={"calendar": BEFORE}))
    told.lodge("2025-12-24 09:00")
    return told.complete("2025-12-24 10:00", "accept").complete("2025-12-24 11:00", "forward")


def rows(told: Told) -> list[dict[str, object]]:
    numbered = list(enumerate(told.events, start=1))
    return redatings_after(numbered, due_at=told.state.clock.original_due_at if told.state.clock else at("01-01 00:00"))


def apply(told: Told, when: str, calendar: Calendar = SWAP) -> int:
    """The number of the entry that applies the calendar."""
    before = len(told.events)
    told.act(when, ApplyCalendar(calendar=calendar), by=Operator(operator="an"))
    return before + 1


def test_a_dossier_that_moved_has_both_dates_and_the_number_of_tasks_that_moved_too() -> None:
    told = lodged("10 working days")
    seq = apply(told, "2025-12-25 15:00")
    assert rows(told) == [
        {
            "seq": seq,
            "digest": SWAP.digest,
            "was_due_at": at("2026-01-08 17:00"),
            "due_at": at("2026-01-09 17:00"),
            "tasks": 1,
        }
    ]


def test_each_calendar_has_a_row_of_its_own_also_where_it_moved_nothing() -> None:
    told = lodged("10 working days")
    apply(told, "2025-12-25 15:00")
    apply(told, "2025-12-26 15:00", LATER)
    _, later = rows(told)
    assert (later["was_due_at"], later["due_at"], later["tasks"]) == (at("2026-01-09 17:00"), at("2026-01-09 17:00"), 0)


def test_a_journal_without_a_later_calendar_has_no_row() -> None:
    assert rows(lodged("10 working days")) == []
