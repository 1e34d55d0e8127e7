"""`lienthong replay`: whether a dossier's journal is the one that Temporal's history and the pure machine tell."""

from pathlib import Path
from typing import Annotated, Final

from cyclopts import Parameter

from commands.help import command, helped
from commands.speech import Switch
from definitions.saying import Saying

EPILOGUE: Final = Saying(
    vietnamese="""
Ví dụ:

lienthong replay H57.33.01-260115-0001

lienthong replay H57.33.01-260115-0001 --json

Mã thoát: 0 khi tất cả khớp nhau; 1 khi không, kèm chỗ khác đầu tiên; 2 khi không có hồ sơ ấy, hoặc gọi lệnh sai; 3 khi
không hỏi được Temporal hoặc cơ sở dữ liệu.
""",
    english="""
Examples:

lienthong replay H57.33.01-260115-0001

lienthong replay H57.33.01-260115-0001 --json

Exits with 0 when all agree, with 1 naming the first difference, with 2 when there is no such dossier, with 3 when
Temporal or the records cannot be asked.
""",
)

app: Final = command("replay", EPILOGUE)


@app.default
@helped(
    """Chạy lại lịch sử của một hồ sơ, lập lại nhật ký từ đầu, và đối chiếu cả hai với nhật ký đã lưu.

    Args:
        code: Mã hồ sơ, chẳng hạn H57.33.01-260115-0001.
        data: Thư mục chứa mọi thứ lưu trên máy này; không nêu thì là `var`.
        json_: In báo cáo dạng JSON, cho máy đọc.
        english: Trả lời bằng tiếng Anh.
    """
)
def replay(
    code: str,
    *,
    data: Path | None = None,
    json_: Annotated[bool, Parameter(name="--json", negative="")] = False,
    english: Switch = False,
) -> int:
    """Replay a dossier's history, derive its journal anew, and compare both with the stored journal.

    Args:
        code: The dossier's code, such as H57.33.01-260115-0001.
        data: The folder of everything kept on this machine; `var` when it is not said.
        json_: Print the report as JSON, for machines.
        english: Answer in English.
    """
    from commands.work import replay as work

    return work.replay(code, data=data, json_=json_, english=english)
