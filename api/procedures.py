"""Procedures over HTTP: the published ones, their versions, and what a version says."""

from datetime import date, datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path
from pydantic import Field

from api.callers import CatalogueReader
from api.premises import OnPremises
from api.refusals import ApiRule, Refused
from api.views import View
from definitions.calendar import Calendar
from records import procedures
from records.editions import Edition

router: Final = APIRouter(prefix="/api/procedures", tags=["procedures"])

Code = Annotated[str, Path(pattern=r"^[0-9A-Z.]{1,40}$", description="The national code.", examples=["1.010803"])]


class EditionView(View):
    """A published version of a procedure."""

    code: str = Field(description="The national code.", examples=["1.010803"])
    version: int = Field(description="The version.")
    title: str = Field(description="The title in Vietnamese.")
    sector: str = Field(description="The sector in Vietnamese.")
    digest: str = Field(description="SHA-256 of the definition's canonical JSON.")
    effective_from: date = Field(description="The first day on which dossiers are accepted under it.")
    effective_until: date | None = Field(description="The last day, if it has one.")
    published_at: datetime = Field(description="When it was published.")


class DefinitionView(EditionView):
    """A version with everything that it says."""

    definition: dict[str, Any] = Field(description="The definition as the language writes it.")


@router.get("")
async def list_procedures(premises: OnPremises, _caller: CatalogueReader) -> list[EditionView]:
    """Every procedure, each by the version published last."""
    found = await premises.read(procedures.editions)
    newest = {edition.code: edition for edition in reversed(found)}
    return [_edition(edition, premises.calendar) for edition in newest.values()]


@router.get("/{code}/versions")
async def list_versions(premises: OnPremises, _caller: CatalogueReader, code: Code) -> list[EditionView]:
    """All published versions of a procedure, the newest first."""
    found = await premises.read(procedures.editions, code)
    if not found:
        raise Refused(ApiRule.UNKNOWN_PROCEDURE)
    return [_edition(edition, premises.calendar) for edition in found]


@router.get("/{code}/versions/{version}")
async def read_version(
    premises: OnPremises,
    _caller: CatalogueReader,
    code: Code,
    version: Annotated[int, Path(ge=1, le=999_999, description="The version.")],
) -> DefinitionView:
    """What a published version says."""
    row = await premises.read(procedures.one, code, version)
    if row is None:
        raise Refused(ApiRule.UNKNOWN_VERSION)
    definition = procedures.definition(row).model_dump(mode="json", by_alias=True)
    known = row.model_dump(exclude={"source", "canonical", "published_at", "published_by", "decision"})
    return DefinitionView(**known, published_at=premises.calendar.local(row.published_at), definition=definition)


def _edition(edition: Edition, calendar: Calendar) -> EditionView:
    return EditionView(
        code=edition.code,
        version=edition.version,
        title=edition.title,
        sector=edition.sector,
        digest=edition.digest,
        effective_from=edition.effective_from,
        effective_until=edition.effective_until,
        published_at=calendar.local(edition.published_at),
    )
