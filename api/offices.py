"""Offices over HTTP: what an office is called, where it stands, and who works there."""

from datetime import date
from typing import Annotated, Final

from fastapi import APIRouter, Path
from pydantic import Field

from api.callers import SignedIn
from api.policy import Act, Concern
from api.premises import OnPremises, Premises
from api.refusals import ApiRule, Refused
from api.views import OfficeBrief, View
from definitions.directory import Directory, Office, UnknownOffice
from records import offices

router: Final = APIRouter(prefix="/api/offices", tags=["offices"])

Unit = Annotated[str, Path(pattern=r"^[0-9A-Za-z-]{1,20}$", description="The administrative unit.", examples=["19990"])]
Role = Annotated[str, Path(pattern=r"^[a-z-]{1,40}$", description="The office's role there.", examples=["desk"])]


class OfficeView(View):
    """An office, its posts and the line above it."""

    code: str = Field(description="Unit and role.", examples=["19990/desk"])
    name: str = Field(description="The name in Vietnamese.")
    level: str = Field(description="The administrative level.")
    agency: str | None = Field(description="The code with which its dossiers' codes begin.")
    head: str = Field(description="The post that heads it.")
    deputy: str | None = Field(description="The post that signs for the head by mandate (KT.), if there is one.")
    posts: list[str] = Field(description="Its posts.")
    above: list[OfficeBrief] = Field(description="The offices above it, nearest first.")
    valid_from: date = Field(description="The first day of its existence.")
    valid_to: date | None = Field(description="The last day, if it has ended.")
    successor: str | None = Field(description="The office that took over its work.")


@router.get("/{unit}/{role}")
async def read_office(premises: OnPremises, caller: SignedIn, unit: Unit, role: Role) -> OfficeView:
    """An office of the directory, in force or not."""
    caller.permitted(Act.READ_OFFICE)
    office, directory = await find_office(premises, unit, role)
    above = line(directory, office)[1:]
    return OfficeView(
        **office.model_dump(exclude={"unit", "role", "parent", "posts"}),
        posts=list(office.posts),
        above=[OfficeBrief(code=one.code, name=one.name, level=one.level) for one in above],
    )


async def find_office(premises: Premises, unit: str, role: str) -> tuple[Office, Directory]:
    """The office and its directory; refused when there is none of that unit and role."""
    directory = await premises.read(offices.directory)
    try:
        return directory.office(f"{unit}/{role}"), directory
    except UnknownOffice as unknown:
        raise Refused(ApiRule.UNKNOWN_OFFICE) from unknown


def line(directory: Directory, office: Office) -> tuple[Office, ...]:
    """The office itself and every office above it, nearest first."""
    found = [office]
    while found[-1].parent is not None:
        found.append(directory.office(found[-1].parent))
    return tuple(found)


def concern_of(directory: Directory, office: Office) -> Concern:
    """What reading an office's worklist concerns: the office and those above it."""
    return Concern(offices=frozenset(one.code for one in line(directory, office)))


def day_at(office: Office, today: date) -> date:
    """Today, or the office's own first or last day where today lies outside its existence.

    What a closed office has left behind is looked at as on its last day.
    """
    last = min(today, office.valid_to) if office.valid_to else today
    return max(last, office.valid_from)
