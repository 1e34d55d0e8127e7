"""Tasks: what waits for whom, and the worklist of a post in an office."""

import base64
import binascii
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Self

from sqlalchemy import ColumnElement, bindparam, delete, insert, literal, or_, tuple_, update
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from records.columns import Instant
from records.tables import Dossier, Task, TaskKind, TaskState

LARGEST_PAGE: Final = 100
END_OF_TIME: Final = datetime(9999, 12, 31, tzinfo=UTC)
"""What a task without a due date is sorted by."""

Row = dict[str, Any]
"""The values of a row by the names of its columns."""


class BadCursor(ValueError):
    """The text is not a place in a worklist."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a worklist: behind this task."""

    sort_at: datetime
    dossier: str
    number: int

    @classmethod
    def after(cls, task: Task) -> Self:
        """The place behind a task."""
        return cls(task.sort_at, task.dossier, task.number)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what `str` has written; raises `BadCursor`."""
        try:
            sort_at, dossier, number = base64.urlsafe_b64decode(text.encode("ascii")).decode().split("|")
            place = cls(datetime.fromisoformat(sort_at), dossier, int(number))
        except (ValueError, binascii.Error) as error:
            raise BadCursor("not a place in a worklist") from error
        if place.sort_at.tzinfo is None:
            raise BadCursor("not a place in a worklist")
        return place

    def __str__(self) -> str:
        """The place as text that may stand in an address."""
        text = f"{self.sort_at.isoformat()}|{self.dossier}|{self.number}"
        return base64.urlsafe_b64encode(text.encode()).decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which open tasks of a post in an office are wanted, and which page of them (1 to 100 lines).

    None and False leave everything in. `late_only` keeps tasks that are late themselves or whose dossier is.
    """

    office: str
    post: str
    procedure: str | None = None
    kind: TaskKind | None = None
    late_only: bool = False
    unclaimed_only: bool = False
    claimed_by: str | None = None
    after: Cursor | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line of a worklist: the task, and the dossier it belongs to."""

    task: Task
    dossier: Dossier


@dataclass(frozen=True, slots=True)
class Worklist:
    """One page of a worklist, and where the next begins; None at the end."""

    lines: tuple[Waiting, ...]
    following: Cursor | None


def worklist(session: Session, wanted: Wanted) -> Worklist:
    """The open tasks that are wanted, due soonest first, those without a due date last."""
    assert 1 <= wanted.limit <= LARGEST_PAGE, "the API checks the size of a page"
    query = (
        select(Task, Dossier)
        .join(Dossier, _TABLE.c.dossier == Dossier.code)
        .where(*_conditions(wanted))
        .order_by(*_PLACE)
        .limit(wanted.limit + 1)
    )
    found = tuple(Waiting(task, dossier) for task, dossier in session.exec(query))
    lines = found[: wanted.limit]
    return Worklist(lines, Cursor.after(lines[-1].task) if len(found) > len(lines) else None)


def one(session: Session, dossier: str, number: int) -> Task | None:
    """One task, open or closed."""
    return session.get(Task, (dossier, number))


def of_dossier(session: Session, dossier: str) -> list[Task]:
    """All tasks that a dossier has had, in order."""
    return list(session.exec(_OF_DOSSIER, params={"of": dossier}))


@dataclass(frozen=True, slots=True)
class Held:
    """A task's number, and the office and post that have it."""

    number: int
    office: str
    post: str


def open_work(session: Session, dossier: str) -> tuple[Held, ...]:
    """Who has the open tasks of the dossier's procedure, the oldest first."""
    return tuple(Held(*found) for found in session.connection().execute(_OPEN_WORK, {"of": dossier}))


def add(session: Session, rows: Sequence[Row]) -> None:
    """Add tasks, all with the same columns; what they are sorted by is set here."""
    if rows:
        session.connection().execute(_INSERT, [row | {"sort_at": row["due_at"] or END_OF_TIME} for row in rows])


def change(session: Session, dossier: str, number: int, changes: Row) -> None:
    """Change some columns of a task; what it is sorted by follows its due date."""
    if "due_at" in changes:
        changes = changes | {"sort_at": changes["due_at"] or END_OF_TIME}
    session.connection().execute(_CHANGE, changes | {"of": dossier, "numbered": number})


def clear(session: Session) -> None:
    """Forget every task, to be derived anew from the journals."""
    session.connection().execute(delete(_TABLE))


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    yield col(Task.office) == wanted.office
    yield col(Task.post) == wanted.post
    yield col(Task.state) == TaskState.OPEN
    if wanted.procedure is not None:
        yield col(Dossier.procedure) == wanted.procedure
    if wanted.kind is not None:
        yield col(Task.kind) == wanted.kind
    if wanted.late_only:
        yield or_(col(Task.late), col(Dossier.late))
    if wanted.unclaimed_only:
        yield col(Task.claimed_by).is_(None)
    if wanted.claimed_by is not None:
        yield col(Task.claimed_by) == wanted.claimed_by
    if wanted.after is not None:
        place = wanted.after
        yield tuple_(*_PLACE) > tuple_(literal(place.sort_at, Instant), place.dossier, place.number)


_TABLE = Task.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_OF_DOSSIER = select(Task).where(_TABLE.c.dossier == bindparam("of")).order_by(_TABLE.c.number)
_OPEN_WORK = (
    select_columns(_TABLE.c.number, _TABLE.c.office, _TABLE.c.post)
    .where(
        _TABLE.c.dossier == bindparam("of"),
        _TABLE.c.state == TaskState.OPEN,
        _TABLE.c.kind.not_in((TaskKind.APOLOGY, TaskKind.URGING)),
    )
    .order_by(_TABLE.c.number)
)
_INSERT = insert(_TABLE)
_CHANGE = update(_TABLE).where(_TABLE.c.dossier == bindparam("of"), _TABLE.c.number == bindparam("numbered"))
_PLACE = (_TABLE.c.sort_at, _TABLE.c.dossier, _TABLE.c.number)
