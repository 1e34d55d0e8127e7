"""Refusals: the named rules by which a dossier says no."""

from enum import StrEnum


class Rule(StrEnum):
    """The rules' names: stable, since callers and scenarios rely on them."""

    ALREADY_LODGED = "AlreadyLodged"
    NOT_LODGED = "NotLodged"
    DOSSIER_ENDED = "DossierEnded"
    CHANNEL_NOT_OFFERED = "ChannelNotOffered"
    FORM_INVALID = "FormInvalid"
    PAPERS_MISSING = "PapersMissing"
    PAPERS_UNKNOWN = "PapersUnknown"
    NOT_THE_RECEIVING_DESK = "NotTheReceivingDesk"
    TASK_UNKNOWN = "TaskUnknown"
    TASK_NOT_OPEN = "TaskNotOpen"
    POST_NOT_HELD = "PostNotHeld"
    TASK_CLAIMED_BY_ANOTHER = "TaskClaimedByAnother"
    TASK_NOT_CLAIMED = "TaskNotClaimed"
    SAME_PERSON = "SamePerson"
    OUTCOME_UNKNOWN = "OutcomeUnknown"
    REASON_MISSING = "ReasonMissing"
    FORM_NOT_ASKED = "FormNotAsked"
    SUPPLEMENT_ALREADY_ASKED = "SupplementAlreadyAsked"
    SUPPLEMENT_TOO_LATE = "SupplementTooLate"
    SUPPLEMENT_NOT_ASKED = "SupplementNotAsked"
    NOT_AN_APOLOGY = "NotAnApology"
    NOT_AN_URGING = "NotAnUrging"
    SIGN_THE_LETTER = "SignTheLetter"
    NOT_THE_HEAD = "NotTheHead"
    RETURN_DATE_MISSING = "ReturnDateMissing"
    NOT_AN_OPERATOR = "NotAnOperator"
    OTHER_CALENDAR = "OtherCalendar"
    RETURN_DATE_NOT_LATER = "ReturnDateNotLater"
    RETURN_DATE_OFF = "ReturnDateOff"
    RETURN_DATE_BEYOND_CALENDAR = "ReturnDateBeyondCalendar"
    LIMIT_BEYOND_CALENDAR = "LimitBeyondCalendar"
    NOT_OPEN_TO_MORE = "NotOpenToMore"
    FEE_MISMATCH = "FeeMismatch"
    WITHDRAWAL_TOO_LATE = "WithdrawalTooLate"
    CALL_UNKNOWN = "CallUnknown"
    CALLED_TOO_DEEP = "CalledTooDeep"
    STALE = "Stale"
    KEY_REUSED = "KeyReused"


class Refusal(Exception):
    """A rule says no. Nothing has changed; `details` name what is concerned and hold no personal data."""

    def __init__(self, rule: Rule, *details: tuple[str, str]) -> None:
        """Refuse by `rule`; each detail is a pair: where (a pointer or a name), and what about it."""
        super().__init__(rule)
        self.rule = rule
        self.details = details
