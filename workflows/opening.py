"""Opening: with what a dossier's workflow begins, at its lodging or where an earlier run of it left off."""

from dataclasses import dataclass

from workflows.machine.state import State
from workflows.messages import Receipt


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A dossier to be carried: at its lodging only the pin is set in `state`; later, all that it has become.

    `answers` are the receipts given, by idempotency key.
    """

    state: State
    answers: tuple[tuple[str, Receipt], ...] = ()
