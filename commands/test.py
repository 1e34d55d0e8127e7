"""`lienthong test`: whether definitions do what their scenarios say."""

from pathlib import Path
from typing import Annotated, Final

from cyclopts import Parameter

from commands.help import command, helped
from commands.speech import Switch
from commands.usual import Engine
from definitions.saying import Saying

EPILOGUE: Final = Saying(
    vietnamese="""
Ví dụ:

lienthong test definitions/catalogue

lienthong test tro-cap.v2.yaml --engine temporal

Mã thoát: 0 khi mọi tình huống diễn ra đúng như người viết chờ đợi; 1 khi có tình huống không đúng hoặc không đọc được;
2 khi gọi lệnh sai.
""",
    english="""
Examples:

lienthong test definitions/catalogue

lienthong test tro-cap.v2.yaml --engine temporal

Exits with 0 when every scenario happens as its author expects, with 1 when one does not or cannot be read, with 2 when
it was asked wrongly.
""",
)

app: Final = command("test", EPILOGUE)


@app.default
@helped(
    """Chạy các tình huống đi kèm định nghĩa, và cho biết phần nào của mỗi định nghĩa chưa được tình huống nào chạm đến.

    Trên máy trạng thái chỉ mất vài phần nghìn giây. Trên Temporal, một máy chủ thật có đồng hồ ảo đưa từng hồ sơ qua
    toàn hệ thống, và nhật ký phải giống hệt trên máy trạng thái.

    Args:
        paths: Các tệp định nghĩa hoặc tình huống, hoặc thư mục chứa chúng.
        engine: Chạy tình huống trên đâu: machine là máy trạng thái, temporal là máy chủ Temporal.
        json_: In kết quả dạng JSON, cho máy đọc.
        directory: Danh bạ cơ quan và cán bộ tham gia.
        calendar: Lịch để tính thời gian.
        english: Trả lời bằng tiếng Anh.
    """
)
def play(  # noqa: PLR0913 - each is a switch of its own
    *paths: Path,
    engine: Engine = Engine.MACHINE,
    json_: Annotated[bool, Parameter(name="--json", negative="")] = False,
    directory: str = "thua-thien-hue",
    calendar: str = "thua-thien-hue",
    english: Switch = False,
) -> int:
    """Play the scenarios beside definitions, and say what of each definition they never exercise.

    On the machine that takes milliseconds. On Temporal, a real server with virtual clocks carries each dossier through
    the worker and the API, and the journal must be the machine's.

    Args:
        paths: Files of definitions or of scenarios, or folders of them.
        engine: On what the scenarios are played.
        json_: Print the outcome as JSON, for machines.
        directory: The directory whose offices and people play.
        calendar: The calendar by which time is counted.
        english: Answer in English.
    """
    from commands.work import test as work

    return work.play(*paths, engine=engine, json_=json_, directory=directory, calendar=calendar, english=english)
