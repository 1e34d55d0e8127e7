"""`lienthong up`: everything on this machine, started in order, watched, and stopped together."""

import asyncio
from pathlib import Path
from typing import Final

from commands.help import command, helped
from commands.speech import Switch, speech
from definitions.saying import Saying
from runtime.refusals import StartRefused

STOPPED: Final = 0
REFUSED: Final = 1
BROKEN_OFF: Final = 130
"""What shells say of an interrupt: it came before anything was started."""

EPILOGUE: Final = Saying(
    vietnamese="""
Ví dụ:

lienthong up

lienthong up --data /srv/lienthong --port 8080

Mã thoát: 0 khi dừng theo lệnh; 1 khi không khởi động được hoặc có phần tự dừng; 2 khi gọi lệnh sai; 130 khi bị ngắt
trước khi khởi động được gì.
""",
    english="""
Examples:

lienthong up

lienthong up --data /srv/lienthong --port 8080

Exits with 0 when it was stopped, with 1 when it could not start or a part of it died, with 2 when it was asked wrongly,
with 130 when it was interrupted before anything was started.
""",
)

app: Final = command("up", EPILOGUE)


@app.default
@helped(
    """Khởi động Temporal, cơ sở dữ liệu, tiến trình xử lý và API trên máy này, và cho biết chúng ở đâu; Ctrl-C để dừng.

    Args:
        data: Thư mục chứa mọi thứ lưu trên máy này; không nêu thì là `var`.
        port: Cổng của API.
        temporal_port: Cổng của máy chủ Temporal.
        ui_port: Cổng của trang xem Temporal.
        english: Trả lời bằng tiếng Anh.
    """
)
def up(  # noqa: PLR0913 - the options of a command
    *,
    data: Path | None = None,
    port: int | None = None,
    temporal_port: int | None = None,
    ui_port: int | None = None,
    english: Switch = False,
) -> int:
    """Start Temporal, the records, a worker and the API on this machine, and show where they are; Ctrl-C stops them.

    Args:
        data: The folder of everything that is kept; `var` if nothing else is said.
        port: The API's port.
        temporal_port: The Temporal server's port.
        ui_port: The port of Temporal's pages.
        english: Answer in English.
    """
    say = speech(english=english)
    try:
        from commands.house import keep_house
        from commands.screen import Screen
        from runtime.settings import read_settings

        settings = read_settings(data=data, api_port=port, temporal_port=temporal_port, temporal_ui_port=ui_port)
        asyncio.run(keep_house(settings, Screen(), say))
    except StartRefused as refused:
        return say.fails("up", REFUSED, refused)
    except KeyboardInterrupt:
        return BROKEN_OFF
    return STOPPED
