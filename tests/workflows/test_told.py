"""An event is told to whoever can still act on it, and to whoever answers for it."""

from datetime import UTC, datetime

import pytest

from tests.plays import pinned
from workflows.actors import Clock
from workflows.machine.event import Recipient
from workflows.machine.events import AnyEvent, ApologyFellDue, DossierLate, Escalated, UrgingSigned, Warned
from workflows.told import told

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
