"""Schema files: what stands in `definitions/schema/` for editors, by what it describes and in which language."""

import json
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Final

from definitions.editing.making import DIALECT
from definitions.editing.procedures import procedure_schema
from definitions.editing.rules import Schema
from definitions.editing.scenarios import scenarios_schema
from definitions.editing.words import Words, table
from definitions.saying import Language

FOLDER: Final = Path(__file__).parents[1] / "schema"


class Kind(StrEnum):
    """What a schema describes: a file of which kind."""

    PROCEDURE = "procedure"
    SCENARIOS = "scenarios"


def schema_file(kind: Kind, language: Language = Language.VIETNAMESE) -> Path:
    """Where the schema stands; the Vietnamese one has no language in its name."""
    return FOLDER / f"{kind}{'.en' if language is Language.ENGLISH else ''}.schema.json"


@lru_cache
def schema_text(kind: Kind, language: Language = Language.VIETNAMESE) -> str:
    """The schema as it stands in its file, made from the language's own types and the sentences beside it."""
    words = Words(table(f"{kind}.keys.yaml"), language)
    return json.dumps({"$schema": DIALECT, **_schema(kind, words)}, ensure_ascii=False, indent=2) + "\n"


def _schema(kind: Kind, words: Words) -> Schema:
    match kind:
        case Kind.PROCEDURE:
            return procedure_schema(words)
        case Kind.SCENARIOS:
            return scenarios_schema(words)


def stale() -> tuple[Path, ...]:
    """The files that do not say what the types and sentences say."""
    wanted = {schema_file(kind, language): schema_text(kind, language) for kind in Kind for language in Language}
    return tuple(file for file, text in wanted.items() if not file.is_file() or file.read_text("utf-8") != text)


def write_schemas() -> None:
    """Bring the files up to date; to be run after any change of the language."""
    for kind in Kind:
        for language in Language:
            schema_file(kind, language).write_text(schema_text(kind, language), encoding="utf-8")
