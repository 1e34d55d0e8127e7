"""Progress: a bar on a terminal over anything that takes longer than a moment, and nothing anywhere else."""

import sys
from collections.abc import Iterable, Iterator, Sized
from time import perf_counter
from typing import Final, TypeVar

PATIENCE: Final = 1.0
"""Seconds before a bar is shown."""

Item = TypeVar("Item")


def tracked(items: Iterable[Item], title: str, patience: float = PATIENCE) -> Iterator[Item]:
    """The items one by one, with a bar on standard error once a terminal has waited for a moment."""
    if not sys.stderr.isatty():
        yield from items
        return
    began, done, source = perf_counter(), 0, iter(items)
    for item in source:
        yield item
        done += 1
        if perf_counter() - began > patience:
            break
    total = len(items) if isinstance(items, Sized) else None
    yield from _with_bar(source, title, done, total)


def _with_bar(items: Iterator[Item], title: str, done: int, total: int | None) -> Iterator[Item]:
    first = next(items, None)
    if first is None:
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(title, total=total, completed=done)
        yield first
        progress.advance(task)
        for item in items:
            yield item
            progress.advance(task)
