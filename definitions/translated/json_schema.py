"""What the JSON Schema library says of a schema that is none: the value, and what the draft wants in its place."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from jsonschema_rs import ReferencingError, ValidationError, ValidationErrorKind

from definitions.kinds import SHOWN
from definitions.saying import Said, Saying, joined, untranslated


def complaint_of(error: ValidationError) -> Said:
    """Why the value at which the error stands has no place in a schema."""
    shown = json.dumps(error.instance, ensure_ascii=False)[:60]
    match error.kind:
        case ValidationErrorKind.Type():
            return _not_of(shown, error.kind.value)
        case ValidationErrorKind.AnyOf() if error.instance_path:
            return _NOT_ALLOWED.of(shown=shown, key=error.instance_path[-1])
        case ValidationErrorKind.Format() if error.kind.value == "regex":
            return _NO_PATTERN.of(shown=shown)
        case ValidationErrorKind.UniqueItems():
            return _TWICE.of(shown=shown)
        case ValidationErrorKind.Referencing():
            return _no_target(error.kind.value)
        case kind if kind.name in _BOUNDS:
            return _BOUNDS[kind.name].of(shown=shown, bound=kind.value)
        case _:
            return untranslated("JSON Schema", error.message.partition("\n")[0])


def _not_of(shown: str, kinds: list[str]) -> Said:
    if set(kinds) == {"boolean", "object"}:
        return _NO_SCHEMA.of(shown=shown)
    return _NOT_OF.of(shown=shown, kinds=joined([SHOWN[kind] for kind in kinds], _OR))


def _no_target(error: Any) -> Said:  # noqa: ANN401 - the library types the value of no kind
    assert isinstance(error, ReferencingError), f"a reference fails with its own error: {error!r}"
    found = _NO_TARGET.match(error.message)
    if found is None:
        return untranslated("JSON Schema", error.message)
    return (_NO_REFERENCE if found["reference"] else _NOWHERE).of(target=found["reference"] or found["target"])


_OR: Final = Saying(vietnamese=" hoặc ", english=" or ")
_NO_TARGET: Final = re.compile(
    r"(?:Pointer|Anchor) '(?P<target>.*)' does not exist|Invalid URI reference '(?P<reference>.*)':"
)
_NOT_ALLOWED: Final = Saying(
    vietnamese="không được dùng {shown} cho '{key}'", english="{shown} is not allowed as '{key}'"
)
_NO_SCHEMA: Final = Saying(
    vietnamese="{shown} không phải là lược đồ (một nhóm khóa)", english="{shown} is no schema (a mapping of keys)"
)
_NOT_OF: Final = Saying(vietnamese="{shown} không phải là {kinds}", english="{shown} is not {kinds}")
_NO_PATTERN: Final = Saying(
    vietnamese="{shown} không phải là biểu thức chính quy dùng được", english="{shown} is no regular expression"
)
_TWICE: Final = Saying(vietnamese="{shown} có mục bị trùng", english="{shown} has the same item twice")
_NOWHERE: Final = Saying(
    vietnamese="tham chiếu đến '{target}', mà trong lược đồ không có",
    english="it refers to '{target}', which the schema has not",
)
_NO_REFERENCE: Final = Saying(vietnamese="'{target}' không phải là tham chiếu", english="'{target}' is not a reference")
_BOUNDS: Final[Mapping[str, Saying]] = {
    "minimum": Saying(vietnamese="{shown} nhỏ hơn {bound}", english="{shown} is less than {bound}"),
    "exclusiveMinimum": Saying(
        vietnamese="{shown} không lớn hơn {bound}", english="{shown} is not greater than {bound}"
    ),
    "minItems": Saying(vietnamese="{shown} phải có ít nhất {bound} mục", english="{shown} needs at least {bound} item"),
    "pattern": Saying(vietnamese="{shown} không khớp với mẫu {bound}", english="{shown} does not match {bound}"),
}
"""What bounds a value of a schema, by the keyword that says so in the draft's own schema."""
