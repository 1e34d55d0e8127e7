"""Editing: what editors are told of the language, so that they complete and check a definition as one types.

It is told as JSON Schema, made from the language's own types and from the sentences in `schema/`: one file for
definitions and one for scenarios, in Vietnamese and in English.
"""

from definitions.editing.files import FOLDER, Kind, schema_file, schema_text, stale, write_schemas

__all__ = ["FOLDER", "Kind", "schema_file", "schema_text", "stale", "write_schemas"]
