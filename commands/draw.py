"""`lienthong draw`: a definition as a picture, lanes by level, or as BPMN 2.0 for a modeller."""

from pathlib import Path
from typing import Final

from commands.help import command, helped
from commands.speech import Switch
from definitions.saying import Saying

EPILOGUE: Final = Saying(
    vietnamese="""
Ví dụ:

lienthong draw quy-trinh.v1.yaml --output quy-trinh.svg

lienthong draw quy-trinh.v1.yaml --bpmn > quy-trinh.bpmn

Mã thoát: 0 khi đã vẽ; 1 khi không đọc được định nghĩa (các lỗi được in ra); 2 khi gọi lệnh sai.
""",
    english="""
Examples:

lienthong draw quy-trinh.v1.yaml --output quy-trinh.svg

lienthong draw quy-trinh.v1.yaml --bpmn > quy-trinh.bpmn

Exits with 0 when it was drawn, with 1 when the definition cannot be read (its findings are printed), with 2 when it
was asked wrongly.
""",
)

app: Final = command("draw", EPILOGUE)


@app.default
@helped(
    """Vẽ định nghĩa: SVG, hoặc BPMN 2.0 kèm sơ đồ; mỗi cơ quan một làn, xếp theo cấp.

    Args:
        file: Tệp định nghĩa.
        bpmn: BPMN 2.0, mở được bằng phần mềm vẽ BPMN; `lienthong import` đọc lại thành định nghĩa.
        output: Tệp sẽ ghi; không nêu thì in ra đầu ra chuẩn.
        english: Chữ do sơ đồ tự viết thì bằng tiếng Anh; chữ của định nghĩa giữ nguyên.
        directory: Danh bạ có tên cơ quan và vị trí việc làm; không nêu thì theo thời điểm của định nghĩa: hai cấp khi
            thủ tục có hiệu lực từ ngày 01/7/2025 trở đi và không nêu cấp huyện, còn lại là ba cấp.
    """
)
def draw(  # noqa: PLR0913 (a command's parameters are its options)
    file: Path,
    /,
    *,
    bpmn: Switch = False,
    output: Path | None = None,
    english: Switch = False,
    directory: str | None = None,
) -> int:
    """Draw a definition: SVG, or BPMN 2.0 with its diagram; one lane for each office, by level.

    Args:
        file: The definition.
        bpmn: BPMN 2.0, which BPMN modellers open, and which `lienthong import` gives back as the definition.
        output: The file to write; standard output, if not said.
        english: What the drawing says by itself in English; the definition's own texts stay as they are.
        directory: The directory that names offices and posts. If not said, the one of the definition's own time: with
            two levels for what takes effect from 1 July 2025 on and names no district, else with three.
    """
    from commands.work import draw as work

    return work.draw(file, bpmn=bpmn, output=output, english=english, directory=directory)
