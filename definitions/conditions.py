"""Conditions: expressions in CEL over what is known of a dossier, typed by the schemas of its forms."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from cel_expr_python import cel
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory, struct_pb2
from google.protobuf.message import Message

from definitions.condition_messages import DYNAMIC, JsonSchema, as_json, declare, filled, properties
from definitions.expense import excess_of
from definitions.kinds import ANY, SHOWN
from definitions.saying import Said, Saying
from definitions.translated import cel as complaints


class Scope:
    """What an expression may name: a schema for each variable. `element` may be of any kind; the others are objects."""

    def __init__(self, schemas: Mapping[str, JsonSchema]) -> None:
        """Fix the schemas; two scopes with equal ones share what is compiled."""
        self.schemas = schemas
        self.key = json.dumps(schemas, sort_keys=True)


Facts = Mapping[str, Any]
"""What is known: JSON for each variable of a scope, in the shape of its schema."""

OPEN: Final = "element"
"""The variable whose kind no schema says: one element of a list that branches are run for."""

MAX_LENGTH: Final = 1_000
"""Characters of a condition; a longer one belongs into the law, not into a definition."""
MAX_BYTES: Final = 64_000
"""How much an expression may give, as JSON: what is recorded can then never grow without end."""


class NotACondition(ValueError):
    """The text is not a condition over this form: `wrong` says why, `line` and `column` (from 1) where in the text."""

    def __init__(self, wrong: Said, line: int = 1, column: int = 1) -> None:
        """Say what is wrong and where."""
        super().__init__(str(wrong))
        self.wrong, self.line, self.column = wrong, line, column


class ConditionFailed(RuntimeError):
    """A condition that compiled could not be computed for a form that was checked: the definition has a bug."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression over the facts of a dossier, with the JSON type of what it gives (None: told only then).

    A field that the facts leave out counts as its type's empty value; `has(form.x)` tells the two apart.
    """

    text: str
    gives: str | None
    _program: Any
    _messages: Mapping[str, type[Message]]

    def value(self, facts: Facts) -> Any:  # noqa: ANN401 - JSON of any kind
        """What it gives, as JSON; raises `ConditionFailed`, which is a bug of the definition."""
        value = self._computed(facts)
        try:
            found = as_json(value.plain_value())
        except (TypeError, ValueError) as error:
            raise ConditionFailed(f"'{self.text}' gave what is no JSON") from error
        if isinstance(found, str | list | dict) and len(json.dumps(found)) > MAX_BYTES:
            raise ConditionFailed(f"'{self.text}' gave more than {MAX_BYTES:,} bytes")
        return found

    def holds(self, facts: Facts) -> bool:
        """Whether it is true of facts that their schemas have accepted; raises `ConditionFailed`, which is a bug."""
        value = self._computed(facts)
        if value.type() != cel.Type.BOOL:
            raise ConditionFailed(f"'{self.text}' gave {value.type().name()} instead of true or false")
        return bool(value.value())

    def _computed(self, facts: Facts) -> Any:  # noqa: ANN401 - CEL's own value, which publishes no type
        try:
            data = {name: filled(message, facts.get(name)) for name, message in self._messages.items()}
        except (TypeError, ValueError) as error:
            raise ConditionFailed(f"'{self.text}' was asked about facts that their schemas refuse") from error
        try:
            value = self._program.eval(data=data)
        except RuntimeError as error:
            raise ConditionFailed(f"'{self.text}' could not be computed: {_first_line(error)}") from error
        if value.type() == cel.Type.ERROR:
            raise ConditionFailed(f"'{self.text}' could not be computed: {value.value()}")
        return value


def compile(text: str, scope: Scope) -> Expression:  # noqa: A001 - a short name is wanted where it is used
    """Compile a condition against what it may name; raises `NotACondition`, also where it gives no true or false."""
    found = compile_value(text, scope)
    if found.gives != "boolean":
        raise NotACondition(
            Saying(
                vietnamese="biểu thức cho {found} thay vì true hoặc false",
                english="it gives {found} instead of true or false",
            ).of(found=SHOWN.get(found.gives or "", ANY))
        )
    return found


def compile_value(text: str, scope: Scope) -> Expression:
    """Compile an expression against what it may name; raises `NotACondition`, also for a field that does not exist.

    A scope has a JSON Schema for each variable. Fields are those under `properties`: text, whole number, number,
    boolean, lists of these, objects with properties. What a schema leaves open is dynamic: it is compared when the
    expression is computed.
    """
    return _compile(text, scope.key)


@lru_cache(maxsize=4096)
def _compile(text: str, scope: str) -> Expression:
    if len(text) > MAX_LENGTH:
        raise NotACondition(
            Saying(vietnamese="biểu thức dài quá {most} ký tự", english="it has more than {most} characters").of(
                most=MAX_LENGTH
            )
        )
    excess = excess_of(text)
    if excess is not None:
        raise NotACondition(excess.wrong, column=excess.column)
    environment, messages = _environment(scope)
    try:
        program = environment.compile(text)
    except RuntimeError as error:
        complaint = complaints.complaint_of(str(error))
        raise NotACondition(complaint.wrong, complaint.line, complaint.column) from error
    return Expression(text, _json_type(program.return_type().name()), program, messages)


_JSON_TYPES: Final = {"BOOL": "boolean", "INT": "integer", "DOUBLE": "number", "STRING": "string"}


def _json_type(name: str) -> str | None:
    return "array" if name.upper().startswith("LIST") else _JSON_TYPES.get(name)


@lru_cache(maxsize=256)
def _environment(scope: str) -> tuple[Any, Mapping[str, type[Message]]]:
    """CEL's type-checker for one scope, and for each variable the message type that its facts are put into."""
    schemas: Mapping[str, JsonSchema] = json.loads(scope)
    file = descriptor_pb2.FileDescriptorProto(name="facts.proto", package="lienthong", syntax="proto2")
    file.dependency.append(struct_pb2.DESCRIPTOR.name)
    open_ones = [name for name, schema in schemas.items() if not properties(schema) and name == OPEN]
    for name, schema in schemas.items():
        if name not in open_ones:
            declare(file.message_type.add(name=name), schema, f".lienthong.{name}")
    pool = descriptor_pool.DescriptorPool()
    pool.AddSerializedFile(struct_pb2.DESCRIPTOR.serialized_pb)
    try:
        pool.AddSerializedFile(file.SerializeToString())
    except TypeError as error:
        raise NotACondition(
            Saying(
                vietnamese="điều kiện không phân biệt được các trường của biểu mẫu",
                english="the form's fields cannot be told apart by a condition",
            ).of()
        ) from error
    names = {name: DYNAMIC[1:] if name in open_ones else f"lienthong.{name}" for name in schemas}
    messages = {name: message_factory.GetMessageClass(pool.FindMessageTypeByName(full)) for name, full in names.items()}
    variables = {name: cel.Type(full) for name, full in names.items()}
    return cel.NewEnv(descriptor_pool=pool, variables=variables), messages


def _first_line(said: object) -> str:
    return str(said).partition("\n")[0]
