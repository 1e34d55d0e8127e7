"""Lengths: terms of different units made comparable, as a procedure's table adds days and hours up."""

from typing import Final

from definitions.saying import Said, Saying, joined
from definitions.terms import MINUTES_AN_HOUR, Term, Unit

HOURS_A_DAY: Final = 8
"""A working day in hours."""
DAY: Final = 7 * HOURS_A_DAY * MINUTES_AN_HOUR
"""Lengths are compared in sevenths of a minute: then five working days and seven days are the same whole number."""

_LENGTHS: Final = {Unit.WORKING_DAYS: DAY, Unit.WORKING_HOURS: DAY // HOURS_A_DAY, Unit.DAYS: DAY * 5 // 7}


def length(term: Term) -> int:
    """A term's length for comparison with others, not for counting: an 8-hour day, five working days in seven days."""
    return 0 if term.unit is Unit.SAME_DAY else term.amount * _LENGTHS[term.unit]


def in_hours(amount: int) -> Said:
    """A length as a person reads it, in working days and hours."""
    days, hours = divmod(-(-amount * HOURS_A_DAY // DAY), HOURS_A_DAY)
    parts = (Term(days, Unit.WORKING_DAYS), Term(hours, Unit.WORKING_HOURS))
    return joined((part.told for part in parts if part.amount), Saying(vietnamese=" và ", english=" and "))
