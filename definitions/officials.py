"""Officials: who holds which post in which office, and names for invented ones."""

import zlib
from datetime import date
from typing import Final

from pydantic import BaseModel, ConfigDict


class Appointment(BaseModel):
    """A post held in an office from day to day (both included), with its title as a citizen reads it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    post: str
    office: str
    title: str
    valid_from: date
    valid_to: date | None = None

    def is_in_force(self, on: date) -> bool:
        """Whether the post is held on that day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class Official(BaseModel):
    """A person who works in the province's offices; without a mail address, the worklist tells everything."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    posts: tuple[Appointment, ...]
    email: str | None = None


def invented_name(seed: str) -> str:
    """A plausible Vietnamese name, always the same for the same seed."""
    number = zlib.crc32(seed.encode())
    number, family = divmod(number, len(_FAMILIES))
    number, woman = divmod(number, 2)
    middles, givens = (_WOMEN_MIDDLE, _WOMEN) if woman else (_MEN_MIDDLE, _MEN)
    number, middle = divmod(number, len(middles))
    return f"{_FAMILIES[family]} {middles[middle]} {givens[number % len(givens)]}"


_FAMILIES: Final = (
    *("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Võ", "Đặng", "Hồ", "Trương", "Đỗ", "Ngô"),
    *("Dương", "Bùi", "Châu", "Cao", "Đoàn", "Mai", "Hà", "Lương", "Tôn Thất", "Huỳnh", "Đinh"),
)
_MEN_MIDDLE: Final = ("Văn", "Đình", "Quang", "Hữu", "Viết", "Đức", "Minh", "Xuân", "Ngọc", "Công", "Thanh")
_WOMEN_MIDDLE: Final = ("Thị", "Thị Thu", "Thị Ngọc", "Thị Thanh", "Thị Bích", "Thị Kim", "Thị Hồng")
_MEN: Final = (
    *("An", "Bình", "Cường", "Dũng", "Hải", "Hùng", "Khánh", "Long", "Nam", "Phúc", "Quân", "Sơn"),
    *("Thắng", "Thành", "Tiến", "Toàn", "Trung", "Tuấn", "Vinh"),
)
_WOMEN: Final = (
    *("Anh", "Chi", "Dung", "Hà", "Hạnh", "Hiền", "Hoa", "Huệ", "Hương", "Lan", "Liên", "Mai", "Nga"),
    *("Nhung", "Oanh", "Phương", "Thảo", "Thủy", "Trang", "Yến"),
)
