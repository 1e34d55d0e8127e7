"""`lienthong abolish`: a procedure abolished from a day on, its open dossiers going on to their end."""

from datetime import date
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

lienthong abolish 1.010803 --from 2027-01-01 --decision "12/QĐ-UBND"

Mã thoát: 0 khi thủ tục được bãi bỏ kể từ ngày đó, kể cả khi đã bãi bỏ từ trước; 1 khi những gì đã có không cho phép:
chưa công bố phiên bản nào, đã định một ngày khác, hoặc đã tiếp nhận hồ sơ từ ngày đó; 2 khi gọi lệnh sai; 3 khi không
hỏi được cơ sở dữ liệu.
""",
    english="""
Example:

lienthong abolish 1.010803 --from 2027-01-01 --decision "12/QĐ-UBND"

Exits with 0 when it is abolished from that day, also when it was before; with 1 when what stands is against it: no
version was ever published, another day was given before, or dossiers were accepted since; with 2 when it was asked
wrongly; with 3 when the records cannot be asked.
""",
)

app: Final = command("abolish", EPILOGUE)


@app.default
@helped(
    """Bãi bỏ một thủ tục kể từ một ngày. Hồ sơ đang mở được giải quyết tiếp đến khi kết thúc; ngày đã định không đổi.

    Args:
        code: Mã thủ tục trong Cơ sở dữ liệu quốc gia, chẳng hạn 1.010803.
        from_: Ngày đầu tiên không tiếp nhận hồ sơ nữa, chẳng hạn 2027-01-01.
        decision: Quyết định bãi bỏ: số và ký hiệu.
        by: Bãi bỏ dưới danh nghĩa của ai.
        data: Thư mục chứa mọi thứ lưu trên máy này; không nêu thì là `var`.
        json_: In kết quả dạng JSON.
        english: Trả lời bằng tiếng Anh.
    """
)
def abolish(  # noqa: PLR0913 - the options of a command
    code: str,
    *,
    from_: Annotated[date, Parameter(name="--from")],
    decision: str | None = None,
    by: str = OPERATOR,
    data: Path | None = None,
    json_: Annotated[bool, Parameter(name="--json", negative="")] = False,
    english: Switch = False,
) -> int:
    """Abolish a procedure from a day on. Open dossiers go on to their end; a day cannot be changed once it is given.

    Args:
        code: The procedure's national code, such as 1.010803.
        from_: The first day on which no dossier is accepted, such as 2027-01-01.
        decision: The decision that abolishes it.
        by: In whose name it is abolished.
        data: The folder of everything kept on this machine; `var` when it is not said.
        json_: Print what came of it as JSON.
        english: Answer in English.
    """
    from commands.work import abolish as work

    return work.abolish(code, from_=from_, decision=decision, by=by, data=data, json_=json_, english=english)
