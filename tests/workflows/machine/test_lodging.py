"""Handing a dossier in."""

from datetime import time

import pytest

from definitions.procedure import Channel
from definitions.time_policy import Cutoff, CutoffMoves
from tests.plays import FORM, Told, official, worship
from workflows.machine.refusals import Refusal, Rule
from workflows.messages import Claim


def test_a_dossier_lodged_opens_the_first_step_and_knows_its_due_date() -> None:
    told = Told().lodge("03-02 08:30")
    assert told.lines == (
        "2026-03-02 08:30  lodged, due 2026-04-13 17:00",
        "2026-03-02 08:30  intake opened for receptionist @ receiving desk, due 2026-03-02 14:00",
    )


def test_it_is_lodged_once() -> None:
    told = Told()
    with pytest.raises(Refusal, match=Rule.NOT_LODGED):
        told.act("03-02 08:00", Claim(task=1), by=told.desk())
    told.lodge("03-02 08:30")
    with pytest.raises(Refusal, match=Rule.ALREADY_LODGED):
        told.lodge("03-02 08:31")


def test_a_wrong_form_is_refused_with_every_field_named() -> None:
    with pytest.raises(Refusal, match=Rule.FORM_INVALID) as refused:
        Told().lodge("03-02 08:30", form={"martyr_name": "A", "relation": "Con"})
    assert sorted(where for where, _ in refused.value.details) == ["/certificate_number", "/mandated", "/martyr_name"]


def test_a_paper_that_the_form_calls_for_is_missed_by_name() -> None:
    with pytest.raises(Refusal, match=Rule.PAPERS_MISSING) as refused:
        Told().lodge("03-02 08:30", form={**FORM, "mandated": True})
    assert refused.value.details == (("papers", "mandate"),)


def test_an_unknown_paper_is_refused() -> None:
    with pytest.raises(Refusal, match=Rule.PAPERS_UNKNOWN):
        Told().lodge("03-02 08:30", papers=("application", "certificate", "passport"))


def test_a_channel_that_the_procedure_does_not_offer_is_refused() -> None:
    procedure = worship()
    counter_only = procedure.model_copy(
        update={"receive": procedure.receive.model_copy(update={"channels": (Channel.COUNTER,)})}
    )
    with pytest.raises(Refusal, match=Rule.CHANNEL_NOT_OFFERED):
        Told(counter_only).lodge("03-02 08:30", channel=Channel.POST)


def test_only_the_receiving_desk_takes_it_in() -> None:
    with pytest.raises(Refusal, match=Rule.NOT_THE_RECEIVING_DESK):
        Told().lodge("03-02 08:30", by=official("officer", "19990/committee"))


def test_a_limit_that_the_calendar_cannot_count_is_refused() -> None:
    with pytest.raises(Refusal, match=Rule.LIMIT_BEYOND_CALENDAR):
        Told().lodge("2027-12-20 08:30")


def test_after_the_cutoff_a_hand_over_counts_from_the_next_morning() -> None:
    told = Told(worship(cutoff=Cutoff(at=time(15)))).lodge("03-02 08:30").complete("03-02 15:30", "accept")
    assert told.lines[-1] == "2026-03-02 15:30  review opened for officer @ commune/committee, due 2026-03-09 11:30"


def test_a_cutoff_may_move_the_receipt_itself() -> None:
    told = Told(worship(cutoff=Cutoff(at=time(15), moves=CutoffMoves.RECEIPT))).lodge("03-02 15:30")
    assert told.lines[0] == "2026-03-02 15:30  lodged, due 2026-04-14 17:00"
