"""Law: the decree on one-stop desks in force on a day, what it says of each kind of entry, and its circular's forms."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from definitions.data_files import data_text, read_yaml

REGIMES: Final = ("2018", "2025")
"""The files of `regimes/`, the oldest first; their days do not overlap."""


class NoRegime(LookupError):
    """No decree that this system knows was in force on that day; `on` is the day."""

    def __init__(self, on: date) -> None:
        """Name the day."""
        super().__init__(f"no decree on one-stop desks is known for {on}")
        self.on = on


class Regime(BaseModel):
    """One decree: its days (both included), and for each kind of entry that it speaks of, where it does.

    A kind may be followed by a colon and a word where one matter of it stands in another article than the others.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1)
    instrument: str = Field(min_length=1)
    in_force_from: date
    in_force_until: date | None = None
    provisions: dict[str, str]
    unverified: tuple[str, ...] = ()
    """The kinds of entry whose provision was not checked against the instrument's own text."""

    def is_in_force(self, on: date) -> bool:
        """Whether the decree is in force on that day."""
        return self.in_force_from <= on and (self.in_force_until is None or on <= self.in_force_until)


class FormKind(StrEnum):
    """What a form is for: the letters to an applicant or an office, and the two that only the office keeps."""

    RECEIPT = "receipt"
    SUPPLEMENT = "supplement"
    REFUSAL = "refusal"
    APOLOGY = "apology"
    STOP = "stop"
    URGING = "urging"
    CONTROL_SLIP = "control slip"
    LEDGER = "ledger"


class Form(BaseModel):
    """What a form is called; `number` is None where the circular has no such form."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: str | None = Field(default=None, pattern=r"^\d\d$")
    title: str = Field(min_length=1)


class Forms(BaseModel):
    """The forms that go with one decree. They are not fixed for a dossier: their names never change under their id."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    circular: str = Field(min_length=1)
    forms: dict[FormKind, Form]

    def titled(self, name: str) -> str:
        """The title of the form with that number or, where it has none, of that kind; the name itself if unknown."""
        named = {form.number or kind: form.title for kind, form in self.forms.items()}
        return named.get(name, name)


def regime_on(day: date) -> Regime:
    """The decree in force on a day; raises `NoRegime`. It reads this package's files, once."""
    found = next((regime for regime in regimes() if regime.is_in_force(day)), None)
    if found is None:
        raise NoRegime(day)
    return found


@lru_cache(maxsize=1)
def regimes() -> tuple[Regime, ...]:
    """Every decree known, the oldest first."""
    fields = Regime.model_fields
    return tuple(Regime.model_validate({name: file[name] for name in fields if name in file}) for file in _files())


def forms_of(regime: str) -> Forms:
    """The forms that go with the decree of that id, one of `REGIMES`. It reads this package's files, once."""
    return _forms()[regime]


@lru_cache(maxsize=1)
def _forms() -> Mapping[str, Forms]:
    fields = Forms.model_fields
    found = (Forms.model_validate({name: file[name] for name in fields}) for file in _files())
    return {forms.id: forms for forms in found}


@lru_cache(maxsize=1)
def _files() -> tuple[Mapping[str, object], ...]:
    return tuple(_file(name) for name in REGIMES)


def _file(name: str) -> Mapping[str, object]:
    text = data_text("regimes", f"{name}.yaml")
    assert text is not None, f"regimes/{name}.yaml ships with this package"
    file = read_yaml(text, f"{name}.yaml")
    assert isinstance(file, dict), "a decree's file says things by name"
    unknown = set(file) - set(Regime.model_fields) - set(Forms.model_fields)
    assert not unknown, f"regimes/{name}.yaml says {sorted(unknown)}, which nobody reads"
    return file
