"""Messages: what one may tell a dossier."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from definitions.procedure import Channel
from workflows.actors import Official

Form = dict[str, Any]
"""What was filled in: JSON that the step's or procedure's schema has accepted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """The applicant, and how to reach him or her. Personal data: never in ids, logs or search attributes."""

    name: str
    address: str
    phone: str | None = None
    email: str | None = None
    identity: str | None = None


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
    """Sign the apology (form 04) with its reason and the one new return date."""

    task: int
    reason: str
    return_on: date
    kind: Literal["sign_apology"] = "sign_apology"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """Take the dossier back, at the applicant's wish."""

    reason: str
    kind: Literal["withdraw"] = "withdraw"


Message = Annotated[
    Lodge | Claim | Release | Complete | RequestSupplement | ReceiveSupplement | SignApology | Withdraw,
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
    actor: Official
    message: Message
    expected: int | None = None
    pin: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The answer to an order: its last journal entry, which is written when the answer arrives."""

    seq: int
    digest: str
