"""Standing: where a dossier stands, in the few values that lists and counters are made of."""

from dataclasses import dataclass
from datetime import datetime

from workflows.machine.causes import Lateness
from workflows.machine.state import State, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A dossier's standing after its entry `seq`."""

    seq: int
    status: Status
    holder: str
    due_at: datetime
    original_due_at: datetime
    running: bool
    late: bool
    lateness: Lateness | None
    letters: int
    breaches: int


def standing(state: State) -> Standing:
    """The standing of a dossier that has been lodged."""
    assert state.clock is not None
    return Standing(
        seq=state.seq,
        status=state.status,
        holder=state.holder,
        due_at=state.clock.due_at,
        original_due_at=state.clock.original_due_at,
        running=state.clock.running,
        late=state.late,
        lateness=state.clock.lateness,
        letters=state.letters,
        breaches=state.breaches,
    )
