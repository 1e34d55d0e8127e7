"""Messages: what one may tell a dossier."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field

from definitions.calendar import Calendar
from definitions.procedure import Channel
from definitions.ways import End
from workflows.actors import Linked, Official, Operator

Form = dict[str, Any]
"""What was filled in: JSON that the step's or procedure's schema has accepted."""


class Means(StrEnum):
    """By what an applicant wants to be told; `none`: only at the counter."""

    MAIL = "mail"
    SMS = "sms"
    WEBHOOK = "webhook"
    NONE = "none"


class Language(StrEnum):
    """In what an applicant wants to be written to. Letters are in Vietnamese, whatever is chosen."""

    VI = "vi"
    EN = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """The applicant, and how to reach him or her. Personal data: never in ids, logs or search attributes.

    Who chose no means is told by those that the contact data allow; who chose no language, in Vietnamese.
    """

    name: str
    address: str
    phone: str | None = None
    email: str | None = None
    identity: str | None = None
    notify: tuple[Means, ...] | None = None
    language: Language | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lodge:
    """Hand in the dossier at the receiving desk: the first message, once."""

    applicant: Party
    channel: Channel
    form: Form
    papers: tuple[str, ...]
    kind: Literal["lodge"] = "lodge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Take a task in hand, so that nobody else completes it."""

    task: int
    kind: Literal["claim"] = "claim"


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """Put a claimed task back for the others of the post."""

    task: int
    kind: Literal["release"] = "release"


@dataclass(frozen=True, slots=True, kw_only=True)
class Complete:
    """Finish a task with one of the outcomes that its step offers."""

    task: int
    outcome: str
    reason: str | None = None
    form: Form | None = None
    papers: tuple[str, ...] = ()
    kind: Literal["complete"] = "complete"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSupplement:
    """Ask the applicant, once and fully, to complete the dossier (form 02); the clock stops."""

    task: int
    reason: str
    papers: tuple[str, ...] = ()
    kind: Literal["request_supplement"] = "request_supplement"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveSupplement:
    """Take in, at the desk, what was asked for; the clock runs again."""

    papers: tuple[str, ...] = ()
    note: str | None = None
    kind: Literal["receive_supplement"] = "receive_supplement"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignApology:
    """Sign the apology (form 04) with its reason and the one new return date; one for a fault may leave the date."""

    task: int
    reason: str
    return_on: date | None = None
    kind: Literal["sign_apology"] = "sign_apology"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """Take the dossier back, at the applicant's wish."""

    reason: str
    kind: Literal["withdraw"] = "withdraw"


class Fault(StrEnum):
    """What an office owes an apology for besides lateness (Nghị định 61/2018/NĐ-CP, Art. 21)."""

    ERROR = "error"
    LOST = "lost"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFault:
    """Report an error in the result, or papers lost or damaged: an apology is owed."""

    fault: Fault
    what: str
    kind: Literal["report_fault"] = "report_fault"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUrging:
    """Sign the urging letter to the office that holds a late dossier."""

    task: int
    demand: str
    kind: Literal["sign_urging"] = "sign_urging"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyCalendar:
    """Count anew by a later version of the dossier's calendar; told by the system's operator, never by an official."""

    calendar: Calendar
    kind: Literal["apply_calendar"] = "apply_calendar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Add:
    """Add an element to an `each` that runs, or a complaint (a sentence) to a posting: it gets a branch of its own."""

    step: str
    element: Any
    kind: Literal["add"] = "add"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportChild:
    """A child dossier says that it was lodged; told by the child."""

    call: int
    code: str
    kind: Literal["report_child"] = "report_child"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportEnd:
    """A child dossier says how it ended, None where it could not be lodged; told by the child."""

    call: int
    code: str
    end: End | None
    kind: Literal["report_end"] = "report_end"


Message = Annotated[
    Lodge
    | Claim
    | Release
    | Complete
    | RequestSupplement
    | ReceiveSupplement
    | SignApology
    | Withdraw
    | ReportFault
    | SignUrging
    | ApplyCalendar
    | Add
    | ReportChild
    | ReportEnd,
    Field(discriminator="kind"),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A message on its way: who tells it, under which idempotency key, and on which state of the dossier it relies.

    `digest` is the SHA-256 of what the caller sent, so that a key used again for something else is noticed;
    `expected` is the number of the last journal entry the caller has seen, where the caller insists on it; `pin` the
    seal of what was fixed for the dossier, where the order lodges it.
    """

    key: str
    digest: str
    actor: Annotated[Official | Operator | Linked, Field(discriminator="kind")]
    message: Message
    expected: int | None = None
    pin: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The answer to an order: its last journal entry, which is written when the answer arrives."""

    seq: int
    digest: str
