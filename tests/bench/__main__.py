"""`python -m tests.bench`: runs both loads in pairs on one server, and prints what they came to."""

import tempfile
from contextlib import nullcontext
from pathlib import Path

import cyclopts

from tests.bench import machine, report, storm_report
from tests.bench.house import House, open_house
from tests.bench.loads import Run, Staff, Work, on_the_bare_workflow, staff, through_the_system
from tests.bench.storm import Gale, outlast
from tests.bench.storm_sides import sides


async def bench(
    *,
    dossiers: int = 200,
    officials: int = 20,
    pairs: int = 3,
    storm: int = 1_000,
    storms: int = 2,
    data: Path | None = None,
) -> None:
    """Measure the whole system beside a hand-written workflow.

    Args:
        dossiers: How many dossiers each load carries.
        officials: How many act at a time.
        pairs: How often both loads alternate; the medians are printed. 0: only the storm.
        storm: How many deadlines fall due at one instant; 0: no storm.
        storms: How often the system's storm and the bare timers' alternate.
        data: Where everything is kept; a temporary folder if nothing else is said.
    """
    with nullcontext(data) if data else tempfile.TemporaryDirectory(prefix="lienthong-bench-") as folder:
        async with open_house(Path(folder)) as house:
            if pairs:
                await _measure(house, Work(dossiers=dossiers, officials=officials), pairs)
            if storm:
                await _storms(house, storm, storms)
    if pairs:
        report.alone(machine.events_per_second(), machine.entries_per_second(), machine.seconds_per_receipt())


async def _measure(house: House, work: Work, pairs: int) -> None:
    people = staff()
    for few in (Work(dossiers=1, officials=1), Work(dossiers=2 * work.officials, officials=work.officials)):
        await through_the_system(house, people, few)
        await on_the_bare_workflow(house, few)
    runs: list[tuple[Run, Run]] = []
    report.heading(work, pairs)
    for number in range(pairs):
        runs.append((await through_the_system(house, people, work), await on_the_bare_workflow(house, work)))
        report.pair(number + 1, *runs[-1])
    report.summary(runs)
    await _worklists(house, people, work)


async def _worklists(house: House, people: Staff, work: Work) -> None:
    at_once = Work(dossiers=work.dossiers // 2, officials=work.officials)
    report.worklists("without a pause", await through_the_system(house, people, at_once, watched=True))
    calmly = Work(dossiers=2 * work.officials, officials=work.officials, pause=1.0)
    report.worklists("an act a second each", await through_the_system(house, people, calmly, watched=True))


async def _storms(house: House, deadlines: int, storms: int) -> None:
    pairs: list[tuple[Gale, Gale]] = []
    storm_report.heading(deadlines)
    async with sides(house) as (system, bare):
        for number in range(storms):
            pairs.append((await outlast(system, deadlines), await outlast(bare, deadlines)))
            storm_report.pair(number + 1, *pairs[-1])
    storm_report.summary(pairs)


if __name__ == "__main__":
    cyclopts.run(bench)
