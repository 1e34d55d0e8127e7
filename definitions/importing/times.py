"""Times: how long a step takes, from the ways in which tables say it (`04 giờ làm việc`, `½ ngày`, `Theo giấy hẹn`)."""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from definitions.importing.words import first, plain, words
from definitions.saying import Saying
from definitions.terms import LONGEST, Term, Unit

HOURS_A_DAY: Final = 8

NO_LENGTH: Final = Saying(vietnamese="không đọc được thời gian", english="no length of time can be read here")
MORE: Final = Saying(
    vietnamese="đã đọc là {term}; phần còn lại “{rest}” chưa rõ",
    english="read as {term}; what “{rest}” means is unclear",
)
SEVERAL: Final = Saying(
    vietnamese="có nhiều khoảng thời gian; đã lấy khoảng đầu, {term}",
    english="several lengths; the first, {term}, was taken",
)
NOT_WHOLE: Final = Saying(
    vietnamese="không tròn giờ; đã làm tròn lên {term}", english="no whole number of hours; rounded up to {term}"
)


@dataclass(frozen=True, slots=True)
class Time:
    """A length as a table says it; without a term the step has no limit."""

    term: Term | None = None
    counts: bool = True
    is_bare: bool = False
    """Whether it says days without saying whether of work or of the calendar."""
    unclear: Saying | None = None
    rest: str = ""

    def __bool__(self) -> bool:
        """Whether something was understood."""
        return self.unclear is not NO_LENGTH


def read_time(text: str, unit: Unit | None = None) -> Time:
    """Read a length; a number alone is counted in the unit that the column's heading names."""
    told = _simplified(text)
    if first(told, words().uncounted) and not _LENGTH.search(told):
        return Time(counts=False)
    found = list(_LENGTH.finditer(told))
    if not found:
        return _without_length(told, unit)
    read = _read(found[0])
    if read.term is None or read.unclear:
        return read
    if any(_read(other).term != read.term for other in found[1:]) and not _is_sum(found):
        return Time(read.term, is_bare=read.is_bare, unclear=SEVERAL)
    rest = _rest(_LENGTH.sub(" ", told))
    return Time(read.term, is_bare=read.is_bare, unclear=MORE if rest else None, rest=rest)


def unit_of(heading: str) -> Unit | None:
    """The unit that a column's heading names for numbers alone: `Thời gian (giờ)`."""
    found = _UNIT.search(plain(heading))
    return Unit(_UNITS[found[0]]) if found and _UNITS[found[0]] in set(Unit) else None


def hours_of(term: Term) -> int | None:
    """The working hours of a term; None for days of the calendar, and for the same day."""
    match term.unit:
        case Unit.WORKING_HOURS:
            return term.amount
        case Unit.WORKING_DAYS:
            return term.amount * HOURS_A_DAY
        case Unit.DAYS | Unit.SAME_DAY:
            return None


_UNITS: Final = {word: unit.unit for unit in words().units for word in unit.words}
_UNIT_PATTERN: Final = "|".join(re.escape(word) for word in sorted(_UNITS, key=len, reverse=True))
_UNIT: Final = re.compile(rf"(?<!\w)(?:{_UNIT_PATTERN})(?!\w)")
_NUMBER_PATTERN: Final = (
    r"(?:(?P<whole>\d{1,5})\s+)?(?P<over>\d{1,3})/(?P<under>[1-9]\d?)|(?P<plain>\d{1,5}(?:[.,]\d{1,3})?)"
)
_LENGTH: Final = re.compile(rf"(?<![\w/])(?:{_NUMBER_PATTERN})\s*(?P<unit>{_UNIT_PATTERN})(?!\w)(?P<half>\s+rưỡi)?")
_ALONE: Final = re.compile(rf"(?:{_NUMBER_PATTERN})")
_SPELT_OUT: Final = re.compile(r"(?<=\d)\s*\([^()\d]{1,30}\)\s*(?=\w)")
_HALVES: Final = {"½": " 1/2", "¼": " 1/4", "¾": " 3/4"}


def _simplified(text: str) -> str:
    """The text in small letters, fractions in figures, and without numbers spelt out: `03 (ba) ngày`."""
    for sign, figures in _HALVES.items():
        text = text.replace(sign, figures)
    return _SPELT_OUT.sub(" ", plain(text))


def _read(found: re.Match[str]) -> Time:
    amount = _amount(found) + (Fraction(1, 2) if found["half"] else 0)
    match _UNITS[found["unit"]]:
        case "working days":
            return _days(amount, Unit.WORKING_DAYS)
        case "days":
            return _days(amount, Unit.DAYS)
        case "working hours":
            return _hours(amount)
        case "half days":
            return _hours(amount * HOURS_A_DAY / 2)
        case "minutes":
            return _hours(amount / 60)


def _amount(found: re.Match[str]) -> Fraction:
    if found["plain"]:
        return Fraction(found["plain"].replace(",", "."))
    return int(found["whole"] or 0) + Fraction(int(found["over"]), int(found["under"]))


def _days(amount: Fraction, unit: Unit) -> Time:
    if amount.denominator > 1:
        return _hours(amount * HOURS_A_DAY)
    return _time(int(amount), unit)


def _hours(amount: Fraction) -> Time:
    return _time(-(-amount.numerator // amount.denominator), Unit.WORKING_HOURS, is_rounded=amount.denominator > 1)


def _time(amount: int, unit: Unit, *, is_rounded: bool = False) -> Time:
    if not 0 < amount <= LONGEST:
        return Time(unclear=NO_LENGTH)
    return Time(Term(amount, unit), is_bare=unit is Unit.DAYS, unclear=NOT_WHOLE if is_rounded else None)


def _without_length(told: str, unit: Unit | None) -> Time:
    alone = _ALONE.fullmatch(told)
    if alone and unit is not None and unit is not Unit.SAME_DAY:
        return _hours(_amount(alone)) if unit is Unit.WORKING_HOURS else _days(_amount(alone), unit)
    same_day = first(told, words().same_day)
    if same_day is None:
        return Time(unclear=NO_LENGTH)
    rest = _rest(told[: same_day.start] + told[same_day.end :])
    return Time(Term(0, Unit.SAME_DAY), unclear=MORE if rest else None, rest=rest)


def _is_sum(found: list[re.Match[str]]) -> bool:
    """Whether the others only say the first in other units: `02 ngày làm việc (16 giờ làm việc)`."""
    hours = {hours_of(term) for one in found if (term := _read(one).term) is not None}
    return len(hours) == 1 and None not in hours


def _rest(text: str) -> str:
    """What is left of a text when all that changes nothing is taken away."""
    beginning = first(text, words().harmless_beginnings)
    kept = text[: beginning.start] if beginning else text
    for phrase in sorted(words().harmless, key=len, reverse=True):
        kept = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", " ", kept)
    return " ".join(kept.split()).strip(" .,;:()+-*/") if re.search(r"\w", kept) else ""
