"""Procedures: the versions that were published, none of which ever changes, and the procedures that are abolished."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import bindparam, text
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from definitions import loader
from definitions.procedure import Procedure
from records import dossiers, tables
from records.editions import Edition, Written
from records.editions import editions as derived
from records.gazette import Abolition
from records.tables import SHIPPED


class PublishingRefused(Exception):
    """What was to be published or abolished does not fit what stands; nothing is written."""


class DifferentVersion(PublishingRefused):
    """That version is published with another meaning; a change needs a version of its own."""

    def __init__(self, known: Written) -> None:
        """Name the version that stands."""
        super().__init__(f"version {known.version} of {known.code} is published and says something else")
        self.known = known


class NotTheNextVersion(PublishingRefused):
    """A version amends the one before it: its number is the next one, `wanted`."""

    def __init__(self, code: str, wanted: int) -> None:
        """Say which number it is."""
        super().__init__(f"the next version of {code} is {wanted}")
        self.wanted = wanted


class EffectNotLater(PublishingRefused):
    """An amendment takes effect after the version that it amends, which did so on `since`."""

    def __init__(self, code: str, since: date) -> None:
        """Name the day that it must lie after."""
        super().__init__(f"the effect of an amendment of {code} begins after {since}")
        self.since = since


class AbolishedBefore(PublishingRefused):
    """The procedure is abolished from `since` on: no version takes effect from then on, and no other day is given."""

    def __init__(self, code: str, since: date) -> None:
        """Name the day."""
        super().__init__(f"{code} is abolished from {since}")
        self.since = since


class NeverPublished(PublishingRefused):
    """No version of that procedure was ever published."""


class AcceptedSince(PublishingRefused):
    """Dossiers were accepted since that day; they would have been accepted under nothing."""

    def __init__(self, code: str, count: int, last_on: date) -> None:
        """Say how many, and when the last."""
        super().__init__(f"{count} dossiers of {code} were accepted since, the last on {last_on}")
        self.count, self.last_on = count, last_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Abolished:
    """An abolition: by which decision, if it was said, in whose name, and at which real instant."""

    code: str
    from_on: date
    decision: str | None
    by: str
    at: datetime


def take_turns(session: Session) -> None:
    """Let only one publish or abolish at a time where the database has many writers; on SQLite it is alone anyway."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(_TAKE_TURNS)


def publish(  # noqa: PLR0913 - what, and by whom and when
    session: Session, procedure: Procedure, *, source: str, at: datetime, by: str = SHIPPED
) -> bool:
    """Publish a version, `source` being its text as written; whether it is new. In a writing transaction.

    The same content again is harmless. Of two who publish one number at once, the second finds what the first has
    published. Raises `DifferentVersion`, `NotTheNextVersion`, `EffectNotLater` and `AbolishedBefore`.
    """
    take_turns(session)
    versions = _versions(session, procedure.procedure)
    known = next((one for one in versions if one.version == procedure.version), None)
    if known is not None:
        if known.digest != loader.digest(procedure):
            raise DifferentVersion(known)
        return False
    if versions:
        _check_amends(procedure, versions[-1])
    _check_not_abolished(session, procedure)
    session.add(_row(procedure, source, at=at, by=by))
    session.flush()
    return True


def abolish(session: Session, abolished: Abolished) -> bool:
    """Abolish a procedure from a day on; whether that is new. In a writing transaction.

    Open dossiers go on to their end under their own versions. Raises `NeverPublished`, `AbolishedBefore` when another
    day was given before, and `AcceptedSince`.
    """
    take_turns(session)
    if not _versions(session, abolished.code):
        raise NeverPublished(f"no version of {abolished.code} was ever published")
    known = abolition(session, abolished.code)
    if known is not None:
        if known.from_on != abolished.from_on:
            raise AbolishedBefore(abolished.code, known.from_on)
        return False
    accepted = dossiers.accepted_since(session, abolished.code, abolished.from_on)
    if accepted.last_on is not None:
        raise AcceptedSince(abolished.code, accepted.count, accepted.last_on)
    session.add(
        Abolition(
            code=abolished.code,
            from_on=abolished.from_on,
            decision=abolished.decision,
            abolished_at=abolished.at,
            abolished_by=abolished.by,
        )
    )
    session.flush()
    return True


def one(session: Session, code: str, version: int) -> tables.Procedure | None:
    """One version, whole, if it is published."""
    return session.get(tables.Procedure, (code, version))


def in_force(session: Session, code: str, on: date) -> tables.Procedure | None:
    """The version under which a dossier of that day is accepted, if there is one.

    It is the one whose effect began last. Where that has ended, an earlier one does not come back; nor does any once
    the procedure is abolished.
    """
    found = session.exec(_BEGUN_LAST, params={"of": code, "on_day": on}).one_or_none()
    if found is None or (found.effective_until is not None and found.effective_until < on):
        return None
    known = abolition(session, code)
    return None if known is not None and known.from_on <= on else found


def abolition(session: Session, code: str) -> Abolished | None:
    """The abolition of a procedure, also one whose day has not come; None while there is none."""
    row = session.get(Abolition, code)
    if row is None:
        return None
    return Abolished(code=code, from_on=row.from_on, decision=row.decision, by=row.abolished_by, at=row.abolished_at)


def is_known(session: Session, code: str) -> bool:
    """Whether any version of a procedure was ever published."""
    return bool(_versions(session, code))


def editions(session: Session, code: str | None = None) -> list[Edition]:
    """All published versions of one procedure or of all, by code, the newest first, each with the end of its effect."""
    return derived(
        _versions(session, code), {row.code: row.from_on for row in session.connection().execute(_ABOLISHED)}
    )


def definition(row: tables.Procedure) -> Procedure:
    """What a published version says; read once for each version."""
    return _read(row.canonical)


@lru_cache(maxsize=256)
def _read(canonical: str) -> Procedure:
    return Procedure.model_validate_json(canonical)


def _versions(session: Session, code: str | None) -> list[Written]:
    """The versions of one procedure or of all, by code, the oldest first."""
    query = select_columns(*_COLUMNS).order_by(_TABLE.c.code, _TABLE.c.version)
    if code is not None:
        query = query.where(_TABLE.c.code == code)
    return [Written(**row) for row in session.connection().execute(query).mappings()]


def _check_amends(procedure: Procedure, latest: Written) -> None:
    if procedure.version != latest.version + 1:
        raise NotTheNextVersion(procedure.procedure, latest.version + 1)
    if procedure.effective.from_ <= latest.effective_from:
        raise EffectNotLater(procedure.procedure, latest.effective_from)


def _check_not_abolished(session: Session, procedure: Procedure) -> None:
    known = abolition(session, procedure.procedure)
    if known is not None and known.from_on <= procedure.effective.from_:
        raise AbolishedBefore(procedure.procedure, known.from_on)


def _row(procedure: Procedure, source: str, *, at: datetime, by: str) -> tables.Procedure:
    return tables.Procedure(
        code=procedure.procedure,
        version=procedure.version,
        digest=loader.digest(procedure),
        title=procedure.title,
        sector=procedure.sector,
        effective_from=procedure.effective.from_,
        effective_until=procedure.effective.until,
        source=source,
        canonical=loader.canonical(procedure).decode(),
        published_at=at,
        published_by=by,
        decision=procedure.approved.decision,
    )


_TABLE = tables.Procedure.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_COLUMNS = tuple(_TABLE.c[name] for name in Written.__dataclass_fields__)
_BEGUN_LAST = (
    select(tables.Procedure)
    .where(_TABLE.c.code == bindparam("of"), _TABLE.c.effective_from <= bindparam("on_day"))
    .order_by(_TABLE.c.version.desc())
    .limit(1)
)
_ABOLISHED = select_columns(col(Abolition.code), col(Abolition.from_on))
_TAKE_TURNS = text(f"LOCK TABLE {_TABLE.name} IN SHARE ROW EXCLUSIVE MODE")
