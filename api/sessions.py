"""Sessions over HTTP: signing in as a demonstration official, and who one is."""

from datetime import date, datetime
from typing import Final

from fastapi import APIRouter, Request
from pydantic import Field

from api.bodies import SignIn
from api.callers import SignedIn, find_official
from api.premises import OnPremises, Premises
from api.refusals import ApiRule, Refused
from api.tokens import LIFETIME
from api.views import View
from definitions.officials import Official
from runtime.settings import Mode, is_loopback

router: Final = APIRouter(prefix="/api/sessions", tags=["sessions"])


class PostView(View):
    """A post that the official holds or held."""

    post: str = Field(description="The post.", examples=["receptionist"])
    office: str = Field(description="The office.", examples=["19990/desk"])
    title: str = Field(description="What a citizen reads.")
    valid_from: date = Field(description="The first day.")
    valid_to: date | None = Field(description="The last day, if it is fixed.")
    in_force: bool = Field(description="Whether it is held today.")


class OfficialView(View):
    """Who is signed in."""

    official: str = Field(description="The official's id.")
    name: str = Field(description="The official's name.")
    posts: list[PostView] = Field(description="The posts from which follows what the official may do.")


class SessionView(View):
    """A session just begun."""

    token: str = Field(description="To be sent as `Authorization: Bearer …`.")
    expires_at: datetime = Field(description="When it ends.")
    official: OfficialView


@router.post("", status_code=201)
async def sign_in(premises: OnPremises, request: Request, body: SignIn) -> SessionView:
    """Sign in as one of the demonstration officials: on this machine, in embedded mode only."""
    near = request.client is not None and is_loopback(request.client.host)
    if premises.settings.mode is not Mode.EMBEDDED or not near:
        raise Refused(ApiRule.SIGN_IN_ELSEWHERE)
    official = await find_official(premises, body.official)
    if official is None:
        raise Refused(ApiRule.UNKNOWN_OFFICIAL, ("/official", body.official))
    now = premises.clock()
    return SessionView(
        token=premises.tokens.issue(official.id, now),
        expires_at=premises.calendar.local(now + LIFETIME).replace(microsecond=0),
        official=_official(official, _today(premises)),
    )


@router.get("/current")
async def read_session(premises: OnPremises, caller: SignedIn) -> OfficialView:
    """Who is signed in, and the posts he or she holds."""
    return _official(caller.official, _today(premises))


def _today(premises: Premises) -> date:
    return premises.calendar.local_date(premises.clock())


def _official(official: Official, today: date) -> OfficialView:
    posts = [PostView(**post.model_dump(), in_force=post.is_in_force(today)) for post in official.posts]
    return OfficialView(official=official.id, name=official.name, posts=posts)
