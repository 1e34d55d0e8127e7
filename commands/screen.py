"""The screen: the progress of a start, step by step, on a terminal or as plain lines."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import perf_counter
from typing import Final

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.status import Status
from rich.table import Table

PLAIN_WIDTH: Final = 160
"""Columns of a page that is no terminal."""


class Step:
    """One step of a start, while it is being done."""

    def __init__(self, title: str, status: Status) -> None:
        self._title = title
        self._status = status
        self.outcome = ""

    def tell(self, outcome: str) -> None:
        """Say how far it is or what came of it, shown beside its title."""
        self.outcome = outcome
        self._status.update(escape(f"{self._title} · {outcome}"))


class Screen:
    """Where a start shows how far it is."""

    def __init__(self, console: Console | None = None) -> None:
        given = console or Console(highlight=False)
        self.console = given if given.is_terminal else Console(file=given.file, highlight=False, width=PLAIN_WIDTH)
        self._began = perf_counter()

    @property
    def seconds(self) -> float:
        """How long the start has taken so far."""
        return perf_counter() - self._began

    def say(self, line: str, style: str | None = None) -> None:
        """Show a line as it is, however long, so that it can be copied; a terminal that was closed misses nothing."""
        with suppress(OSError):
            self.console.print(line, markup=False, soft_wrap=True, style=style)

    def lay(self, table: Table) -> None:
        """Show a table, with a free line above it."""
        self.console.print()
        self.console.print(table)

    def bar(self) -> Progress:
        """A bar that counts what is done, shown on a terminal only."""
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        return Progress(*columns, console=self.console, transient=True, disable=not self.console.is_terminal)

    @contextmanager
    def step(self, title: str) -> Iterator[Step]:
        """Show that the block is being done (on a terminal), then that it is done and how long it took."""
        began = perf_counter()
        with self.console.status(f"{title}…") as status:
            step = Step(title, status)
            yield step
        outcome = f" · {step.outcome}" if step.outcome else ""
        self.say(f"  ✓ {title}{outcome} ({perf_counter() - began:.1f} s)")
