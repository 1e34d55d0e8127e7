"""Calendar words: what `lienthong calendar` and `lienthong due` say, in Vietnamese and in English."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from definitions.terms import Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language; those in braces are filled in."""

    is_vietnamese: bool
    weekdays: tuple[str, ...]
    short: tuple[str, ...]
    date_format: str
    weekly_rest: str
    event_day: str
    event_counted: str
    counted: str
    counted_hours: str
    moved: str
    made_up: str
    off: str
    due: str
    counting: str
    handed_over: str
    cause: str
    too_early: str
    unconfirmed: str
    sessions: str
    version: str
    known: str
    working_days_of: str
    days_off: str
    make_up_days: str
    make_up_line: str
    none: str
    legend: str
    added: str
    removed: str
    moved_day: str
    same: str
    hours_differ: str
    ends_differ: str
    only_package: str
    only_ours: str
    known_difference: str
    agrees: str
    wrong: str
    no_instant: str
    no_term: str
    no_time: str
    no_line: str
    no_text: str
    changed: str
    proposed: str

    def term(self, term: Term) -> str:
        """A length as one reads it."""
        return term.vietnamese() if self.is_vietnamese else str(term)

    def day(self, day: date) -> str:
        """A date with its weekday, in columns that line up."""
        return f"{self.weekdays[day.weekday()]:<{max(map(len, self.weekdays))}} {day.strftime(self.date_format)}"


VIETNAMESE: Final = Words(
    is_vietnamese=True,
    weekdays=("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"),
    short=("T2", "T3", "T4", "T5", "T6", "T7", "CN"),
    date_format="%d/%m/%Y",
    weekly_rest="nghỉ hằng tuần",
    event_day="ngày nhận, không tính",
    event_counted="ngày nhận",
    counted="ngày thứ {number}",
    counted_hours="{minutes}, cộng {total}",
    moved="ngày cuối rơi vào ngày nghỉ: kết thúc vào ngày làm việc này",
    made_up="làm bù cho ngày {instead_of} ({document})",
    off="nghỉ: {name} ({document})",
    due="← hết hạn lúc {time}",
    counting="{term}, kể từ {start}; lịch {calendar}, phiên bản {version} ({digest}…)",
    handed_over="Nhận lúc {received}; theo giờ chốt {cutoff}, tính từ {start}.",
    cause="lịch {calendar} chỉ có đến hết ngày {on}; cần công bố lịch mới trước khi tính xa hơn",
    too_early="lịch {calendar} chỉ có từ ngày {on}",
    unconfirmed=" (chưa xác nhận)",
    sessions="Giờ làm việc",
    version="Lịch {calendar}, phiên bản {version}, biết từ ngày {published}; từ {first} đến {last}; {digest}",
    known="Các phiên bản: {versions}",
    working_days_of="Năm {year}: {days} ngày làm việc",
    days_off="Ngày nghỉ",
    make_up_days="Ngày làm bù",
    make_up_line="làm bù cho {instead_of}: {document}",
    none="không có",
    legend="  * ngày nghỉ    + ngày làm bù    . nghỉ hằng tuần",
    added="thêm",
    removed="bỏ",
    moved_day="chuyển",
    same="Hai lịch giống nhau.",
    hours_differ="Giờ làm việc khác nhau.",
    ends_differ="Khoảng thời gian khác nhau: {before} và {after}.",
    only_package="gói holidays nghỉ, lịch của ta làm việc",
    only_ours="lịch của ta nghỉ, gói holidays làm việc",
    known_difference="đã biết: {reason}",
    agrees="Năm {year}: khớp với gói holidays {version} ({days} ngày).",
    wrong="lỗi: {why}",
    no_instant="'{text}' không phải là thời điểm; viết 2025-12-24, '2025-12-24 15:30' hoặc 24/12/2025",
    no_term="'{text}' không phải là thời hạn; viết 10 ngày làm việc, 4 giờ làm việc, 12 ngày hoặc trong ngày",
    no_time="'{text}' không phải là giờ; viết 15:00",
    no_line="mỗi dòng phải là FROM, dấu tab, TERM",
    no_text="dòng này không phải là văn bản UTF-8",
    changed="sửa",
    proposed="Lịch {calendar} chưa có năm {year}: đề xuất dưới đây lấy từ gói holidays {version}, phải đối chiếu.",
)

ENGLISH: Final = Words(
    is_vietnamese=False,
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    short=("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"),
    date_format="%d/%m/%Y",
    weekly_rest="weekly rest",
    event_day="the day it came, not counted",
    event_counted="the day it came",
    counted="day {number}",
    counted_hours="{minutes}, {total} together",
    moved="the last day is a day off: it ends on this working day",
    made_up="worked instead of {instead_of} ({document})",
    off="off: {name} ({document})",
    due="← due at {time}",
    counting="{term} from {start}; calendar {calendar}, version {version} ({digest}…)",
    handed_over="Received {received}; with the cutoff at {cutoff} it counts from {start}.",
    cause="the calendar {calendar} ends on {on}; a newer one must be published before counting further",
    too_early="the calendar {calendar} begins on {on}",
    unconfirmed=" (unconfirmed)",
    sessions="Hours",
    version="Calendar {calendar}, version {version}, known from {published}; {first} to {last}; {digest}",
    known="Versions: {versions}",
    working_days_of="{year}: {days} working days",
    days_off="Days off",
    make_up_days="Make-up days",
    make_up_line="worked instead of {instead_of}: {document}",
    none="none",
    legend="  * day off    + make-up day    . weekly rest",
    added="added",
    removed="removed",
    moved_day="moved",
    same="The two calendars are the same.",
    hours_differ="Their hours differ.",
    ends_differ="They cover different times: {before} and {after}.",
    only_package="off in holidays, worked in our calendar",
    only_ours="off in our calendar, worked in holidays",
    known_difference="known: {reason}",
    agrees="{year}: agrees with holidays {version} ({days} days).",
    wrong="error: {why}",
    no_instant="'{text}' is no instant; write 2025-12-24, '2025-12-24 15:30' or 24/12/2025",
    no_term="'{text}' is no term; write 10 working days, 4 working hours, 12 days or same day",
    no_time="'{text}' is no time of day; write 15:00",
    no_line="a line must be FROM, a tab, TERM",
    no_text="this line is no UTF-8 text",
    changed="changed",
    proposed="The calendar {calendar} has no {year} yet: what follows is from holidays {version}, to be verified.",
)


def words(*, english: bool) -> Words:
    """The words of the language that was asked for."""
    return ENGLISH if english else VIETNAMESE
