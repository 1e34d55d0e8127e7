"""A turn: the events that one message or one alarm causes, told one after the other at one instant by one actor."""

from datetime import datetime
from typing import Any

from definitions.calendar import Remaining
from definitions.limits import Limit
from definitions.steps.manned import Manned
from definitions.terms import Term
from workflows.actors import Actor, Official
from workflows.machine import facts
from workflows.machine.branches import ROOT
from workflows.machine.events import AnyEvent
from workflows.machine.evolve import evolve
from workflows.machine.refusals import Refusal, Rule
from workflows.machine.state import State, StatutoryClock
from workflows.machine.tasks import Task


class Turn:
    """Collects events and keeps the state they lead to, so that a later event of a turn can rely on an earlier one."""

    def __init__(self, state: State, at: datetime, actor: Actor) -> None:
        """Begin at `state`; nothing has been told yet."""
        self.state = state
        self.at = at
        self.actor = actor
        self._events: list[AnyEvent] = []
        self.reason: str | None = None
        """Why the acting official does so, where that must be said of an end."""

    def tell(self, event: AnyEvent) -> None:
        """Add an event; the state follows at once."""
        self._events.append(event)
        self.state = evolve(self.state, event)

    @property
    def events(self) -> tuple[AnyEvent, ...]:
        """What has been told, in order."""
        return tuple(self._events)

    @property
    def clock(self) -> StatutoryClock:
        """The dossier's statutory clock, which every lodged dossier has."""
        assert self.state.clock is not None
        return self.state.clock

    @property
    def official(self) -> Official:
        """The official whose turn this is: only messages reach the code that asks."""
        assert isinstance(self.actor, Official)
        return self.actor

    def holds(self, condition: str, branch: int = ROOT) -> bool:
        """Whether a condition holds in a branch."""
        return facts.holds(self.state, condition, branch)

    def value(self, expression: str, branch: int = ROOT) -> Any:  # noqa: ANN401 - JSON of any kind
        """What an expression gives in a branch."""
        return facts.value(self.state, expression, branch)

    def limit_of(self, limit: Limit, branch: int = ROOT) -> Term:
        """A limit with the surcharges whose conditions hold in a branch."""
        if not limit.plus:
            return limit.term
        return limit.with_surcharges(tuple(more for more in limit.plus if self.holds(more.when, branch)))

    def due(
        self, step: Manned, branch: int, since: datetime, remaining: Remaining | None = None
    ) -> tuple[Term | None, datetime | None]:
        """A step's limit for this dossier, and when it, or what remained of it, ends if it counts from `since`."""
        if step.limit is None:
            return None, None
        limit, calendar = self.limit_of(step.limit, branch), self.state.pin.calendar
        return limit, calendar.resume(since, remaining) if remaining else calendar.due(since, limit)

    def task(self, number: int) -> Task:
        """An open task that the acting official's post may work on; refused otherwise."""
        found = self.open_task(number)
        if (found.post, found.office) != (self.official.post, self.official.office):
            raise Refusal(Rule.POST_NOT_HELD, ("post", f"{found.post} @ {found.office}"))
        if found.claimed_by not in {None, self.official.official}:
            raise Refusal(Rule.TASK_CLAIMED_BY_ANOTHER)
        return found

    def open_task(self, number: int) -> Task:
        """An open task, whoever may work on it; refused when it is not open, or never was."""
        found = next((task for task in self.state.tasks if task.number == number), None)
        if found is None:
            raise Refusal(Rule.TASK_NOT_OPEN if 0 < number <= self.state.last_task else Rule.TASK_UNKNOWN)
        return found

    def heads(self, office: str) -> bool:
        """Whether the acting official heads an office of the route."""
        return self.official.office == office and self.official.post == self.state.pin.route.office(office).head
