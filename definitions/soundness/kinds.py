"""Kinds: what an expression gives, or a field holds, as a person reads it."""

from collections.abc import Mapping
from typing import Final

SHOWN: Final[Mapping[str, str]] = {
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "string": "text",
    "array": "a list",
    "object": "a group of fields",
}
