"""The schema file: the JSON Schema of the language, by which editors check a definition as it is written."""

import json
from pathlib import Path
from typing import Final

from definitions.procedure import Procedure

SCHEMA_FILE: Final = Path(__file__).with_name("schema") / "procedure.schema.json"


def schema_text() -> str:
    """The schema as it stands in the file, made from the language's own types."""
    schema = Procedure.model_json_schema(by_alias=True)
    named = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "Liên thông: a procedure",
    }
    return json.dumps(named, ensure_ascii=False, indent=2) + "\n"


def write_schema_file() -> None:
    """Bring the file up to date; to be run after any change of the language."""
    SCHEMA_FILE.parent.mkdir(exist_ok=True)
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
