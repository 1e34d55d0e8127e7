"""Schemas over HTTP: the JSON Schemas by which an editor checks definitions and scenarios as they are written.

They tell of the language alone, of no dossier, office or person, and an editor has no token: so anybody may read them,
and the policy, which judges officials, is not asked; as with the description of this API and its health.
"""

import hashlib
from typing import Annotated, Any, Final

from fastapi import APIRouter, Header, Path, Query, Response, status

from definitions.editing import Kind, schema_text
from definitions.saying import Language

router: Final = APIRouter(prefix="/api/schemas", tags=["schemas"])

MEDIA_TYPE: Final = "application/schema+json"

_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The schema.",
        "content": {MEDIA_TYPE: {"schema": {"type": "object"}}},
        "headers": {"ETag": {"description": "The digest of the schema.", "schema": {"type": "string"}}},
    },
    304: {"description": "The schema is the one whose ETag was sent."},
}


@router.get("/{kind}", response_class=Response, responses=_ANSWERS)
async def read_schema(
    kind: Annotated[Kind, Path(description="What it describes: definitions of procedures, or files of scenarios.")],
    language: Annotated[Language, Query(description="The language of its sentences.")] = Language.VIETNAMESE,
    if_none_match: Annotated[str | None, Header(description="An ETag, or several.", max_length=1000)] = None,
) -> Response:
    """The JSON Schema (draft 2020-12) of a kind of file; nobody need be signed in."""
    text = schema_text(kind, language).encode()
    headers = {"ETag": f'"{hashlib.sha256(text).hexdigest()}"', "Cache-Control": "public, max-age=3600"}
    if if_none_match is not None and (if_none_match.strip() == "*" or headers["ETag"] in if_none_match):
        return Response(status_code=status.HTTP_304_NOT_MODIFIED, headers=headers)
    return Response(text, media_type=MEDIA_TYPE, headers=headers)
