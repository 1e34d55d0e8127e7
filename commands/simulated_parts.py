"""Simulated parts: a province's parts shared out among processes, with a bar on a terminal that waits."""

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from commands.speech import Speech
from definitions.saying import Saying
from workflows.simulation.parts import Part
from workflows.simulation.running import simulate
from workflows.simulation.tallies import Tally

SIMULATING: Final = Saying(vietnamese="Đang mô phỏng", english="Simulating")
FEW: Final = 2_000
"""So many dossiers are simulated before other processes could have started to help."""
GLANCE: Final = 0.2
"""Seconds between two looks at how far the others are."""
_RARELY: Final = (50_000, 20, 50)
"""The collector of circles finds few here, and looks for them less often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """From which seed, and in how many processes."""

    seed: int
    processes: int | None = None


def simulated(parts: Sequence[Part], asked: Asked, say: Speech) -> Tally:
    """What all parts have come to, added up in their order."""
    expected = int(sum(part.weight for part in parts))
    processes = min(asked.processes or os.cpu_count() or 1, len(parts))
    with _bar(say(SIMULATING), expected) as advance:
        if processes <= 1 or (expected < FEW and asked.processes is None):
            tallies = [_one(part, str(asked.seed), advance) for part in parts]
        else:
            tallies = _shared_out(parts, str(asked.seed), processes, advance)
    whole = Tally()
    for tally in tallies:
        whole.add(tally)
    return whole


def _shared_out(parts: Sequence[Part], seed: str, processes: int, advance: Callable[[int], None]) -> list[Tally]:
    """The heaviest parts are begun first, so that none is left over at the end."""
    counter = multiprocessing.Value("q", 0)
    order = sorted(range(len(parts)), key=lambda number: -parts[number].weight)
    with ProcessPoolExecutor(processes, initializer=_begin, initargs=(counter,)) as pool:
        futures = {number: pool.submit(_one, parts[number], seed) for number in order}
        _watch(list(futures.values()), counter, advance)
        return [futures[number].result() for number in range(len(parts))]


def _watch(futures: list[Future[Tally]], counter: Any, advance: Callable[[int], None]) -> None:  # noqa: ANN401 - a shared number
    seen, pending = 0, set(futures)
    while pending:
        done, pending = wait(pending, timeout=GLANCE, return_when=FIRST_COMPLETED)
        for future in done:
            future.result()
        advance(counter.value - seen)
        seen = counter.value


_counter: Any = None


def _begin(counter: Any) -> None:  # noqa: ANN401 - as above
    global _counter  # noqa: PLW0603 - a process of the pool is given its counter once
    _counter = counter
    gc.set_threshold(*_RARELY)


def _one(part: Part, seed: str, advance: Callable[[int], None] | None = None) -> Tally:
    return simulate(part, seed, advance or _count)


def _count(more: int) -> None:
    with _counter.get_lock():
        _counter.value += more


@contextmanager
def _bar(title: str, total: int) -> Iterator[Callable[[int], None]]:
    """What is to be told of each step ahead; shown on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda _more: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(title, total=total)
        yield lambda more: progress.advance(task, more)
