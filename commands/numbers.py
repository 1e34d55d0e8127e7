"""Numbers as a table or a chart shows them, each as the language writes it."""

from commands.speech import Speech
from definitions.saying import grouped


def whole(number: float, say: Speech) -> str:
    """A number without decimals."""
    return say(grouped(number))


def decimal(number: float, say: Speech) -> str:
    """A number to two decimals."""
    return say(grouped(number, 2))


def percent(share: float | None, say: Speech) -> str:
    """A share as a percentage to two decimals, without its sign; a dash for none."""
    return "–" if share is None else decimal(100 * share, say)
