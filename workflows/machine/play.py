"""A play: one dossier carried in memory, as the shell carries it on Temporal."""

from datetime import datetime

from workflows.actors import Linked, Official, Operator
from workflows.machine.alarms import advance
from workflows.machine.decide import decide
from workflows.machine.events import AnyEvent
from workflows.machine.journal import Entry, enter
from workflows.machine.pin import Pin
from workflows.machine.state import State
from workflows.machine.story import line
from workflows.messages import Message


class Play:
    """A dossier's state and journal; time passes only as it is told."""

    def __init__(self, pin: Pin) -> None:
        """Begin before the lodging."""
        self.state = State(pin=pin)
        self.entries: tuple[Entry, ...] = ()
        self.events: tuple[AnyEvent, ...] = ()

    def tell(self, message: Message, *, actor: Official | Operator | Linked, now: datetime) -> tuple[AnyEvent, ...]:
        """Tell the dossier something at an instant; raises `Refusal`, and nothing has changed."""
        return self._enter(*decide(self.state, message, actor=actor, now=now))

    def wait(self, until: datetime, *, inclusive: bool = True) -> tuple[AnyEvent, ...]:
        """Let official time run until an instant, ringing what falls due (at that very instant too, if inclusive)."""
        return self._enter(*advance(self.state, until, inclusive=inclusive))

    @property
    def lines(self) -> tuple[str, ...]:
        """The journal in plain words."""
        return tuple(line(self.state.pin, event) for event in self.events)

    def _enter(self, state: State, events: tuple[AnyEvent, ...]) -> tuple[AnyEvent, ...]:
        self.state, entries = enter(state, events)
        self.entries += entries
        self.events += events
        return events
