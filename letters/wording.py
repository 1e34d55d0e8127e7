"""How days, instants, amounts and other values are written in an administrative text (Nghị định 30/2020/NĐ-CP)."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final


def day_text(on: date) -> str:
    """The day as a letter writes it, as in `ngày 05 tháng 02 năm 2026`; only months 1 and 2 get a zero."""
    return f"ngày {on.day:02d} tháng {_month(on)} năm {on.year}"


def short_day_text(on: date) -> str:
    """The day as the column of a table has it, such as `05/3/2026`."""
    return f"{on.day:02d}/{_month(on)}/{on.year}"


def instant_text(at: datetime) -> str:
    """The instant to the minute, in its own zone, such as `16 giờ 30 phút, ngày 05 tháng 3 năm 2026`."""
    return f"{at.hour:02d} giờ {at.minute:02d} phút, {day_text(at.date())}"


def amount_text(amount: int) -> str:
    """A whole number with its thousands apart, such as `1.400.000`."""
    return f"{amount:,}".replace(",", ".")


def value_text(value: object, *, money: bool = False) -> str:
    """JSON that was filled in, as a reader expects it; years and numbers of four digits are grouped only in money.

    Days come as `05/03/2026`; the items of a list, and the fields of a group, one after another.
    """
    match value:
        case bool():
            return "có" if value else "không"
        case int():
            return amount_text(value) if money or abs(value) >= _LARGE else str(value)
        case float():
            return value_text(int(value), money=money) if value.is_integer() else _decimal(value)
        case str():
            return _day_written(value)
        case list() | tuple():
            return "; ".join(value_text(item, money=money) for item in value)
        case Mapping():
            return ", ".join(text for item in value.values() if (text := value_text(item, money=money)))
        case _:
            return ""


def _decimal(value: float) -> str:
    whole, _, rest = f"{value:.6f}".rstrip("0").partition(".")
    return f"{value_text(int(whole))},{rest}" if not whole.startswith("-0") else f"{whole},{rest}"


def _day_written(text: str) -> str:
    if _ISO_DAY.fullmatch(text) is None:
        return text
    year, month, day = text.split("-")
    return f"{day}/{month}/{year}"


def _month(on: date) -> str:
    return f"{on.month:02d}" if on.month <= _MONTHS_WITH_ZERO else str(on.month)


_MONTHS_WITH_ZERO = 2
_LARGE: Final = 10_000
_ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
