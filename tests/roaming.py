"""Roaming: a dossier of any procedure, in which anybody who may do something does it, in any order."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from definitions.procedure import Channel, Procedure
from definitions.steps.calls import Call
from definitions.steps.splits import Split
from definitions.ways import End
from tests.plays import APPLICANT, HANOI, official, pinned
from workflows.actors import Linked, Official
from workflows.machine.alarms import next_alarm
from workflows.machine.play import Play
from workflows.machine.refusals import Refusal
from workflows.machine.tasks import Task
from workflows.messages import (
    Add,
    Complete,
    Lodge,
    Message,
    ReceiveSupplement,
    ReportChild,
    ReportEnd,
)

BEGINS = datetime(2026, 1, 5, 8, tzinfo=HANOI)
PAID = {"receipt": "BL-1"}

Deed = tuple[Message, Official | Linked]


class Roamer(Play):
    """A dossier that has been lodged, and every deed that may be done in it now."""

    def __init__(self, procedure: Procedure, form: Mapping[str, Any]) -> None:
        """Hand it in."""
        super().__init__(pinned(procedure))
        self.now = BEGINS
        desk = official("receptionist", self.state.pin.route.receiving)
        lodge = Lodge(applicant=APPLICANT, channel=Channel.COUNTER, form=dict(form), papers=())
        self.tell(lodge, actor=desk, now=self.now)

    def deeds(self) -> tuple[Deed, ...]:
        """What somebody may do; none in a dossier that has ended, or that waits for time to pass."""
        if self.state.end is not None:
            return ()
        return (*self._completions(), *self._supplements(), *self._added(), *self._reports())

    def roam(self, choices: Iterable[int]) -> None:
        """Do a deed for each choice, or let time pass, until the dossier has ended."""
        for choice in choices:
            deeds, alarm = self.deeds(), next_alarm(self.state)
            if self.state.end is not None:
                return
            assert deeds or alarm is not None, "nobody can do anything, and nothing falls due"
            if alarm is not None and (not deeds or choice % 5 == 0):
                self.now = max(self.now, alarm.at.astimezone(HANOI))
                self.wait(self.now)
            else:
                self.now += timedelta(minutes=choice % 300)
                self._attempt(deeds[choice % len(deeds)])

    def _attempt(self, deed: Deed) -> None:
        message, actor = deed
        try:
            self.tell(message, actor=actor, now=self.now)
        except Refusal:
            self.wait(self.now, inclusive=False)

    def _completions(self) -> Iterator[Deed]:
        for task in self.state.works:
            for outcome in self.state.pin.manned(task.step).offers:
                form: dict[str, Any] | None = {**PAID, "amount": task.fee} if task.fee is not None else None
                yield Complete(task=task.number, outcome=outcome, reason="Vì", form=form), _holder(task)

    def _supplements(self) -> Iterator[Deed]:
        if self.state.waiting is not None:
            yield ReceiveSupplement(), official("receptionist", self.state.pin.route.receiving)

    def _added(self) -> Iterator[Deed]:
        pin = self.state.pin
        for running in self.state.splits:
            step = pin.step(running.step)
            if isinstance(step, Split) and step.grown_by is not None and running.added < 2:
                who = official(step.grown_by.post, pin.office_at(step.grown_by.place))
                yield Add(step=running.step, element="Có ý kiến"), who

    def _reports(self) -> Iterator[Deed]:
        child = Linked(dossier="H57.33.09-260105-0002")
        for call in self.state.calls:
            assert isinstance(self.state.pin.step(call.step), Call)
            yield ReportChild(call=call.number, code=child.dossier), child
            for end in (*End, None):
                yield ReportEnd(call=call.number, code=child.dossier, end=end), child


def _holder(task: Task) -> Official:
    return official(task.post, task.office, number=task.number)
