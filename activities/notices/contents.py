"""What each notice says: one closed value per occasion; the text files of the same name word it."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from definitions.values import Closed
from letters.contents import Line


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
    hand_in_where: Line
    contact: Line


class Apologised(ToApplicant):
    """The result comes later; the signed apology is attached."""

    kind: Literal["apologised"] = "apologised"
    agency: Line
    reason: Line
    due_at: AwareDatetime
    return_at: AwareDatetime
    return_where: Line


class ApologisedForFault(ToApplicant):
    """An error, or papers lost or damaged, is apologised for; the signed apology is attached (Điều 21)."""

    kind: Literal["apologised_for_fault"] = "apologised_for_fault"
    agency: Line
    reason: Line
    contact: Line


class Redated(ToApplicant):
    """The government moved working days, and the return date with them."""

    kind: Literal["redated"] = "redated"
    due_at: AwareDatetime
    return_at: AwareDatetime
    return_where: Line


class SecondStageBegun(ToApplicant):
    """The first appointment is kept; the second begins, with a return date of its own."""

    kind: Literal["second_stage_begun"] = "second_stage_begun"
    due_at: AwareDatetime
    return_at: AwareDatetime
    return_where: Line


class TermExtended(ToApplicant):
    """The law gives such a dossier more time, because of what came out of a step."""

    kind: Literal["term_extended"] = "term_extended"
    step: Line
    due_at: AwareDatetime
    return_at: AwareDatetime
    return_where: Line


class ClockResumed(ToApplicant):
    """What was waited for outside the office is there, and the time limit runs again."""

    kind: Literal["clock_resumed"] = "clock_resumed"
    due_at: AwareDatetime
    return_at: AwareDatetime
    return_where: Line


class FeeAsked(ToApplicant):
    """What is to be paid, in đồng, for what, until when and where; `pay_by` says in words that there is no such day."""

    kind: Literal["fee_asked"] = "fee_asked"
    amount: Line
    what_for: Line
    pay_by: AwareDatetime | Line
    pay_where: Line


class Awaited(ToApplicant):
    """The dossier waits for something that comes to the desk; `until` says in words that there is no such day."""

    kind: Literal["awaited"] = "awaited"
    what: Line
    until: AwareDatetime | Line
    where: Line


class LetterSent(ToApplicant):
    """A letter of the procedure's own, which is attached."""

    kind: Literal["letter_sent"] = "letter_sent"
    title: Line
    agency: Line
    contact: Line


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


class FaultApologyDrafted(Occasion):
    """An apology for an error, or for lost or damaged papers, waits for a signature."""

    kind: Literal["fault_apology_drafted"] = "fault_apology_drafted"
    office: Line
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


class UrgingDrafted(ToOfficial):
    """An urging letter waits for a signature."""

    kind: Literal["urging_drafted"] = "urging_drafted"


class Urged(ToOfficial):
    """The one-stop's head urges the office that holds the dossier; the signed letter is attached."""

    kind: Literal["urged"] = "urged"
    desk: Line
    demand: Line


class LetterForDesk(Occasion):
    """A letter of the procedure's own to the desk, which is attached."""

    kind: Literal["letter_for_desk"] = "letter_for_desk"
    office: Line
    desk: Line
    title: Line


class ComplaintMade(Occasion):
    """Somebody complains of what an office has posted publicly."""

    kind: Literal["complaint_made"] = "complaint_made"
    office: Line
    posting: Line
    complaint: Line
    recorded_at: AwareDatetime


Contents = Annotated[
    Accepted
    | SupplementRequested
    | Apologised
    | ApologisedForFault
    | Redated
    | SecondStageBegun
    | TermExtended
    | ClockResumed
    | FeeAsked
    | Awaited
    | LetterSent
    | Ready
    | Refused
    | Stopped
    | Withdrawn
    | Warned
    | ApologyDrafted
    | FaultApologyDrafted
    | ApologyFellDue
    | Late
    | StepLate
    | Escalated
    | StepEscalated
    | UrgingDrafted
    | Urged
    | LetterForDesk
    | ComplaintMade,
    Field(discriminator="kind"),
]
"""Every notice there is."""
