"""Posts: the officials of one post in one office, and the tasks that wait for them, the earliest due first."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from heapq import heappop, heappush
from typing import Final

from workflows.actors import Official
from workflows.simulation.cases import PostAt, Ticket
from workflows.simulation.hours import Hours

MOST_PASSED: Final = 100
"""So many tasks that none of those free may do are passed over before they wait for another official."""


@dataclass(slots=True)
class PostTally:
    """What a post has done: minutes of official time, tasks, and how many waited at the most."""

    staff: int
    served: int = 0
    busy: int = 0
    waited: int = 0
    longest: int = 0
    waits: dict[int, int] = field(default_factory=dict)
    """How many tasks waited so many minutes before somebody began with them."""
    left: int = 0
    """How many tasks nobody had begun with at the end."""


class Post:
    """One post in one office. An official has one task at a time, and works on it in the sessions until it is done."""

    def __init__(self, at: PostAt, staff: int, hours: Hours) -> None:
        """Begin with everybody free."""
        post, office = at
        self.at = at
        self.hours = hours
        self.tally = PostTally(staff)
        self.opening_at: datetime | None = None
        """When the next session opens, where somebody waits for that."""
        self._free = deque(
            Official(official=f"{post}{number}.{office}", name=post, post=post, office=office)
            for number in range(1, staff + 1)
        )
        self._queue: list[tuple[datetime, int, Ticket]] = []
        self._at_work: set[Ticket] = set()
        self._waiting = 0
        self._number = 0

    @property
    def is_ready(self) -> bool:
        """Whether something waits and somebody is free."""
        return bool(self._queue and self._free)

    def put(self, ticket: Ticket) -> None:
        """Let a task wait; the earliest due goes first, of two that are due together the one that came first."""
        self._number += 1
        self._waiting += 1
        self.tally.longest = max(self.tally.longest, self._waiting)
        ticket.at = self.at
        heappush(self._queue, (ticket.due_at, self._number, ticket))

    def take(self, now: datetime) -> Ticket | None:
        """The next task and the official who begins with it; None where nothing waits for anybody who is free."""
        passed: list[tuple[datetime, int, Ticket]] = []
        found = None
        while self._queue and self._free and found is None and len(passed) < MOST_PASSED:
            one = heappop(self._queue)
            if one[2].gone:
                continue
            if self._gives(one[2]):
                found = one[2]
            else:
                passed.append(one)
        for one in passed:
            heappush(self._queue, one)
        if found is not None:
            self._begin(found, now)
        return found

    def done(self, ticket: Ticket) -> None:
        """The official has finished with a task, after all the minutes that it takes, and is free."""
        self._free_after(ticket, ticket.minutes)

    def drop(self, ticket: Ticket, now: datetime) -> None:
        """A task that waited or was worked on has gone away."""
        if ticket.official is not None:
            self._free_after(ticket, self.hours.between(ticket.since, now))
        else:
            self._waiting -= 1
            self._count_wait(ticket, now)

    def close(self, now: datetime) -> None:
        """The simulation ends: count what still waits, and the time of those who are still at work."""
        for ticket in self._at_work:
            self.tally.busy += self.hours.between(ticket.since, now)
        for _, _, ticket in self._queue:
            if not ticket.gone:
                self.tally.left += 1
                self._count_wait(ticket, now)

    def _free_after(self, ticket: Ticket, minutes: int) -> None:
        assert ticket.official is not None
        self.tally.busy += minutes
        self._free.append(ticket.official)
        self._at_work.discard(ticket)
        ticket.official = None

    def _gives(self, ticket: Ticket) -> bool:
        """Give a task to the official who has been free for the longest, among those who may do it."""
        for number, official in enumerate(self._free):
            may = official.official not in ticket.not_by and ticket.only in {None, official.official}
            if may:
                ticket.official = official
                del self._free[number]
                return True
        return False

    def _begin(self, ticket: Ticket, now: datetime) -> None:
        self._waiting -= 1
        minutes = self._count_wait(ticket, now)
        self.tally.served += 1
        self.tally.waits[minutes] = self.tally.waits.get(minutes, 0) + 1
        ticket.since = now
        self._at_work.add(ticket)

    def _count_wait(self, ticket: Ticket, now: datetime) -> int:
        minutes = self.hours.between(ticket.since, now)
        self.tally.waited += minutes
        return minutes
