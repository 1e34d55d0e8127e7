"""`lienthong new`: a commented starting file for a procedure, which passes the check as it stands."""

from pathlib import Path
from typing import Final, Literal

from commands.help import command, helped
from commands.speech import Switch
from definitions.saying import Saying
from definitions.unnamed import UNKNOWN_CODE, UNKNOWN_TITLE

EPILOGUE: Final = Saying(
    vietnamese="""
Ví dụ:

lienthong new --procedure 1.004222 --title "Đăng ký thường trú" --at commune --output dang-ky-thuong-tru.v1.yaml

lienthong new --english | less

Mã thoát: 0 khi đã viết; 1 khi không ghi được tệp; 2 khi gọi lệnh sai hoặc tệp đã có.
""",
    english="""
Examples:

lienthong new --procedure 1.004222 --title "Đăng ký thường trú" --at commune --output dang-ky-thuong-tru.v1.yaml

lienthong new --english | less

Exits with 0 when the file was begun, with 1 when it could not be written, with 2 when it was asked wrongly or the file
is there already.
""",
)

app: Final = command("new", EPILOGUE)


@app.default
@helped(
    """Bắt đầu một định nghĩa: tệp trong đó mỗi khóa đều được giải thích, và `lienthong check` chấp nhận ngay.

    Args:
        procedure: Mã thủ tục trong Cơ sở dữ liệu quốc gia, chẳng hạn 1.004222.
        title: Tên gọi đầy đủ theo quyết định công bố thủ tục.
        at: Cấp có bộ phận một cửa tiếp nhận hồ sơ: commune là xã, district là huyện, province là tỉnh.
        output: Tệp sẽ ghi, TÊN.v1.yaml; không nêu thì in ra đầu ra chuẩn.
        english: Viết chú thích và trả lời bằng tiếng Anh.
    """
)
def new(  # noqa: PLR0913 (a command's parameters are its options)
    *,
    procedure: str = UNKNOWN_CODE,
    title: str = UNKNOWN_TITLE,
    at: Literal["commune", "district", "province"] = "commune",
    output: Path | None = None,
    english: Switch = False,
) -> int:
    """Begin a definition: a file in which every key is explained and which passes `lienthong check` as it stands.

    Args:
        procedure: The code in the national database, such as 1.004222.
        title: The procedure's title.
        at: The level whose one-stop desk takes the dossier.
        output: The file to write, NAME.v1.yaml; standard output, if not said.
        english: Write the comments, and answer, in English.
    """
    from commands.work import new as work

    return work.new(procedure=procedure, title=title, at=at, output=output, english=english)
