"""Supposed: conditions under which a definition is looked at, as far as they can be told before a dossier is lodged."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Final

from definitions import conditions
from definitions.conditions import ConditionFailed, NotACondition
from definitions.procedure import Procedure
from definitions.saying import Said, Saying, joined

ALL_TOGETHER: Final = 4
"""Of so many matters every combination is supposed; of more only none, each alone, and all."""


@dataclass(frozen=True, slots=True)
class Supposed:
    """What is supposed: yes/no fields of the form, and conditions over anything else, by their text."""

    procedure: Procedure
    fields: Mapping[str, bool] = field(default_factory=dict)
    texts: Mapping[str, bool] = field(default_factory=dict)
    _known: dict[str, bool | None] = field(default_factory=dict)

    def holds(self, text: str) -> bool | None:
        """Whether a condition holds then; None where that depends on something else."""
        if text not in self._known:
            self._known[text] = self._computed(text)
        return self._known[text]

    def _computed(self, text: str) -> bool | None:
        if text in self.texts:
            return self.texts[text]
        if not self.fields or not _fields(text) <= self.fields.keys() or _OTHER.search(_without_texts(text)):
            return None
        try:
            return conditions.compile(text, self.procedure.form_scope).holds({"form": self.fields})
        except (NotACondition, ConditionFailed):
            return None

    @property
    def told(self) -> Said | str:
        """As a person reads it, with a blank before it; nothing where nothing is supposed."""
        matters = {**{f"form.{name}": is_so for name, is_so in self.fields.items()}, **self.texts}
        holding = [f"'{matter}'" for matter, holds in matters.items() if holds]
        if holding:
            return _HOLDING.of(holding=joined(holding, Saying(vietnamese=" và ", english=" and ")))
        return _NONE.of() if matters else ""


_HOLDING: Final = Saying(vietnamese=" khi {holding} đúng", english=" where {holding} holds")
_NONE: Final = Saying(
    vietnamese=" khi không trường nào trong các điều kiện là true",
    english=" where none of its conditions' fields is true",
)


def suppositions(procedure: Procedure, texts: Iterable[str]) -> Iterator[Supposed]:
    """All that these conditions may come to, the fewest that hold first."""
    texts = tuple(dict.fromkeys(texts))
    yes_or_no = _yes_or_no(procedure)
    told = [text for text in texts if _fields(text) and _fields(text) <= yes_or_no and not _OTHER.search(text)]
    fields = tuple(dict.fromkeys(name for text in told for name in sorted(_fields(text))))
    others = tuple(text for text in texts if text not in told)
    for holds in _combinations(len(fields) + len(others)):
        of_fields, of_others = holds[: len(fields)], holds[len(fields) :]
        yield Supposed(procedure, dict(zip(fields, of_fields, strict=True)), dict(zip(others, of_others, strict=True)))


def _combinations(matters: int) -> Iterator[tuple[bool, ...]]:
    if matters <= ALL_TOGETHER:
        yield from sorted(product((False, True), repeat=matters), key=sum)
        return
    yield (False,) * matters
    yield from (tuple(number == one for number in range(matters)) for one in range(matters))
    yield (True,) * matters


def _yes_or_no(procedure: Procedure) -> frozenset[str]:
    """The fields of the form that are true or false."""
    fields = procedure.receive.form.get("properties")
    known = fields.items() if isinstance(fields, Mapping) else ()
    return frozenset(name for name, schema in known if isinstance(schema, Mapping) and schema.get("type") == "boolean")


def _fields(text: str) -> frozenset[str]:
    return frozenset(_FIELD.findall(_without_texts(text)))


def _without_texts(text: str) -> str:
    return _TEXT.sub('""', text)


_TEXT: Final = re.compile(r"\"[^\"]*\"|'[^']*'")
_FIELD: Final = re.compile(r"\bform\.([a-zA-Z]\w*)")
_OTHER: Final = re.compile(r"\b(?:steps|values|element|dossier|has)\b")
