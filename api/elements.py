"""Elements over HTTP: adding one to a step that runs a branch for each, or a complaint to a public posting."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Response

from api.bodies import Addition
from api.callers import SignedIn
from api.calls import AnyCall
from api.dossiers import ETAG, Code, readable, shown
from api.policy import Act
from api.premises import OnPremises
from api.telling import tell
from api.views import DossierView
from workflows.messages import Add

router: Final = APIRouter(prefix="/api/dossiers/{code}/steps/{step}", tags=["dossiers"])

Step = Annotated[
    str,
    Path(pattern=r"^[a-z][a-z0-9_]{0,39}$", description="The step of the definition.", examples=["publish"]),
]
_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {200: {"headers": ETAG}}


@router.post("/elements", responses=_ANSWERS)
async def add_element(
    premises: OnPremises, caller: SignedIn, code: Code, step: Step, call: AnyCall, body: Addition, response: Response
) -> DossierView:
    """Begin a branch for one more element, or for a complaint, as whoever the step names for it."""
    found = await readable(premises, caller, code)
    appointment = caller.permitted(Act.WORK, found.growing(step), on=found.today(premises.clock()))
    order = call.order(Add(step=step, element=body.element), actor=caller.acting(appointment), body=body)
    await tell(premises.client, found.pin.code, order)
    return await shown(premises, found.pin, response)
