"""The ladder's further rungs: the urging letter, and a task given to another post."""

import pytest

from definitions.procedure import Procedure
from definitions.time_policy import Moment, Rung, Target
from tests.plays import Told, official, worship
from workflows.machine.events import TaskCancelled, TaskReassigned
from workflows.machine.events_letters import UrgingDrafted, UrgingSigned
from workflows.machine.refusals import Refusal, Rule
from workflows.messages import Complete, SignUrging

HOLDER = (Target.parse("holder.head"),)


def urged() -> Procedure:
    """The worship allowance whose second rung urges and gives the task to a leader."""
    return worship(
        escalate=(
            Rung(at=Moment.parse("due"), to=HOLDER),
            Rung(at=Moment.parse("due + 1 working day"), to=HOLDER, urge=True, reassign="leader"),
        )
    )


def late_at_the_province() -> Told:
    told = Told(urged()).lodge("03-02 08:30").complete("03-02 10:00", "accept")
    return told.complete("03-06 10:00", "forward").complete("03-20 09:00", "forward").run_until("04-14 17:00")


def test_the_one_stops_head_gets_an_urging_letter_to_sign() -> None:
    told = late_at_the_province()
    assert told.happened(UrgingDrafted) == ("2026-04-14 17:00  urging drafted, for desk head @ receiving desk",)
    draft = told.state.urging
    assert draft is not None
    told.act(
        "04-15 08:00",
        SignUrging(task=draft.number, demand="Đề nghị giải quyết"),
        by=official("desk head", "19990/desk"),
    )
    assert told.happened(UrgingSigned) == ("2026-04-15 08:00  urging signed, to province/labour",)
    assert told.state.urging is None


def test_an_urging_letter_is_signed_not_completed_and_says_what_it_demands() -> None:
    told = late_at_the_province()
    draft, head = told.state.urging, official("desk head", "19990/desk")
    assert draft is not None
    with pytest.raises(Refusal, match=Rule.SIGN_THE_LETTER):
        told.act("04-15 08:00", Complete(task=draft.number, outcome="accept"), by=head)
    with pytest.raises(Refusal, match=Rule.REASON_MISSING):
        told.act("04-15 08:00", SignUrging(task=draft.number, demand=" "), by=head)
    assert told.state.work is not None
    with pytest.raises(Refusal, match=Rule.NOT_AN_URGING):
        told.act("04-15 08:00", SignUrging(task=told.open_task, demand="x"), by=told.holder())


def test_a_task_given_to_another_post_is_that_posts_and_nobodys_in_hand() -> None:
    told = late_at_the_province()
    assert told.happened(TaskReassigned) == ("2026-04-14 17:00  verify reassigned, officer to leader",)
    with pytest.raises(Refusal, match=Rule.POST_NOT_HELD):
        told.complete("04-15 08:00", "propose", by=official("officer", "46/labour"), form={"amount": 1})
    told.complete("04-15 08:00", "propose", by=official("leader", "46/labour", 2), form={"amount": 1})


def test_an_unsigned_urging_letter_goes_when_the_work_is_done() -> None:
    told = late_at_the_province()
    told.complete("04-15 08:00", "propose", by=official("leader", "46/labour", 2), form={"amount": 1})
    told.complete("04-15 09:00", "sign")
    assert told.state.urging is None
    assert "2026-04-15 09:00  urging cancelled, clock stopped" in told.happened(TaskCancelled)
