"""Reports: how many dossiers were received, settled and are open in a period (form II.06a of TT 01/2020/TT-VPCP)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import astuple, dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any, Self

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, insert, not_, or_, update
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from definitions.calendar import Calendar
from definitions.procedure import Channel
from records.books import Reckoning
from records.columns import Instant
from records.tables import Dossier, Procedure

Row = dict[str, Any]
"""The values of a row by the names of its columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From an instant to another, which is not part of it: what has happened before `until` is counted."""

    since: datetime
    until: datetime

    @classmethod
    def of_days(cls, first: date, last: date, *, calendar: Calendar, now: datetime) -> Self:
        """The local days from `first` to `last`, both included, as far as they have passed."""
        zone = calendar.local(now).tzinfo
        since = datetime.combine(first, time(), zone)
        end = datetime.combine(last + timedelta(days=1), time(), zone)
        return cls(since=since, until=max(since, min(end, now)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The form's counters; what it adds up is added here, so that every total is the sum of its parts.

    Received: handed in during the period `online` (4) or `direct` and by post (5), or `carried` over from before (6).
    Settled: `early` (8), `on_time` (9), `late` (10). Open: `in_time` (12), `overdue` (13); of each, how many have a
    clock that stands still. `apologised` and `unapologised` are the late among the settled and the open: with the
    letter that is owed for each, or with the breach open that says it is missing.
    """

    online: int = 0
    direct: int = 0
    carried: int = 0
    early: int = 0
    on_time: int = 0
    late: int = 0
    in_time: int = 0
    overdue: int = 0
    stopped_in_time: int = 0
    stopped_overdue: int = 0
    apologised: int = 0
    unapologised: int = 0

    def __post_init__(self) -> None:
        assert self.received == self.settled + self.open, "received is settled or open"
        assert self.apologised + self.unapologised == self.late + self.overdue, "who is late has a letter or has none"
        assert self.stopped_in_time <= self.in_time, "what waits is open"
        assert self.stopped_overdue <= self.overdue, "what waits is open"

    @property
    def received(self) -> int:
        """(3) = (4) + (5) + (6)."""
        return self.online + self.direct + self.carried

    @property
    def settled(self) -> int:
        """(7) = (8) + (9) + (10)."""
        return self.early + self.on_time + self.late

    @property
    def open(self) -> int:
        """(11) = (12) + (13), so that (3) = (7) + (11)."""
        return self.in_time + self.overdue

    def __add__(self, other: "Counts") -> "Counts":
        both = zip(_COUNTERS, astuple(self), astuple(other), strict=True)
        return Counts(**{name: one + two for name, one, two in both})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The counters of one procedure at one desk."""

    desk: str
    sector: str
    procedure: str
    title: str
    counts: Counts


def lines(session: Session, period: Period, *, units: Collection[str] | None = None) -> tuple[Line, ...]:
    """The report of a period, by sector, procedure and desk; of the desks of some units, or of all.

    Each dossier that is no rehearsal is counted once, as it stood at the period's end, whatever was done to it later;
    one that was settled before the period begins, and still is, belongs to an earlier report.
    """
    params = {"since": period.since, "until": period.until}
    query = _LINES if units is None else _LINES.where(col(Dossier.unit).in_(sorted(units)))
    found = session.connection().execute(query, params)
    return tuple(sorted((_line(*row) for row in found), key=lambda line: (line.sector, line.procedure, line.desk)))


def total(found: Iterable[Line]) -> Counts:
    """The counters of some lines together."""
    return sum((line.counts for line in found), Counts())


def reckon(session: Session, dossier: str, rows: Sequence[Row]) -> None:
    """Add how a dossier is counted from some instants on, in their order; what was so before ends with the first."""
    if not rows:
        return
    ends = [later["since"] for _, later in pairwise(rows)]
    session.connection().execute(_END, {"of": dossier, "at": rows[0]["since"]})
    spans = zip(rows, [*ends, None], strict=True)
    session.connection().execute(_INSERT, [row | {"dossier": dossier, "until": until} for row, until in spans])


def reckoned(session: Session, dossier: str) -> Reckoning:
    """How a lodged dossier is counted now; raises NoResultFound for another code."""
    return session.exec(_NOW, params={"of": dossier}).one()


def clear(session: Session) -> None:
    """Forget how every dossier was counted, to be derived anew from the journals."""
    session.connection().execute(delete(_TABLE))


def _line(desk: str, sector: str, procedure: str, title: str, *counts: int) -> Line:
    counted = Counts(**dict(zip(_COUNTERS, counts, strict=True)))
    return Line(desk=desk, sector=sector, procedure=procedure, title=title, counts=counted)


_TABLE = Reckoning.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_SPAN = _TABLE.c
_INSERT = insert(_TABLE)
_END = (
    update(_TABLE)
    .where(_SPAN.dossier == bindparam("of"), _SPAN.until.is_(None))
    .values(until=bindparam("at", type_=Instant))
)
_NOW = select(Reckoning).where(_SPAN.dossier == bindparam("of"), _SPAN.until.is_(None))

_SINCE, _UNTIL = bindparam("since", type_=Instant), bindparam("until", type_=Instant)
_NEW = col(Dossier.lodged_at) >= _SINCE
_ONLINE = col(Dossier.channel) == Channel.ONLINE
_OPEN = _SPAN.settled.is_(None)
_FELL_DUE = and_(_SPAN.until.is_(None), not_(_SPAN.stopped), col(Dossier.due_at) < _UNTIL)
"""The due date in force has passed, although the entry that says so is not written yet."""
_LATE = or_(_SPAN.late, _FELL_DUE)
_COUNTERS: dict[str, ColumnElement[bool]] = {
    "online": and_(_NEW, _ONLINE),
    "direct": and_(_NEW, not_(_ONLINE)),
    "carried": not_(_NEW),
    "early": _SPAN.settled == "early",
    "on_time": _SPAN.settled == "on time",
    "late": _SPAN.settled == "late",
    "in_time": and_(_OPEN, not_(_LATE)),
    "overdue": and_(_OPEN, _LATE),
    "stopped_in_time": and_(_OPEN, not_(_LATE), _SPAN.stopped),
    "stopped_overdue": and_(_OPEN, _LATE, _SPAN.stopped),
    "apologised": and_(or_(_SPAN.settled == "late", and_(_OPEN, _LATE)), _SPAN.apologised),
    "unapologised": and_(or_(_SPAN.settled == "late", and_(_OPEN, _LATE)), not_(_SPAN.apologised)),
}
"""Of the dossiers that belong to a report, those that each counter counts; in the order of `Counts`."""

_SECTOR = func.coalesce(col(Procedure.sector), "")
_LINES = (
    select_columns(
        *(col(Dossier.desk), _SECTOR, col(Dossier.procedure), func.max(col(Dossier.title))),
        *(func.count().filter(condition) for condition in _COUNTERS.values()),
    )
    .select_from(_TABLE)
    .join(Dossier, col(Dossier.code) == _SPAN.dossier)
    .outerjoin(Procedure, col(Procedure.digest) == col(Dossier.digest))
    .where(
        not_(col(Dossier.rehearsal)),
        or_(_SPAN.settled_at.is_(None), _SPAN.settled_at >= _SINCE),
        _SPAN.since < _UNTIL,
        or_(_SPAN.until.is_(None), _SPAN.until >= _UNTIL),
    )
    .group_by(col(Dossier.desk), _SECTOR, col(Dossier.procedure))
)
