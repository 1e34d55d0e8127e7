"""`lienthong check`: whether definitions may be published."""

from pathlib import Path
from typing import Annotated, Final

from cyclopts import Parameter

from commands.help import command, helped
from commands.speech import Switch
from definitions.saying import Saying

EPILOGUE: Final = Saying(
    vietnamese="""
Ví dụ:

lienthong check definitions/catalogue

lienthong check --json tro-cap.v2.yaml

Mã thoát: 0 khi không có gì sai; 1 khi tìm thấy lỗi; 2 khi gọi lệnh sai.
""",
    english="""
Examples:

lienthong check definitions/catalogue

lienthong check --json tro-cap.v2.yaml

Exits with 0 when nothing is wrong, with 1 when something was found, with 2 when it was asked wrongly.
""",
)

app: Final = command("check", EPILOGUE)


@app.default
@helped(
    """Kiểm tra định nghĩa và các tình huống của chúng trước khi công bố.

    Args:
        paths: Các tệp định nghĩa hoặc tình huống, hoặc thư mục chứa chúng.
        json_: In các lỗi dạng JSON, cho máy đọc: bằng tiếng Việt, và bằng tiếng Anh ở `wrong_en` và `mend_en`.
        directory: Danh bạ cơ quan phải có các cấp, cơ quan và vị trí việc làm được nêu.
        calendar: Lịch phải đủ dài đến hạn cuối cùng.
        english: Trả lời bằng tiếng Anh.
    """
)
def check(
    *paths: Path,
    json_: Annotated[bool, Parameter(name="--json", negative="")] = False,
    directory: str = "thua-thien-hue",
    calendar: str = "thua-thien-hue",
    english: Switch = False,
) -> int:
    """Check definitions and their scenarios before they are published.

    Args:
        paths: Files of definitions or of scenarios, or folders of them.
        json_: Print the findings as JSON, for machines: in Vietnamese, and in English as `wrong_en` and `mend_en`.
        directory: The directory in which levels, offices and posts must exist.
        calendar: The calendar that must reach to the last due date.
        english: Answer in English.
    """
    from commands.work import check as work

    return work.check(*paths, json_=json_, directory=directory, calendar=calendar, english=english)
