"""`lienthong report`: the statistics that an office reports, projected from the journals."""

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

lienthong report 06a --from 2026-01-01 --until 2026-06-30

lienthong report 06a --from 2026-01-01 --until 2026-06-30 --unit 479 --json

Mã thoát: 0 khi đã lập báo cáo; 2 khi kỳ báo cáo bị ngược, không có đơn vị ấy, hoặc gọi lệnh sai; 3 khi không hỏi được
cơ sở dữ liệu.
""",
    english="""
Examples:

lienthong report 06a --from 2026-01-01 --until 2026-06-30

lienthong report 06a --from 2026-01-01 --until 2026-06-30 --unit 479 --json

Exits with 0 when the report was made, with 2 when the period is reversed or there is no such unit, with 3 when the
records cannot be asked.
""",
)
HELP: Final = Saying(vietnamese="Lập báo cáo thống kê từ nhật ký.", english="Report statistics, from the journals.")

app: Final = command("report", EPILOGUE, HELP)


@app.command(name="06a")
@helped(
    """Thống kê hồ sơ tiếp nhận, đã giải quyết và đang giải quyết trong một kỳ, theo biểu mẫu II.06a/VPCP/KSTT.

    Mỗi hồ sơ được đếm một lần, theo tình trạng lúc hết kỳ (hoặc lúc này). Hồ sơ đã quá hạn vẫn là quá hạn, kể cả khi
    đồng hồ của nó đang dừng. Hồ sơ diễn tập không được đếm.

    Args:
        first: Ngày đầu kỳ.
        last: Ngày cuối kỳ.
        unit: Đơn vị hành chính, gồm cả các đơn vị trực thuộc; không nêu thì là toàn tỉnh.
        data: Thư mục chứa mọi thứ lưu trên máy này; không nêu thì là `var`.
        json_: In báo cáo dạng JSON, như API trả lời.
        english: Trả lời bằng tiếng Anh; những gì đã lưu vẫn bằng tiếng Việt.
    """
)
def report(  # noqa: PLR0913 - the options of a command
    *,
    first: Annotated[date, Parameter(name="--from")],
    last: Annotated[date, Parameter(name="--until")],
    unit: str | None = None,
    data: Path | None = None,
    json_: Annotated[bool, Parameter(name="--json", negative="")] = False,
    english: Switch = False,
) -> int:
    """Count the dossiers received, settled and open in a period, as form II.06a/VPCP/KSTT has it.

    Each dossier is counted once, as it stood when the period ended (or now). What was late stays late, also while its
    clock stands still. Rehearsals are not counted.

    Args:
        first: The first day.
        last: The last day.
        unit: The administrative unit, with those below it; the whole province when none is said.
        data: The folder of everything kept on this machine; `var` when it is not said.
        json_: Print the report as JSON, as the API answers it.
        english: Answer in English; what the records hold stays in Vietnamese.
    """
    from commands.work import report as work

    return work.report(first=first, last=last, unit=unit, data=data, json_=json_, english=english)
