"""`lienthong fmt`: definitions and scenarios in their one canonical layout, comments kept."""

from pathlib import Path
from typing import Final

from commands.help import command, helped
from commands.speech import Switch
from definitions.saying import Saying

EPILOGUE: Final = Saying(
    vietnamese="""
Ví dụ:

lienthong fmt definitions/catalogue

lienthong fmt --diff tro-cap.v2.yaml

lienthong fmt --check definitions/catalogue && echo canonical

Mã thoát: 0 khi mọi tệp nay đã đúng dạng chuẩn; 1 khi có tệp không đọc hoặc không ghi được, hoặc, với --check hay
--diff, khi có tệp sẽ phải đổi; 2 khi gọi lệnh sai.
""",
    english="""
Examples:

lienthong fmt definitions/catalogue

lienthong fmt --diff tro-cap.v2.yaml

lienthong fmt --check definitions/catalogue && echo canonical

Exits with 0 when every file is in canonical form now; with 1 when a file could not be read or written, or, with
--check or --diff, when one would change; with 2 when it was asked wrongly.
""",
)

app: Final = command("fmt", EPILOGUE)


@app.default
@helped(
    """Viết lại định nghĩa và tình huống theo dạng chuẩn, giữ nguyên chú thích và nội dung; tệp có lỗi thì để nguyên.

    Args:
        paths: Các tệp định nghĩa hoặc tình huống, hoặc thư mục chứa chúng.
        check: Không ghi gì; chỉ nêu tên các tệp chưa đúng dạng chuẩn.
        diff: Không ghi gì; chỉ hiện những chỗ sẽ đổi.
        english: Trả lời bằng tiếng Anh.
    """
)
def fmt(*paths: Path, check: Switch = False, diff: Switch = False, english: Switch = False) -> int:
    """Write definitions and scenarios in canonical form, keeping comments and meaning; files with findings stay as is.

    Args:
        paths: Files of definitions or of scenarios, or folders of them.
        check: Write nothing; name the files that are not in canonical form.
        diff: Write nothing; show what would change.
        english: Answer in English.
    """
    from commands.work import fmt as work

    return work.fmt(*paths, check=check, diff=diff, english=english)
