"""The report: what was measured, as lines that go into `docs/performance.md` as they are."""

import statistics
from collections.abc import Callable

from tests.bench.loads import Run, Work, percentile


def heading(work: Work, pairs: int) -> None:
    """Say what is measured."""
    print(f"{pairs} pairs of {work.dossiers} four-step dossiers (5 updates each), {work.officials} at a time\n")
    print("| pair | system dossiers/s | bare dossiers/s | ratio |")
    print("|---|---|---|---|", flush=True)


def pair(number: int, ours: Run, bare: Run) -> None:
    """One pair."""
    print(f"| {number} | {ours.rate:.1f} | {bare.rate:.1f} | {ours.rate / bare.rate:.2f} |", flush=True)


def summary(runs: list[tuple[Run, Run]]) -> None:
    """The medians over all pairs."""
    ours, bare = [one for one, _ in runs], [other for _, other in runs]
    ratio = statistics.median(one.rate / other.rate for one, other in runs)
    print(f"\nratio (median of the pairs): {ratio:.2f}\n")
    print("| median of the runs | system | bare |\n|---|---|---|")
    for title, measure in _MEASURES.items():
        print(f"| {title} | {_median(ours, measure)} | {_median(bare, measure)} |")
    for part in sorted({part for run in (*ours, *bare) for part in run.cpu}):
        print(f"| processor time a dossier, {part} | {_cpu(ours, part)} | {_cpu(bare, part)} |")
    for store in ("temporal", "records", "files", "bare"):
        print(f"| stored a dossier, {store} | {_stored(ours, store)} | {_stored(bare, store)} |")
    print(flush=True)


def worklists(how: str, run: Run) -> None:
    """How soon the next official sees the task."""
    acts = f"{percentile(run.tally.acts, 0.5):.0f} / {percentile(run.tally.acts, 0.99):.0f} ms"
    seen = f"{percentile(run.tally.seen, 0.5):.0f} / {percentile(run.tally.seen, 0.99):.0f} ms"
    print(f"worklist, {how}: act answered p50/p99 {acts}, next worklist read with the task in it p50/p99 {seen}")


def alone(events: float, entries: float, letter: float) -> None:
    """What the pure machine and the press do by themselves."""
    print(f"machine: {events:,.0f} events/s decided, {entries:,.0f} entries/s sealed, on one core")
    print(f"receipt: {letter * 1000:.1f} ms of processor time to print one", flush=True)


def _median(runs: list[Run], measure: Callable[[Run], float]) -> str:
    return f"{statistics.median(measure(run) for run in runs):.1f}"


def _cpu(runs: list[Run], part: str) -> str:
    return f"{statistics.median(run.cpu.get(part, 0.0) / run.dossiers for run in runs) * 1000:.1f} ms"


def _stored(runs: list[Run], store: str) -> str:
    return f"{statistics.median(run.stored[store] / run.dossiers for run in runs) / 1000:.1f} kB"


_MEASURES: dict[str, Callable[[Run], float]] = {
    "dossiers/s": lambda run: run.rate,
    "updates/s": lambda run: len(run.tally.acts) / run.seconds,
    "act p50, ms": lambda run: percentile(run.tally.acts, 0.50),
    "act p99, ms": lambda run: percentile(run.tally.acts, 0.99),
}
