"""`lienthong demo`: the story of a late dossier, told as it happens on a real server with virtual clocks."""

from pathlib import Path
from typing import Final

from commands.help import command, helped
from commands.speech import Switch
from definitions.saying import Saying

EPILOGUE: Final = Saying(
    vietnamese="""
Ví dụ:

lienthong demo

lienthong demo --english --data /tmp/lienthong

Mã thoát: 0 chỉ khi nhật ký trên Temporal đúng hệt tình huống và văn bản xin lỗi đã được phát hành; 1 khi không; 2 khi
gọi lệnh sai.
""",
    english="""
Examples:

lienthong demo

lienthong demo --english --data /tmp/lienthong

Exits with 0 only if the journal on Temporal is exactly the scenario's and the apology was issued, with 1 when not, with
2 when it was asked wrongly.
""",
)

app: Final = command("demo", EPILOGUE)


@app.default
@helped(
    """Diễn tình huống hồ sơ quá hạn trên máy chủ Temporal thật có đồng hồ ảo, và kể lại từng việc khi nó xảy ra.

    Args:
        data: Thư mục để lập mới `demo/` trong đó; không nêu thì là `var`.
        english: Kể bằng tiếng Anh.
    """
)
def demo(*, data: Path | None = None, english: Switch = False) -> int:
    """Play the late scenario on a real Temporal server with virtual clocks, and tell it as it happens.

    Args:
        data: The folder in which `demo/` is made anew; `var` if nothing else is said.
        english: Tell it in English.
    """
    from commands.work import demo as work

    return work.demo(data=data, english=english)
