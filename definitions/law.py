"""Law: the decree on one-stop desks that is in force on a day, and what it says about each kind of journal entry."""

from datetime import date
from functools import lru_cache
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

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
    """One decree: its days (both included), and for each kind of entry that it speaks of, where it does."""

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


def regime_on(day: date) -> Regime:
    """The decree in force on a day; raises `NoRegime`. It reads this package's files, once."""
    found = next((regime for regime in regimes() if regime.is_in_force(day)), None)
    if found is None:
        raise NoRegime(day)
    return found


@lru_cache(maxsize=1)
def regimes() -> tuple[Regime, ...]:
    """Every decree known, the oldest first."""
    return tuple(_regime(name) for name in REGIMES)


_READER: Final = TypeAdapter(Regime)


def _regime(name: str) -> Regime:
    text = data_text("regimes", f"{name}.yaml")
    assert text is not None, f"regimes/{name}.yaml ships with this package"
    return _READER.validate_python(read_yaml(text, f"{name}.yaml"))
