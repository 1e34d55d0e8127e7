"""Acts: what somebody does in a scenario, and who."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal

APPLICANT: Final = "applicant"


@dataclass(frozen=True, slots=True)
class Who:
    """An actor: the applicant, or the number-th official of a post, at a level and in a role where these are said."""

    post: str
    number: int = 1
    level: str | None = None
    role: str | None = None

    @property
    def is_applicant(self) -> bool:
        """Whether this is the applicant, not an official."""
        return self.post == APPLICANT


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteStep:
    """`<step> <outcome> [with {json}] [because <reason>]`."""

    step: str
    outcome: str
    reason: str | None = None
    form: dict[str, Any] | None = None
    papers: tuple[str, ...] = ()
    kind: Literal["complete"] = "complete"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimStep:
    """`claim <step>`."""

    step: str
    kind: Literal["claim"] = "claim"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseStep:
    """`release <step>`."""

    step: str
    kind: Literal["release"] = "release"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskSupplement:
    """`supplement <step> because <reason>`."""

    step: str
    reason: str
    papers: tuple[str, ...] = ()
    kind: Literal["ask_supplement"] = "ask_supplement"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeSupplement:
    """`receive supplement`."""

    papers: tuple[str, ...] = ()
    kind: Literal["take_supplement"] = "take_supplement"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignTheApology:
    """`sign apology [until <day>] because <reason>`; one for a fault may leave the date."""

    reason: str
    return_on: date | None = None
    kind: Literal["sign_apology"] = "sign_apology"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBack:
    """`withdraw because <reason>`."""

    reason: str
    kind: Literal["take_back"] = "take_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAFault:
    """`report error|lost|damaged because <what>`."""

    fault: str
    what: str
    kind: Literal["report_fault"] = "report_fault"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignTheUrging:
    """`sign urging because <demand>`."""

    demand: str
    kind: Literal["sign_urging"] = "sign_urging"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddElement:
    """`add <step> [with {json}] [because <complaint>]`: an element of an `each`, or a complaint against a posting."""

    step: str
    element: Any
    kind: Literal["add"] = "add"


Deed = (
    CompleteStep
    | ClaimStep
    | ReleaseStep
    | AskSupplement
    | TakeSupplement
    | SignTheApology
    | TakeBack
    | ReportAFault
    | SignTheUrging
    | AddElement
)


@dataclass(frozen=True, slots=True)
class Act:
    """One line of a scenario: when (local clock, to the minute), who, what, and the rule that must refuse it.

    `within` are the calls that lead to the child dossier in which it is done, none for the scenario's own.
    """

    at: datetime
    who: Who
    deed: Deed
    refused: str | None = None
    within: tuple[str, ...] = ()
