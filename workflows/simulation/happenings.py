"""Happenings: what is to happen in a simulation, and when, in the order of official time."""

from collections.abc import Callable
from datetime import datetime
from heapq import heappop, heappush
from typing import Any, Final

from workflows.simulation.hours import NEVER, Hours

ACT: Final = 0
ALARM: Final = 1
"""At one instant acts come before alarms: an act at the very close of a day is still in time."""


class Happenings:
    """Acts still to come. At one instant those go first that were put first, alarms after all others."""

    def __init__(self, hours: Hours, until: datetime) -> None:
        """Nothing yet; what lies after `until` does not happen."""
        self.now = NEVER
        self.until = until
        self._hours = hours
        self._heap: list[tuple[datetime, int, int, Callable[..., None], tuple[Any, ...]]] = []
        self._number = 0

    def at(self, at: datetime, act: Callable[..., None], *given: Any, rank: int = ACT) -> None:  # noqa: ANN401 - as the act wants
        """Let it happen at an instant."""
        if at <= self.until:
            self._number += 1
            heappush(self._heap, (at, rank, self._number, act, given))

    def later(self, minutes: int, act: Callable[..., None], *given: Any) -> None:  # noqa: ANN401 - as above
        """Let it happen when that many official minutes are over."""
        self.at(self._hours.after(self.now, minutes), act, *given)

    def run(self) -> None:
        """Let everything happen, until the end."""
        while self._heap:
            self.now, _, _, act, given = heappop(self._heap)
            act(*given)
        self.now = self.until
