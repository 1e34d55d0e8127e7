"""What `lienthong report 06a` does: the statistics that an office reports, projected from the journals."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.table import Table

from api.refusals import Refused
from api.reports import Asked, CountsView, ReportView, report_06a
from commands.kept import with_records
from commands.screen import Screen
from commands.speech import Speech, speech
from commands.usual import CALENDAR
from definitions.calendar_files import load_calendar
from definitions.saying import Saying
from records.database import Database, reading

WELL: Final = 0

COLUMNS: Final = (
    *("(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)", "(11)", "(12)", "(13)"),
    *("(12a)", "(13a)", "✉", "✗"),
)
NAMES_WIDTH: Final = 24
"""Columns that names keep on a narrow terminal, so that all figures stand beside them in a hundred."""

LEGEND: Final = (
    Saying(
        vietnamese="(3) tiếp nhận = (4) trực tuyến + (5) trực tiếp, bưu chính + (6) kỳ trước chuyển qua",
        english="(3) received = (4) online + (5) over the counter, by post + (6) carried over from before",
    ),
    Saying(
        vietnamese="(7) đã giải quyết = (8) trước hạn + (9) đúng hạn + (10) quá hạn",
        english="(7) settled = (8) early + (9) on time + (10) late",
    ),
    Saying(
        vietnamese="(11) đang giải quyết = (12) trong hạn + (13) quá hạn; (12a), (13a): trong đó đồng hồ đang dừng",
        english="(11) open = (12) in time + (13) overdue; (12a), (13a): of these, with their clock stopped",
    ),
    Saying(
        vietnamese="hồ sơ quá hạn (10) + (13): ✉ đã có văn bản xin lỗi, ✗ còn thiếu",
        english="late dossiers (10) + (13): ✉ with their apology, ✗ still without",
    ),
)
HEADING: Final = Saying(
    vietnamese="{form} · {whole} · {first}–{last}, tính đến {at}",
    english="{form} · {whole} · {first} to {last}, as at {at}",
)
UNIT: Final = Saying(vietnamese="đơn vị {unit} và các đơn vị trực thuộc", english="the unit {unit} and those below it")
PROVINCE: Final = Saying(vietnamese="toàn tỉnh", english="the whole province")
SECTORS: Final = Saying(vietnamese="(2) Lĩnh vực, thủ tục", english="(2) Sector, procedure")
TOTAL: Final = Saying(vietnamese="Tổng số", english="Total")
DESKS: Final = Saying(vietnamese="Nơi tiếp nhận", english="Received at")
REVERSED: Final = Saying(
    vietnamese="kỳ báo cáo kết thúc ngày {last}, trước khi bắt đầu ngày {first}",
    english="the period ends on {last}, before it begins on {first}",
)
NO_UNIT: Final = Saying(vietnamese="danh bạ không có đơn vị '{unit}'", english="the directory has no unit '{unit}'")


def report(  # noqa: PLR0913 - what the command was asked
    *,
    first: date,
    last: date,
    unit: str | None,
    data: Path | None,
    json_: bool,
    english: bool,
) -> int:
    """Do what `lienthong report 06a` was asked; what to exit with."""
    say = speech(english=english)
    if last < first:
        return say.wrong("report", REVERSED, first=first, last=last)

    def work(database: Database) -> int:
        try:
            made = _made(first, last, unit, database)
        except Refused:
            return say.wrong("report", NO_UNIT, unit=unit)
        if json_:
            print(made.model_dump_json(indent=2))
        else:
            _show(made, Screen(), say)
        return WELL

    return with_records("report", say, data, work)


def _made(first: date, last: date, unit: str | None, database: Database) -> ReportView:
    with reading(database) as session:
        calendar = load_calendar(CALENDAR)
        return report_06a(session, Asked(first=first, last=last, unit=unit, calendar=calendar, now=datetime.now(UTC)))


def _show(made: ReportView, screen: Screen, say: Speech) -> None:
    screen.say(_heading(made, say))
    sectors = _table(say(SECTORS))
    for sector in made.sectors:
        sectors.add_row(sector.sector, *_figures(sector.counts), style="bold")
        for of in sector.procedures:
            sectors.add_row(f"  {of.procedure} {of.title}", *_figures(of.counts))
    sectors.add_section()
    sectors.add_row(say(TOTAL), *_figures(made.counts), style="bold")
    screen.lay(sectors)
    desks = _table(say(DESKS))
    for desk in made.offices:
        desks.add_row(desk.name, *_figures(desk.counts))
    screen.lay(desks)
    for line in LEGEND:
        screen.say(say(line))


def _heading(made: ReportView, say: Speech) -> str:
    whole = say(UNIT, unit=made.unit) if made.unit else say(PROVINCE)
    return say(HEADING, form=made.form, whole=whole, first=made.first, last=made.last, at=made.at)


def _table(first: str) -> Table:
    table = Table(box=SIMPLE_HEAD, padding=0, pad_edge=False)
    table.add_column(first, min_width=NAMES_WIDTH)
    for column in COLUMNS:
        table.add_column(column, justify="right", no_wrap=True)
    return table


def _figures(counts: CountsView) -> tuple[str, ...]:
    received, settled, still, owed = counts.received, counts.settled, counts.open, counts.apologies
    figures = (
        *(received.total, received.online, received.direct, received.carried),
        *(settled.total, settled.early, settled.on_time, settled.late),
        *(still.total, still.in_time, still.overdue, still.stopped.in_time, still.stopped.overdue),
        *(owed.with_letter, owed.open_breaches),
    )
    return tuple(str(figure) for figure in figures)
