"""The storm's report, as lines that go into `docs/performance.md` as they are."""

import statistics
from collections.abc import Callable

from tests.bench.storm import Gale


def heading(deadlines: int) -> None:
    """Say what is measured."""
    print(f"\nThe storm: {deadlines:,} deadlines at one instant, in pairs\n")
    print("| pair | system deadlines/s | bare deadlines/s | ratio | system's last alarm | bare's |")
    print("|---|---|---|---|---|---|", flush=True)


def pair(number: int, ours: Gale, bare: Gale) -> None:
    """One pair."""
    rates = f"{ours.rate:.1f} | {bare.rate:.1f} | {ours.rate / bare.rate:.2f}"
    print(f"| {number} | {rates} | {ours.last:.1f} s | {bare.last:.1f} s |", flush=True)


def summary(pairs: list[tuple[Gale, Gale]]) -> None:
    """The medians over all pairs."""
    ours, bare = [one for one, _ in pairs], [other for _, other in pairs]
    ratio = statistics.median(one.rate / other.rate for one, other in pairs)
    print(f"\nratio of the storm (median of the pairs): {ratio:.2f}\n")
    print("| a deadline, median of the storms | system | bare |\n|---|---|---|")
    for title, unit, measure in _MEASURES:
        print(f"| {title} | {_median(ours, measure)}{unit} | {_median(bare, measure)}{unit} |")
    for name in sorted({name for gale in (*ours, *bare) for name in gale.turns}):
        print(f"| {name} | {_turns(ours, name)} | {_turns(bare, name)} |")
    for part in sorted({part for gale in (*ours, *bare) for part in gale.cpu}):
        print(f"| processor time, {part}: journalled / sent | {_cpu(ours, part)} | {_cpu(bare, part)} |")
    print(flush=True)


def _median(gales: list[Gale], measure: Callable[[Gale], float]) -> str:
    return f"{statistics.median(measure(gale) for gale in gales):.1f}"


def _turns(gales: list[Gale], name: str) -> str:
    return f"{statistics.median(gale.turns.get(name, 0.0) for gale in gales):.1f}"


def _cpu(gales: list[Gale], part: str) -> str:
    journalled = statistics.median(gale.cpu_journalled.get(part, 0.0) / gale.deadlines for gale in gales)
    settled = statistics.median(gale.cpu.get(part, 0.0) / gale.deadlines for gale in gales)
    return f"{journalled * 1000:.1f} / {settled * 1000:.1f} ms"


_MEASURES: tuple[tuple[str, str, Callable[[Gale], float]], ...] = (
    ("entries journalled", "", lambda gale: gale.entries / gale.deadlines),
    ("notices recorded", "", lambda gale: gale.sent / gale.deadlines),
    ("entries journalled a second, all together", "", lambda gale: gale.entries / gale.last),
    ("half of them journalled after", " s", lambda gale: gale.median),
    ("all of them journalled after", " s", lambda gale: gale.last),
    ("everything sent after", " s", lambda gale: gale.settled),
    ("setting one, before", " ms", lambda gale: gale.setting / gale.deadlines * 1000),
)
