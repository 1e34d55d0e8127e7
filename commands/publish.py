"""`lienthong publish`: a version put into the records, where it never changes."""

from pathlib import Path
from typing import Annotated, Final

from cyclopts import Parameter

from commands.help import command, helped
from commands.speech import Switch
from commands.usual import OPERATOR
from definitions.saying import Saying

EPILOGUE: Final = Saying(
    vietnamese="""
Ví dụ:

lienthong publish tro-cap-tho-cung-liet-si.v2.yaml --by "Văn phòng UBND tỉnh"

Mã thoát: 0 khi đã công bố, kể cả khi đã công bố từ trước với đúng nội dung ấy; 1 khi định nghĩa có lỗi, hoặc những gì
đã công bố không cho phép; 2 khi gọi lệnh sai; 3 khi không hỏi được cơ sở dữ liệu. Khi bị từ chối thì không ghi gì.
""",
    english="""
Example:

lienthong publish tro-cap-tho-cung-liet-si.v2.yaml --by "Văn phòng UBND tỉnh"

Exits with 0 when it is published, also when it was before with the same content; with 1 when it has findings, or what
is published stands against it; with 2 when it was asked wrongly; with 3 when the records cannot be asked. What is
refused has written nothing.
""",
)

app: Final = command("publish", EPILOGUE)


@app.default
@helped(
    """Công bố một định nghĩa: được kiểm tra trước, từ đó không bao giờ đổi, có hiệu lực từ ngày ghi trong định nghĩa.

    Bản sửa đổi mang số kế tiếp và có hiệu lực sau bản mà nó sửa đổi. Hồ sơ đang mở giữ phiên bản của mình.

    Args:
        file: Tệp định nghĩa.
        by: Công bố dưới danh nghĩa của ai.
        data: Thư mục chứa mọi thứ lưu trên máy này; không nêu thì là `var`.
        json_: In kết quả, hoặc các lỗi, dạng JSON.
        english: Trả lời bằng tiếng Anh.
    """
)
def publish(  # noqa: PLR0913 - the options of a command
    file: Path,
    *,
    by: str = OPERATOR,
    data: Path | None = None,
    json_: Annotated[bool, Parameter(name="--json", negative="")] = False,
    english: Switch = False,
) -> int:
    """Publish a definition: checked first, immutable from then on, in force from its own first day.

    An amendment bears the next number and takes effect after what it amends. Open dossiers keep their own version.

    Args:
        file: The definition.
        by: In whose name it is published.
        data: The folder of everything kept on this machine; `var` when it is not said.
        json_: Print what came of it, or the findings, as JSON.
        english: Answer in English.
    """
    from commands.work import publish as work

    return work.publish(file, by=by, data=data, json_=json_, english=english)
