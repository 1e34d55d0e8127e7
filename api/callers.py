"""Callers: the official behind a request's bearer token, and the one way to ask the policy."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Depends, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.policy import ANYBODY, Act, Concern, permit
from api.premises import OnPremises, Premises
from api.refusals import ApiRule, Refused
from api.staff import read_official
from definitions.officials import Appointment, Official
from workflows.actors import Official as Actor
from workflows.machine.refusals import Refusal, Rule

_BEARER = HTTPBearer(auto_error=False, description="The token that `POST /api/sessions` gives.")


@dataclass(frozen=True, slots=True)
class Caller:
    """The official who calls, on the day of the call."""

    official: Official
    today: date

    def permitted(self, act: Act, concern: Concern = ANYBODY, *, on: date | None = None) -> Appointment:
        """The appointment by which the caller may do the act on a day, today if none is given; else refused."""
        appointment = permit(self.official, act, concern, on or self.today)
        if appointment is None:
            raise _no(act)
        return appointment

    def acting(self, appointment: Appointment) -> Actor:
        """The caller as the actor of an act done by that appointment."""
        return Actor(
            official=self.official.id,
            name=self.official.name,
            post=appointment.post,
            office=appointment.office,
        )


def _no(act: Act) -> Refusal | Refused:
    """An act that the dossier itself would refuse is refused by its rule; reading and seeing, by the API's own."""
    match act:
        case Act.WORK:
            return Refusal(Rule.POST_NOT_HELD)
        case Act.REPORT_FAULT:
            return Refusal(Rule.NOT_THE_HEAD)
        case Act.LODGE | Act.ACT_AT_DESK:
            return Refusal(Rule.NOT_THE_RECEIVING_DESK)
        case (
            Act.READ_CATALOGUE
            | Act.READ_OFFICE
            | Act.READ_WORKLIST
            | Act.READ_DOSSIER
            | Act.READ_REPORT
            | Act.SEE_ALERT
            | Act.PUBLISH
        ):
            return Refused(ApiRule.NOT_PERMITTED)


async def signed_in(
    premises: OnPremises, credentials: Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)]
) -> Caller:
    """The official whose token the request bears; refused without one."""
    if credentials is None:
        raise Refused(ApiRule.NOT_SIGNED_IN)
    now = premises.clock()
    name = premises.tokens.read(credentials.credentials, now)
    official = await find_official(premises, name)
    if official is None:
        raise Refused(ApiRule.NOT_SIGNED_IN)
    return Caller(official, premises.calendar.local_date(now))


async def find_official(premises: Premises, name: str) -> Official | None:
    """The official of that id; None when the records have none."""
    known = premises.officials.known(name)
    if known is None:
        known = await premises.read(read_official, name)
    if known is not None:
        premises.officials.remember(known)
    return known


async def _may_read_catalogue(caller: Annotated[Caller, Depends(signed_in)]) -> Caller:
    caller.permitted(Act.READ_CATALOGUE)
    return caller


SignedIn = Annotated[Caller, Depends(signed_in)]
"""The official who calls; the route goes on to ask what he or she may do."""
CatalogueReader = Annotated[Caller, Depends(_may_read_catalogue)]
"""An official who may read procedures."""
