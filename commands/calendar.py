"""`lienthong calendar`: a calendar's year, what changed between two calendars, and what another source says."""

from pathlib import Path
from typing import Annotated, Final

from cyclopts import Parameter

from commands.help import command, helped
from commands.speech import Switch
from definitions.saying import Saying

EPILOGUE: Final = Saying(
    vietnamese="""
Ví dụ:

lienthong calendar show thua-thien-hue --year 2026

lienthong calendar diff thua-thien-hue@2025-12-24 thua-thien-hue@2025-12-25

lienthong calendar import --year 2028 --out vietnam.v5.yaml
""",
    english="""
Examples:

lienthong calendar show thua-thien-hue --year 2026

lienthong calendar diff thua-thien-hue@2025-12-24 thua-thien-hue@2025-12-25

lienthong calendar import --year 2028 --out vietnam.v5.yaml
""",
)
HELP: Final = Saying(
    vietnamese="Xem, so sánh và nhập lịch ngày nghỉ.", english="Show, compare and import the calendars of days off."
)

AsJson = Annotated[bool, Parameter(name="--json", negative="")]

app: Final = command("calendar", EPILOGUE, HELP)


@app.command
@helped(
    """Xem một năm của lịch: các tháng, ngày nghỉ và ngày làm bù, kèm văn bản quy định.

    Mã thoát: 0 khi đã hiện lịch; 2 khi không có lịch ấy, lịch không có năm ấy, hoặc gọi lệnh sai.

    Args:
        name: Tên lịch; hoặc TÊN@PHIÊN-BẢN; hoặc TÊN@2025-12-24: lịch như được biết vào ngày đó.
        year: Năm; không nêu thì là năm nay.
        office: Mã cơ quan, để xem giờ làm việc và ngày đóng cửa riêng của cơ quan ấy, nếu có.
        json_: In JSON, cho máy đọc.
        english: Trả lời bằng tiếng Anh.
    """
)
def show(  # noqa: PLR0913 (a command's parameters are its options)
    name: str = "thua-thien-hue",
    *,
    year: int | None = None,
    office: str | None = None,
    json_: AsJson = False,
    english: Switch = False,
) -> int:
    """Show a year of a calendar: its months, days off and make-up days with their documents.

    Exits with 0 when it was shown, with 2 when there is no such calendar or it does not hold the year.

    Args:
        name: The calendar, also NAME@VERSION, or NAME@2025-12-24 as it was known on that day.
        year: The year; this one, if nothing else is said.
        office: The code of an office, whose own hours and closures are shown where it has some.
        json_: Print JSON, for machines.
        english: Answer in English.
    """
    from commands.work import calendar as work

    return work.show(name, year=year, office=office, json_=json_, english=english)


@app.command
@helped(
    """So sánh hai lịch, hoặc hai phiên bản của một lịch: ngày nào thêm, ngày nào bỏ, ngày nào chuyển.

    Mã thoát: 0 khi giống nhau; 1 khi khác nhau; 2 khi không có lịch ấy, hoặc gọi lệnh sai.

    Args:
        before: Lịch thứ nhất, chẳng hạn vietnam@2, hoặc thua-thien-hue@2025-12-24: lịch như được biết vào ngày đó.
        after: Lịch thứ hai.
        json_: In JSON, cho máy đọc.
        english: Trả lời bằng tiếng Anh.
    """
)
def diff(before: str, after: str, /, *, json_: AsJson = False, english: Switch = False) -> int:
    """Compare two calendars or two versions of one: days added, removed, moved.

    Exits with 0 when they are the same, with 1 when they differ, with 2 when there is no such calendar.

    Args:
        before: A calendar, such as vietnam@2, or thua-thien-hue@2025-12-24 as it was known on that day.
        after: The other one.
        json_: Print JSON, for machines.
        english: Answer in English.
    """
    from commands.work import calendar as work

    return work.diff(before, after, json_=json_, english=english)


@app.command(name="import")
@helped(
    """Đối chiếu lịch với gói `holidays`, hoặc dự thảo năm kế tiếp từ gói ấy; không ghi đè tệp nào.

    Mã thoát: 0 khi khớp nhau, trừ những khác biệt đã biết, hoặc đã lập dự thảo; 1 khi có khác biệt khác; 2 khi gọi lệnh
    sai, hoặc tệp được nêu đã có.

    Args:
        name: Tên lịch của cả nước.
        year: Năm cần đối chiếu, hoặc năm đầu tiên lịch chưa có để dự thảo năm ấy; không nêu thì đối chiếu mọi năm lịch
            có.
        out: Tệp để ghi dự thảo; không nêu thì in ra đầu ra chuẩn.
        json_: In JSON, cho máy đọc.
        english: Trả lời bằng tiếng Anh.
    """
)
def import_(  # noqa: PLR0913 (a command's parameters are its options)
    name: str = "vietnam",
    *,
    year: int | None = None,
    out: Path | None = None,
    json_: AsJson = False,
    english: Switch = False,
) -> int:
    """Cross-check a calendar with the package `holidays`, or draft its next year from it; no file is overwritten.

    Exits with 0 when they agree but for known differences, or a draft was made; with 1 when they differ otherwise;
    with 2 when it was asked wrongly, or the file that was named exists.

    Args:
        name: The calendar of the country.
        year: The year to check, or the first that the calendar does not hold, to draft it; all it holds, if not said.
        out: The file to write the draft into; standard output, if not said.
        json_: Print JSON, for machines.
        english: Answer in English.
    """
    from commands.work import calendar as work

    return work.import_(name, year=year, out=out, json_=json_, english=english)
