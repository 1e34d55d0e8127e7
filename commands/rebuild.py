"""`lienthong rebuild`: worklists, standings, alerts and counts forgotten, and derived anew from the journals."""

from pathlib import Path
from typing import Annotated, Final

from cyclopts import Parameter

from commands.help import command, helped
from commands.speech import Switch
from definitions.saying import Saying

EPILOGUE: Final = Saying(
    vietnamese="""
Ví dụ:

lienthong rebuild

lienthong rebuild --json

Mã thoát: 0 khi đã dựng xong; 1 khi không đọc được những gì lưu của một hồ sơ; 2 khi gọi lệnh sai; 3 khi không hỏi được
cơ sở dữ liệu; 130 khi bị ngắt giữa chừng.
""",
    english="""
Examples:

lienthong rebuild

lienthong rebuild --json

Exits with 0 when it is done, with 1 when what is kept of a dossier cannot be read, with 2 when it was asked wrongly,
with 3 when the records cannot be asked, with 130 when it was broken off.
""",
)

app: Final = command("rebuild", EPILOGUE)


@app.default
@helped(
    """Dựng lại từ nhật ký mọi thứ làm nên danh sách và báo cáo; nhật ký giữ nguyên.

    Chạy được cả khi hệ thống đang làm việc: người xem vẫn thấy số liệu cũ đến khi số liệu mới đã đủ; điều cần ghi trong
    lúc ấy thì chờ, hoặc được ghi lại sau. Ngắt giữa chừng thì không có gì thay đổi.

    Args:
        data: Thư mục chứa mọi thứ lưu trên máy này; không nêu thì là `var`.
        json_: In số nhật ký đã đọc dạng JSON, cho máy đọc.
        english: Trả lời bằng tiếng Anh.
    """
)
def rebuild(
    *,
    data: Path | None = None,
    json_: Annotated[bool, Parameter(name="--json", negative="")] = False,
    english: Switch = False,
) -> int:
    """Derive everything that lists and reports are made of anew from the journals, which stay as they are.

    It is safe beside a running worker and API: readers see the old rows until the new are whole, and what is to be
    written meanwhile waits, or is tried again. Broken off, it has changed nothing.

    Args:
        data: The folder of everything kept on this machine; `var` when it is not said.
        json_: Print how many journals were read as JSON, for machines.
        english: Answer in English.
    """
    from commands.work import rebuild as work

    return work.rebuild(data=data, json_=json_, english=english)
