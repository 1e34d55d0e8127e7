"""Circles: which names lead back to themselves, found in one walk however many there are."""

from collections import deque
from collections.abc import Iterator, Mapping
from itertools import count


class Circles:
    """The circles of a graph: each name, and those it leads to."""

    def __init__(self, leads: Mapping[str, tuple[str, ...]]) -> None:
        """Walk through it once (Tarjan's components, without recursion); what a name leads to may be unknown."""
        self._leads = {name: tuple(to for to in dict.fromkeys(led) if to in leads) for name, led in leads.items()}
        self._component: dict[str, int] = {}
        self._met: dict[str, int] = {}
        self._lowest: dict[str, int] = {}
        self._open: list[str] = []
        for name in self._leads:
            if name not in self._met:
                self._walk(name)

    def has(self, name: str, to: str) -> bool:
        """Whether the way from one name to another that it leads to comes back to it."""
        return self._component[name] == self._component[to]

    def shown(self, name: str, to: str) -> tuple[str, ...]:
        """A shortest circle that begins with this way: the name, the other, and on until the name again."""
        came: dict[str, str] = {to: name}
        waiting = deque([to])
        while waiting and name not in came:
            here = waiting.popleft()
            for onward in self._leads[here]:
                if onward not in came and self.has(here, onward):
                    came[onward] = here
                    waiting.append(onward)
        back = [name]
        while back[-1] != to:
            back.append(came[back[-1]])
        return (name, *reversed(back))

    def _walk(self, start: str) -> None:
        numbers = count(len(self._met))
        path: list[tuple[str, Iterator[str]]] = []
        self._enter(start, next(numbers), path)
        while path:
            name, rest = path[-1]
            to = next(rest, None)
            if to is None:
                path.pop()
                self._leave(name, path[-1][0] if path else None)
            elif to not in self._met:
                self._enter(to, next(numbers), path)
            elif to not in self._component:
                self._lowest[name] = min(self._lowest[name], self._met[to])

    def _enter(self, name: str, number: int, path: list[tuple[str, Iterator[str]]]) -> None:
        self._met[name] = self._lowest[name] = number
        self._open.append(name)
        path.append((name, iter(self._leads[name])))

    def _leave(self, name: str, before: str | None) -> None:
        """With the name first met of a component, all that was met since belongs to it."""
        if before is not None:
            self._lowest[before] = min(self._lowest[before], self._lowest[name])
        if self._lowest[name] == self._met[name]:
            while name not in self._component:
                self._component[self._open.pop()] = self._met[name]
