"""What `lienthong recalculate` does: a calendar published, every open dossier dated anew by it, and what that moved."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Mapping
from contextlib import closing
from dataclasses import asdict
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from commands.asking import asking_temporal
from commands.calendar_named import named
from commands.kept import present
from commands.screen import Screen
from commands.speech import Speech, speech
from commands.sweeping import Asked, Report, Standing, Sweeping
from definitions.calendar import Calendar
from definitions.calendar_files import Edition, UnknownCalendar, editions
from definitions.saying import Saying, dated
from records.calendars import DifferentCalendar, InForce, SupersededCalendar
from records.database import open_database
from runtime.secrets import read_secrets
from runtime.settings import read_settings
from runtime.temporal import connect

WELL: Final = 0
NOT_ALL: Final = 1
BROKEN_OFF: Final = 130

LOOK_SECONDS: Final = 0.2
"""How often somebody who watches sees news."""

CHOOSE: Final = Saying(
    vietnamese="chỉ chọn một trong --status, --pause và --resume, và mỗi lượt ít nhất 1 hồ sơ",
    english="choose one of --status, --pause and --resume, and a batch of 1 or more",
)
SUPERSEDED_BY: Final = Saying(
    vietnamese="phiên bản {version} của lịch '{name}' đã bị thay thế bởi {by}, đang có hiệu lực",
    english="version {version} of the calendar '{name}' was superseded by {by}, now in force",
)
NOT_WATCHED: Final = Saying(
    vietnamese="thôi theo dõi; việc tính lại vẫn tự tiếp tục, xem lienthong recalculate --status",
    english="no longer watched; it goes on by itself, see lienthong recalculate --status",
)
NONE_GOING_ON: Final = Saying(
    vietnamese="không có việc tính lại nào đang diễn ra", english="no recalculation is going on"
)
NOTHING_TO_DO: Final = Saying(
    vietnamese="Không có gì phải làm: mọi hồ sơ đang mở đã theo phiên bản này.",
    english="Nothing to do: every open dossier follows this version.",
)
COLUMNS: Final = (
    Saying(vietnamese="Hồ sơ", english="Dossier"),
    Saying(vietnamese="Hạn cũ", english="Was due"),
    Saying(vietnamese="Hạn mới", english="Is due"),
    Saying(vietnamese="Nguyên nhân", english="Cause"),
)
REFUSED: Final = Saying(vietnamese="{code} từ chối: {rule}", english="{code} refused: {rule}")
SUMMARY: Final = Saying(
    vietnamese="{calendar} · {standing} · đổi hạn {moved} · giữ nguyên {unchanged} · từ chối {refused} · còn lại"
    " {outstanding}",
    english="{calendar} · {standing} · {moved} moved · {unchanged} unchanged · {refused} refused · {outstanding} to do",
)
STANDINGS: Final[Mapping[Standing, Saying]] = {
    Standing.RUNNING: Saying(vietnamese="đang chạy", english="running"),
    Standing.PAUSED: Saying(vietnamese="tạm dừng", english="paused"),
    Standing.DONE: Saying(vietnamese="đã xong", english="done"),
    Standing.SUPERSEDED: Saying(vietnamese="đã bị thay thế", english="superseded"),
}

Work = Callable[[Sweeping], Awaitable[Report | None]]


def recalculate(  # noqa: PLR0913 - what the command was asked
    name: str,
    *,
    status: bool,
    pause: bool,
    resume: bool,
    by: str,
    batch: int,
    data: Path | None,
    json_: bool,
    english: bool,
) -> int:
    """Do what `lienthong recalculate` was asked; what to exit with."""
    say = speech(english=english)
    if status + pause + resume > 1 or batch < 1:
        return say.wrong("recalculate", CHOOSE)
    try:
        edition = named(name)
        calendar = edition.calendar()
    except UnknownCalendar as unknown:
        return say.wrong("recalculate", unknown)
    screen = Screen(Console(file=sys.stderr, highlight=False) if json_ else None)
    work = _work(calendar, Asked(operator=by, batch=batch), screen, say)
    if status or pause or resume:
        work = _of_the_one_in_force(edition, screen, pause=pause, resume=resume)
    return asking_temporal(
        "recalculate", say, lambda: _answered(partial(_asked, work, data), screen, say, as_json=json_)
    )


def _answered(ask: Callable[[], Report | None], screen: Screen, say: Speech, *, as_json: bool) -> int:
    try:
        report = ask()
    except (DifferentCalendar, SupersededCalendar) as refused:
        return say.wrong("recalculate", refused)
    except KeyboardInterrupt:
        return say.fails("recalculate", BROKEN_OFF, NOT_WATCHED)
    if report is None:
        return say.fails("recalculate", NOT_ALL, NONE_GOING_ON)
    if as_json:
        print(_as_json(report))
    else:
        _show(report, screen, say)
    return WELL if report.standing is Standing.DONE and not report.refusals else NOT_ALL


def _asked(work: Work, data: Path | None) -> Report | None:
    return asyncio.run(_with_sweeping(work, data))


async def _with_sweeping(work: Work, data: Path | None) -> Report | None:
    settings = read_settings(data=data)
    with closing(open_database(present(settings.database_url))) as database:
        client = await connect(settings, read_secrets(settings))
        return await work(Sweeping(database, client, settings.temporal_task_queue))


def _work(calendar: Calendar, asked: Asked, screen: Screen, say: Speech) -> Work:
    async def publish(sweeping: Sweeping) -> Report:
        _refuse_earlier(calendar, await asyncio.to_thread(sweeping.in_force, calendar.id))
        before = await asyncio.to_thread(sweeping.tally, calendar)
        await sweeping.publish(calendar, asked)
        report = await _watch(sweeping, calendar, screen)
        if report.standing is Standing.DONE and (report.tally.redated, report.tally.refused) == (before.redated, 0):
            screen.say(say(NOTHING_TO_DO))
        return report

    return publish


def _refuse_earlier(calendar: Calendar, now: InForce | None) -> None:
    """Raise `SupersededCalendar` for an edition older than the one in force: there would be no way back."""
    known = [edition.version for edition in editions(calendar.id)]
    in_force = now.calendar.version if now else calendar.version
    if in_force in known[known.index(calendar.version) + 1 :]:
        raise SupersededCalendar(SUPERSEDED_BY, version=calendar.version, name=calendar.id, by=in_force)


def _of_the_one_in_force(edition: Edition, screen: Screen, *, pause: bool, resume: bool) -> Work:
    async def ask(sweeping: Sweeping) -> Report | None:
        now = await asyncio.to_thread(sweeping.in_force, edition.id)
        if now is None:
            return None
        if pause and await sweeping.pause(edition.id) is None:
            return None
        if resume:
            return await _watch(sweeping, now.calendar, screen) if await sweeping.resume(edition.id) else None
        return await sweeping.report(now.calendar)

    return ask


async def _watch(sweeping: Sweeping, calendar: Calendar, screen: Screen) -> Report:
    """Show how far it is until it no longer runs."""
    with screen.bar() as bar:
        shown = bar.add_task(f"{calendar.id} {calendar.version}")
        while True:
            standing = await sweeping.standing(calendar)
            tally = await asyncio.to_thread(sweeping.tally, calendar)
            bar.update(shown, completed=tally.redated, total=tally.redated + tally.outstanding)
            if standing is not Standing.RUNNING:
                return await sweeping.report(calendar)
            await asyncio.sleep(LOOK_SECONDS)


def _show(report: Report, screen: Screen, say: Speech) -> None:
    calendar, tally = report.calendar, report.tally
    moved = [row for row in report.redatings if row.due_at != row.was_due_at]
    if moved:
        table = Table(*map(say, COLUMNS))
        for row in moved:
            cause = f"{calendar.id} {calendar.version}"
            table.add_row(row.dossier, *(say(dated(calendar.local(at))) for at in (row.was_due_at, row.due_at)), cause)
        screen.lay(table)
    for code, rule in report.refusals.items():
        screen.say(say(REFUSED, code=code, rule=rule))
    counts = {"moved": tally.moved, "refused": tally.refused, "outstanding": tally.outstanding}
    counts |= {"unchanged": tally.redated - tally.moved}
    calendar_named = f"{calendar.id} {calendar.version}"
    screen.say(say(SUMMARY, calendar=calendar_named, standing=say(STANDINGS[report.standing]), **counts))


def _as_json(report: Report) -> str:
    calendar, local = report.calendar, report.calendar.local
    redatings = [
        {
            "dossier": row.dossier,
            "seq": row.seq,
            "was_due_at": local(row.was_due_at),
            "due_at": local(row.due_at),
            "cause": "calendar" if row.due_at != row.was_due_at else None,
            "tasks": row.tasks,
        }
        for row in report.redatings
    ]
    told: dict[str, Any] = {
        "calendar": {"id": calendar.id, "version": calendar.version, "digest": calendar.digest},
        "standing": report.standing,
        **asdict(report.tally),
        "redatings": redatings,
        "refusals": report.refusals,
    }
    return json.dumps(told, ensure_ascii=False, indent=2, default=datetime.isoformat)
