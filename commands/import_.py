"""`lienthong import`: a definition drafted from a file of another kind, with what was not understood marked."""

from pathlib import Path
from typing import Annotated, Final

from cyclopts import Parameter

from commands.help import command, helped
from commands.speech import Switch
from definitions.saying import Saying

EPILOGUE: Final = Saying(
    vietnamese="""
Ví dụ:

lienthong import quy-trinh-noi-bo.xlsx --sheet "Người có công" --output tro-cap.v1.yaml

lienthong import quy-trinh-noi-bo.csv | less

lienthong import quy-trinh.bpmn --output quy-trinh.v1.yaml

Chỗ nào không hiểu thì trong định nghĩa có chú thích “chưa rõ” tại đó, và được liệt kê ra luồng lỗi kèm ô bảng hoặc phần
tử; điều tệp hoàn toàn không nói thì có chú thích “cần điền”.

Mã thoát: 0 khi hiểu hết; 1 khi không đọc được tệp hoặc không ghi được định nghĩa; 2 khi có chỗ “chưa rõ”, hoặc gọi lệnh
sai.
""",
    english="""
Examples:

lienthong import quy-trinh-noi-bo.xlsx --sheet "Người có công" --output tro-cap.v1.yaml

lienthong import quy-trinh-noi-bo.csv | less

lienthong import quy-trinh.bpmn --output quy-trinh.v1.yaml

What was not understood stands in the definition as a comment “chưa rõ” at its place, and is listed on standard error
with its cell or element; what the file does not say at all is a comment “cần điền”.

Exits with 0 when all was understood; with 1 when the file cannot be read or the definition not be written; with 2 when
something is marked “chưa rõ”, or it was asked wrongly.
""",
)

app: Final = command("import", EPILOGUE)


@app.default
@helped(
    """Dự thảo định nghĩa từ bảng quy trình nội bộ (.xlsx hoặc .csv) hoặc từ BPMN 2.0.

    Args:
        file: Bảng quy trình: .xlsx, hoặc .csv dạng UTF-8; hoặc tệp .bpmn, mà tệp do chương trình này xuất thì trả lại
            đúng định nghĩa.
        sheet: Tên hoặc số thứ tự của trang tính; không nêu thì lấy trang đầu tiên có bảng quy trình.
        output: Tệp sẽ ghi, TÊN.v1.yaml; không nêu thì in ra đầu ra chuẩn.
        english: Viết chú thích và trả lời bằng tiếng Anh.
    """
)
def import_(
    file: Path,
    /,
    *,
    sheet: Annotated[str | None, Parameter(name="--sheet")] = None,
    output: Path | None = None,
    english: Switch = False,
) -> int:
    """Draft a definition from an internal process table (quy trình nội bộ), .xlsx or .csv, or from BPMN 2.0.

    Args:
        file: The table: .xlsx, or .csv in UTF-8; or a .bpmn, of which our own export gives its definition back.
        sheet: The sheet's name or number; the first with a process table, if not said.
        output: The file to write, NAME.v1.yaml; standard output, if not said.
        english: Write the comments, and answer, in English.
    """
    from commands.work import import_ as work

    return work.import_(file, sheet=sheet, output=output, english=english)
