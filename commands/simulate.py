"""`lienthong simulate`: what becomes of a province's load on definitions: who is late, and where the queue forms."""

from datetime import date
from pathlib import Path
from typing import Annotated, Final

from cyclopts import Parameter

from commands.help import command, helped
from commands.speech import Switch
from definitions.saying import Saying

EPILOGUE: Final = Saying(
    vietnamese="""
Ví dụ:

lienthong simulate definitions/catalogue --seed 1

lienthong simulate definitions/loads/dak-nong-2018 --load dak-nong-2018 --seed 2018 --chart dak-nong.svg

lienthong simulate tro-cap.v1.yaml --from 2026-03-01 --to 2026-03-31 --per-day 20 --staff "officer @ district/labour=3"

Ở mỗi vị trí, việc đến hạn trước được làm trước; cán bộ làm trong các buổi của lịch, và làm tiếp việc dở từ buổi trước.
Một hạt giống chỉ cho một kết quả, giống nhau từng byte, dù chạy bao nhiêu tiến trình.

Mã thoát: 0 khi đã mô phỏng, dù kết quả ra sao; 1 khi định nghĩa hoặc tải bị từ chối; 2 khi gọi lệnh sai.
""",
    english="""
Examples:

lienthong simulate definitions/catalogue --seed 1

lienthong simulate definitions/loads/dak-nong-2018 --load dak-nong-2018 --seed 2018 --chart dak-nong.svg

lienthong simulate tro-cap.v1.yaml --from 2026-03-01 --to 2026-03-31 --per-day 20 --staff "officer @ district/labour=3"

Every post serves the task that is due first; officials work in the calendar's sessions, and go on with a task where the
session before left off. One seed gives one result, byte for byte, whatever the number of processes.

Exits with 0 when it was simulated, whatever came out; with 1 when a definition or the load was refused; with 2 when it
was asked wrongly.
""",
)

app: Final = command("simulate", EPILOGUE)


@app.default
@helped(
    """Mô phỏng khối lượng hồ sơ của cả tỉnh trên một hay nhiều định nghĩa, bằng chính máy trạng thái xử lý hồ sơ thật.

    Args:
        path: Tệp định nghĩa, hoặc thư mục chứa chúng; có nhiều phiên bản thì lấy bản có hiệu lực lúc đầu kỳ.
        seed: Hạt giống: mọi ngẫu nhiên đều sinh từ số này.
        load: Tệp nêu hồ sơ nào đến, ai làm việc và mọi người ứng xử ra sao; hoặc tải có sẵn: dak-nong-2018.
        from_: Ngày đầu tiên có hồ sơ đến.
        to: Ngày cuối cùng có hồ sơ đến.
        per_day: Số hồ sơ đến trung bình mỗi ngày làm việc, tính chung mọi nơi tiếp nhận và mọi thủ tục.
        total: Tổng số hồ sơ đến trong kỳ, đúng bằng số này.
        staff: Số cán bộ của một vị trí, chẳng hạn "officer @ district/labour=3"; có thể nêu nhiều lần.
        directory: Danh bạ cơ quan.
        calendar: Lịch để tính thời gian.
        processes: Số tiến trình chia nhau công việc; không nêu thì bằng số bộ xử lý.
        chart: Ghi biểu đồ (SVG) vào tệp này.
        json_: In tất cả dạng JSON, cho máy đọc.
        english: Trả lời bằng tiếng Anh.
    """
)
def simulate(  # noqa: PLR0913 (a command's parameters are its options)
    path: Path,
    /,
    *,
    seed: int = 1,
    load: str | None = None,
    from_: Annotated[date | None, Parameter(name="--from")] = None,
    to: date | None = None,
    per_day: float | None = None,
    total: int | None = None,
    staff: Annotated[tuple[str, ...], Parameter(negative="")] = (),
    directory: str | None = None,
    calendar: str | None = None,
    processes: int | None = None,
    chart: Path | None = None,
    json_: Annotated[bool, Parameter(name="--json", negative="")] = False,
    english: Switch = False,
) -> int:
    """Simulate a province's load on a definition or a folder of them, on the machine that carries real dossiers.

    Args:
        path: A definition's file, or a folder of them; of several versions, the one in force when the period begins.
        seed: The seed from which all chance follows.
        load: A file that says what comes in, who works and how people behave, or a load that ships: dak-nong-2018.
        from_: The first day on which dossiers come in.
        to: The last day.
        per_day: How many dossiers come in on a working day on the average, over all desks and procedures.
        total: Exactly how many come in within the period.
        staff: How many officials a post has, such as "officer @ district/labour=3"; may be given several times.
        directory: The directory of offices.
        calendar: The calendar of official time.
        processes: How many processes share the work; as many as there are processors, if not said.
        chart: Write a chart (SVG) into this file.
        json_: Print everything as JSON, for machines.
        english: Answer in English.
    """
    from commands.work import simulate as work

    return work.simulate(
        path,
        seed=seed,
        load=load,
        from_=from_,
        to=to,
        per_day=per_day,
        total=total,
        staff=staff,
        directory=directory,
        calendar=calendar,
        processes=processes,
        chart=chart,
        json_=json_,
        english=english,
    )
