"""Terms: lengths of official time, as a definition writes them (`15 working days`, `4 working hours`, `same day`)."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from definitions.misreading import Misread
from definitions.saying import Said, Saying
from definitions.values import portable

MINUTES_AN_HOUR: Final = 60
LONGEST: Final = 10_000
"""No statutory limit is longer than this many of any unit; a longer one is a slip of the keyboard."""


class Unit(StrEnum):
    """What a term counts in."""

    WORKING_DAYS = "working days"
    WORKING_HOURS = "working hours"
    DAYS = "days"
    SAME_DAY = "same day"


class NotATerm(Misread):
    """The text is not a length of official time."""


@dataclass(frozen=True, slots=True)
class Term:
    """A length of official time: `amount` of `unit`; `same day` has the amount 0."""

    amount: int
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `n working days | n working hours | n days | same day`; raises `NotATerm` for anything else."""
        if text.strip() == Unit.SAME_DAY:
            return cls(0, Unit.SAME_DAY)
        found = _TERM.fullmatch(text.strip())
        if found is None or not 0 < int(found["amount"]) <= LONGEST:
            raise NotATerm(
                Saying(vietnamese="'{text}' không phải là một khoảng thời gian", english="'{text}' is not a term").of(
                    text=text
                ),
                Saying(
                    vietnamese="viết '15 working days', '4 working hours', '12 days' hoặc 'same day'",
                    english="write '15 working days', '4 working hours', '12 days' or 'same day'",
                ).of(),
            )
        return cls(int(found["amount"]), _UNITS[found["unit"]])

    def __str__(self) -> str:
        """The canonical text, which `parse` reads back."""
        if self.unit is Unit.SAME_DAY:
            return str(self.unit)
        return f"{self.amount} {self.unit.removesuffix('s') if self.amount == 1 else self.unit}"

    def vietnamese(self) -> str:
        """The length as a citizen reads it, such as `15 ngày làm việc`."""
        if self.unit is Unit.SAME_DAY:
            return _VIETNAMESE[self.unit]
        return f"{self.amount:02d} {_VIETNAMESE[self.unit]}"

    @property
    def told(self) -> Said:
        """The length inside a sentence of either language."""
        vietnamese = _VIETNAMESE[self.unit] if self.unit is Unit.SAME_DAY else f"{self.amount} {_VIETNAMESE[self.unit]}"
        return Saying(vietnamese=vietnamese, english=str(self)).of()


_TERM: Final = re.compile(r"(?P<amount>\d{1,5}) +(?P<unit>working days?|working hours?|days?)")
AMOUNT: Final = r"(?:0{0,4}[1-9]|0{0,3}[1-9]\d|0{0,2}[1-9]\d{2}|0?[1-9]\d{3}|10000)"
"""What `amount` may be, from 1 to `LONGEST`, as a pattern."""
LENGTH: Final = rf"(?:{AMOUNT} +(?:working days?|working hours?|days?)|same day)"
TERM: Final = portable(LENGTH)
_UNITS: Final = {
    f"{unit.removesuffix('s')}{plural}": unit
    for unit in (Unit.WORKING_DAYS, Unit.WORKING_HOURS, Unit.DAYS)
    for plural in ("", "s")
}
_VIETNAMESE: Final = {
    Unit.WORKING_DAYS: "ngày làm việc",
    Unit.WORKING_HOURS: "giờ làm việc",
    Unit.DAYS: "ngày",
    Unit.SAME_DAY: "trong ngày",
}


def _term(value: object) -> Term:
    if isinstance(value, Term):
        return value
    if isinstance(value, str):
        return Term.parse(value)
    raise NotATerm(
        Saying(
            vietnamese="khoảng thời gian phải là chữ, ví dụ '15 working days'",
            english="a term is text, for example '15 working days'",
        ).of(),
        Saying(vietnamese="viết như vậy", english="write it so").of(),
    )


TermText = Annotated[
    Term,
    BeforeValidator(_term),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": TERM}),
]
"""A term inside a pydantic model: read from its text and written as it."""
