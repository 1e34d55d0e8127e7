"""Lateness, and the apology it obliges (Nghị định 61/2018/NĐ-CP, Art. 19(9))."""

import pytest

from definitions.terms import Term
from tests.plays import Told, at_the_province, official, worship
from workflows.machine.events import DossierLate, Escalated, TaskLate, Warned
from workflows.machine.events_letters import ApologyDrafted, ApologyFellDue, ApologySigned, BreachRecorded
from workflows.machine.events_time import DueRevised
from workflows.machine.refusals import Refusal, Rule


def test_the_apology_is_drafted_with_the_first_warning_for_the_head_of_the_office_that_holds_the_dossier() -> None:
    told = at_the_province().run_until("04-08 17:00")
    assert told.happened(Warned) == ("2026-04-08 17:00  warned, 3 working days before due, province/labour",)
    assert told.happened(ApologyDrafted) == ("2026-04-08 17:00  apology drafted, for head @ province/labour",)


def test_a_signature_in_time_moves_the_return_date_once_and_is_no_breach() -> None:
    told = at_the_province().run_until("04-09 09:00").sign("04-10 09:00", "2026-04-20")
    assert told.happened(DueRevised) == (
        "2026-04-10 09:00  due moved, 2026-04-13 17:00 to 2026-04-20 17:00 (extension)",
    )
    told.run_until("04-19 09:00")
    assert told.happened(DossierLate) == told.happened(BreachRecorded) == ()


def test_a_second_miss_only_escalates_up_to_the_chair() -> None:
    told = at_the_province().run_until("04-09 09:00").sign("04-10 09:00", "2026-04-20").run_until("05-29 17:00")
    assert told.happened(DossierLate) == ("2026-04-20 17:00  late, at province/labour",)
    assert len(told.happened(ApologyDrafted)) == len(told.happened(ApologySigned)) == 1
    assert told.happened(lambda event: isinstance(event, Escalated) and event.task is None) == (
        "2026-04-20 17:00  escalated to head @ province/labour and desk head @ receiving desk",
        "2026-04-22 17:00  escalated to chair @ province/committee",
        "2026-04-28 17:00  escalated to chair @ province/committee",
    )
    assert told.happened(BreachRecorded) == ()


def test_without_a_signature_the_apology_falls_due_and_the_missing_letter_is_a_breach() -> None:
    told = at_the_province().run_until("04-13 17:00")
    assert told.happened(ApologyFellDue) == ("2026-04-10 17:00  apology due, from province/labour",)
    assert told.happened(BreachRecorded) == ("2026-04-13 17:00  breach: apology missing, province/labour",)


def test_a_signature_after_the_last_moment_is_a_breach_and_still_moves_the_date() -> None:
    told = at_the_province().run_until("04-11 17:00").sign("04-13 09:00", "2026-04-24")
    assert told.happened(BreachRecorded) == ("2026-04-13 09:00  breach: apology late, province/labour",)
    assert told.happened(DossierLate) == ()
    assert told.state.clock is not None
    assert told.state.clock.revisions == 1


def test_a_letter_after_the_due_date_does_not_undo_the_lateness() -> None:
    told = at_the_province().run_until("04-14 09:00").sign("04-14 10:00", "2026-04-24")
    assert told.state.late
    assert told.state.letters == 1
    told.complete("04-15 09:00", "propose", form={"amount": 1}).complete("04-15 10:00", "sign")
    assert told.lines[-3].endswith("clock stopped, late")


def test_there_is_one_letter_and_one_new_date() -> None:
    told = at_the_province().run_until("04-09 09:00")
    draft = told.state.apology
    assert draft is not None
    told.sign("04-10 09:00", "2026-04-20").run_until("04-21 09:00")
    assert told.state.apology is None
    assert told.state.letters == 1


@pytest.mark.parametrize(
    ("day", "rule"),
    [
        ("2026-04-13", Rule.RETURN_DATE_NOT_LATER),
        ("2026-03-31", Rule.RETURN_DATE_NOT_LATER),
        ("2026-04-18", Rule.RETURN_DATE_OFF),
        ("2026-04-27", Rule.RETURN_DATE_OFF),
        ("2099-01-05", Rule.RETURN_DATE_BEYOND_CALENDAR),
    ],
)
def test_the_new_return_date_is_a_later_working_day_that_the_calendar_knows(day: str, rule: Rule) -> None:
    told = at_the_province().run_until("04-09 09:00")
    with pytest.raises(Refusal, match=rule):
        told.sign("04-10 09:00", day)


def test_only_the_head_of_the_holding_office_signs() -> None:
    told = at_the_province().run_until("04-09 09:00")
    with pytest.raises(Refusal, match=Rule.POST_NOT_HELD):
        told.sign("04-10 09:00", "2026-04-20", by=official("officer", "46/labour"))
    with pytest.raises(Refusal, match=Rule.POST_NOT_HELD):
        told.sign("04-10 09:00", "2026-04-20", by=official("leader", "479/labour"))


def test_a_deputy_signs_by_mandate() -> None:
    told = at_the_province().run_until("04-09 09:00")
    told.sign("04-10 09:00", "2026-04-20", by=official("leader", "46/labour"))
    assert told.happened(ApologySigned) == ("2026-04-10 09:00  apology signed by mandate, return 2026-04-20 17:00",)


def test_an_unsigned_apology_goes_with_the_dossier_to_its_next_holder() -> None:
    told = Told().lodge("03-02 08:30").complete("03-02 10:00", "accept").complete("03-06 10:00", "forward")
    told.run_until("04-09 09:00").complete("04-09 10:00", "forward")
    assert told.happened(ApologyDrafted) == (
        "2026-04-08 17:00  apology drafted, for head @ district/labour",
        "2026-04-09 10:00  apology drafted, for head @ province/labour",
    )
    assert told.state.apology is not None
    assert told.state.apology.office == "46/labour"


def test_a_dossier_that_is_ready_in_time_owes_no_apology() -> None:
    told = at_the_province().run_until("04-09 09:00")
    told.complete("04-09 10:00", "propose", form={"amount": 1}).complete("04-10 10:00", "sign")
    assert told.state.apology is None
    told.run_until("05-29 17:00")
    assert told.happened(DossierLate) == told.happened(BreachRecorded) == ()


def test_a_step_that_is_late_escalates_inside_its_office_though_the_dossier_is_in_time() -> None:
    told = Told().lodge("03-02 08:30").complete("03-02 10:00", "accept").run_until("03-09 09:00")
    assert told.happened(TaskLate) == ("2026-03-06 15:30  review late, at commune/committee",)
    assert told.happened(Escalated) == ("2026-03-06 15:30  escalated to chair @ commune/committee",)
    told.complete("03-09 10:00", "forward")
    assert not told.state.late


def test_an_act_at_the_very_close_of_the_last_day_is_in_time() -> None:
    told = at_the_province().run_until("04-09 09:00")
    told.complete("04-13 16:00", "propose", form={"amount": 1}).complete("04-13 17:00", "sign")
    assert told.happened(DossierLate) == ()
    assert told.lines[-3].endswith("clock stopped, on time")


def test_a_limit_too_short_for_an_apology_in_time_still_gets_a_letter_or_a_breach() -> None:
    told = Told(worship(limit=Term.parse("4 working hours"))).lodge("03-02 08:30").run_until("03-02 14:00")
    assert told.happened(ApologyFellDue) == ()
    assert told.happened(BreachRecorded) == ("2026-03-02 14:00  breach: apology missing, receiving desk",)
    assert told.state.apology is not None
    told.sign("03-02 15:00", "2026-03-04")
    assert told.state.letters == 1
