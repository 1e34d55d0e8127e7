"""`lienthong report`: the statistics that an office reports, projected from the journals."""

import sys
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Final

from cyclopts import App, Parameter
from rich.box import SIMPLE_HEAD
from rich.table import Table
from sqlalchemy.exc import DBAPIError

from api.refusals import Refused
from api.reports import Asked, CountsView, ReportView, report_06a
from commands.calendar_named import asked_wrongly
from commands.opening import CALENDAR
from commands.screen import Screen
from definitions.calendar_files import load_calendar
from records.database import RecordsAway, open_database, reading
from records.offices import NoDirectory
from runtime.refusals import StartRefused
from runtime.settings import read_settings

WELL: Final = 0
AWAY: Final = 3

EPILOGUE: Final = """
Example:

lienthong report 06a --from 2026-01-01 --until 2026-06-30
"""

app: Final = App(name="report")


@app.command(name="06a", help_epilogue=EPILOGUE)
def report(  # noqa: PLR0913 - the options of a command
    *,
    first: Annotated[date, Parameter(name="--from")],
    last: Annotated[date, Parameter(name="--until")],
    unit: str | None = None,
    data: Path | None = None,
    json_: Annotated[bool, Parameter(name="--json", negative="")] = False,
) -> int:
    """Count the dossiers received, settled and open in a period, as form II.06a/VPCP/KSTT has it.

    Each dossier is counted once, as it stood when the period ended (or now). What was late stays late, also while its
    clock stands still. Rehearsals are not counted. Exits with 0 when the report was made, with 2 when the period is
    reversed or there is no such unit, with 3 when the records cannot be asked.

    Args:
        first: The first day.
        last: The last day.
        unit: The administrative unit, with those below it; the whole province when none is said.
        data: The folder of everything kept on this machine; `var` when it is not said.
        json_: Print the report as JSON, as the API answers it.
    """
    if last < first:
        return asked_wrongly("report", f"the period ends on {last}, before it begins on {first}")
    try:
        made = _made(first, last, unit, data)
    except Refused:
        return asked_wrongly("report", f"the directory has no unit '{unit}'")
    except (StartRefused, RecordsAway, NoDirectory) as away:
        return _away(str(away).removesuffix("."))
    except DBAPIError as error:
        return _away(f"the records cannot be read ({error.orig})")
    if json_:
        print(made.model_dump_json(indent=2))
    else:
        _show(made, Screen())
    return WELL


def _made(first: date, last: date, unit: str | None, data: Path | None) -> ReportView:
    calendar = load_calendar(CALENDAR)
    with closing(open_database(read_settings(data=data).database_url)) as database, reading(database) as session:
        asked = Asked(first=first, last=last, unit=unit, calendar=calendar, now=datetime.now(UTC))
        return report_06a(session, asked)


COLUMNS: Final = (
    *("(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)", "(11)", "(12)", "(13)"),
    *("(12a)", "(13a)", "✉", "✗"),
)
NAMES_WIDTH: Final = 24
"""Columns that names keep on a narrow terminal, so that all figures stand beside them in a hundred."""

LEGEND: Final = (
    "(3) tiếp nhận = (4) trực tuyến + (5) trực tiếp, bưu chính + (6) kỳ trước chuyển qua",
    "(7) đã giải quyết = (8) trước hạn + (9) đúng hạn + (10) quá hạn",
    "(11) đang giải quyết = (12) trong hạn + (13) quá hạn; (12a), (13a): trong đó đồng hồ đang dừng",
    "hồ sơ quá hạn (10) + (13): ✉ đã có văn bản xin lỗi, ✗ còn thiếu",
)


def _show(made: ReportView, screen: Screen) -> None:
    whole = f"đơn vị {made.unit} và các đơn vị trực thuộc" if made.unit else "toàn tỉnh"
    screen.say(f"{made.form} · {whole} · {made.first:%d/%m/%Y}–{made.last:%d/%m/%Y}, tính đến {made.at:%H:%M %d/%m/%Y}")
    sectors = _table("(2) Lĩnh vực, thủ tục")
    for sector in made.sectors:
        sectors.add_row(sector.sector, *_figures(sector.counts), style="bold")
        for of in sector.procedures:
            sectors.add_row(f"  {of.procedure} {of.title}", *_figures(of.counts))
    sectors.add_section()
    sectors.add_row("Tổng số", *_figures(made.counts), style="bold")
    screen.lay(sectors)
    desks = _table("Nơi tiếp nhận")
    for desk in made.offices:
        desks.add_row(desk.name, *_figures(desk.counts))
    screen.lay(desks)
    for line in LEGEND:
        screen.say(line)


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


def _away(sentence: str) -> int:
    print(f"lienthong report: {sentence}", file=sys.stderr)
    return AWAY
