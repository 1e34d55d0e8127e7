"""What each notice says: one closed value per occasion, and the text file of the same name that words it."""

from datetime import datetime
from pathlib import Path
from string import Template
from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, Field

from activities.letters.contents import Line
from activities.letters.wording import instant_text
from definitions.procedure import Closed


class Text(Closed):
    """A notice as its reader sees it."""

    subject: str
    body: str


class Occasion(Closed):
    """What every notice names: the dossier, and where its reader sees more."""

    code: Line
    procedure: Line
    link: Line


class ToApplicant(Occasion):
    """A notice to the person whose dossier it is."""

    addressed_as: Line = "Ông/Bà"
    applicant: Line


class Accepted(ToApplicant):
    """The dossier was taken in; the receipt is attached."""

    kind: Literal["accepted"] = "accepted"
    received_at: AwareDatetime
    return_at: AwareDatetime
    return_where: Line


class SupplementRequested(ToApplicant):
    """What is missing, why, and how to hand it in, once and in full (Nghị định 61/2018/NĐ-CP, Điều 15.3)."""

    kind: Literal["supplement_requested"] = "supplement_requested"
    agency: Line
    wanted: tuple[Line, ...] = Field(min_length=1)
    reason: Line
    how: Line
    contact: Line


class Apologised(ToApplicant):
    """The result comes later; the signed apology is attached."""

    kind: Literal["apologised"] = "apologised"
    agency: Line
    reason: Line
    due_at: AwareDatetime
    return_at: AwareDatetime
    return_where: Line


class Ready(ToApplicant):
    """The result waits at the desk."""

    kind: Literal["ready"] = "ready"
    result: Line
    return_where: Line


class Refused(ToApplicant):
    """The dossier was refused, and why."""

    kind: Literal["refused"] = "refused"
    agency: Line
    reason: Line
    return_where: Line
    contact: Line


class Stopped(ToApplicant):
    """Work on the dossier was stopped, and why."""

    kind: Literal["stopped"] = "stopped"
    agency: Line
    reason: Line
    return_where: Line
    contact: Line


class Withdrawn(ToApplicant):
    """The applicant's own withdrawal is confirmed."""

    kind: Literal["withdrawn"] = "withdrawn"
    withdrawn_at: AwareDatetime
    return_where: Line


class ToOfficial(Occasion):
    """A notice inside the administration: who holds the dossier, at which step, and when it was promised."""

    office: Line
    step: Line
    due_at: AwareDatetime


class Warned(ToOfficial):
    """The due date is near."""

    kind: Literal["warned"] = "warned"


class ApologyDrafted(ToOfficial):
    """An apology waits for a signature."""

    kind: Literal["apology_drafted"] = "apology_drafted"
    sign_by_at: AwareDatetime


class ApologyFellDue(ToOfficial):
    """The last instant for the apology has come, and nobody has signed it."""

    kind: Literal["apology_fell_due"] = "apology_fell_due"


class Late(ToOfficial):
    """The due date has passed."""

    kind: Literal["late"] = "late"


class StepLate(ToOfficial):
    """A step's own limit has passed; the dossier may still be in time."""

    kind: Literal["step_late"] = "step_late"


class Escalated(ToOfficial):
    """Those above are told of a dossier that is late below them."""

    kind: Literal["escalated"] = "escalated"


class StepEscalated(ToOfficial):
    """Those above are told of a step that is late below them."""

    kind: Literal["step_escalated"] = "step_escalated"


Contents = Annotated[
    Accepted
    | SupplementRequested
    | Apologised
    | Ready
    | Refused
    | Stopped
    | Withdrawn
    | Warned
    | ApologyDrafted
    | ApologyFellDue
    | Late
    | StepLate
    | Escalated
    | StepEscalated,
    Field(discriminator="kind"),
]
"""Every notice there is."""


def compose(contents: Contents) -> Text:
    """The notice in Vietnamese, from `<kind>.txt`: the subject, a blank line, and the body."""
    template = Template((TEXTS / f"{contents.kind}.txt").read_text(encoding="utf-8"))
    placed = {name: _written(value) for name, value in contents}
    subject, blank, body = template.substitute(placed).split("\n", 2)
    assert not blank, f"the second line of {contents.kind}.txt must be blank"
    return Text(subject=subject, body=body)


TEXTS: Final = Path(__file__).parent


def _written(value: object) -> str:
    match value:
        case datetime():
            return instant_text(value)
        case tuple():
            return "\n".join(f"- {line}" for line in value)
        case _:
            return str(value)
