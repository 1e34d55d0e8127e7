"""Editions: what became of each published version, as it follows from later versions and from an abolition. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Final

ONE_DAY: Final = timedelta(days=1)


class State(StrEnum):
    """Where a version stands on a day; a draft is one that nobody has published."""

    DRAFT = "draft"
    PUBLISHED = "published"
    IN_FORCE = "in force"
    AMENDED = "amended"
    EXPIRED = "expired"
    ABOLISHED = "abolished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A version as it was published: `effective_until` is the end that it names itself, if it names one."""

    code: str
    version: int
    digest: str
    title: str
    sector: str
    effective_from: date
    effective_until: date | None
    published_at: datetime
    published_by: str
    decision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition(Written):
    """A published version and the end of its effect: the last day, and the state that follows it.

    The last day is the nearest of three: the one that the version names, the day before the next version's effect
    begins, the day before the procedure is abolished. It lies before `effective_from` when the version is abolished
    before its day comes. Both are None while no end is known.
    """

    in_force_until: date | None
    then: State | None

    def state(self, on: date) -> State:
        """Where it stands on a day."""
        if self.then is not None and self.in_force_until is not None and on > self.in_force_until:
            return self.then
        return State.IN_FORCE if self.effective_from <= on else State.PUBLISHED


def editions(written: Iterable[Written], abolished: dict[str, date]) -> list[Edition]:
    """The versions of one procedure or of many, by code, the newest first; `abolished` says from when, by code."""
    ordered = sorted(written, key=lambda one: (one.code, one.version))
    return [
        edition
        for code, versions in groupby(ordered, key=lambda one: one.code)
        for edition in reversed(list(_of_one(list(versions), abolished.get(code))))
    ]


def _of_one(versions: Sequence[Written], abolished: date | None) -> Iterator[Edition]:
    following = [*versions[1:], None]
    for one, after in zip(versions, following, strict=True):
        ends: dict[State, date | None] = {
            State.AMENDED: _before(after.effective_from) if after else None,
            State.ABOLISHED: _before(abolished) if abolished else None,
            State.EXPIRED: one.effective_until,
        }
        known = ((last, state) for state, last in ends.items() if last is not None)
        last, then = min(known, key=lambda end: end[0], default=(None, None))
        fields = {name: getattr(one, name) for name in Written.__dataclass_fields__}
        yield Edition(**fields, in_force_until=last, then=then)


def _before(day: date) -> date:
    """The day before; time has no day before its first."""
    return day - ONE_DAY if day > date.min else day
