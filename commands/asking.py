"""Asking: what a command that needs Temporal says when Temporal, or what else it asks, is away."""

from collections.abc import Callable
from typing import Final

from temporalio.service import RPCError

from api.refusals import Outage
from commands.kept import AWAY, asking
from commands.speech import Speech
from definitions.saying import Saying

NO_ANSWER: Final = Saying(vietnamese="Temporal không trả lời", english="Temporal did not answer")
NOT_NOW: Final = Saying(
    vietnamese="hiện không hỏi được Temporal ({why})", english="Temporal cannot be asked now ({why})"
)


def asking_temporal(command: str, say: Speech, work: Callable[[], int]) -> int:
    """What work that asks Temporal and the records exits with; when one cannot be asked, say so and exit with 3."""
    try:
        return asking(command, say, work)
    except Outage:
        return say.fails(command, AWAY, NO_ANSWER)
    except RPCError as error:
        return say.fails(command, AWAY, NOT_NOW, why=error.message)
