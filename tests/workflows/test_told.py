"""An event is told to whoever can still act on it, and to whoever answers for it."""

from datetime import UTC, datetime

import pytest

from tests.plays import official, pinned
from tests.samples import FORM, Acts, drawn
from workflows.actors import Clock
from workflows.machine.event import Recipient
from workflows.machine.events import AnyEvent, DossierLate, Escalated, TaskOpened, Warned
from workflows.machine.events_flow import BranchesStarted, BranchStart, LetterSigned
from workflows.machine.events_letters import ApologyFellDue, UrgingSigned
from workflows.told import asks_applicant, told

AT = datetime(2026, 4, 1, tzinfo=UTC)
COMMITTEE = "19990/committee"
OFFICER = Recipient(office=COMMITTEE, post="officer")
CHAIR = Recipient(office=COMMITTEE, post="chair")
DESK_HEAD = Recipient(office="19990/desk", post="head")


@pytest.mark.parametrize(
    ("event", "worker", "posts"),
    [
        (Warned(at=AT, actor=Clock(), before="3 working days", office=COMMITTEE, due_at=AT), OFFICER, (OFFICER, CHAIR)),
        (Warned(at=AT, actor=Clock(), before="3 working days", office=COMMITTEE, due_at=AT), CHAIR, (CHAIR,)),
        (Warned(at=AT, actor=Clock(), before="3 working days", office=COMMITTEE, due_at=AT), None, (CHAIR,)),
        (DossierLate(at=AT, actor=Clock(), office=COMMITTEE, due_at=AT, miss=1), OFFICER, (CHAIR,)),
        (Escalated(at=AT, actor=Clock(), rung="due", to=(DESK_HEAD, CHAIR)), OFFICER, (DESK_HEAD, CHAIR)),
        (ApologyFellDue(at=AT, actor=Clock(), office=COMMITTEE, to=(CHAIR,)), OFFICER, (CHAIR,)),
        (
            UrgingSigned(at=AT, actor=Clock(), task=3, office="19990/desk", addressee=COMMITTEE, demand="Giải quyết"),
            OFFICER,
            (CHAIR,),
        ),
    ],
)
def test_posts_told(event: AnyEvent, worker: Recipient | None, posts: tuple[Recipient, ...]) -> None:
    assert told(pinned().route, event, worker=worker) == posts


def signed(to: str) -> LetterSigned:
    return LetterSigned(at=AT, actor=official("chair", COMMITTEE), task=3, step="inform", title="Thông báo", to=to)


def began(name: str, step: str = "publish") -> BranchesStarted:
    start = BranchStart(branch=2, name=name, start="settle", element="Có tranh chấp")
    return BranchesStarted(at=AT, actor=official("officer", COMMITTEE), split=1, step=step, branches=(start,), wanted=2)


def test_a_letter_to_the_desk_is_told_to_its_head_and_one_to_the_applicant_to_no_official() -> None:
    route = pinned().route
    assert told(route, signed("desk"), worker=None) == (Recipient(office="19990/desk", post="desk head"),)
    assert told(route, signed("applicant"), worker=None) == ()


def test_a_complaint_is_told_to_who_heads_the_office_that_posts_and_no_other_branch_is() -> None:
    route = pinned().route
    assert told(route, began("+2"), worker=None, postings={"publish"}) == (CHAIR,)
    assert told(route, began("term"), worker=None, postings={"publish"}) == ()
    assert told(route, began("+2", step="parcels"), worker=None, postings={"publish"}) == ()


@pytest.mark.parametrize(
    ("step", "asks"),
    [
        ("pay: 1000\n    to: give", True),
        ("pay: 0\n    to: give", False),
        ("wait: Bản đồ\n    outcomes: {came: {to: give}}", True),
        ("wait: Bản đồ\n    who: receptionist @ commune/desk\n    outcomes: {came: {to: give}}", True),
        ("wait: Tỉnh khác trả lời\n    who: officer @ province/labour\n    outcomes: {came: {to: give}}", False),
        ("wait: Ngày hẹn\n    until: form.born\n    at_limit: {to: give}", False),
    ],
)
def test_an_applicant_is_asked_for_fees_and_for_what_the_desk_takes_in(step: str, *, asks: bool) -> None:
    acts = Acts(drawn(f"  it:\n    {step}\n", to="it")).begin(form={**FORM, "born": "2027-01-04"})
    (opened,) = (event for event in acts.events if isinstance(event, TaskOpened) and event.step == "it")
    assert asks_applicant(acts.state.pin.procedure, opened) is asks
