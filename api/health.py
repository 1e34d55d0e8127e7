"""Health over HTTP: whether the process lives, and whether it can work."""

from datetime import timedelta
from typing import Final, Literal

from fastapi import APIRouter
from pydantic import Field
from sqlmodel import Session, select
from temporalio.service import RPCError

from api.premises import OnPremises
from api.refusals import Outage
from api.views import View

router: Final = APIRouter(prefix="/api/health", tags=["health"])

PATIENCE: Final = timedelta(seconds=2)


class HealthView(View):
    """That all is well; anything else is a problem document."""

    status: Literal["well"] = Field(default="well", description="Always `well`.")


@router.get("")
async def read_health() -> HealthView:
    """Whether this process answers at all."""
    return HealthView()


@router.get("/ready")
async def read_readiness(premises: OnPremises) -> HealthView:
    """Whether the database and Temporal can be reached; 503 while one of them cannot."""
    await premises.read(_reached)
    try:
        serving = await premises.client.service_client.check_health(timeout=PATIENCE)
    except (RPCError, RuntimeError) as away:  # the second is the SDK's word for a first connection that failed
        raise Outage("Temporal cannot be reached") from away
    if not serving:
        raise Outage("Temporal does not serve")
    return HealthView()


def _reached(session: Session) -> None:
    session.exec(select(1))
