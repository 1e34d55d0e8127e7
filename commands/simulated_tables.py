"""Simulated tables: a simulation's account as tables, drawn on a terminal and plain elsewhere, or as JSON."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

from commands.numbers import decimal, percent, whole
from commands.simulated_remarks import remarks
from commands.speech import Speech
from definitions.load import NO_NAME
from definitions.saying import Saying
from workflows.simulation.rows import Account, QueueRow, Standings, StepRow

MOST: Final = 12
"""Rows of a table whose rest is in the JSON."""


@dataclass(frozen=True, slots=True)
class Told:
    """One table: what it is about, its columns, and its rows; the first column is words, the others numbers."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


HEADING: Final = Saying(
    vietnamese="{title}: {from_} – {to}, {days} ngày làm việc, hạt giống {seed}, {events} sự kiện của máy trạng thái",
    english="{title}: {from_} to {to}, {days} working days, seed {seed}, {events} events of the machine",
)
NO_LOAD: Final = Saying(vietnamese="Tải mặc định", english="The usual load")
SUMMARY: Final = Saying(
    vietnamese="Đúng hạn {rate} số đã giải quyết; trễ hoặc quá hạn {late} số tiếp nhận.",
    english="In time {rate} of those settled; late or overdue {late} of those received.",
)
NONE_SETTLED: Final = Saying(
    vietnamese="Chưa hồ sơ nào giải quyết xong; quá hạn {late} số tiếp nhận.",
    english="No dossier was settled; overdue {late} of those received.",
)
BY_LEVEL: Final = Saying(vietnamese="Hồ sơ (theo mẫu II.06a)", english="Dossiers (as in report II.06a)")
BY_PROCEDURE: Final = Saying(vietnamese="Theo thủ tục", english="By procedure")
STEPS: Final = Saying(vietnamese="Theo bước", english="By step")
QUEUES: Final = Saying(
    vietnamese="Hàng chờ theo vị trí (hạn sớm nhất làm trước; phút giờ hành chính)",
    english="Queues by post (earliest due first; minutes of official time)",
)
WORST: Final = Saying(vietnamese="Nơi chờ nhiều nhất", english="Where most time is spent waiting")
OFFICES: Final = Saying(
    vietnamese="Cơ quan giữ hồ sơ khi trễ hạn", english="Offices in whose hands dossiers became late"
)
LEAD: Final = Saying(
    vietnamese="Thời gian giải quyết (giờ hành chính)", english="From lodging to result (hours of official time)"
)
LATE_BY: Final = Saying(vietnamese="Trễ bao lâu (ngày làm việc)", english="How late (working days)")
LETTERS: Final = Saying(vietnamese="Xin lỗi, nhắc và bổ sung", english="Apologies, reminders and supplements")

STANDING_COLUMNS: Final = Saying(
    vietnamese="|Tiếp nhận|Giải quyết|Sớm|Đúng|Trễ|Đang xử lý|Trong hạn|Quá hạn|Đúng hạn %",
    english="|Received|Settled|Early|On time|Late|Open|In time|Overdue|In time %",
)
STEP_COLUMNS: Final = Saying(
    vietnamese="|Mở|Xong|Xong trễ|Quá hạn bước|Hủy|Tự hết hạn|Còn lại|Đúng hạn %",
    english="|Opened|Done|Done late|Passed limit|Cancelled|Expired|Left|In time %",
)
QUEUE_COLUMNS: Final = Saying(
    vietnamese="|Cán bộ|Đã làm|Bận %|Chờ TB (việc)|Dài nhất|Chờ TB (phút)|Chờ p95|Chưa ai làm",
    english="|Officials|Served|Busy %|Mean queue|Longest|Mean wait|Wait p95|Never begun",
)
OFFICE_COLUMNS: Final = Saying(vietnamese="|Hồ sơ trễ|Việc xong|Đúng hạn %", english="|Fell late|Tasks done|In time %")
LEAD_COLUMNS: Final = Saying(vietnamese="|Giải quyết|TB|p50|p95", english="|Settled|Mean|p50|p95")
LATE_COLUMNS: Final = Saying(vietnamese="|Hồ sơ", english="|Dossiers")
LETTER_COLUMNS: Final = Saying(vietnamese="|Số lần", english="|Times")
ALL: Final = Saying(vietnamese="Tất cả", english="All")
UP_TO: Final = Saying(vietnamese="đến {days}", english="up to {days}")
MORE: Final = Saying(vietnamese="hơn {days}", english="more than {days}")

LETTER_ROWS: Final = (
    (Saying(vietnamese="Cảnh báo sắp đến hạn", english="Warnings"), "warnings"),
    (Saying(vietnamese="Thư xin lỗi đã dự thảo", english="Apologies drafted"), "apologies_drafted"),
    (Saying(vietnamese="… ký trong hạn", english="… signed in time"), "apologies_in_time"),
    (Saying(vietnamese="… ký muộn", english="… signed late"), "apologies_late"),
    (Saying(vietnamese="Hẹn lại ngày trả", english="Return dates moved"), "new_dates"),
    (Saying(vietnamese="Báo vượt cấp", english="Escalations"), "escalations"),
    (Saying(vietnamese="Văn bản đôn đốc", english="Urging letters"), "urgings"),
    (Saying(vietnamese="Yêu cầu bổ sung", english="Supplements asked for"), "supplements_asked"),
    (Saying(vietnamese="Đã bổ sung", english="Supplements received"), "supplements_received"),
)
BREACHES: Final = {
    "apology missing": Saying(vietnamese="Vi phạm: thiếu thư xin lỗi", english="Breach: apology missing"),
    "apology late": Saying(vietnamese="Vi phạm: xin lỗi muộn", english="Breach: apology late"),
    "refusal late": Saying(vietnamese="Vi phạm: từ chối muộn", english="Breach: refusal late"),
}


def as_json_lines(account: Account) -> tuple[str, ...]:
    """Everything, in the same order each time."""
    return tuple(json.dumps(asdict(account), ensure_ascii=False, indent=2, default=_day).splitlines())


def tables(account: Account, names: dict[str, str], say: Speech) -> tuple[str, ...]:
    """What people read: a line on what it was, tables, and what did not go as it should."""
    heading = say(
        HEADING,
        title=load_title(account, say),
        from_=account.from_,
        to=account.to,
        days=account.working_days,
        seed=account.seed,
        events=whole(account.events, say),
    )
    told = tuple(_tables(account, names, say))
    shown = _drawn(told) if sys.stdout.isatty() else tuple(line for table in told for line in _plain(table))
    return (heading, _summary(account, say), *shown, *remarks(account, say))


def load_title(account: Account, say: Speech) -> str:
    """What the load is called: its title, or its name; one that nobody wrote has neither."""
    return account.title or (say(NO_LOAD) if account.load == NO_NAME else account.load)


def _summary(account: Account, say: Speech) -> str:
    rate, late = (f"{percent(share, say)} %" for share in (account.total.on_time_rate, account.total.late_rate))
    return say(NONE_SETTLED, late=late) if account.total.on_time_rate is None else say(SUMMARY, rate=rate, late=late)


def _tables(account: Account, names: dict[str, str], say: Speech) -> Iterator[Told]:
    levels = (*((level.level, level) for level in account.levels), (say(ALL), account.total))
    yield _table(say, BY_LEVEL, STANDING_COLUMNS, [(name, *_standing(row, say)) for name, row in levels])
    if len(account.procedures) > 1:
        procedures = [(_named(row.procedure, names), *_standing(row, say)) for row in account.procedures]
        yield _table(say, BY_PROCEDURE, STANDING_COLUMNS, procedures)
    steps = [(f"{row.procedure}/{row.step}", *_step(row, say)) for row in account.steps]
    yield _table(say, STEPS, STEP_COLUMNS, steps)
    queues = [(f"{row.post} @ {row.place}", *_queue(row, say)) for row in account.queues]
    yield _table(say, QUEUES, QUEUE_COLUMNS, queues)
    worst = [(f"{row.post} @ {row.office}", *_queue(row, say)) for row in account.queues_by_office if row.queue_mean]
    yield _table(say, WORST, QUEUE_COLUMNS, worst[:MOST])
    late = sorted((row for row in account.offices if row.fell_late), key=lambda row: (-row.fell_late, row.office))
    offices = [
        (row.name, *(whole(count, say) for count in (row.fell_late, row.done)), percent(row.on_time_rate, say))
        for row in late
    ]
    yield _table(say, OFFICES, OFFICE_COLUMNS, offices[:MOST])
    yield from _times(account, names, say)


def _times(account: Account, names: dict[str, str], say: Speech) -> Iterator[Told]:
    lead = [
        (
            _named(row.procedure, names) if row.procedure else say(ALL),
            whole(row.settled, say),
            *(decimal(minutes / 60, say) for minutes in (row.mean, row.p50, row.p95)),
        )
        for row in account.lead
    ]
    yield _table(say, LEAD, LEAD_COLUMNS, lead)
    bounds = [one.days for one in account.late_by]
    classes = [
        (say(UP_TO, days=one.days) if one.days else say(MORE, days=bounds[-2]), whole(one.dossiers, say))
        for one in account.late_by
    ]
    yield _table(say, LATE_BY, LATE_COLUMNS, classes)
    letters = [(say(saying), whole(getattr(account.letters, name), say)) for saying, name in LETTER_ROWS]
    breaches = [(say(BREACHES[what]), whole(times, say)) for what, times in account.letters.breaches.items()]
    yield _table(say, LETTERS, LETTER_COLUMNS, [*letters, *breaches])


def _table(say: Speech, title: Saying, columns: Saying, rows: Sequence[tuple[str, ...]]) -> Told:
    return Told(say(title), tuple(say(columns).split("|")), tuple(rows))


def _standing(row: Standings, say: Speech) -> tuple[str, ...]:
    counts = (row.received, row.settled, row.early, row.on_time, row.late, row.open, row.open_in_time, row.overdue)
    return (*(whole(count, say) for count in counts), percent(row.on_time_rate, say))


def _step(row: StepRow, say: Speech) -> tuple[str, ...]:
    counts = (row.opened, row.done, row.done_late, row.late, row.cancelled, row.expired, row.left)
    return (*(whole(count, say) for count in counts), percent(row.on_time_rate, say))


def _queue(row: QueueRow, say: Speech) -> tuple[str, ...]:
    return (
        whole(row.officials, say),
        whole(row.served, say),
        percent(row.utilisation, say),
        decimal(row.queue_mean, say),
        whole(row.queue_max, say),
        decimal(row.wait_mean, say),
        whole(row.wait_p95, say),
        whole(row.never_begun, say),
    )


def _plain(table: Told) -> Iterator[str]:
    """Lines that a file or another program keeps: columns of equal width, apart by two blanks."""
    if not table.rows:
        return
    cells = (table.columns, *table.rows)
    widths = [max(len(row[number]) for row in cells) for number in range(len(table.columns))]
    yield ""
    yield table.title
    for row in cells:
        numbers = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        yield "  ".join((row[0].ljust(widths[0]), *numbers)).rstrip()


def _drawn(told: Sequence[Told]) -> tuple[str, ...]:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    with console.capture() as captured:
        for one in told:
            if one.rows:
                table = Table(title=one.title, title_justify="left", header_style="bold", title_style="bold")
                for number, column in enumerate(one.columns):
                    table.add_column(column, justify="right" if number else "left")
                for row in one.rows:
                    table.add_row(*row)
                console.print(table, markup=False)
    return tuple(captured.get().splitlines())


def _named(code: str, names: dict[str, str]) -> str:
    return f"{code} {names.get(code, '')}".strip()


def _day(value: object) -> str:
    assert isinstance(value, date)
    return value.isoformat()
