"""A calendar changed by the government while dossiers are open: the swap of 2 January 2026 for 10 January 2026."""

from datetime import date
from typing import Any, Self

import pytest

from definitions.calendar import Calendar
from definitions.procedure import Procedure
from definitions.terms import Term
from definitions.time_policy import OnSupplement
from tests.plays import Told, pinned, worship
from workflows.actors import Operator
from workflows.machine.agenda import Kind
from workflows.machine.events import DossierLate, Escalated, TaskDueRevised
from workflows.machine.events_time import CalendarApplied, DueRevised
from workflows.machine.refusals import Refusal, Rule
from workflows.messages import ApplyCalendar

AFTER = pinned().calendar
OPERATOR = Operator(operator="Văn phòng UBND tỉnh")


def before_the_swap() -> Calendar:
    """The calendar as it stood until 25 December 2025."""
    off = tuple(day for day in AFTER.off if day != date(2026, 1, 2))
    made_up = tuple(day for day in AFTER.make_up if day.on != date(2026, 1, 10))
    return AFTER.model_copy(update={"version": "before", "off": off, "make_up": made_up})


class Swapped(Told):
    def __init__(self, **policy: Any) -> None:
        procedure: Procedure = worship(**policy)
        super().__init__(procedure)
        pin = self.state.pin.model_copy(update={"calendar": before_the_swap()})
        self.state = type(self.state)(pin=pin)

    def swap(self, when: str = "2025-12-25 15:00") -> Self:
        self.act(when, ApplyCalendar(calendar=AFTER), by=OPERATOR)
        return self


@pytest.mark.parametrize(
    ("lodged", "limit", "was", "now"),
    [
        ("2025-12-24 09:00", "10 working days", "2026-01-08 17:00", "2026-01-09 17:00"),
        ("2025-12-24 09:00", "11 working days", "2026-01-09 17:00", "2026-01-10 17:00"),
        ("2025-12-22 09:00", "8 working days", "2026-01-02 17:00", "2026-01-05 17:00"),
    ],
)
def test_open_dossiers_are_dated_anew_with_both_dates_on_record(lodged: str, limit: str, was: str, now: str) -> None:
    told = Swapped(limit=Term.parse(limit)).lodge(lodged)
    told.swap()
    assert told.happened(DueRevised) == (f"2025-12-25 15:00  due moved, {was} to {now} (calendar)",)


def test_told_again_it_changes_nothing() -> None:
    told = Swapped(limit=Term.parse("10 working days"))
    told.lodge("2025-12-24 09:00")
    told.swap()
    before = told.state
    told.swap("2025-12-26 09:00")
    assert told.state == before
    assert len(told.happened(CalendarApplied)) == 1


def test_a_rung_moves_though_the_due_date_does_not() -> None:
    told = Swapped(limit=Term.parse("3 working days"))
    told.lodge("2025-12-23 09:00").run_until("2025-12-26 09:00")
    told.swap("2025-12-26 10:00").run_until("2026-01-12 09:00")
    assert told.happened(DueRevised) == ()
    assert told.happened(lambda event: isinstance(event, Escalated) and event.task is None) == (
        "2025-12-26 17:00  escalated to desk head @ receiving desk",
        "2025-12-30 17:00  escalated to chair @ commune/committee",
        "2026-01-06 17:00  escalated to chair @ commune/committee",
    )


def test_a_tasks_own_limit_moves_too() -> None:
    told = Swapped()
    told.lodge("2025-12-24 09:00").complete("2025-12-24 10:00", "accept").complete("2025-12-24 11:00", "forward")
    told.swap()
    assert told.happened(TaskDueRevised) == (
        "2025-12-25 15:00  appraise due moved, 2026-01-08 17:00 to 2026-01-09 17:00 (calendar)",
    )
    assert [alarm.kind for alarm in told.state.agenda if alarm.task == 3] == [Kind.TASK_LATE, Kind.TASK_RUNG]


def test_what_was_missed_stays_missed() -> None:
    told = Swapped(limit=Term.parse("3 working days"))
    told.lodge("2025-12-19 09:00").run_until("2025-12-25 09:00")
    told.swap()
    assert len(told.happened(DossierLate)) == 1
    assert told.happened(DueRevised) == ()


def test_a_date_an_apology_named_moves_only_off_a_day_off() -> None:
    told = Swapped(limit=Term.parse("3 working days"))
    told.lodge("2025-12-19 09:00").run_until("2025-12-23 07:00")
    told.sign("2025-12-23 09:00", "2026-01-02")
    told.swap()
    assert told.happened(DueRevised)[-1] == (
        "2025-12-25 15:00  due moved, 2026-01-02 17:00 to 2026-01-05 17:00 (calendar)"
    )


def test_a_stopped_clock_keeps_its_days_and_counts_them_by_the_new_calendar() -> None:
    told = Swapped(limit=Term.parse("10 working days"), supplement=OnSupplement.PAUSE)
    told.lodge("2025-12-22 09:00").ask("2025-12-24 10:00")
    told.swap()
    assert told.happened(DueRevised) == ()
    told.supply("2025-12-26 09:00")
    assert told.happened(DueRevised) == ("2025-12-26 09:00  due moved, 2026-01-06 17:00 to 2026-01-09 17:00 (pause)",)


def test_only_the_operator_applies_one_and_only_of_the_same_calendar() -> None:
    told = Swapped().lodge("2025-12-24 09:00")
    with pytest.raises(Refusal, match=Rule.NOT_AN_OPERATOR):
        told.act("2025-12-25 15:00", ApplyCalendar(calendar=AFTER))
    other = AFTER.model_copy(update={"id": "elsewhere"})
    with pytest.raises(Refusal, match=Rule.OTHER_CALENDAR):
        told.act("2025-12-25 15:00", ApplyCalendar(calendar=other), by=OPERATOR)
