"""Standing still: an open dossier as the records have it, as far as another version of its procedure asks."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlmodel import Session

from activities.projection import SUPPLEMENT_REQUESTED
from records import entries, lodgings, tasks
from records.tables import Dossier, Task, TaskKind, TaskState
from workflows.landing import Standing, Work
from workflows.machine.pin import Pin

LODGED: Final = 1
"""The entry that says what was filled in."""
_BROUGHT: Final = "supplement.received"


def standing_of(session: Session, dossier: Dossier) -> Standing:
    """What there is of an open dossier."""
    stored = lodgings.pin(session, dossier.code)
    assert stored is not None, "a dossier's journal refers to its lodging"
    pin = Pin.model_validate_json(stored)
    receiving = pin.route.office(pin.route.receiving)
    journal = entries.journal(session, dossier.code)
    return Standing(
        unit=receiving.unit,
        level=receiving.level,
        accepted_on=pin.calendar.local_date(dossier.lodged_at),
        work=tuple(_work(tasks.of_dossier(session, dossier.code))),
        form=journal[0].payload["form"],
        papers=tuple(_papers([entry.payload for entry in journal if entry.seq == LODGED or entry.kind == _BROUGHT])),
    )


def _work(known: Sequence[Task]) -> Iterator[Work]:
    """The open steps; while a supplement is awaited, the step that asked for it: it goes on afterwards."""
    steps = [task for task in known if task.kind is TaskKind.WORK]
    waiting = [task for task in steps if task.state is TaskState.OPEN]
    asking = [task for task in steps[-1:] if task.outcome == SUPPLEMENT_REQUESTED]
    for task in waiting or asking:
        yield Work(step=task.step, office=task.office, post=task.post)


def _papers(payloads: Sequence[dict[str, Any]]) -> Iterator[str]:
    for payload in payloads:
        yield from payload["papers"]
