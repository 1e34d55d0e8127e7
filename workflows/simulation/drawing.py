"""Drawing: values that fit a JSON Schema, by chance, so that conditions over them go both ways."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from rstr import Rstr

from definitions.forms import check_form

TRIES: Final = 200
"""So often is a form drawn anew that its schema refuses."""
DEEPEST: Final = 12
MOST_ITEMS: Final = 3
YEARS_BACK: Final = 40

_WORDS: Final = ("An", "Bình", "Cường", "Dung", "Giang", "Hà", "Khánh", "Lan", "Minh", "Nam", "Phúc", "Sơn", "Thảo")
_UNIQUE: Final = "0123456789"

Schema = Mapping[str, Any]


class NotDrawn(ValueError):
    """No form that the schema accepts came up; `why` is what it says against the last one."""

    def __init__(self, why: str) -> None:
        """Say why."""
        super().__init__(why)
        self.why = why


class Drawer:
    """Draws forms; `on` is the day around which dates lie, `optional` how often a field is there that need not be."""

    def __init__(self, chance: Random, *, on: date, optional: float) -> None:
        """Draw by this chance."""
        self._chance = chance
        self._on = on
        self._optional = optional
        self._patterns = Rstr(chance)

    def form(self, schema: Schema) -> dict[str, Any]:
        """A form that the schema accepts; raises `NotDrawn` where none comes up in many tries."""
        errors: tuple[Any, ...] = ()
        for _ in range(TRIES):
            drawn = self._value(schema, schema, 0)
            form = drawn if isinstance(drawn, dict) else {}
            errors = check_form(schema, form)
            if not errors:
                return form
        raise NotDrawn(errors[0].sentence)

    def _value(self, schema: Any, root: Schema, depth: int) -> Any:  # noqa: ANN401 - JSON of any kind
        """A value for a schema as far as this looks into it; what it overlooks is found by the form's check."""
        if not isinstance(schema, Mapping) or depth > DEEPEST:
            return self._word()
        schema = self._resolved(schema, root)
        if "const" in schema:
            return schema["const"]
        if schema.get("enum"):
            return self._chance.choice(list(schema["enum"]))
        match _kind(schema, self._chance):
            case "object":
                return self._object(schema, root, depth)
            case "array":
                return self._list(schema, root, depth)
            case "boolean":
                return self._chance.random() < 0.5  # noqa: PLR2004 - a coin
            case "integer":
                return self._whole(schema)
            case "number":
                return round(self._chance.uniform(*_range(schema)), 2)
            case "null":
                return None
            case _:
                return self._text(schema)

    def _resolved(self, schema: Schema, root: Schema) -> Schema:
        """The schema with what it refers to, and one of its alternatives, taken in."""
        merged = dict(schema)
        reference = merged.pop("$ref", None)
        if isinstance(reference, str):
            merged = {**_at(root, reference), **merged}
        parts = [*merged.pop("allOf", ())]
        parts += [self._chance.choice(merged.pop(word)) for word in ("oneOf", "anyOf") if merged.get(word)]
        for part in parts:
            if isinstance(part, Mapping):
                merged = _both(merged, part)
        return merged

    def _object(self, schema: Schema, root: Schema, depth: int) -> dict[str, Any]:
        properties, required = schema.get("properties") or {}, schema.get("required") or ()
        return {
            name: self._value(inner, root, depth + 1)
            for name, inner in properties.items()
            if name in required or self._chance.random() < self._optional
        }

    def _list(self, schema: Schema, root: Schema, depth: int) -> list[Any]:
        least = int(schema.get("minItems", 0))
        most = min(int(schema.get("maxItems", least + MOST_ITEMS)), least + MOST_ITEMS)
        return [self._value(schema.get("items"), root, depth + 1) for _ in range(self._chance.randint(least, most))]

    def _whole(self, schema: Schema) -> int:
        low, high = _range(schema)
        step = int(schema.get("multipleOf", 1)) or 1
        return self._chance.randint(-(-int(low) // step), int(high) // step) * step

    def _text(self, schema: Schema) -> str:
        if "pattern" in schema:
            return self._patterns.xeger(schema["pattern"])
        match schema.get("format"):
            case "date":
                return self._day().isoformat()
            case "date-time":
                return f"{self._day().isoformat()}T08:00:00+07:00"
            case "time":
                return "08:00:00+07:00"
            case "email":
                return f"{self._digits(6)}@example.vn"
            case "uri":
                return f"https://example.vn/{self._digits(6)}"
        return self._fitted(schema)

    def _fitted(self, schema: Schema) -> str:
        least, most = int(schema.get("minLength", 0)), int(schema.get("maxLength", 1000))
        text = f"{self._word()} {self._word()}"
        while len(text) < least:
            text += f" {self._word()}"
        return text[:most]

    def _day(self) -> date:
        return self._on - timedelta(days=self._chance.randint(0, YEARS_BACK * 365))

    def _digits(self, count: int) -> str:
        return "".join(self._chance.choice(_UNIQUE) for _ in range(count))

    def _word(self) -> str:
        return self._chance.choice(_WORDS)


def _kind(schema: Schema, chance: Random) -> str:
    stated = schema.get("type")
    if isinstance(stated, list):
        return str(chance.choice(stated))
    if isinstance(stated, str):
        return stated
    if "properties" in schema:
        return "object"
    return "array" if "items" in schema else "string"


def _range(schema: Schema) -> tuple[float, float]:
    low = schema.get("minimum", schema.get("exclusiveMinimum"))
    high = schema.get("maximum", schema.get("exclusiveMaximum"))
    low = low + 1 if low is not None and "minimum" not in schema else low
    high = high - 1 if high is not None and "maximum" not in schema else high
    if low is None:
        low = 0 if high is None or high >= 0 else high - 100
    return low, low + 100 if high is None else max(high, low)


def _at(root: Schema, reference: str) -> Schema:
    """What a reference inside a schema (`#/$defs/name`) names; an open schema where that is nothing."""
    found: Any = root
    for part in reference.removeprefix("#").strip("/").split("/"):
        key = part.replace("~1", "/").replace("~0", "~")
        found = found.get(key, {}) if isinstance(found, Mapping) and key else found
    return found if isinstance(found, Mapping) else {}


def _both(one: dict[str, Any], other: Schema) -> dict[str, Any]:
    """One schema with another's words put over its own; properties and required fields of both."""
    merged = {**one, **other}
    if "properties" in one and "properties" in other:
        merged["properties"] = {**one["properties"], **other["properties"]}
    if "required" in one and "required" in other:
        merged["required"] = list(dict.fromkeys((*one["required"], *other["required"])))
    return merged
