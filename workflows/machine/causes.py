"""The words of events: causes, kinds of breach, of custody, of lateness."""

from enum import StrEnum


class Cause(StrEnum):
    """Why a due date was revised."""

    SUPPLEMENT = "supplement"
    PAUSE = "pause"
    EXTENSION = "extension"
    CALENDAR = "calendar"
    STAGE = "second stage"
    ADDED = "added by law"


class Lateness(StrEnum):
    """How a dossier stood to its due date when its clock stopped for good."""

    EARLY = "early"
    ON_TIME = "on time"
    LATE = "late"


class Breach(StrEnum):
    """A duty towards the applicant that was not kept."""

    APOLOGY_LATE = "apology late"
    APOLOGY_MISSING = "apology missing"
    REFUSAL_LATE = "refusal late"


class Custody(StrEnum):
    """What is handed from office to office."""

    DOSSIER = "dossier"
    RESULT = "result"
    REFUSAL = "refusal"


class Owed(StrEnum):
    """What an apology is owed for."""

    LATENESS = "lateness"
    FAULT = "fault"


class Gone(StrEnum):
    """Why a task was taken away without being done."""

    ENDED = "ended"
    CLOCK_STOPPED = "clock stopped"
    HANDED_OVER = "handed over"
    CANCELLED = "cancelled"


class Finished(StrEnum):
    """How a branch ended."""

    JOINED = "joined"
    CANCELLED = "cancelled"
