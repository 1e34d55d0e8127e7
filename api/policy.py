"""The policy: what an official may do, as it follows from the posts held on a day. Pure; every endpoint asks it."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from definitions.officials import Appointment, Official


class Act(StrEnum):
    """What an official may want to do."""

    READ_CATALOGUE = "read catalogue"
    READ_OFFICE = "read office"
    READ_WORKLIST = "read worklist"
    READ_DOSSIER = "read dossier"
    LODGE = "lodge"
    WORK = "work"
    ACT_AT_DESK = "act at desk"
    REPORT_FAULT = "report fault"
    SEE_ALERT = "see alert"
    PUBLISH = "publish"
    READ_REPORT = "read report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """What an act concerns: the offices any of which must be the official's, and the posts there that may do it.

    For work and acts at the desk: the one office, and the post that has the task (to release it, also its head's), or
    that the step names to add to it.
    To report a fault: the heads of the office that holds the dossier and of the desk. To see an alert: the offices and
    the post that it tells.
    For reading a dossier: every office of its route, those above included. For a worklist: the office and every office
    above it. For a report: the offices of the unit and every office above them; of the whole, those at the top. To
    publish: the post, wherever the directory has it.
    """

    offices: frozenset[str] = field(default_factory=frozenset)
    posts: frozenset[str] = field(default_factory=frozenset)


DESIGNER: Final = "designer"
"""The post of those who publish and abolish procedures: in the secretariat of the province's committee."""

DESIGNERS: Final = Concern(posts=frozenset({DESIGNER}))
"""The concern of publishing and abolishing."""

ANYBODY: Final = Concern()
"""The concern of acts that every official of the directory may do."""


def permit(official: Official, act: Act, concern: Concern, on: date) -> Appointment | None:
    """The appointment by which the official may do the act on that day; None when there is none."""
    held = (appointment for appointment in official.posts if appointment.is_in_force(on))
    match act:
        case Act.READ_CATALOGUE | Act.READ_OFFICE:
            return next(iter(official.posts), None)
        case Act.READ_WORKLIST | Act.READ_DOSSIER | Act.READ_REPORT:
            return next((one for one in held if one.office in concern.offices), None)
        case Act.LODGE | Act.WORK | Act.ACT_AT_DESK | Act.REPORT_FAULT | Act.SEE_ALERT:
            return next((one for one in held if one.office in concern.offices and one.post in concern.posts), None)
        case Act.PUBLISH:
            return next((one for one in held if one.post in concern.posts), None)
