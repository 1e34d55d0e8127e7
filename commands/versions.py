"""`lienthong versions`: the published versions, where each stands on a day, and how many dossiers are open under it."""

from datetime import date
from pathlib import Path
from typing import Annotated, Final

from cyclopts import Parameter

from commands.help import command, helped
from commands.speech import Switch
from definitions.saying import Saying

EPILOGUE: Final = Saying(
    vietnamese="""
Ví dụ:

lienthong versions

lienthong versions 1.010803 --on 2026-07-01 --json

Mã thoát: 0 khi đã liệt kê; 2 khi chưa công bố phiên bản nào của thủ tục ấy, hoặc gọi lệnh sai; 3 khi không hỏi được cơ
sở dữ liệu.
""",
    english="""
Examples:

lienthong versions

lienthong versions 1.010803 --on 2026-07-01 --json

Exits with 0 when they were shown; with 2 when no version of the procedure was ever published, or it was asked wrongly;
with 3 when the records cannot be asked.
""",
)

app: Final = command("versions", EPILOGUE)


@app.default
@helped(
    """Liệt kê các phiên bản đã công bố của một hoặc mọi thủ tục: tình trạng vào một ngày, hiệu lực từ ngày nào.

    Args:
        code: Mã thủ tục trong Cơ sở dữ liệu quốc gia, chẳng hạn 1.010803; không nêu thì liệt kê tất cả.
        on: Ngày cần biết tình trạng; không nêu thì là hôm nay.
        data: Thư mục chứa mọi thứ lưu trên máy này; không nêu thì là `var`.
        json_: In JSON, cho máy đọc.
        english: Trả lời bằng tiếng Anh.
    """
)
def versions(  # noqa: PLR0913 - the options of a command
    code: str | None = None,
    *,
    on: date | None = None,
    data: Path | None = None,
    json_: Annotated[bool, Parameter(name="--json", negative="")] = False,
    english: Switch = False,
) -> int:
    """List the published versions of a procedure, or of all: their state on a day, and from when to when each governs.

    Args:
        code: The procedure's national code, such as 1.010803; all, if not said.
        on: The day for which the states are told; today, if not said.
        data: The folder of everything kept on this machine; `var` when it is not said.
        json_: Print JSON, for machines.
        english: Answer in English.
    """
    from commands.work import versions as work

    return work.versions(code, on=on, data=data, json_=json_, english=english)
