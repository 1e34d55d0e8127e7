"""Coverage: what of a definition its scenarios have exercised, and what they never have."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from definitions.procedure import Procedure
from definitions.steps.described import EXPIRED, OTHERWISE
from definitions.steps.manned import Manned
from workflows.machine.agenda import Kind
from workflows.machine.events import AnyEvent, SupplementRequested, TaskCompleted, TaskOpened
from workflows.machine.events_flow import ChildEnded, TaskExpired, WayChosen


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the things of one kind were met, and which were not."""

    met: int
    missing: tuple[str, ...]

    @property
    def whole(self) -> int:
        """How many there are."""
        return self.met + len(self.missing)

    def __str__(self) -> str:
        """As `met/whole`."""
        return f"{self.met}/{self.whole}"


@dataclass(frozen=True, slots=True)
class Coverage:
    """The steps, the ways out of them, and the alarms of a definition."""

    steps: Share
    outcomes: Share
    alarms: Share


def coverage(procedure: Procedure, journals: Iterable[tuple[AnyEvent, ...]]) -> Coverage:
    """What the journals, one of each scenario of a definition, have met of it."""
    told = tuple(journals)
    events = tuple(event for journal in told for event in journal)
    steps = {getattr(event, "step", None) for event in events}
    ways = {f"{step}: {way}" for event in events for step, way in _taken(procedure, event)}
    rang = {name for journal in told for name in _rang(journal)}
    chosen = (f"{step}: {name}" for step, name, _ in procedure.ways() if _is_chosen(procedure, step))
    return Coverage(
        steps=_share(procedure.plan, steps), outcomes=_share(chosen, ways), alarms=_share(_alarms(procedure), rang)
    )


def _share(wanted: Iterable[str], met: set[str] | set[str | None]) -> Share:
    names = tuple(dict.fromkeys(wanted))
    return Share(sum(name in met for name in names), tuple(name for name in names if name not in met))


def _is_chosen(procedure: Procedure, step_id: str) -> bool:
    """Whether there is more than one way out of a step: the only one is taken whenever the step is."""
    return len(procedure.plan[step_id].exits) > 1 or isinstance(procedure.plan[step_id], Manned)


def _taken(procedure: Procedure, event: AnyEvent) -> Iterator[tuple[str, str]]:
    match event:
        case TaskCompleted():
            yield event.step, event.outcome
        case TaskExpired():
            yield event.step, EXPIRED
        case WayChosen():
            yield event.step, event.way
        case SupplementRequested():
            offers = procedure.manned[event.step].offers.items()
            yield from ((event.step, name) for name, outcome in offers if outcome.ask)
        case ChildEnded():
            known = str(event.end) in procedure.plan[event.step].exits
            yield event.step, str(event.end) if known else OTHERWISE
        case _:
            pass


def _rang(journal: tuple[AnyEvent, ...]) -> Iterator[str]:
    """The alarms of the definition that events came of; a task's alarms by the task's step."""
    steps = {str(event.task): event.step for event in journal if isinstance(event, TaskOpened)}
    for event in journal:
        if event.alarm is not None:
            kind, task, number = event.alarm.split("/")
            yield _name(Kind[kind.upper()], steps.get(task, ""), int(number))


def _alarms(procedure: Procedure) -> Iterator[str]:
    policy = procedure.time
    yield from (_name(Kind.WARN, "", number) for number in range(len(policy.warn)))
    yield from (_name(kind, "", 0) for kind in (Kind.DRAFT, Kind.APOLOGY, Kind.LATE))
    yield from (_name(Kind.RUNG, "", number) for number in range(len(policy.escalate)))
    for step_id, step in procedure.manned.items():
        if step.limit is None:
            continue
        if step.scored:
            yield _name(Kind.TASK_LATE, step_id, 0)
        yield from (_name(Kind.TASK_RUNG, step_id, number) for number in range(len(step.escalate)))
        if step.expires is not None:
            yield _name(Kind.EXPIRY, step_id, 0)


def _name(kind: Kind, step: str, number: int) -> str:
    word = kind.name.lower().replace("_", " ")
    which = f" {number + 1}" if kind in {Kind.WARN, Kind.RUNG, Kind.TASK_RUNG} else ""
    return f"{step} {word}{which}".strip()
