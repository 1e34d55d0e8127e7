"""How days and instants are written in an administrative text (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

from datetime import date, datetime


def day_text(on: date) -> str:
    """The day as a letter writes it, as in `ngày 05 tháng 02 năm 2026`; only months 1 and 2 get a zero."""
    return f"ngày {on.day:02d} tháng {_month(on)} năm {on.year}"


def short_day_text(on: date) -> str:
    """The day as the column of a table has it, such as `05/3/2026`."""
    return f"{on.day:02d}/{_month(on)}/{on.year}"


def instant_text(at: datetime) -> str:
    """The instant to the minute, in its own zone, such as `16 giờ 30 phút, ngày 05 tháng 3 năm 2026`."""
    return f"{at.hour:02d} giờ {at.minute:02d} phút, {day_text(at.date())}"


def _month(on: date) -> str:
    return f"{on.month:02d}" if on.month <= _MONTHS_WITH_ZERO else str(on.month)


_MONTHS_WITH_ZERO = 2
