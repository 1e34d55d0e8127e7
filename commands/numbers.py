"""Numbers as each language writes them: in Vietnamese a comma stands before the decimals, points group the digits."""

from typing import Final

from commands.speech import Speech
from definitions.saying import Language


def whole(number: int, say: Speech) -> str:
    """A whole number, its digits grouped."""
    return _local(f"{number:,}", say)


def decimal(number: float, say: Speech) -> str:
    """A number to two decimals."""
    return _local(f"{number:,.2f}", say)


def percent(share: float | None, say: Speech) -> str:
    """A share as a percentage to two decimals, without its sign; a dash for none."""
    return "–" if share is None else _local(f"{100 * share:.2f}", say)


def _local(text: str, say: Speech) -> str:
    """A number as the language writes it: in Vietnamese with a comma before its decimals."""
    if say.language is Language.ENGLISH:
        return text
    return text.translate(_SWAPPED)


_SWAPPED: Final = str.maketrans(",.", ".,")
