"""Bodies: what callers send, checked for its shape before anything else happens."""

from datetime import date, datetime
from typing import Annotated, Any, Final, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from definitions.forms import check_form
from definitions.procedure import Channel
from workflows.messages import Fault, Language, Means

_LINE: Final = r"^[^\x00-\x1f\x7f]*$"
_TEXT: Final = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300, pattern=_LINE)]
"""One line of words."""
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000, pattern=_TEXT)]
"""Words in several lines; whether they may be missing the dossier decides."""
Word = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^[\w ./-]+$")]
"""An id or a name from a definition."""


When = TypeVar("When", bound=date)  # a datetime is a date too


def _keepable(form: dict[str, Any]) -> dict[str, Any]:
    wrong = check_form({}, form)
    if wrong:
        raise ValueError(wrong[0].sentence)
    return form


def _keepable_element(element: Any) -> Any:  # noqa: ANN401 - JSON of any kind
    return _keepable({"element": element})["element"]


def _within_reach(at: When) -> When:
    if not FIRST_YEAR <= at.year < LAST_YEAR:
        raise ValueError("the year is out of reach")
    return at


FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100

Instant = Annotated[datetime, AfterValidator(_within_reach)]
"""An instant that calendars can be asked about."""
Day = Annotated[date, AfterValidator(_within_reach)]
"""A day that calendars can be asked about."""
FilledIn = Annotated[dict[str, Any], AfterValidator(_keepable)]
"""A form's values; their meaning is checked against the definition's schema."""

Element = Annotated[Any, AfterValidator(_keepable_element)]
"""JSON of any kind."""

Papers = Annotated[tuple[Word, ...], Field(max_length=100)]


class Body(BaseModel):
    """What a caller sends: closed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Applicant(Body):
    """The person who hands the dossier in."""

    name: Line = Field(description="The full name.", examples=["Nguyễn Thị Hoa"])
    address: Line = Field(description="Where the person lives.", examples=["Thôn 1, xã Phú Sơn"])
    phone: Line | None = Field(default=None, max_length=30, description="A telephone number for messages.")
    email: Annotated[str, StringConstraints(max_length=200, pattern=r"^[^@\s]+@[^@\s]+$")] | None = Field(
        default=None, description="A mail address for messages."
    )
    identity: Line | None = Field(default=None, max_length=30, description="The identity number.")
    notify: Annotated[tuple[Means, ...], Field(min_length=1, max_length=3)] | None = Field(
        default=None,
        description="By what the person wants to be told: `mail`, `sms`, `webhook` (the office's gateway, such as to "
        "Zalo), or `none` alone to be told at the counter only. Without it, by mail and telephone as far as given.",
        examples=[["sms"]],
    )
    language: Language | None = Field(
        default=None, description="The language of notices, Vietnamese without it. Letters are in Vietnamese."
    )

    @field_validator("notify")
    @classmethod
    def _none_stands_alone(cls, notify: tuple[Means, ...] | None) -> tuple[Means, ...] | None:
        if notify is not None and (len(set(notify)) < len(notify) or (Means.NONE in notify and len(notify) > 1)):
            raise ValueError("each means stands once, and none stands alone")
        return notify

    @model_validator(mode="after")
    def _can_be_told_so(self) -> Self:
        chosen = self.notify or ()
        if Means.MAIL in chosen and self.email is None:
            raise ValueError("who wants to be told by mail gives a mail address")
        if {Means.SMS, Means.WEBHOOK} & set(chosen) and self.phone is None:
            raise ValueError("who wants to be told by telephone gives a telephone number")
        return self


class Lodging(Body):
    """A dossier handed in at a receiving desk."""

    procedure: Word = Field(description="The procedure's national code.", examples=["1.010803"])
    version: int | None = Field(
        default=None,
        ge=1,
        le=999_999,
        description="The version in force that day, to be sure of it; another is refused.",
    )
    unit: Word = Field(description="The unit whose desk receives the dossier.", examples=["19990"])
    channel: Channel = Field(description="How the dossier comes in.")
    applicant: Applicant
    form: FilledIn = Field(
        description="The procedure's form, by its schema.",
        examples=[
            {
                "martyr_name": "Nguyễn Văn Sơn",
                "certificate_number": "TB-123",
                "relation": "Con",
                "mandated": False,
            }
        ],
    )
    papers: Papers = Field(
        default=(), description="The ids of the papers handed in.", examples=[["application", "certificate"]]
    )
    rehearsal_at: Instant | None = Field(
        default=None,
        description="For a rehearsal: where its official clock begins, between 2000 and 2100; without an offset, "
        "local time. Refused where rehearsals are not allowed.",
    )


class Completion(Body):
    """A task finished with one of the outcomes that its step offers."""

    outcome: Word = Field(description="The outcome's name.", examples=["accept"])
    reason: Text | None = Field(default=None, description="Why; refusals and supplement requests demand it.")
    form: FilledIn | None = Field(default=None, description="The step's form, where it has one.")
    papers: Papers = Field(default=(), description="The papers asked for, when the outcome asks for a supplement.")


class Addition(Body):
    """Something more for a step that runs a branch for each: an element of its list, or a complaint in words."""

    element: Element = Field(
        description="The element, in the shape of the list's others; for a public posting, what the complaint says.",
        examples=["Thửa đất số 12 đang có tranh chấp."],
    )


class SupplementRequest(Body):
    """What the applicant is asked to add, once and fully."""

    reason: Text = Field(description="What is missing, and why it is needed.")
    papers: Papers = Field(default=(), description="The ids of the papers asked for.")


class Supplement(Body):
    """What came in at the desk."""

    papers: Papers = Field(default=(), description="The ids of the papers handed in.")
    note: Text | None = Field(default=None, description="A note for the office.")


class SignedApology(Body):
    """The apology's reason and the one new return date."""

    reason: Text = Field(description="Why the dossier is late, for the applicant.")
    return_on: date | None = Field(
        default=None,
        description="The new return date, a working day after the old one; only an apology for a fault may lack it.",
    )


class SignedUrging(Body):
    """What the urging letter demands."""

    demand: Text = Field(description="What the office that holds the dossier is to do, and by when.")


class FaultReport(Body):
    """An error in the result, or papers lost or damaged."""

    fault: Fault = Field(description="What kind of fault it is.")
    what: Text = Field(description="What happened, for the applicant.")


class Withdrawal(Body):
    """The applicant's wish to take the dossier back."""

    reason: Text = Field(description="Why the applicant withdraws.")


class DefinitionText(Body):
    """A definition as it is written, with the name of its file where it has one."""

    text: str = Field(min_length=1, max_length=250_000, description="The definition in YAML, as it is written.")
    file: Line | None = Field(
        default=None,
        description="The file's name: its version must be the definition's own. Findings name it.",
        examples=["tro-cap-tho-cung-liet-si.v2.yaml"],
    )


class Abolition(Body):
    """From when on a procedure is abolished."""

    from_on: Day = Field(alias="from", description="The first day on which no dossier is accepted.")
    decision: Line | None = Field(default=None, description="The decision that abolishes it.", examples=["12/QĐ-UBND"])


class SignIn(Body):
    """Who signs in at the demonstration's desk."""

    official: Word = Field(description="The official's id.", examples=["tiepnhan.19990"])
