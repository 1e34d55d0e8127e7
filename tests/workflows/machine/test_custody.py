"""Where a dossier is, who may act on it, and how it moves."""

import pytest

from tests.plays import Told, at_the_province, official
from workflows.machine.events import Accepted, HandedOver, TaskOpened
from workflows.machine.events_time import ClockStopped
from workflows.machine.refusals import Refusal, Rule
from workflows.machine.state import Status
from workflows.messages import Complete


def test_a_dossier_goes_up_three_levels_and_its_result_comes_back_to_the_desk() -> None:
    told = at_the_province()
    told.complete("04-01 09:00", "propose", form={"amount": 1_400_000})
    told.complete("04-02 09:00", "sign").complete("04-02 15:00", "given")

    assert told.happened(HandedOver) == (
        "2026-03-02 10:00  dossier handed over, receiving desk to commune/committee",
        "2026-03-06 10:00  dossier handed over, commune/committee to district/labour",
        "2026-03-20 09:00  dossier handed over, district/labour to province/labour",
        "2026-04-02 09:00  result handed over, province/labour to receiving desk",
    )
    assert told.happened(ClockStopped) == ("2026-04-02 09:00  clock stopped, early",)
    assert told.state.status is Status.RETURNED
    assert told.state.agenda == ()


def test_the_receipt_is_owed_once_when_the_desk_accepts() -> None:
    told = at_the_province("03-10 09:00")
    told.complete("03-11 09:00", "unfit", reason="Không đủ điều kiện")
    assert told.happened(Accepted) == ("2026-03-02 10:00  accepted, due 2026-04-13 17:00",)


def test_a_step_sent_back_opens_again_with_its_whole_limit() -> None:
    told = Told().lodge("03-02 08:30").complete("03-02 10:00", "accept").complete("03-06 10:00", "forward")
    told.complete("03-10 10:00", "return")
    assert told.happened(TaskOpened)[-1] == (
        "2026-03-10 10:00  review opened for officer @ commune/committee, due 2026-03-16 15:30"
    )


def test_a_refusal_comes_back_through_the_desk() -> None:
    told = at_the_province("03-10 09:00")
    told.complete("03-11 09:00", "unfit", reason="Không đủ điều kiện")
    assert told.lines[-3:] == (
        "2026-03-11 09:00  clock stopped, early",
        "2026-03-11 09:00  refusal handed over, province/labour to receiving desk",
        "2026-03-11 09:00  ended refused",
    )


def test_a_refusal_after_the_due_date_is_a_breach_of_the_office_that_refuses() -> None:
    told = at_the_province().complete("04-14 09:00", "unfit", reason="Không đủ điều kiện")
    assert told.lines[-4:] == (
        "2026-04-14 09:00  clock stopped, late",
        "2026-04-14 09:00  breach: refusal late, province/labour",
        "2026-04-14 09:00  refusal handed over, province/labour to receiving desk",
        "2026-04-14 09:00  ended refused",
    )


def test_a_refusal_at_the_close_of_the_due_date_is_in_time() -> None:
    told = at_the_province().complete("04-13 17:00", "unfit", reason="Không đủ điều kiện")
    assert told.lines[-1] == "2026-04-13 17:00  ended refused"
    assert told.state.breaches == 0


def test_a_refusal_within_a_date_that_an_apology_put_off_is_in_time() -> None:
    told = at_the_province().run_until("04-09 17:00").sign("04-10 09:00", "2026-04-24")
    told.complete("04-20 09:00", "unfit", reason="Không đủ điều kiện")
    assert told.state.breaches == 0


def test_a_refusal_without_a_reason_is_refused() -> None:
    told = Told().lodge("03-02 08:30")
    with pytest.raises(Refusal, match=Rule.REASON_MISSING):
        told.complete("03-02 10:00", "refuse", reason="  ")


def test_nobody_acts_without_the_post_in_that_office() -> None:
    told = at_the_province()
    task = told.open_task
    for stranger in (
        official("officer", "479/labour"),
        official("leader", "46/labour"),
        official("receptionist", "19990/desk"),
    ):
        with pytest.raises(Refusal, match=Rule.POST_NOT_HELD):
            told.tell(Complete(task=task, outcome="propose"), actor=stranger, now=told.events[-1].at)
    assert told.open_task == task


def test_a_task_done_a_moment_ago_is_no_longer_open() -> None:
    told = Told().lodge("03-02 08:30").complete("03-02 10:00", "accept")
    with pytest.raises(Refusal, match=Rule.TASK_NOT_OPEN):
        told.act("03-02 10:00", Complete(task=1, outcome="accept"), by=told.desk())
    with pytest.raises(Refusal, match=Rule.TASK_UNKNOWN):
        told.act("03-02 10:00", Complete(task=99, outcome="accept"), by=told.desk())


def test_a_claimed_task_is_left_to_whoever_claimed_it_until_it_is_released() -> None:
    told = at_the_province().claim("03-20 10:00")
    with pytest.raises(Refusal, match=Rule.TASK_CLAIMED_BY_ANOTHER):
        told.complete("03-20 11:00", "propose", by=told.holder(2), form={"amount": 1})
    told.release("03-20 11:30").complete("03-20 11:40", "propose", by=told.holder(2), form={"amount": 1})
    assert told.state.work is not None
    assert told.state.work.step == "sign"


def test_the_offices_head_puts_back_what_somebody_away_has_claimed() -> None:
    told = at_the_province().claim("03-20 10:00")
    with pytest.raises(Refusal, match=Rule.POST_NOT_HELD):
        told.release("03-23 09:00", by=official("leader", "46/labour"))
    told.release("03-23 09:00", by=official("head", "46/labour"))
    assert told.state.work is not None
    assert told.state.work.claimed_by is None


def test_claiming_twice_changes_nothing() -> None:
    told = at_the_province().claim("03-20 10:00")
    before = told.state
    told.claim("03-20 10:05")
    assert told.state == before


def test_whoever_verified_may_not_sign() -> None:
    told = at_the_province()
    both = told.holder().official
    told.complete("04-01 09:00", "propose", form={"amount": 1})
    leader = official("leader", "46/labour")
    same = type(leader)(official=both, name="same", post="leader", office="46/labour")
    with pytest.raises(Refusal, match=Rule.SAME_PERSON):
        told.complete("04-01 10:00", "sign", by=same)
    told.complete("04-01 10:00", "sign", by=leader)


def test_a_step_form_is_checked_and_an_unasked_one_refused() -> None:
    told = at_the_province()
    with pytest.raises(Refusal, match=Rule.FORM_INVALID) as refused:
        told.complete("04-01 09:00", "propose", form={"amount": "nhiều"})
    assert [where for where, _ in refused.value.details] == ["/amount"]
    told.complete("04-01 09:00", "propose", form={"amount": 1})
    with pytest.raises(Refusal, match=Rule.FORM_NOT_ASKED):
        told.complete("04-01 10:00", "sign", form={"amount": 1})


def test_an_outcome_that_the_step_does_not_offer_is_refused_with_those_it_does() -> None:
    told = Told().lodge("03-02 08:30")
    with pytest.raises(Refusal, match=Rule.OUTCOME_UNKNOWN) as refused:
        told.complete("03-02 10:00", "forward")
    assert [name for _, name in refused.value.details] == ["accept", "supplement", "refuse"]


def test_an_ended_dossier_takes_no_more_acts() -> None:
    told = Told().lodge("03-02 08:30").withdraw("03-02 09:00")
    assert told.state.status is Status.WITHDRAWN
    with pytest.raises(Refusal, match=Rule.DOSSIER_ENDED):
        told.withdraw("03-02 09:01")
