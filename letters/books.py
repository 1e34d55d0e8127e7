"""What the two papers state that only the office keeps: the control slip and the ledger."""

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import AwareDatetime, Field

from definitions.procedure import Channel
from definitions.values import Closed
from letters.contents import Line, Sheet
from workflows.machine.causes import Custody, Lateness


class Kept(Closed):
    """How an office kept its own limit while it had the dossier; without a limit there is nothing to keep."""

    due_at: AwareDatetime
    result: Lateness


class HandOver(Closed):
    """One row of the control slip: who gave what to whom, when, and how the giver had kept its limit."""

    sender: Line
    recipient: Line
    what: Custody
    handed_at: AwareDatetime
    received_at: AwareDatetime
    giver: Line | None
    kept: Kept | None
    notes: tuple[Line, ...] = ()


class Holding(Closed):
    """Who has the dossier now, since when, and until when its own limit runs."""

    office: Line
    since: AwareDatetime
    due_at: AwareDatetime | None
    notes: tuple[Line, ...] = ()


class Besides(StrEnum):
    """What is done beside the hand-overs."""

    OPINION = "opinion"
    POSTING = "posting"


class Aside(Closed):
    """An opinion that another office was asked for, or a public posting: until when, and what came of it."""

    what: Besides
    title: Line
    office: Line
    asked_at: AwareDatetime
    due_at: AwareDatetime | None
    done_at: AwareDatetime | None
    answer: Line | None
    kept: Kept | None = None
    notes: tuple[Line, ...] = ()


class ControlSlip(Sheet):
    """The control slip, form 05 of 2018 and 06 of 2025; `held` is None once the dossier has ended.

    `others` are the offices that work on it at the same time, in branches.
    """

    kind: Literal["control_slip"] = "control_slip"
    ledger: Line | None = None
    applicant: Line
    procedure: Line
    received_at: AwareDatetime
    due_at: AwareDatetime
    lead: Line
    coordinating: tuple[Line, ...] = ()
    rows: tuple[HandOver, ...]
    held: Holding | None
    others: tuple[Holding, ...] = ()
    asides: tuple[Aside, ...] = ()


class LedgerLine(Closed):
    """One dossier in the ledger; days come in the office's zone."""

    number: int = Field(ge=1)
    code: Line
    procedure: Line
    sets: int = Field(ge=1)
    applicant: Line
    address: Line
    phone: Line | None = None
    lead: Line
    received_on: date
    due_on: date
    returned_on: date | None = None
    channel: Channel
    notes: Line | None = None


class Ledger(Sheet):
    """The ledger of a desk in a year, form 06 of 2018 and 07 of 2025, as it stands on the day of issue."""

    kind: Literal["ledger"] = "ledger"
    desk: Line
    year: int
    rows: tuple[LedgerLine, ...]


Book = ControlSlip | Ledger
"""What can be printed besides letters."""
