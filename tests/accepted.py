"""Builders for tests of lists: a dossier as the read model has it, without anything behind it."""

from datetime import UTC, date, datetime
from typing import Any

from sqlmodel import Session

from records import dossiers, lodgings

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


def accept(session: Session, procedure: str, on: date, **changes: Any) -> str:
    """A dossier of version 1 that was lodged on that local day, with some columns changed; its code."""
    claim = lodgings.Claim(
        key=f"{procedure} {on} {changes}",
        official="tiepnhan.19990",
        digest="d",
        agency="H57.35.11",
        local_on=on,
        pin_of=lambda code: code,
        at=AT,
    )
    code = lodgings.reserve(session, claim).lodging.code
    row: dict[str, Any] = dict.fromkeys(("digest", "title", "unit", "desk", "applicant", "holder"), "—")
    row |= {"code": code, "procedure": procedure, "version": 1, "channel": "counter", "status": "new", "seq": 1}
    row |= {"lodged_at": AT, "due_at": AT, "original_due_at": AT, "rehearsal": False}
    row |= {"running": True, "late": False, "lateness": None, "letters": 0, "breaches": 0, "ended_at": None}
    dossiers.add(session, row | changes)
    return code
