"""`lienthong recalculate`: a calendar published, every open dossier dated anew by it, and what that moved."""

from pathlib import Path
from typing import Annotated, Final

from cyclopts import Parameter

from commands.help import command, helped
from commands.speech import Switch
from commands.usual import OPERATOR
from definitions.saying import Saying
from workflows.batches import BATCH

EPILOGUE: Final = Saying(
    vietnamese="""
Ví dụ:

lienthong recalculate thua-thien-hue

lienthong recalculate --status --json

Mã thoát: 0 khi mọi hồ sơ đã theo lịch ấy; 1 khi có hồ sơ từ chối, hoặc việc tính lại đang tạm dừng, đã bị thay thế hay
không diễn ra; 2 khi không có lịch ấy, hoặc gọi lệnh sai; 3 khi không hỏi được Temporal hoặc cơ sở dữ liệu.
""",
    english="""
Examples:

lienthong recalculate thua-thien-hue

lienthong recalculate --status --json

Exits with 0 when all follow it, with 1 when some refused it, or it is paused, superseded or not going on, with 2 when
there is no such calendar, with 3 when Temporal or the records cannot be asked.
""",
)

app: Final = command("recalculate", EPILOGUE)


@app.default
@helped(
    """Công bố một phiên bản của lịch và tính lại hạn của mọi hồ sơ đang mở theo lịch ấy; hồ sơ diễn tập cũng được tính.

    Từ đó hồ sơ mới theo phiên bản này. Ngắt giữa chừng thì việc tính lại vẫn tự tiếp tục; chạy lần nữa không làm đổi
    những gì đã xong.

    Args:
        name: Tên lịch; hoặc TÊN@PHIÊN-BẢN; hoặc TÊN@2025-12-25: lịch như được biết vào ngày đó.
        status: Chỉ xem phiên bản đang có hiệu lực đã áp dụng đến đâu.
        pause: Tạm dừng: không tính thêm hồ sơ nào cho đến khi tiếp tục.
        resume: Tiếp tục từ chỗ tạm dừng, và theo dõi.
        by: Nhật ký ghi là do ai làm.
        batch: Số hồ sơ mỗi lượt; có thể tạm dừng giữa hai lượt.
        data: Thư mục chứa mọi thứ lưu trên máy này; không nêu thì là `var`.
        json_: In báo cáo dạng JSON, cho máy đọc.
        english: Trả lời bằng tiếng Anh.
    """
)
def recalculate(  # noqa: PLR0913 - the options of a command
    name: str = "thua-thien-hue",
    *,
    status: Switch = False,
    pause: Switch = False,
    resume: Switch = False,
    by: str = OPERATOR,
    batch: int = BATCH,
    data: Path | None = None,
    json_: Annotated[bool, Parameter(name="--json", negative="")] = False,
    english: Switch = False,
) -> int:
    """Publish a version of a calendar and count every open dossier anew by it; rehearsals are dossiers too.

    New dossiers are pinned to it from now on. Interrupted, it goes on by itself; begun again, it changes nothing that
    is done.

    Args:
        name: The calendar, also NAME@VERSION, or NAME@2025-12-25 as it was known on that day.
        status: Only show how far the version in force has come.
        pause: Tell no further dossier until it is resumed.
        resume: Go on where it was paused, and watch.
        by: In whose name the journals say it was done.
        batch: How many dossiers are told at a time; it can be paused between two batches.
        data: The folder of everything kept on this machine; `var` when it is not said.
        json_: Print the report as JSON, for machines.
        english: Answer in English.
    """
    from commands.work import recalculate as work

    return work.recalculate(
        name, status=status, pause=pause, resume=resume, by=by, batch=batch, data=data, json_=json_, english=english
    )
