"""Landing: whether an open dossier could go on under another version of its procedure, and where. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from definitions.assignees import RECEIVING_DESK, Assignee
from definitions.directory import Directory, Route, UnknownOffice
from definitions.forms import check_form, check_papers
from definitions.procedure import Procedure


class Hindrance(StrEnum):
    """Why a dossier could not go on under the version."""

    RECEIVED_ELSEWHERE = "received elsewhere"
    NO_OFFICE = "no office"
    NO_STEP = "no step"
    OTHER_POST = "other post"
    OTHER_OFFICE = "other office"
    FORM = "form"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Reason:
    """One hindrance, and what it concerns: a level, a place, a step, a field's sentence, a paper's title."""

    hindrance: Hindrance
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A step that waits in an office for somebody with a post."""

    step: str
    office: str
    post: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What there is of an open dossier: where and when it was received, what waits, its form and its papers."""

    unit: str
    level: str
    accepted_on: date
    work: Sequence[Work]
    form: Mapping[str, Any]
    papers: Sequence[str]


def hindrances(standing: Standing, procedure: Procedure, directory: Directory) -> tuple[Reason, ...]:
    """Everything that keeps a dossier from going on under the version; none when each of its open steps lands.

    A step lands where the version has a step of that name for the same post in the same office, as the offices were
    on the day of acceptance. The form must fit, and the papers that the version calls for be there.
    """
    return tuple(dict.fromkeys(_all(standing, procedure, directory)))


def _all(standing: Standing, procedure: Procedure, directory: Directory) -> Iterator[Reason]:
    if standing.level != procedure.receive.at:
        yield Reason(Hindrance.RECEIVED_ELSEWHERE, procedure.receive.at)
    try:
        route = directory.route(standing.unit, procedure.places, standing.accepted_on)
    except UnknownOffice as unknown:
        yield Reason(Hindrance.NO_OFFICE, unknown.wanted)
    else:
        for work in standing.work:
            yield from _of_work(work, procedure, route)
    yield from _of_form(standing, procedure)


def _of_work(work: Work, procedure: Procedure, route: Route) -> Iterator[Reason]:
    who = _who(procedure, work.step)
    if who is None:
        yield Reason(Hindrance.NO_STEP, work.step)
        return
    office = route.office(route.receiving if who.place == RECEIVING_DESK else route.places[who.place])
    if office.code != work.office:
        yield Reason(Hindrance.OTHER_OFFICE, f"{work.step}: {who.place}")
    elif office.post(who.post) != work.post:
        yield Reason(Hindrance.OTHER_POST, f"{work.step}: {who.post}")


def _who(procedure: Procedure, step_id: str) -> Assignee | None:
    step = procedure.manned.get(step_id)
    return step.who if step is not None else None


def _of_form(standing: Standing, procedure: Procedure) -> Iterator[Reason]:
    wrong = check_form(procedure.receive.form, standing.form)
    for field in wrong:
        yield Reason(Hindrance.FORM, field.sentence)
    if not wrong:
        for paper in check_papers(procedure, standing.form, standing.papers).missing:
            yield Reason(Hindrance.PAPER, paper.title)
