"""Values: what every part of a definition is made of."""

from collections.abc import Callable
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
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


def as_text(parse: Callable[[str], object], pattern: str) -> Any:  # noqa: ANN401 - pydantic's markers have no common type
    """The markers of a value that is written as text: read by `parse`, written by `str`, described by `pattern`."""

    def read(value: object) -> object:
        return parse(value) if isinstance(value, str) else value

    return (
        BeforeValidator(read),
        PlainSerializer(str, return_type=str),
        WithJsonSchema({"type": "string", "pattern": pattern}),
    )
