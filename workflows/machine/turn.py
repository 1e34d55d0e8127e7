"""A turn: the events that one message or one alarm causes, told one after the other at one instant by one actor."""

from datetime import datetime

from workflows.actors import Actor, Official
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
        self.events: tuple[AnyEvent, ...] = ()

    def tell(self, event: AnyEvent) -> None:
        """Add an event; the state follows at once."""
        self.events = (*self.events, event)
        self.state = evolve(self.state, event)

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
