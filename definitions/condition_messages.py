"""Messages: the typed shape of what expressions may name, declared by schemas and filled from JSON."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from google.protobuf import descriptor_pb2, json_format
from google.protobuf.message import Message

JsonSchema = Mapping[str, Any]

DYNAMIC: Final = ".google.protobuf.Value"
"""What a schema leaves open: it is compared when the expression is computed."""

_MOST_FIELDS: Final = 500
_DEEPEST: Final = 8
_FIELD: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9_]{0,60}")
_ONE: Final = descriptor_pb2.FieldDescriptorProto.LABEL_OPTIONAL
_MANY: Final = descriptor_pb2.FieldDescriptorProto.LABEL_REPEATED
_SCALARS: Final = {
    "string": descriptor_pb2.FieldDescriptorProto.TYPE_STRING,
    "integer": descriptor_pb2.FieldDescriptorProto.TYPE_INT64,
    "number": descriptor_pb2.FieldDescriptorProto.TYPE_DOUBLE,
    "boolean": descriptor_pb2.FieldDescriptorProto.TYPE_BOOL,
}


def declare(message: descriptor_pb2.DescriptorProto, schema: JsonSchema, name: str) -> None:
    """Declare one field for each property that a condition can name."""
    named = {key: inner for key, inner in properties(schema).items() if _FIELD.fullmatch(key)}
    for number, (key, inner) in enumerate(sorted(named.items())[:_MOST_FIELDS], start=1):
        field = message.field.add(name=key, json_name=key, number=number)
        is_list = _kind(inner) == "array" and _kind(inner.get("items")) in {*_SCALARS, "object"}
        field.label = _MANY if is_list else _ONE
        element = inner["items"] if is_list else inner
        kind = _kind(element)
        if kind in _SCALARS:
            field.type = _SCALARS[kind]
            continue
        field.type = descriptor_pb2.FieldDescriptorProto.TYPE_MESSAGE
        field.type_name = DYNAMIC
        if kind == "object" and name.count(".") <= _DEEPEST:
            field.type_name = f"{name}.In_{key}"
            declare(message.nested_type.add(name=f"In_{key}"), element, field.type_name)


def properties(schema: Any) -> Mapping[str, Any]:  # noqa: ANN401 - a schema may be true, or not be one
    """The properties that a schema states, none where it states none."""
    stated = schema.get("properties") if isinstance(schema, Mapping) else None
    return stated if isinstance(stated, Mapping) else {}


def _kind(schema: Any) -> str | None:  # noqa: ANN401 - as above
    """The one JSON type that a schema states, beside null; None when it leaves the type open."""
    stated = schema.get("type") if isinstance(schema, Mapping) else None
    kinds = [kind for kind in (stated if isinstance(stated, list) else [stated]) if kind != "null"]
    if len(kinds) != 1 or not isinstance(kinds[0], str):
        return None
    return kinds[0] if kinds[0] != "object" or properties(schema) else None


def filled(kind: type[Message], value: Any) -> Message:  # noqa: ANN401 - JSON of any kind
    """The facts of one variable in its message."""
    if f".{kind.DESCRIPTOR.full_name}" == DYNAMIC:
        return json_format.ParseDict(value, kind())
    return _fill(kind(), value or {})


def _fill(message: Message, form: Mapping[str, Any]) -> Message:
    """Put a form's values into its message; what the schema does not name and what is null is left out."""
    for field in _fields(message.DESCRIPTOR):
        value = form.get(field.name)
        if value is None:
            continue
        if field.is_list:
            _fill_list(getattr(message, field.name), value, field)
        elif field.is_message:
            _fill_message(getattr(message, field.name), value, field)
        else:
            setattr(message, field.name, _scalar(value, field))
    return message


@dataclass(frozen=True, slots=True)
class _Field:
    """What must be known of a message's field to fill it; asking its descriptor each time costs more."""

    name: str
    is_list: bool
    is_message: bool
    is_dynamic: bool
    is_whole: bool


@lru_cache(maxsize=1024)
def _fields(kind: Any) -> tuple[_Field, ...]:  # noqa: ANN401 - protobuf's own shapes
    return tuple(
        _Field(
            name=field.name,
            is_list=field.is_repeated,
            is_message=field.message_type is not None,
            is_dynamic=field.message_type is not None and f".{field.message_type.full_name}" == DYNAMIC,
            is_whole=field.type == _SCALARS["integer"],
        )
        for field in kind.fields
    )


def _fill_list(items: Any, values: list[Any], field: _Field) -> None:  # noqa: ANN401 - as above
    for value in values:
        if field.is_message:
            _fill_message(items.add(), value, field)
        else:
            items.append(_scalar(value, field))


def _fill_message(message: Any, value: Any, field: _Field) -> None:  # noqa: ANN401 - as above
    if field.is_dynamic:
        json_format.ParseDict(value, message)
    else:
        message.SetInParent()
        _fill(message, value)


def _scalar(value: Any, field: _Field) -> Any:  # noqa: ANN401 - JSON of any kind
    """JSON Schema lets 3.0 be a whole number; protobuf does not."""
    return int(value) if field.is_whole and isinstance(value, float) and value.is_integer() else value


def as_json(value: Any) -> Any:  # noqa: ANN401 - as above
    """A plain value of CEL as JSON; raises `TypeError` for what has none, such as an instant."""
    match value:
        case float():
            return int(value) if value.is_integer() else value
        case bool() | int() | str() | None:
            return value
        case list():
            return [as_json(item) for item in value]
        case dict():
            return {str(key): as_json(item) for key, item in value.items()}
        case Message() if f".{value.DESCRIPTOR.full_name}" == DYNAMIC:
            return as_json(json_format.MessageToDict(value))
        case Message():
            return {field.name: as_json(_plain(inner, field)) for field, inner in value.ListFields()}
    raise TypeError(type(value).__name__)


def _plain(value: Any, field: Any) -> Any:  # noqa: ANN401 - protobuf's own shapes
    return list(value) if field.is_repeated else value
