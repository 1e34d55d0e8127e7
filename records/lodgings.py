"""Lodgings: dossier codes, reserved before a dossier exists, and what was fixed for each at its lodging."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, func, or_, update
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from records.tables import LARGEST_SERIAL, Lodging, Office

ABANDONED_AFTER: Final = timedelta(minutes=2)
"""A reservation this old without a journal belongs to a lodging that never came to be."""


class SerialsExhausted(Exception):
    """An agency has given out its last code of a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A request to lodge: its idempotency key, who asks, the digest of what was asked, for which agency and local day.

    `pin_of` makes the pin's JSON once the dossier's code is known; `at` is the real instant of the request.
    """

    key: str
    official: str
    digest: str
    agency: str
    local_on: date
    pin_of: Callable[[str], str]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """The lodging under a key, and how it was come by.

    `repeated`: the key was known; compare its official and digest. `contested`: another reservation of this code was
    taken over, so its dossier may turn out to exist: then `give_up` and reserve again.
    """

    lodging: Lodging
    repeated: bool = False
    contested: bool = False


def reserve(session: Session, claim: Claim) -> Reservation:
    """Reserve the next code of an agency and day, or find again what the key has reserved; in a writing transaction.

    Serials are dense: an abandoned reservation is taken over first. Raises `SerialsExhausted`.
    """
    known = session.exec(_KNOWN, params={"key": claim.key}).one_or_none()
    if known is not None:
        if known.key != claim.key:
            _swap(session, known)
        return Reservation(lodging=known, repeated=True, contested=known.displaced is not None)
    _take_turns(session, claim.agency)
    abandoned = _abandoned(session, claim)
    if abandoned is None:
        return Reservation(lodging=_next(session, claim))
    _displace(session, abandoned, claim)
    return Reservation(lodging=abandoned, contested=True)


def give_up(session: Session, code: str, *, key: str, at: datetime) -> None:
    """Leave a contested code to the reservation that it was taken from, whose dossier exists; in a writing transaction.

    `at`, the real instant, keeps the code from being taken over again at once. Nothing changes when nothing was taken.
    """
    lodging = session.get_one(Lodging, code)
    if lodging.displaced is None:
        return
    if lodging.key == key:
        _swap(session, lodging)
    elif lodging.displaced_key != key:
        return
    lodging.displaced_key = lodging.displaced = None
    lodging.reserved_at = at
    session.flush()


def by_key(session: Session, key: str) -> Lodging | None:
    """The lodging that an idempotency key has reserved, if it has."""
    return session.exec(_BY_KEY, params={"key": key}).one_or_none()


def pin(session: Session, code: str) -> str | None:
    """The JSON of what was fixed for a dossier at its lodging; None when no such code was given out."""
    found: str | None = session.connection().execute(_PIN, {"of": code}).scalar_one_or_none()
    return found


def begin(session: Session, code: str) -> None:
    """Note that the dossier came to be: its reservation is never taken over."""
    session.connection().execute(_BEGIN, {"of": code})


@dataclass(frozen=True, slots=True)
class _Displaced:
    key: str
    official: str
    digest: str
    pin: str
    reserved_at: str


def _next(session: Session, claim: Claim) -> Lodging:
    last = session.exec(_LAST, params={"agency": claim.agency, "local_on": claim.local_on}).one()
    serial = (last or 0) + 1
    if serial > LARGEST_SERIAL:
        raise SerialsExhausted(f"{claim.agency} has given out all {LARGEST_SERIAL} codes of {claim.local_on}")
    code = f"{claim.agency}-{claim.local_on:%y%m%d}-{serial:04d}"
    lodging = Lodging(
        code=code,
        key=claim.key,
        official=claim.official,
        digest=claim.digest,
        agency=claim.agency,
        local_on=claim.local_on,
        serial=serial,
        pin=claim.pin_of(code),
        reserved_at=claim.at,
    )
    session.add(lodging)
    session.flush()
    return lodging


def _take_turns(session: Session, agency: str) -> None:
    """Lock the agency's offices where the database has many writers at a time; on SQLite the transaction is alone."""
    session.exec(_OFFICES, params={"agency": agency}).all()


def _abandoned(session: Session, claim: Claim) -> Lodging | None:
    before = claim.at - ABANDONED_AFTER
    params = {"agency": claim.agency, "local_on": claim.local_on, "before": before}
    return session.exec(_ABANDONED, params=params).one_or_none()


def _displace(session: Session, lodging: Lodging, claim: Claim) -> None:
    _put_aside(lodging)
    lodging.key, lodging.official, lodging.digest = claim.key, claim.official, claim.digest
    lodging.pin, lodging.reserved_at = claim.pin_of(lodging.code), claim.at
    session.flush()


def _swap(session: Session, lodging: Lodging) -> None:
    """Exchange the reservation with the displaced one."""
    assert lodging.displaced is not None
    before = _Displaced(**json.loads(lodging.displaced))
    _put_aside(lodging)
    lodging.key, lodging.official, lodging.digest = before.key, before.official, before.digest
    lodging.pin, lodging.reserved_at = before.pin, datetime.fromisoformat(before.reserved_at)
    session.flush()


def _put_aside(lodging: Lodging) -> None:
    displaced = _Displaced(
        key=lodging.key,
        official=lodging.official,
        digest=lodging.digest,
        pin=lodging.pin,
        reserved_at=lodging.reserved_at.isoformat(),
    )
    lodging.displaced_key, lodging.displaced = lodging.key, json.dumps(asdict(displaced), ensure_ascii=False)


_TABLE = Lodging.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_BY_KEY = select(Lodging).where(_TABLE.c.key == bindparam("key"))
_PIN = select_columns(_TABLE.c.pin).where(_TABLE.c.code == bindparam("of"))
_BEGIN = update(_TABLE).where(_TABLE.c.code == bindparam("of")).values(begun=True)
_KNOWN = select(Lodging).where(
    or_(col(Lodging.key) == bindparam("key"), col(Lodging.displaced_key) == bindparam("key"))
)
_OF_DAY = (_TABLE.c.agency == bindparam("agency"), _TABLE.c.local_on == bindparam("local_on"))
_OFFICES = select(Office.code).where(col(Office.agency) == bindparam("agency")).order_by(Office.code).with_for_update()
_LAST = select(func.max(Lodging.serial)).where(*_OF_DAY)
_ABANDONED = (
    select(Lodging)
    .where(*_OF_DAY, ~_TABLE.c.begun, _TABLE.c.reserved_at < bindparam("before"))
    .order_by(_TABLE.c.serial)
    .limit(1)
)
