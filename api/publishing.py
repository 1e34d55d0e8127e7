"""Publishing over HTTP: a text checked, a version published, a procedure abolished; by process designers."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from fastapi import APIRouter, Request, Response
from sqlmodel import Session

from api.bodies import Abolition, Body, DefinitionText
from api.callers import Caller, CatalogueReader, SignedIn
from api.calls import Key
from api.policy import DESIGNERS, Act
from api.premises import OnPremises, Premises
from api.procedure_views import AbolitionView, CheckedView, EditionView, finding_view
from api.procedures import ETAG, Code, edition_of
from api.refusals import ApiRule, Refused
from api.telling import digest as digest_of_call
from definitions import loader
from definitions.checking import Ground, check_loaded
from definitions.findings import Finding
from definitions.procedure import Procedure
from definitions.saying import Language
from records import dossiers, offices, procedures, publishings
from records.database import Database, writing
from records.editions import State
from records.gazette import Publishing
from records.procedures import (
    Abolished,
    AbolishedBefore,
    AcceptedSince,
    DifferentVersion,
    EffectNotLater,
    NeverPublished,
    NotTheNextVersion,
    PublishingRefused,
)
from workflows.machine.refusals import Refusal, Rule
from workflows.proving import prove

router: Final = APIRouter(prefix="/api/procedures", tags=["procedures"])

MOST_FINDINGS: Final = 100
"""How many findings a refusal names; checking the text names all of them."""

T = TypeVar("T")


@router.post("/check")
async def check_definition(premises: OnPremises, caller: CatalogueReader, body: DefinitionText) -> CheckedView:
    """Everything that is wrong with a text, as `lienthong check` says it; nothing is kept."""
    procedure, findings = await _checked(premises, body)
    seen = [finding_view(finding) for finding in findings]
    if procedure is None:
        return CheckedView(findings=seen, code=None, version=None, digest=None, state=None)
    digest = loader.digest(procedure)
    known = await premises.read(procedures.editions, procedure.procedure)
    same = next((one for one in known if one.digest == digest), None)
    state = same.state(caller.today) if same else State.DRAFT
    return CheckedView(findings=seen, code=procedure.procedure, version=procedure.version, digest=digest, state=state)


@router.post(
    "",
    status_code=201,
    responses={
        200: {"model": EditionView, "description": "It was published before with the same content."},
        201: {"headers": ETAG},
    },
)
async def publish_version(
    premises: OnPremises, caller: SignedIn, request: Request, body: DefinitionText, response: Response, key: Key = None
) -> EditionView:
    """Publish a version: checked first, and immutable from then on. Open dossiers keep their own."""
    caller.permitted(Act.PUBLISH, DESIGNERS)
    procedure, findings = await _checked(premises, body)
    if findings or procedure is None:
        raise Refused(ApiRule.DEFINITION_UNSOUND, *(_named(finding) for finding in findings[:MOST_FINDINGS]))
    now, official = premises.clock(), caller.official.id
    call = _call(premises, caller, request, body=body, key=key, code=procedure.procedure)

    def publish(session: Session) -> bool:
        return procedures.publish(session, procedure, source=body.text, at=now, by=official)

    new = await _written(premises.database, publish, call)
    view = await edition_of(premises, caller, procedure.procedure, procedure.version)
    response.status_code = 201 if new else 200
    response.headers["Location"] = f"{router.prefix}/{view.code}/versions/{view.version}"
    response.headers["ETag"] = f'"{view.digest}"'
    return view


@router.post("/{code}/abolish")
async def abolish_procedure(
    premises: OnPremises, caller: SignedIn, request: Request, code: Code, body: Abolition, key: Key = None
) -> AbolitionView:
    """Abolish a procedure from a day on. Its open dossiers go on to their end under their own versions."""
    caller.permitted(Act.PUBLISH, DESIGNERS)
    wanted = Abolished(
        code=code, from_on=body.from_on, decision=body.decision, by=caller.official.id, at=premises.clock()
    )

    def abolish(session: Session) -> tuple[Abolished, int]:
        procedures.abolish(session, wanted)
        known = procedures.abolition(session, code)
        assert known is not None, "it was just abolished"
        return known, sum(dossiers.open_by_version(session, code).values())

    call = _call(premises, caller, request, body=body, key=key, code=code)
    known, still_open = await _written(premises.database, abolish, call)
    return AbolitionView(
        code=code,
        abolished_from=known.from_on,
        decision=known.decision,
        abolished_at=premises.calendar.local(known.at),
        abolished_by=known.by,
        open_dossiers=still_open,
    )


async def _checked(premises: Premises, body: DefinitionText) -> tuple[Procedure | None, tuple[Finding, ...]]:
    """What a text says, and what is wrong with it against the directory in force and this province's calendar."""
    directory = await premises.read(offices.directory)
    text = body.text.encode()
    named = Path(body.file) if body.file else None
    loaded = loader.read_file(text, named) if named else loader.read_procedure(text, "definition")
    ground = Ground(directory=directory, calendar=premises.calendar, prove=prove)
    checked = await asyncio.to_thread(check_loaded, loaded, ground)
    return loaded.procedure, checked.findings


def _call(
    premises: Premises, caller: Caller, request: Request, *, body: Body, key: str | None, code: str
) -> Publishing | None:
    """The call as it is remembered by its key; None when it bears none."""
    if key is None:
        return None
    said = body.model_dump(mode="json")
    digest = digest_of_call(request.method, request.url.path, said, caller.official.id)
    return Publishing(key=key, digest=digest, code=code, at=premises.clock())


async def _written(database: Database, work: Callable[[Session], T], call: Publishing | None) -> T:
    """What the work comes to, in one writing transaction with its call's key; refused by the rule that says no."""

    def write() -> T:
        with writing(database) as session:
            procedures.take_turns(session)
            if call is not None:
                publishings.remember(session, call)
            return work(session)

    try:
        return await asyncio.to_thread(write)
    except PublishingRefused as refused:
        raise _refused(refused) from refused
    except publishings.KeyReused as reused:
        raise Refusal(Rule.KEY_REUSED) from reused


def _refused(refused: PublishingRefused) -> Refused:
    match refused:
        case DifferentVersion(known=known):
            return Refused(ApiRule.VERSION_PUBLISHED, ("published_by", known.published_by), ("digest", known.digest))
        case NotTheNextVersion(wanted=wanted):
            return Refused(ApiRule.NOT_THE_NEXT_VERSION, ("version", str(wanted)))
        case EffectNotLater(since=since):
            return Refused(ApiRule.EFFECT_NOT_LATER, ("effective.from", str(since)))
        case AbolishedBefore(since=since):
            return Refused(ApiRule.ABOLISHED_BEFORE, ("from", str(since)))
        case AcceptedSince(last_on=last_on):
            return Refused(ApiRule.ACCEPTED_SINCE, ("/from", str(last_on)))
        case NeverPublished():
            return Refused(ApiRule.UNKNOWN_PROCEDURE)
        case _:
            raise AssertionError(refused)


def _named(finding: Finding) -> tuple[str, str]:
    at = finding.place
    wrong, mend = (one.said(Language.VIETNAMESE) for one in (finding.wrong, finding.mend))
    return f"{at.file}:{at.line}:{at.column}", f"{finding.code}: {wrong}; {mend}"
