"""Forms: whether what an applicant or an official filled in fits its schema, and which papers it calls for."""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NoReturn

from jsonschema_rs import Draft202012Validator, RegexOptions, ValidationError, ValidationErrorKind

from definitions import conditions
from definitions.conditions import Scope
from definitions.procedure import Paper, Procedure
from definitions.saying import Said, Saying, untranslated
from definitions.translated.json_schema import complaint_of

MAX_FORM_BYTES: Final = 64_000
MAX_FORM_DEPTH: Final = 20
LARGEST_NUMBER: Final = 2**53 - 1
"""Beyond this, numbers are not the same in every program that reads JSON."""


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing wrong with a form: where (JSON pointer, empty for the whole), and a sentence in Vietnamese."""

    pointer: str
    sentence: str


@dataclass(frozen=True, slots=True)
class PapersCheck:
    """Papers that the form calls for and that were not handed in, and ids that the procedure does not know."""

    missing: tuple[Paper, ...]
    unknown: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether anything is wrong."""
        return bool(self.missing or self.unknown)


@dataclass(frozen=True, slots=True)
class SchemaMistake(Exception):
    """A schema that is none: the path of keys to the place in it, what is wrong, and whether it looks elsewhere."""

    path: tuple[str | int, ...]
    wrong: Said
    remote: bool = False


def check_schema(schema: Mapping[str, Any]) -> SchemaMistake | None:
    """What keeps a value from being a JSON Schema 2020-12 for a form, or None. References stay inside the schema."""
    remote = next(_remote_references(schema, ()), None)
    if remote is not None:
        return SchemaMistake(
            remote,
            Saying(vietnamese="tham chiếu dẫn ra ngoài lược đồ", english="the reference leads out of the schema").of(),
            remote=True,
        )
    try:
        _validator(json.dumps(schema, allow_nan=False))
    except ValidationError as error:
        return SchemaMistake(tuple(error.instance_path), complaint_of(error))
    except RecursionError:
        return SchemaMistake((), Saying(vietnamese="lược đồ lồng quá sâu", english="it is nested too deep").of())
    except (ValueError, TypeError) as error:
        return SchemaMistake((), untranslated("JSON Schema", str(error).partition("\n")[0]))
    return None


def check_form(schema: Mapping[str, Any], form: Mapping[str, Any]) -> tuple[FieldError, ...]:
    """Everything that is wrong with a form, in the schema's order; an oversized or unwritable one is not looked into.

    The schema is one that `check_schema` found right.
    """
    unfit = _unfit(form)
    if unfit is not None:
        return (unfit,)
    errors = _validator_of(schema).iter_errors(dict(form))
    found = (field_error for error in errors for field_error in _field_errors(error, schema))
    return tuple(dict.fromkeys(found))


def required_papers(procedure: Procedure, form: Mapping[str, Any]) -> tuple[Paper, ...]:
    """The papers that a form (one that its schema accepts) calls for, in the order of the definition."""
    return tuple(paper for paper in procedure.receive.papers if _is_required(paper, procedure.form_scope, form))


def check_papers(procedure: Procedure, form: Mapping[str, Any], handed_in: Collection[str]) -> PapersCheck:
    """What is missing among the papers handed in for a form that its schema accepts, and what is unknown."""
    known = {paper.id for paper in procedure.receive.papers}
    return PapersCheck(
        missing=tuple(paper for paper in required_papers(procedure, form) if paper.id not in handed_in),
        unknown=tuple(paper for paper in dict.fromkeys(handed_in) if paper not in known),
    )


def _is_required(paper: Paper, scope: Scope, form: Mapping[str, Any]) -> bool:
    if isinstance(paper.required, bool):
        return paper.required
    return conditions.compile(paper.required, scope).holds({"form": form})


_KNOWN: Final[dict[int, tuple[Mapping[str, Any], Draft202012Validator]]] = {}
"""Validators by the identity of their schemas, which are kept with them so that no other can have that identity."""
_MOST_KNOWN: Final = 512


def _validator_of(schema: Mapping[str, Any]) -> Draft202012Validator:
    """The validator of a schema that never changes: a definition's is asked for every form."""
    known = _KNOWN.get(id(schema))
    if known is None:
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        known = _KNOWN[id(schema)] = (schema, _validator(json.dumps(schema)))
    return known[1]


@lru_cache(maxsize=512)
def _validator(schema: str) -> Draft202012Validator:
    # Patterns run in linear time and references are never fetched: both come from whoever writes a definition.
    return Draft202012Validator(
        json.loads(schema), validate_formats=True, retriever=_never, pattern_options=RegexOptions()
    )


def _never(uri: str) -> NoReturn:
    raise ValueError(f"{uri} is not fetched")


def _remote_references(schema: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:  # noqa: ANN401
    """The paths of references to other documents; an `$id` would move what a reference means, so it counts as one."""
    entries = schema.items() if isinstance(schema, Mapping) else enumerate(schema) if isinstance(schema, list) else ()
    for key, inner in entries:
        if key in {"$ref", "$dynamicRef"} and isinstance(inner, str) and not inner.startswith("#"):
            yield (*path, key)
        if key in {"$id", "$schema"} and isinstance(inner, str) and (key == "$id" or inner != _DIALECT):
            yield (*path, key)
        yield from _remote_references(inner, (*path, key))


_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def _unfit(form: Mapping[str, Any]) -> FieldError | None:
    """Why a form cannot be kept at all, whatever its schema says; looks only as deep as allowed."""
    wrong = _unkeepable(form, 0)
    if wrong is not None:
        return FieldError("", wrong)
    if len(_WRITTEN(form).encode()) > MAX_FORM_BYTES:
        return FieldError("", f"Dữ liệu biểu mẫu vượt quá {MAX_FORM_BYTES // 1000} kB.")
    return None


_WRITTEN: Final = json.JSONEncoder(ensure_ascii=False).encode
_TOO_DEEP: Final = "Dữ liệu biểu mẫu lồng quá nhiều cấp."
_UNWRITABLE: Final = "Dữ liệu biểu mẫu có ký tự hoặc con số không lưu được."
_UNKEPT: Final = re.compile("[\x00\ud800-\udfff]")


def _unkeepable(value: Any, depth: int) -> str | None:  # noqa: ANN401 - JSON of any kind
    """What of a value cannot be kept, as a sentence."""
    if isinstance(value, str):
        return _UNWRITABLE if _UNKEPT.search(value) else None
    if isinstance(value, dict | list):
        if depth > MAX_FORM_DEPTH:
            return _TOO_DEEP
        for one in (*value, *value.values()) if isinstance(value, dict) else value:
            wrong = _unkeepable(one, depth + 1)
            if wrong is not None:
                return wrong
        return None
    if isinstance(value, int | float):
        return None if abs(value) <= LARGEST_NUMBER else _UNWRITABLE  # NaN and the infinities are not
    return None if value is None else _UNWRITABLE


def _field_errors(error: ValidationError, schema: Mapping[str, Any]) -> Iterator[FieldError]:
    path = tuple(error.instance_path)
    match error.kind:
        case ValidationErrorKind.Required(property=name):
            yield _error((*path, name), schema, "là thông tin bắt buộc")
        case ValidationErrorKind.AdditionalProperties(unexpected=names):
            yield from (_error((*path, name), schema, "không có trong biểu mẫu") for name in names)
        case kind:
            yield _error(path, schema, _complaint(kind))


def _error(path: tuple[str | int, ...], schema: Mapping[str, Any], complaint: str) -> FieldError:
    pointer = "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)
    subject = f"“{_title(path, schema)}”" if path else "Biểu mẫu"
    return FieldError(pointer, f"{subject} {complaint}.")


def _title(path: tuple[str | int, ...], schema: Any) -> str:  # noqa: ANN401 - as far as the schema goes
    """What the form calls a field: its own title, or its name where it has none."""
    for part in path:
        inner = schema if isinstance(schema, Mapping) else {}
        schema = inner.get("items") if isinstance(part, int) else (inner.get("properties") or {}).get(part)
    title = schema.get("title") if isinstance(schema, Mapping) else None
    return str(title or path[-1]).translate(_INNER_QUOTES)


_INNER_QUOTES: Final = str.maketrans("“”", "‘’")


def _complaint(kind: ValidationErrorKind) -> str:
    say = _COMPLAINTS.get(kind.name, "không hợp lệ")
    value = kind.value
    if kind.name == "type":
        return say.format(" hoặc ".join(_TYPES.get(name, name) for name in value))
    if kind.name == "format":
        return say.format(_FORMATS.get(value, "đúng định dạng"))
    if kind.name == "enum":
        return say.format("; ".join(str(option) for option in value))
    return say.format(value)


_COMPLAINTS: Final[Mapping[str, str]] = {
    "type": "phải là {}",
    "format": "phải là {}",
    "enum": "phải là một trong các giá trị: {}",
    "const": "phải là {}",
    "pattern": "không đúng định dạng quy định",
    "minLength": "phải có ít nhất {} ký tự",
    "maxLength": "không được quá {} ký tự",
    "minimum": "không được nhỏ hơn {}",
    "maximum": "không được lớn hơn {}",
    "exclusiveMinimum": "phải lớn hơn {}",
    "exclusiveMaximum": "phải nhỏ hơn {}",
    "multipleOf": "phải là bội số của {}",
    "minItems": "phải có ít nhất {} mục",
    "maxItems": "không được quá {} mục",
    "minProperties": "phải có ít nhất {} thông tin",
    "maxProperties": "không được quá {} thông tin",
    "uniqueItems": "có mục bị trùng",
    "contains": "thiếu mục bắt buộc",
    "falseSchema": "không được khai",
}
_TYPES: Final[Mapping[str, str]] = {
    "string": "chữ",
    "integer": "số nguyên",
    "number": "số",
    "boolean": "“có” hoặc “không”",
    "array": "danh sách",
    "object": "nhóm thông tin",
    "null": "giá trị trống",
}
_FORMATS: Final[Mapping[str, str]] = {
    "date": "ngày hợp lệ (năm-tháng-ngày)",
    "date-time": "thời điểm hợp lệ",
    "time": "giờ hợp lệ",
    "email": "địa chỉ thư điện tử hợp lệ",
    "uri": "địa chỉ liên kết hợp lệ",
    "uuid": "mã định danh hợp lệ",
}
