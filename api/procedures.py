"""Procedures over HTTP: those published and those in force on a day, what a version says, and what changed."""

import asyncio
from datetime import date
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Response
from sqlmodel import Session

from api.callers import Caller, CatalogueReader
from api.premises import OnPremises, Premises
from api.procedure_views import ChangeView, DefinitionView, DifferenceView, EditionView, edition_view
from api.refusals import ApiRule, Refused
from definitions.changes import bearing, compare, tell
from definitions.procedure import Procedure
from definitions.saying import Language
from records import dossiers, procedures
from records.editions import State

router: Final = APIRouter(prefix="/api/procedures", tags=["procedures"])

Code = Annotated[str, Path(pattern=r"^[0-9A-Z.]{1,40}$", description="The national code.", examples=["1.010803"])]
Version = Annotated[int, Path(ge=1, le=999_999, description="The version.")]
Other = Annotated[int, Path(ge=1, le=999_999, description="The version to compare it with.")]
OnDay = Annotated[date | None, Query(description="The day for which states are told; today, if none is given.")]

ETAG: Final[dict[str, Any]] = {
    "ETag": {"description": "The digest of what the version says.", "schema": {"type": "string"}}
}


@router.get("")
async def list_procedures(
    premises: OnPremises,
    caller: CatalogueReader,
    on: Annotated[date | None, Query(description="Only the versions in force on this day.")] = None,
) -> list[EditionView]:
    """Every procedure by the version published last; with a day, the versions that are in force on it."""
    found = await premises.read(_views, premises, on or caller.today)
    if on is not None:
        return [view for view in found if view.state is State.IN_FORCE]
    return list({view.code: view for view in reversed(found)}.values())


@router.get("/{code}/versions")
async def list_versions(
    premises: OnPremises, caller: CatalogueReader, code: Code, on: OnDay = None
) -> list[EditionView]:
    """All published versions of a procedure, the newest first."""
    return await versions_of(premises, caller, code, on)


@router.get("/{code}/versions/{version}", responses={200: {"headers": ETAG}})
async def read_version(
    premises: OnPremises, caller: CatalogueReader, code: Code, version: Version, response: Response
) -> DefinitionView:
    """What a published version says, and its text as it was written."""
    row = await premises.read(procedures.one, code, version)
    if row is None:
        raise Refused(ApiRule.UNKNOWN_VERSION)
    view = await edition_of(premises, caller, code, version)
    response.headers["ETag"] = f'"{view.digest}"'
    definition = procedures.definition(row).model_dump(mode="json", by_alias=True)
    return DefinitionView(**view.model_dump(), definition=definition, source=row.source)


@router.get("/{code}/versions/{version}/diff/{other}")
async def compare_versions(
    premises: OnPremises,
    _caller: CatalogueReader,
    code: Code,
    version: Version,
    other: Other,
    language: Annotated[Language, Query(description="The language of the sentences.")] = Language.VIETNAMESE,
) -> DifferenceView:
    """What changed from one published version of a procedure to another, in words."""
    before, after = await premises.read(_definition, code, version), await premises.read(_definition, code, other)
    return await asyncio.to_thread(_difference, before, after, language)


async def versions_of(premises: Premises, caller: Caller, code: str, on: date | None = None) -> list[EditionView]:
    """All published versions of a procedure, the newest first; refused when there are none."""
    found = await premises.read(_views, premises, on or caller.today, code)
    if not found:
        raise Refused(ApiRule.UNKNOWN_PROCEDURE)
    return found


async def edition_of(premises: Premises, caller: Caller, code: str, version: int) -> EditionView:
    """A version that is published, as it stands today."""
    return next(view for view in await versions_of(premises, caller, code) if view.version == version)


def _views(session: Session, premises: Premises, on: date, code: str | None = None) -> list[EditionView]:
    still_open = dossiers.open_by_version(session, code)
    return [
        edition_view(
            edition, premises.calendar, on=on, open_dossiers=still_open.get((edition.code, edition.version), 0)
        )
        for edition in procedures.editions(session, code)
    ]


def _definition(session: Session, code: str, version: int) -> Procedure:
    row = procedures.one(session, code, version)
    if row is None:
        raise Refused(ApiRule.UNKNOWN_VERSION, ("version", str(version)))
    return procedures.definition(row)


def _difference(before: Procedure, after: Procedure, language: Language) -> DifferenceView:
    changes = compare(before, after)
    told = [
        ChangeView(
            how=change.how,
            path=change.path,
            bearing=bearing(change),
            before=change.before,
            after=change.after,
            sentence=tell(change, language, before=before, after=after),
        )
        for change in changes
    ]
    return DifferenceView(before=before.version, after=after.version, equal=not changes, changes=told)
