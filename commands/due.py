"""`lienthong due`: when a term ends, and how that was counted, day by day."""

from typing import Annotated, Final

from cyclopts import Parameter

from commands.help import command, helped
from commands.speech import Switch
from definitions.saying import Saying

EPILOGUE: Final = Saying(
    vietnamese="""
Ví dụ:

lienthong due 2025-12-24 10 working days

lienthong due "24/12/2025 15:30" 04 giờ làm việc --cutoff 15:00 --hours

lienthong due - < lines: mỗi dòng (FROM, dấu tab, TERM) được trả lời ngay bằng một dòng; dòng nào không trả lời được thì
có một dòng nói vì sao.

Mã thoát: 0 khi đã trả lời; 1 khi lịch kết thúc trước thời hạn, hoặc có dòng đầu vào không trả lời được; 2 khi gọi lệnh
sai.
""",
    english="""
Examples:

lienthong due 2025-12-24 10 working days

lienthong due "24/12/2025 15:30" 04 giờ làm việc --cutoff 15:00 --hours

lienthong due - < lines: each line (FROM, a tab, TERM) is answered by one line, as they come; what cannot be answered
gets a line that says why.

Exits with 0 when it answered; with 1 when the calendar ends before the term, or a line of standard input could not be
answered; with 2 when it was asked wrongly.
""",
)

app: Final = command("due", EPILOGUE)


@app.default
@helped(
    """Cho biết thời hạn kết thúc khi nào: dòng đầu là thời điểm hết hạn, sau đó là cách tính từng ngày.

    Args:
        from_: Ngày hoặc thời điểm bắt đầu, chẳng hạn 2025-12-24, "2025-12-24 15:30" hoặc 24/12/2025; `-` để hỏi nhiều
            dòng.
        term: Độ dài: 10 ngày làm việc, 4 giờ làm việc, 12 ngày hoặc trong ngày; hoặc viết bằng tiếng Anh.
        calendar: Tên lịch; hoặc TÊN@PHIÊN-BẢN; hoặc TÊN@2025-12-24: lịch như được biết vào ngày đó.
        office: Mã cơ quan, để tính theo giờ làm việc riêng của cơ quan ấy, nếu có.
        hours: Hiện cả các buổi làm việc của từng ngày.
        cutoff: Giờ chốt, chẳng hạn 15:00: nhận sau giờ này thì tính từ đầu giờ ngày làm việc kế tiếp.
        json_: In JSON, cho máy đọc; với `-` thì mỗi dòng một đối tượng.
        english: Trả lời bằng tiếng Anh.
    """
)
def due(  # noqa: PLR0913 (a command's parameters are its options)
    from_: Annotated[str, Parameter(name="FROM", allow_leading_hyphen=True)],
    /,
    *term: Annotated[str, Parameter(name="TERM")],
    calendar: str = "thua-thien-hue",
    office: str | None = None,
    hours: Switch = False,
    cutoff: str | None = None,
    json_: Annotated[bool, Parameter(name="--json", negative="")] = False,
    english: Switch = False,
) -> int:
    """Tell when a term ends: the due instant on the first line, then how it was counted, day by day.

    Args:
        from_: The event's day or instant, such as 2025-12-24, "2025-12-24 15:30" or 24/12/2025; `-` for many.
        term: The length: 10 working days, 4 working hours, 12 days or same day; or in Vietnamese.
        calendar: The calendar's name, also NAME@VERSION, or NAME@2025-12-24 as it was known on that day.
        office: The code of the office whose own hours count, where it has some.
        hours: Show each day's sessions too.
        cutoff: What comes after this time of day, such as 15:00, counts from the next working day's opening.
        json_: Print JSON, for machines; with `-`, an object a line.
        english: Answer in English.
    """
    from commands.work import due as work

    return work.due(
        from_, *term, calendar=calendar, office=office, hours=hours, cutoff=cutoff, json_=json_, english=english
    )
