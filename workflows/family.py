"""A family: a dossier with the child dossiers that it calls, and theirs, carried in memory."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from workflows.actors import Linked, Official, Operator
from workflows.children import child_lodging, child_pin, ended_report, lodged_report
from workflows.machine.alarms import next_alarm
from workflows.machine.events import Ended, Lodged
from workflows.machine.events_flow import ChildCalled
from workflows.machine.pin import Code, Ground, Pin
from workflows.machine.play import Play
from workflows.machine.refusals import Refusal, Rule
from workflows.messages import Message, Order, ReportEnd

Path = tuple[str, ...]
"""The calls that lead from a dossier to a child of it, none for itself."""

ROOT: Final[Path] = ()


class Family:
    """Members by the calls that lead to them; time passes for all of them, and only as it is told."""

    def __init__(self, pin: Pin, ground: Ground | None = None) -> None:
        """Begin before the lodging; without a ground, nothing can be called."""
        self.ground = ground
        self.members: dict[Path, Play] = {ROOT: Play(pin)}
        self.instants: list[datetime] = []
        """When one member told another something, in order."""
        self._followed: dict[Path, int] = {ROOT: 0}

    def tell(self, path: Path, message: Message, *, actor: Official | Operator | Linked, now: datetime) -> None:
        """Tell a member something at an instant; raises `Refusal`, and nothing has changed."""
        self.members[path].tell(message, actor=actor, now=now)
        self._follow(path)

    def wait(self, until: datetime, *, inclusive: bool = True) -> None:
        """Let official time run until an instant, ringing what falls due anywhere, in order."""
        while (found := self._next(until, inclusive=inclusive)) is not None:
            path, at = found
            self.members[path].wait(at)
            self._follow(path)

    def lines(self) -> tuple[str, ...]:
        """The journals in plain words, in the order of time; at one minute a dossier's before its children's."""
        told = [line for path in self.members for line in self._lines(path)]
        return tuple(sorted(told, key=minute))

    def _lines(self, path: Path) -> Iterator[str]:
        yield from prefixed(path, self.members[path].lines)

    def _next(self, until: datetime, *, inclusive: bool) -> tuple[Path, datetime] | None:
        alarms = ((path, next_alarm(play.state)) for path, play in self.members.items())
        due = ((path, alarm.at) for path, alarm in alarms if alarm is not None)
        ready = [(path, at) for path, at in due if at < until or (inclusive and at == until)]
        return min(ready, key=lambda one: one[1], default=None)

    def _follow(self, path: Path) -> None:
        """Carry to other members what a member's new events are about."""
        play = self.members[path]
        fresh, self._followed[path] = play.events[self._followed[path] :], len(play.events)
        for event in fresh:
            if isinstance(event, ChildCalled):
                self._lodge(path, event)
            if isinstance(event, Ended) and play.state.pin.parent is not None:
                end = ReportEnd(call=play.state.pin.parent.call, code=play.state.pin.code, end=event.end)
                self._report(path[:-1], ended_report(play.state.pin, end), event.at)

    def _lodge(self, path: Path, called: ChildCalled) -> None:
        parent = self.members[path]
        assert self.ground is not None, "nothing here can be called"
        procedure = self.ground.in_force(called.procedure, self.ground.calendar.local_date(called.at))
        name = child_name(called.step, [own[-1] for own in self.members if own[:-1] == path and own])
        pin = child_pin(parent.state.pin, called, procedure, self.ground)
        pin = pin.model_copy(update={"code": Code(f"{parent.state.pin.code}/{name}")})
        child = Play(pin)
        lodged = next(event for event in parent.events if isinstance(event, Lodged))
        actor = Linked(dossier=parent.state.pin.code)
        try:
            child.tell(child_lodging(lodged, called, pin), actor=actor, now=called.at)
        except Refusal:
            end = ReportEnd(call=called.call, code="", end=None)
            self._report(path, ended_report(pin, end), called.at)
            return
        self.members[(*path, name)] = child
        self._followed[(*path, name)] = 0
        self._report(path, lodged_report(pin), called.at)
        self._follow((*path, name))

    def _report(self, path: Path, order: Order, at: datetime) -> None:
        """Tell a member what another one says of itself; one that has ended does not hear it."""
        self.instants.append(at)
        try:
            self.tell(path, order.message, actor=order.actor, now=at)
        except Refusal as refusal:
            if refusal.rule not in {Rule.DOSSIER_ENDED, Rule.CALL_UNKNOWN}:
                raise


def child_name(step: str, taken: list[str]) -> str:
    """What a child is called among its siblings: the step that called it, with a number from the second on."""
    count = sum(name == step or name.startswith(f"{step}_") for name in taken)
    return step if count == 0 else f"{step}_{count + 1}"


def prefixed(path: Path, lines: tuple[str, ...]) -> Iterator[str]:
    """A member's lines as they stand among those of its family: a child's begin with the calls that lead to it."""
    of = "".join(f"{call}: " for call in path)
    for line in lines:
        at, words = line[:16], line[16:].strip()
        yield f"{at}  {of}{words}"


def minute(line: str) -> str:
    """When a line happened, to the minute."""
    return line[:16]
