"""`lienthong migrate --dry-run`: whether and where open dossiers would land under another version. Nothing moves."""

from pathlib import Path
from typing import Annotated, Final

from cyclopts import Parameter

from commands.help import command, helped
from commands.speech import Switch
from definitions.saying import Saying

EPILOGUE: Final = Saying(
    vietnamese="""
Ví dụ:

lienthong migrate 1.010803 --to 2 --dry-run

Không hồ sơ nào bị chuyển: theo quy định, hồ sơ được giải quyết đến khi kết thúc theo phiên bản có hiệu lực lúc tiếp
nhận, và chương trình tuân thủ điều đó. Chỉ có chạy thử, cho biết một quyết định chuyển hồ sơ sẽ vướng những gì.

Mã thoát: 0 khi mọi hồ sơ đang mở đều chuyển được; 1 khi có hồ sơ không chuyển được; 2 khi gọi lệnh sai hoặc phiên bản
chưa được công bố; 3 khi không hỏi được cơ sở dữ liệu.
""",
    english="""
Example:

lienthong migrate 1.010803 --to 2 --dry-run

No dossier is moved: by law a dossier is handled to its end under the version in force when it was accepted, and this
program keeps to it. Only the dry run exists; it says what a decision to move dossiers would meet.

Exits with 0 when every open dossier would land; with 1 when some would not; with 2 when it was asked wrongly or the
version was never published; with 3 when the records cannot be asked.
""",
)

app: Final = command("migrate", EPILOGUE)


@app.default
@helped(
    """Cho biết từng hồ sơ đang mở của một thủ tục có chuyển được sang một phiên bản đã công bố không, và về đâu.

    Args:
        code: Mã thủ tục trong Cơ sở dữ liệu quốc gia, chẳng hạn 1.010803.
        to: Số của phiên bản cần xét.
        dry_run: Chỉ cho biết sẽ vướng những gì; không có cách nào khác.
        data: Thư mục chứa mọi thứ lưu trên máy này; không nêu thì là `var`.
        json_: In JSON, cho máy đọc.
        english: Trả lời bằng tiếng Anh.
    """
)
def migrate(  # noqa: PLR0913 - the options of a command
    code: str,
    *,
    to: int,
    dry_run: Switch = False,
    data: Path | None = None,
    json_: Annotated[bool, Parameter(name="--json", negative="")] = False,
    english: Switch = False,
) -> int:
    """Say for each open dossier of a procedure whether and where it would land under a published version.

    Args:
        code: The procedure's national code, such as 1.010803.
        to: The version.
        dry_run: Only say what would be met; nothing else is offered.
        data: The folder of everything kept on this machine; `var` when it is not said.
        json_: Print JSON, for machines.
        english: Answer in English.
    """
    from commands.work import migrate as work

    return work.migrate(code, to=to, dry_run=dry_run, data=data, json_=json_, english=english)
