"""What each letter states (the forms of Thông tư 01/2018/TT-VPCP and 03/2025/TT-VPCP): values only, no layout."""

import unicodedata
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, AwareDatetime, Field, model_validator

from definitions.procedure import PaperKind
from definitions.time_policy import FormSet
from definitions.values import Closed
from workflows.messages import Fault


def _printable(text: str) -> str:
    """One line of composed letters (NFC), without control or invisible characters."""
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(" " if unicodedata.category(letter) in _INVISIBLE else letter for letter in composed)
    return " ".join(visible.split())


_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})

Line = Annotated[str, AfterValidator(_printable), Field(min_length=1, max_length=2_000)]
"""A text that a letter prints, whatever its writer typed."""
Paragraph = Annotated[str, AfterValidator(_printable), Field(min_length=1, max_length=100_000)]
"""The same, as long as what was filled into it."""


class FormName(Closed):
    """What a form is called in one set; without `number` and `circular` it is a letter of no set form."""

    set: FormSet
    title: Line
    number: Line | None = None
    circular: Line | None = None


class Agency(Closed):
    """Who issues a letter: two lines at the top left, and the place beside the date."""

    superior: Line | None = None
    issuing: Line
    place: Line


class Sheet(Closed):
    """What stands on every printed paper; `code` is what its picture says."""

    rehearsal: bool = False
    form: FormName
    agency: Agency
    issued_on: date
    code: Line


class Party(Closed):
    """A person or an organisation named; `addressed_as` is `Ông`, `Bà`, `Quý cơ quan` or the like."""

    name: Line
    address: Line
    phone: Line | None = None
    email: Line | None = None
    identity: Line | None = None
    addressed_as: Line = "Ông/Bà"


class PaperHandedIn(Closed):
    """One row of the table of papers."""

    title: Line
    kind: PaperKind
    copies: int = Field(ge=1)


class Contact(Closed):
    """Whom the applicant may ask."""

    name: Line
    phone: Line | None = None
    email: Line | None = None


class Authority(StrEnum):
    """For whom somebody signs who is not the head: by mandate as the deputy, or by order as one of the staff."""

    MANDATE = "KT."
    ORDER = "TL."


class Signer(Closed):
    """Who signs: `title` is the head's; who signs in the head's stead adds the `own_title`, and by which authority."""

    name: Line
    title: Line
    own_title: Line | None = None
    authority: Authority = Authority.MANDATE


class SecondStage(Closed):
    """The second appointment (giai đoạn 2): after which step it begins, and how long it takes from there."""

    after: Line
    term: Line


class Receipt(Sheet):
    """The receipt, form 01; instants come in the office's zone. `ledger` is the dossier's number in the desk's book."""

    kind: Literal["receipt"] = "receipt"
    ledger: Line | None = None
    desk: Line
    applicant: Party
    submitter: Party | None = None
    procedure: Line
    papers: tuple[PaperHandedIn, ...]
    sets: int = Field(default=1, ge=1)
    term: Line
    received_at: AwareDatetime
    return_at: AwareDatetime
    second: SecondStage | None = None
    return_where: Line
    receptionist: Line
    look_up: Line | None = None


class PaperWanted(Closed):
    """One row of what is to be completed; `paper` is None for something else than a paper of the procedure."""

    title: Line
    paper: PaperKind | None = None
    copies: int | None = Field(default=None, ge=1)


class SupplementRequest(Sheet):
    """The request to complete a dossier, form 02: once, fully and exactly (Nghị định 61/2018/NĐ-CP, Điều 15.3).

    Without papers named, the reason says what is wanted. `guide` is who asked.
    """

    kind: Literal["supplement"] = "supplement"
    applicant: Party
    procedure: Line
    office: Line
    wanted: tuple[PaperWanted, ...] = ()
    reason: Line
    hand_in_at: Line
    guide: Contact
    look_up: Line | None = None


class Turned(StrEnum):
    """At which point a dossier was turned down."""

    AT_INTAKE = "at intake"
    IN_HANDLING = "in handling"
    STOPPED = "stopped"


class Refusal(Sheet):
    """The refusal to take in or to settle a dossier, form 03, with its concrete reason.

    `refuser` is None where a limit that passed ended it, or another dossier's end, and no official did.
    """

    kind: Literal["refusal"] = "refusal"
    applicant: Party
    procedure: Line
    office: Line
    turned: Turned
    received_on: date
    reason: Line
    desk: Line
    refuser: Line | None
    guide: Contact


class StopNotice(Sheet):
    """The notice that work has stopped because the applicant asked, form 05 of 2025 (only its name is known)."""

    kind: Literal["stop"] = "stop"
    recipient: Party
    procedure: Line
    received_on: date
    withdrawn_at: AwareDatetime
    reason: Line | None = None
    desk: Line
    receptionist: Line


class FaultNamed(Closed):
    """The error, or the lost or damaged papers, that an apology is for (Nghị định 61/2018/NĐ-CP, Điều 21)."""

    fault: Fault
    what: Line


class Apology(Sheet):
    """The apology, form 04 (Nghị định 61/2018/NĐ-CP, Điều 19.9): for lateness, or for a fault where one is named.

    `overdue` says that the due date had passed when it was signed. Only an apology for a fault may promise no new date.
    """

    kind: Literal["apology"] = "apology"
    number: Line
    recipient: Party
    procedure: Line
    received_on: date
    due_at: AwareDatetime
    overdue: bool = False
    status: Line
    holder: Line
    fault: FaultNamed | None = None
    reason: Line
    return_at: AwareDatetime | None
    return_where: Line
    contact: Contact
    signer: Signer
    copies_to: tuple[Line, ...] = ()

    @model_validator(mode="after")
    def _late_letters_promise_a_date(self) -> Self:
        if self.return_at is None and self.fault is None:
            raise ValueError("an apology for lateness names the new date")
        return self


class Urging(Sheet):
    """The urging letter, *công văn đôn đốc*, by the one-stop's head by order (Nghị định 61/2018/NĐ-CP, Điều 9)."""

    kind: Literal["urging"] = "urging"
    number: Line
    desk: Line
    addressee: Line
    applicant: Line
    procedure: Line
    received_on: date
    due_at: AwareDatetime
    overdue: bool
    status: Line
    held_since: AwareDatetime
    demand: Line
    signer: Signer
    copies_to: tuple[Line, ...] = ()


class OwnLetter(Sheet):
    """A letter of the procedure's own, to the applicant or to the desk; its form's title is the one written there."""

    kind: Literal["own_letter"] = "own_letter"
    number: Line
    to_desk: bool = False
    desk: Line
    applicant: Party
    procedure: Line
    paragraphs: tuple[Paragraph, ...] = Field(min_length=1)
    signer: Signer
    copies_to: tuple[Line, ...] = ()


Letter = Annotated[
    Receipt | SupplementRequest | Refusal | Apology | StopNotice | Urging | OwnLetter, Field(discriminator="kind")
]
"""Every letter that can be issued."""
