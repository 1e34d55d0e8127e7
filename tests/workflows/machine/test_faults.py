"""Errors and lost papers (Nghị định 61/2018/NĐ-CP, Art. 21): they too owe the one letter."""

import pytest

from tests.plays import Told, at_the_province, official
from workflows.machine.events_letters import (
    ApologyDrafted,
    ApologyFellDue,
    ApologySigned,
    BreachRecorded,
    FaultRecorded,
)
from workflows.machine.events_time import DueRevised
from workflows.machine.refusals import Refusal, Rule
from workflows.messages import Fault, ReportFault, SignApology

LOST = ReportFault(fault=Fault.LOST, what="Mất bản sao Bằng Tổ quốc ghi công")
HEAD = official("head", "46/labour")


def lost() -> Told:
    return at_the_province().act("03-23 09:00", LOST, by=HEAD)


def sign(told: Told, when: str) -> Told:
    draft = told.state.apology
    assert draft is not None
    return told.act(when, SignApology(task=draft.number, reason="Giấy tờ thất lạc khi luân chuyển"), by=HEAD)


def test_a_fault_lays_an_apology_ready_that_needs_no_new_date() -> None:
    told = sign(lost(), "03-24 09:00")
    assert told.happened(FaultRecorded) == ("2026-03-23 09:00  fault: lost, province/labour",)
    assert told.happened(ApologyDrafted) == ("2026-03-23 09:00  apology drafted, for head @ province/labour",)
    assert told.happened(ApologySigned) == ("2026-03-24 09:00  apology signed",)
    assert told.happened(DueRevised) == told.happened(BreachRecorded) == ()


def test_only_a_head_reports_one_and_says_what_it_is() -> None:
    with pytest.raises(Refusal, match=Rule.NOT_THE_HEAD):
        at_the_province().act("03-23 09:00", LOST, by=official("officer", "46/labour"))
    with pytest.raises(Refusal, match=Rule.REASON_MISSING):
        at_the_province().act("03-23 09:00", ReportFault(fault=Fault.ERROR, what=""), by=HEAD)
    at_the_province().act("03-23 09:00", LOST, by=official("desk head", "19990/desk"))


def test_several_faults_and_lateness_owe_one_letter() -> None:
    told = sign(lost().act("03-23 10:00", LOST, by=HEAD), "03-24 09:00").run_until("04-14 09:00")
    assert len(told.happened(ApologyDrafted)) == 1
    assert told.happened(BreachRecorded) == ()


def test_an_apology_for_a_fault_signed_too_late_is_a_breach() -> None:
    told = sign(lost().run_until("03-25 07:00"), "03-25 09:00")
    assert told.happened(ApologyFellDue) == ("2026-03-24 17:00  apology due, from province/labour",)
    assert told.happened(BreachRecorded) == ("2026-03-25 09:00  breach: apology late, province/labour",)


def test_a_dossier_that_ends_with_a_fault_and_no_letter_is_a_breach() -> None:
    told = lost().complete("03-23 10:00", "propose", form={"amount": 1}).complete("03-23 11:00", "sign")
    assert told.state.apology is not None
    told.complete("03-23 15:00", "given")
    assert told.happened(BreachRecorded) == ("2026-03-23 15:00  breach: apology missing, receiving desk",)
