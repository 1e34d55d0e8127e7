"""`lienthong diff`: what changed between two versions of a procedure, in words."""

from pathlib import Path
from typing import Annotated, Final

from cyclopts import Parameter

from commands.help import command, helped
from commands.speech import Switch
from definitions.saying import Saying

EPILOGUE: Final = Saying(
    vietnamese="""
Ví dụ:

lienthong diff tro-cap.v1.yaml tro-cap.v2.yaml

lienthong diff 1.010803@v1 tro-cap.v2.yaml --english

Mỗi dòng bắt đầu bằng + (mới), - (bỏ), ~ (đổi), > (chỉ đổi tên) hoặc ^ (đổi thứ tự), và kết thúc bằng việc quy định
chặt hơn hay nới hơn, nếu nói được.

Mã thoát: 0 khi hai bên cùng nội dung, dù số phiên bản và chú thích khác nhau; 1 khi khác nhau; 2 khi không đọc được một
bên, hoặc gọi lệnh sai; 3 khi không hỏi được cơ sở dữ liệu.
""",
    english="""
Examples:

lienthong diff tro-cap.v1.yaml tro-cap.v2.yaml

lienthong diff 1.010803@v1 tro-cap.v2.yaml --english

Lines begin with + (new), - (gone), ~ (changed), > (only another name) or ^ (another order), and end with whether the
rule became stricter or looser, where that can be said.

Exits with 0 when both mean the same, whatever their numbers and comments; with 1 when they differ; with 2 when one
cannot be read, or it was asked wrongly; with 3 when the records cannot be asked.
""",
)

app: Final = command("diff", EPILOGUE)


@app.default
@helped(
    """So sánh hai phiên bản của một thủ tục: bước, hạn, quy định, giấy tờ, tờ khai, lối đi, báo vượt cấp, hiệu lực.

    Args:
        before: Tệp định nghĩa, hoặc phiên bản đã công bố, chẳng hạn 1.010803@v1.
        after: Tệp hoặc phiên bản thứ hai.
        data: Thư mục chứa mọi thứ lưu trên máy này; không nêu thì là `var`.
        json_: In JSON, cho máy đọc.
        english: Trả lời bằng tiếng Anh.
    """
)
def diff(  # noqa: PLR0913 - the options of a command
    before: str,
    after: str,
    /,
    *,
    data: Path | None = None,
    json_: Annotated[bool, Parameter(name="--json", negative="")] = False,
    english: Switch = False,
) -> int:
    """Compare two versions of a procedure: steps, limits, rules, papers, fields, ways, escalation, effect.

    Args:
        before: A definition's file, or a published version such as 1.010803@v1.
        after: The other one.
        data: The folder of everything kept on this machine; `var` when it is not said.
        json_: Print JSON, for machines.
        english: Answer in English.
    """
    from commands.work import diff as work

    return work.diff(before, after, data=data, json_=json_, english=english)
