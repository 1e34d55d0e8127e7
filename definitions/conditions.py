"""Conditions: expressions in CEL over what a form says, typed by the form's own schema."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from cel_expr_python import cel
from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory, struct_pb2
from google.protobuf.message import Message

JsonSchema = Mapping[str, Any]

MAX_LENGTH: Final = 1_000
"""Characters of a condition; a longer one belongs into the law, not into a definition."""

_MOST_FIELDS: Final = 500
_DEEPEST: Final = 8
_DYNAMIC: Final = ".google.protobuf.Value"


class NotACondition(ValueError):
    """The text is not a condition over this form: `wrong` says why, `line` and `column` (from 1) where in the text."""

    def __init__(self, wrong: str, line: int = 1, column: int = 1) -> None:
        """Say what is wrong and where."""
        super().__init__(wrong)
        self.wrong, self.line, self.column = wrong, line, column


class ConditionFailed(RuntimeError):
    """A condition that compiled could not be computed for a form that was checked: the definition has a bug."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A compiled condition over a form; true or false for every form that the schema accepts.

    A field that a form leaves out counts as its type's empty value; `has(form.x)` tells the two apart.
    """

    text: str
    _program: Any
    _form: "type[Message]"

    def holds(self, form: Mapping[str, Any]) -> bool:
        """Whether it is true of a form that its schema has accepted; raises `ConditionFailed`, which is a bug."""
        try:
            message = _fill(self._form(), form)
        except (TypeError, ValueError) as error:
            raise ConditionFailed(f"'{self.text}' was asked about a form that its schema refuses") from error
        value = self._program.eval(data={"form": message})
        if value.type() != cel.Type.BOOL:
            raise ConditionFailed(f"'{self.text}' could not be computed: {value.value()}")
        return bool(value.value())


# A short name is wanted where it is used: conditions.compile(...).
def compile(text: str, form_schema: JsonSchema) -> Condition:  # noqa: A001
    """Compile a condition against the schema of its form; raises `NotACondition`, also for a field the form has not.

    Fields are those under `properties`: text, whole number, number, boolean, lists of these, objects with properties.
    What a schema leaves open is dynamic: it is compared when the condition is computed.
    """
    return _compile(text, json.dumps(form_schema, sort_keys=True))


@lru_cache(maxsize=4096)
def _compile(text: str, form_schema: str) -> Condition:
    if len(text) > MAX_LENGTH:
        raise NotACondition(f"it has more than {MAX_LENGTH} characters")
    environment, form = _environment(form_schema)
    try:
        program = environment.compile(text)
    except RuntimeError as error:
        raise _mistake(str(error)) from error
    if program.return_type() != cel.Type.BOOL:
        raise NotACondition(f"it gives {program.return_type().name()} instead of true or false")
    return Condition(text, program, form)


_MISTAKE: Final = re.compile(r"ERROR: <input>:(?P<line>\d+):(?P<column>\d+): (?P<wrong>[^\n]*)")
_UNKNOWN_FIELD: Final = re.compile(r"undefined field '(?P<field>[^']*)' not found in struct '[^']*'")


def _mistake(said: str) -> NotACondition:
    found = _MISTAKE.search(said)
    if found is None:
        return NotACondition(said.partition("\n")[0])
    unknown = _UNKNOWN_FIELD.match(found["wrong"])
    wrong = f"the form has no field '{unknown['field']}'" if unknown else found["wrong"].removesuffix(".")
    return NotACondition(wrong, int(found["line"]), int(found["column"]))


@lru_cache(maxsize=256)
def _environment(form_schema: str) -> tuple[Any, type[Message]]:
    """CEL's type-checker for one form, and the message type that its values are put into."""
    file = descriptor_pb2.FileDescriptorProto(name="form.proto", package="lienthong", syntax="proto2")
    file.dependency.append(struct_pb2.DESCRIPTOR.name)
    _declare(file.message_type.add(name="Form"), json.loads(form_schema), ".lienthong.Form")
    pool = descriptor_pool.DescriptorPool()
    pool.AddSerializedFile(struct_pb2.DESCRIPTOR.serialized_pb)
    try:
        pool.AddSerializedFile(file.SerializeToString())
    except TypeError as error:
        raise NotACondition("the form's fields cannot be told apart by a condition") from error
    form = message_factory.GetMessageClass(pool.FindMessageTypeByName("lienthong.Form"))
    return cel.NewEnv(descriptor_pool=pool, variables={"form": cel.Type("lienthong.Form")}), form


_FIELD: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9_]{0,60}")
_ONE: Final = descriptor_pb2.FieldDescriptorProto.LABEL_OPTIONAL
_MANY: Final = descriptor_pb2.FieldDescriptorProto.LABEL_REPEATED
_SCALARS: Final = {
    "string": descriptor_pb2.FieldDescriptorProto.TYPE_STRING,
    "integer": descriptor_pb2.FieldDescriptorProto.TYPE_INT64,
    "number": descriptor_pb2.FieldDescriptorProto.TYPE_DOUBLE,
    "boolean": descriptor_pb2.FieldDescriptorProto.TYPE_BOOL,
}


def _declare(message: descriptor_pb2.DescriptorProto, schema: JsonSchema, name: str) -> None:
    """Declare one field for each property that a condition can name."""
    named = {key: inner for key, inner in _properties(schema).items() if _FIELD.fullmatch(key)}
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
        field.type_name = _DYNAMIC
        if kind == "object" and name.count(".") <= _DEEPEST:
            field.type_name = f"{name}.In_{key}"
            _declare(message.nested_type.add(name=f"In_{key}"), element, field.type_name)


def _properties(schema: Any) -> Mapping[str, Any]:  # noqa: ANN401 - a schema may be true, or not be one
    properties = schema.get("properties") if isinstance(schema, Mapping) else None
    return properties if isinstance(properties, Mapping) else {}


def _kind(schema: Any) -> str | None:  # noqa: ANN401 - as above
    """The one JSON type that a schema states, beside null; None when it leaves the type open."""
    stated = schema.get("type") if isinstance(schema, Mapping) else None
    kinds = [kind for kind in (stated if isinstance(stated, list) else [stated]) if kind != "null"]
    if len(kinds) != 1 or not isinstance(kinds[0], str):
        return None
    return kinds[0] if kinds[0] != "object" or _properties(schema) else None


def _fill(message: Message, form: Mapping[str, Any]) -> Message:
    """Put a form's values into its message; what the schema does not name and what is null is left out."""
    for field in message.DESCRIPTOR.fields:
        value = form.get(field.name)
        if value is None:
            continue
        if field.is_repeated:
            _fill_list(getattr(message, field.name), value, field)
        elif field.message_type is None:
            setattr(message, field.name, _scalar(value, field))
        else:
            _fill_message(getattr(message, field.name), value, field)
    return message


def _fill_list(items: Any, values: list[Any], field: Any) -> None:  # noqa: ANN401 - protobuf's own shapes
    for value in values:
        if field.message_type is None:
            items.append(_scalar(value, field))
        else:
            _fill_message(items.add(), value, field)


def _fill_message(message: Any, value: Any, field: Any) -> None:  # noqa: ANN401 - as above
    if f".{field.message_type.full_name}" == _DYNAMIC:
        json_format.ParseDict(value, message)
    else:
        message.SetInParent()
        _fill(message, value)


def _scalar(value: Any, field: Any) -> Any:  # noqa: ANN401 - as above
    """JSON Schema lets 3.0 be a whole number; protobuf does not."""
    whole = field.type == _SCALARS["integer"] and isinstance(value, float) and value.is_integer()
    return int(value) if whole else value
