"""Calendar words: what `lienthong calendar` and `lienthong due` say, in Vietnamese and in English."""

from datetime import date
from typing import Final

from commands.speech import Speech
from definitions.saying import Saying, dated
from definitions.terms import Term

WEEKDAYS: Final = (
    Saying(vietnamese="Thứ Hai", english="Monday"),
    Saying(vietnamese="Thứ Ba", english="Tuesday"),
    Saying(vietnamese="Thứ Tư", english="Wednesday"),
    Saying(vietnamese="Thứ Năm", english="Thursday"),
    Saying(vietnamese="Thứ Sáu", english="Friday"),
    Saying(vietnamese="Thứ Bảy", english="Saturday"),
    Saying(vietnamese="Chủ nhật", english="Sunday"),
)
SHORT: Final = (
    Saying(vietnamese="T2", english="Mo"),
    Saying(vietnamese="T3", english="Tu"),
    Saying(vietnamese="T4", english="We"),
    Saying(vietnamese="T5", english="Th"),
    Saying(vietnamese="T6", english="Fr"),
    Saying(vietnamese="T7", english="Sa"),
    Saying(vietnamese="CN", english="Su"),
)
"""Weekdays in two letters."""

WEEKLY_REST: Final = Saying(vietnamese="nghỉ hằng tuần", english="weekly rest")
EVENT_DAY: Final = Saying(vietnamese="ngày nhận, không tính", english="the day it came, not counted")
EVENT_COUNTED: Final = Saying(vietnamese="ngày nhận", english="the day it came")
COUNTED: Final = Saying(vietnamese="ngày thứ {number}", english="day {number}")
COUNTED_HOURS: Final = Saying(vietnamese="{minutes}, cộng {total}", english="{minutes}, {total} together")
MOVED: Final = Saying(
    vietnamese="ngày cuối rơi vào ngày nghỉ: kết thúc vào ngày làm việc này",
    english="the last day is a day off: it ends on this working day",
)
MADE_UP: Final = Saying(
    vietnamese="làm bù cho ngày {instead_of} ({document})", english="worked instead of {instead_of} ({document})"
)
OFF: Final = Saying(vietnamese="nghỉ: {name} ({document})", english="off: {name} ({document})")
DUE: Final = Saying(vietnamese="← hết hạn lúc {time}", english="← due at {time}")
COUNTING: Final = Saying(
    vietnamese="{term}, kể từ {start}; lịch {calendar}, phiên bản {version} ({digest}…)",
    english="{term} from {start}; calendar {calendar}, version {version} ({digest}…)",
)
HANDED_OVER: Final = Saying(
    vietnamese="Nhận lúc {received}; theo giờ chốt {cutoff}, tính từ {start}.",
    english="Received {received}; with the cutoff at {cutoff} it counts from {start}.",
)
CAUSE: Final = Saying(
    vietnamese="lịch {calendar} chỉ có đến hết ngày {on}; cần công bố lịch mới trước khi tính xa hơn",
    english="the calendar {calendar} ends on {on}; a newer one must be published before counting further",
)
TOO_EARLY: Final = Saying(
    vietnamese="lịch {calendar} chỉ có từ ngày {on}", english="the calendar {calendar} begins on {on}"
)
UNCONFIRMED: Final = Saying(vietnamese=" (chưa xác nhận)", english=" (unconfirmed)")
SESSIONS: Final = Saying(vietnamese="Giờ làm việc", english="Hours")
VERSION: Final = Saying(
    vietnamese="Lịch {calendar}, phiên bản {version}, biết từ ngày {published}; từ {first} đến {last}; {digest}",
    english="Calendar {calendar}, version {version}, known from {published}; {first} to {last}; {digest}",
)
KNOWN: Final = Saying(vietnamese="Các phiên bản: {versions}", english="Versions: {versions}")
WORKING_DAYS_OF: Final = Saying(vietnamese="Năm {year}: {days} ngày làm việc", english="{year}: {days} working days")
DAYS_OFF: Final = Saying(vietnamese="Ngày nghỉ", english="Days off")
MAKE_UP_DAYS: Final = Saying(vietnamese="Ngày làm bù", english="Make-up days")
MAKE_UP_LINE: Final = Saying(
    vietnamese="làm bù cho {instead_of}: {document}", english="worked instead of {instead_of}: {document}"
)
NONE: Final = Saying(vietnamese="không có", english="none")
LEGEND: Final = Saying(
    vietnamese="  * ngày nghỉ    + ngày làm bù    . nghỉ hằng tuần",
    english="  * day off    + make-up day    . weekly rest",
)
ADDED: Final = Saying(vietnamese="thêm", english="added")
REMOVED: Final = Saying(vietnamese="bỏ", english="removed")
MOVED_DAY: Final = Saying(vietnamese="chuyển", english="moved")
SAME: Final = Saying(vietnamese="Hai lịch giống nhau.", english="The two calendars are the same.")
HOURS_DIFFER: Final = Saying(vietnamese="Giờ làm việc khác nhau.", english="Their hours differ.")
ENDS_DIFFER: Final = Saying(
    vietnamese="Khoảng thời gian khác nhau: {before} và {after}.",
    english="They cover different times: {before} and {after}.",
)
ONLY_PACKAGE: Final = Saying(
    vietnamese="gói holidays nghỉ, lịch của ta làm việc", english="off in holidays, worked in our calendar"
)
ONLY_OURS: Final = Saying(
    vietnamese="lịch của ta nghỉ, gói holidays làm việc", english="off in our calendar, worked in holidays"
)
KNOWN_DIFFERENCE: Final = Saying(vietnamese="đã biết: {reason}", english="known: {reason}")
AGREES: Final = Saying(
    vietnamese="Năm {year}: khớp với gói holidays {version} ({days} ngày).",
    english="{year}: agrees with holidays {version} ({days} days).",
)
WRONG: Final = Saying(vietnamese="lỗi: {why}", english="error: {why}")
NO_INSTANT: Final = Saying(
    vietnamese="'{text}' không phải là thời điểm; viết 2025-12-24, '2025-12-24 15:30' hoặc 24/12/2025",
    english="'{text}' is no instant; write 2025-12-24, '2025-12-24 15:30' or 24/12/2025",
)
NO_TERM: Final = Saying(
    vietnamese="'{text}' không phải là thời hạn; viết 10 ngày làm việc, 4 giờ làm việc, 12 ngày hoặc trong ngày",
    english="'{text}' is no term; write 10 working days, 4 working hours, 12 days or same day",
)
NO_TIME: Final = Saying(
    vietnamese="'{text}' không phải là giờ; viết 15:00", english="'{text}' is no time of day; write 15:00"
)
NO_LINE: Final = Saying(vietnamese="mỗi dòng phải là FROM, dấu tab, TERM", english="a line must be FROM, a tab, TERM")
NO_TEXT: Final = Saying(vietnamese="dòng này không phải là văn bản UTF-8", english="this line is no UTF-8 text")
CHANGED: Final = Saying(vietnamese="sửa", english="changed")
PROPOSED: Final = Saying(
    vietnamese="Lịch {calendar} chưa có năm {year}: đề xuất dưới đây lấy từ gói holidays {version}, phải đối chiếu.",
    english="The calendar {calendar} has no {year} yet: what follows is from holidays {version}, to be verified.",
)


NOT_HELD: Final = Saying(
    vietnamese="lịch '{calendar}' có từ năm {first} đến năm {last}, không có năm {year}",
    english="the calendar '{calendar}' holds {first} to {last}, not {year}",
)
NO_DRAFT: Final = Saying(vietnamese="không đề xuất được: {why}", english="no draft could be made: {why}")
ONLY_NEXT: Final = Saying(
    vietnamese="chỉ năm {year} có thể đề xuất vào tệp", english="only {year} can be drafted into a file"
)


def term(say: Speech, length: Term) -> str:
    """A length as one reads it."""
    return str(length) if say.english else length.vietnamese()


def day(say: Speech, on: date) -> str:
    """A date with its weekday, in columns that line up."""
    names = [say(name) for name in WEEKDAYS]
    return f"{names[on.weekday()]:<{max(map(len, names))}} {say(dated(on))}"
