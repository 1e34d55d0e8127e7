"""Pins: what was fixed for each dossier at its lodging, kept in memory once read because it never changes."""

from collections import OrderedDict
from typing import Final

from sqlmodel import Session

from records import lodgings
from workflows.machine.pin import Pin

REMEMBERED: Final = 500


class Pins:
    """The pins read last, by dossier; used by one thread."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Pin] = OrderedDict()

    def known(self, code: str) -> Pin | None:
        """A dossier's pin, when it is still remembered."""
        if code in self._known:
            self._known.move_to_end(code)
        return self._known.get(code)

    def remember(self, pin: Pin) -> None:
        """Keep a pin, and forget the one that was not asked for the longest."""
        self._known[pin.code] = pin
        self._known.move_to_end(pin.code)
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)


def read_pin(session: Session, code: str) -> Pin | None:
    """A dossier's pin from the records; None when no such code was given out."""
    text = lodgings.pin(session, code)
    return None if text is None else Pin.model_validate_json(text)
