"""Values: what every part of a definition is made of."""

import re
from collections.abc import Callable
from typing import Annotated, Any, Final, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

NAME: Final = r"^[a-z][a-z0-9_]{0,39}$"
CODE: Final = r"^\d\.\d{6}(\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2})?$"
"""A procedure's code in the national database."""

DAY: Final = (
    r"(?:\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))"
    r"|(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)"
)
"""A day of the calendar."""
HOUR: Final = r"(?:[01]\d|2[0-3]):[0-5]\d"

Name = Annotated[str, Field(pattern=NAME)]
Text = Annotated[str, Field(min_length=1, max_length=500)]
Condition = Annotated[str, Field(min_length=1, max_length=1000)]
"""An expression over what is known of a dossier; `conditions` says in which language."""


class Derived(BaseModel):
    """A value that may keep what is derived from its fields (`cached_property`)."""

    def __copy__(self) -> Self:
        """Copy the fields alone: what is derived from them would be wrong once the copy is changed."""
        copied = super().__copy__()
        for derived in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[derived]
        return copied


class Closed(Derived):
    """A frozen value that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def portable(pattern: str) -> str:
    """A pattern of Python's as JSON Schema has it: for the whole text, spaces around it aside, its groups unnamed."""
    return rf"^\s*(?:{_NAMED.sub('(?:', pattern)})\s*$"


_NAMED: Final = re.compile(r"\(\?P<\w+>")


def as_text(parse: Callable[[str], object], pattern: str) -> Any:  # noqa: ANN401 - pydantic's markers have no common type
    """The markers of a value that is written as text: read by `parse`, written by `str`, described by `pattern`."""

    def read(value: object) -> object:
        return parse(value) if isinstance(value, str) else value

    return (
        BeforeValidator(read),
        PlainSerializer(str, return_type=str),
        WithJsonSchema({"type": "string", "pattern": pattern}),
    )
