"""What letters 01 and 04 state (Thông tư 01/2018/TT-VPCP, Phụ lục): values only, no layout."""

import unicodedata
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, Field

from definitions.procedure import Closed, PaperKind


def _printable(text: str) -> str:
    """One line of composed letters (NFC), without control or invisible characters."""
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(" " if unicodedata.category(letter) in _INVISIBLE else letter for letter in composed)
    return " ".join(visible.split())


_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})

Line = Annotated[str, AfterValidator(_printable), Field(min_length=1, max_length=2_000)]
"""A text that a letter prints, whatever its writer typed."""


class Agency(Closed):
    """Who issues a letter: two lines at the top left, and the place beside the date."""

    superior: Line | None = None
    issuing: Line
    place: Line


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


class Signer(Closed):
    """Who signs: `title` is the head's; a deputy signing by mandate (KT.) adds `deputy_title`."""

    name: Line
    title: Line
    deputy_title: Line | None = None


class Receipt(Closed):
    """Letter 01, *Giấy tiếp nhận hồ sơ và hẹn trả kết quả*; instants come in the office's zone."""

    kind: Literal["receipt"] = "receipt"
    rehearsal: bool = False
    agency: Agency
    issued_on: date
    code: Line
    desk: Line
    applicant: Party
    submitter: Party | None = None
    procedure: Line
    papers: tuple[PaperHandedIn, ...]
    sets: int = Field(default=1, ge=1)
    term: Line
    received_at: AwareDatetime
    return_at: AwareDatetime
    return_where: Line
    receptionist: Line
    look_up: Line | None = None


class Apology(Closed):
    """Letter 04, *Phiếu xin lỗi và hẹn lại ngày trả kết quả* (Nghị định 61/2018/NĐ-CP, Điều 19.9)."""

    kind: Literal["apology"] = "apology"
    rehearsal: bool = False
    agency: Agency
    issued_on: date
    number: Line
    recipient: Party
    code: Line
    procedure: Line
    received_on: date
    due_at: AwareDatetime
    status: Line
    holder: Line
    reason: Line
    return_at: AwareDatetime
    return_where: Line
    contact: Contact
    signer: Signer
    copies_to: tuple[Line, ...] = ()


Letter = Annotated[Receipt | Apology, Field(discriminator="kind")]
"""Every letter that can be printed."""
