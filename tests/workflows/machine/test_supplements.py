"""Supplements: once, in time, through the desk; and what they do to the clocks."""

from dataclasses import replace

import pytest

from definitions.time_policy import Moment, OnSupplement, Rung, Target
from tests.plays import Told, at_the_province, official, worship
from workflows.machine.events import DossierLate, Escalated, TaskLate, TaskOpened
from workflows.machine.events_letters import BreachRecorded
from workflows.machine.events_time import DueRevised
from workflows.machine.refusals import Refusal, Rule
from workflows.machine.state import Status
from workflows.messages import ReceiveSupplement


def test_after_a_supplement_the_whole_limit_is_counted_again() -> None:
    told = Told().lodge("03-02 08:30").ask("03-02 10:00")
    assert told.state.status is Status.AWAITING_SUPPLEMENT
    told.run_until("05-29 09:00")
    assert told.happened(DossierLate) == ()
    told.supply("06-01 09:00")
    assert told.happened(DueRevised) == (
        "2026-06-01 09:00  due moved, 2026-04-13 17:00 to 2026-07-13 17:00 (supplement)",
    )
    assert told.happened(TaskOpened)[-1] == (
        "2026-06-01 09:00  intake opened for receptionist @ receiving desk, due 2026-06-01 14:30"
    )


def test_a_paused_clock_keeps_what_remained_of_it() -> None:
    told = Told(worship(supplement=OnSupplement.PAUSE)).lodge("03-02 08:30").ask("03-05 10:00").supply("03-16 09:00")
    assert told.happened(DueRevised) == ("2026-03-16 09:00  due moved, 2026-04-13 17:00 to 2026-04-22 17:00 (pause)",)


def test_the_desk_asks_once_only() -> None:
    told = Told().lodge("03-02 08:30").ask("03-02 10:00").supply("03-03 09:00")
    with pytest.raises(Refusal, match=Rule.SUPPLEMENT_ALREADY_ASKED):
        told.ask("03-03 10:00")


def test_another_office_may_ask_once_more_within_three_working_days_of_receipt() -> None:
    told = Told().lodge("03-02 08:30").ask("03-02 10:00").supply("03-03 09:00").complete("03-03 10:00", "accept")
    told.ask("03-06 16:00").supply("03-09 09:00")
    with pytest.raises(Refusal, match=Rule.SUPPLEMENT_ALREADY_ASKED):
        told.ask("03-09 10:00")


def test_an_office_that_had_the_dossier_for_longer_may_not_ask() -> None:
    told = at_the_province()
    with pytest.raises(Refusal, match=Rule.SUPPLEMENT_TOO_LATE):
        told.ask("03-26 09:00")


def test_the_supplement_comes_in_at_the_desk_only_and_only_when_asked_for() -> None:
    told = Told().lodge("03-02 08:30")
    with pytest.raises(Refusal, match=Rule.SUPPLEMENT_NOT_ASKED):
        told.supply("03-02 09:00")
    told.ask("03-02 10:00")
    with pytest.raises(Refusal, match=Rule.NOT_THE_RECEIVING_DESK):
        told.act("03-02 11:00", ReceiveSupplement(), by=official("officer", "19990/committee"))


def test_pausing_a_late_dossier_does_not_hide_that_it_is_late() -> None:
    told = Told(worship(supplement=OnSupplement.PAUSE, supplements=2)).lodge("03-02 08:30")
    told.run_until("04-14 09:00").ask("04-14 10:00").run_until("05-29 09:00").supply("06-01 09:00")
    assert told.state.late
    assert told.state.clock is not None
    assert told.state.clock.due_at == told.state.clock.original_due_at
    told.run_until("07-01 09:00")
    assert len(told.happened(DossierLate)) == len(told.happened(BreachRecorded)) == 1


def test_a_late_dossier_that_goes_on_after_a_supplement_still_has_its_apology_to_sign() -> None:
    told = Told(worship(supplement=OnSupplement.PAUSE)).lodge("03-02 08:30")
    told.run_until("04-14 09:00").ask("04-14 10:00").supply("06-01 09:00").run_until("06-01 09:00")
    told.sign("06-01 10:00", "2026-06-10")
    assert told.state.letters == 1


def test_a_second_step_gives_its_office_no_new_time_to_ask() -> None:
    told = at_the_province("03-20 09:00").complete("04-01 09:00", "propose", form={"amount": 1})
    with pytest.raises(Refusal, match=Rule.SUPPLEMENT_TOO_LATE):
        told.ask("04-01 10:00")


def test_nothing_is_asked_for_once_the_result_is_ready() -> None:
    told = at_the_province().complete("04-01 09:00", "propose", form={"amount": 1}).complete("04-02 09:00", "sign")
    with pytest.raises(Refusal, match=Rule.SUPPLEMENT_TOO_LATE):
        told.ask("04-02 10:00")


def test_nobody_asks_in_a_step_that_he_or_she_may_not_judge() -> None:
    told = at_the_province()
    verifier = official("officer", "46/labour")
    told.complete("03-23 09:00", "propose", form={"amount": 1}, by=verifier)
    same = replace(official("leader", "46/labour"), official=verifier.official)
    with pytest.raises(Refusal, match=Rule.SAME_PERSON):
        told.ask("03-23 10:00", by=same)


def test_a_rung_before_a_task_was_reopened_is_left_out() -> None:
    procedure = worship(supplement=OnSupplement.PAUSE)
    early = Rung(at=Moment.parse("due - 2 working hours"), to=(Target.parse("holder.head"),))
    intake = procedure.manned["intake"].model_copy(update={"escalate": (early,)})
    told = Told(procedure.model_copy(update={"steps": {**procedure.steps, "intake": intake}}))
    told.lodge("03-02 08:30").ask("03-02 13:30").supply("03-09 09:00").run_until("03-09 11:00")
    assert told.happened(Escalated) == ("2026-03-02 10:30  escalated to desk head @ receiving desk",)
    assert told.happened(TaskLate) == ("2026-03-09 09:30  intake late, at receiving desk",)


def test_a_dossier_that_waits_for_a_supplement_can_be_withdrawn() -> None:
    told = Told().lodge("03-02 08:30").ask("03-02 10:00").withdraw("03-05 10:00")
    assert told.state.status is Status.WITHDRAWN
    assert told.state.agenda == ()
    assert told.lines[-2:] == ("2026-03-05 10:00  clock stopped, early", "2026-03-05 10:00  ended withdrawn")


def test_a_dossier_withdrawn_while_its_supplement_is_awaited_was_not_late() -> None:
    told = Told().lodge("03-02 08:30").ask("03-02 09:00").withdraw("06-01 09:00")
    assert told.lines[-2:] == ("2026-06-01 09:00  clock stopped, on time", "2026-06-01 09:00  ended withdrawn")
