"""The welcome: where everything is, who may sign in, and which dossiers the demonstration has."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from rich.table import Table
from sqlmodel import Session

from api.words import STATUS_TITLES
from commands.note import read_note
from commands.screen import Screen
from commands.speech import Speech
from commands.usual import CALENDAR
from definitions.calendar_files import load_calendar
from definitions.officials import Official
from definitions.saying import Saying, dated
from records import dossiers, offices, officials
from records.database import Database, reading
from records.tables import Dossier
from runtime.settings import Settings
from workflows.machine.state import Status

OFFICIALS: Final = (
    "tiepnhan.19990",
    "chuyenvien.19990",
    "chuyenvien-ldtbxh.479",
    "chuyenvien-ldtbxh.46",
    "pho-ldtbxh.46",
    "truong-ldtbxh.46",
    "truong-motcua.19990",
    "chutich.46",
)
"""Those whom a dossier of the commune Phú Sơn meets, in order, and those above them."""

TRY_IT: Final = Saying(vietnamese="Để đăng nhập và xem danh sách việc:", english="To sign in and see a worklist:")
READY: Final = Saying(
    vietnamese="Sẵn sàng sau {seconds} giây. Ctrl-C dừng tất cả.",
    english="Ready after {seconds} s. Ctrl-C stops everything.",
)
ADDRESSES: Final = Saying(vietnamese="Địa chỉ", english="Addresses")
ADDRESS: Final = (Saying(vietnamese="Gì", english="What"), Saying(vietnamese="Ở đâu", english="Where"))
PAGES: Final = Saying(vietnamese="Trang của Temporal", english="Temporal's pages")
DATA: Final = Saying(vietnamese="Dữ liệu", english="Data")
LOGS: Final = Saying(vietnamese="Nhật ký", english="Logs")
SIGN_INS: Final = Saying(
    vietnamese="Đăng nhập trình diễn (chỉ trên máy này)", english="Demonstration sign-ins (on this machine only)"
)
PEOPLE: Final = (
    Saying(vietnamese="Cán bộ", english="Official"),
    Saying(vietnamese="Họ tên", english="Name"),
    Saying(vietnamese="Vị trí", english="Post"),
    Saying(vietnamese="Cơ quan", english="Office"),
)
DOSSIERS: Final = Saying(vietnamese="Hồ sơ trình diễn", english="Demonstration dossiers")
DOSSIER: Final = (
    Saying(vietnamese="Hồ sơ", english="Dossier"),
    Saying(vietnamese="Người nộp", english="Applicant"),
    Saying(vietnamese="Trạng thái", english="Status"),
    Saying(vietnamese="Nơi giữ", english="Held by"),
    Saying(vietnamese="Hạn", english="Due"),
)
LATE: Final = Saying(vietnamese="quá hạn", english="late")
REHEARSAL: Final = Saying(vietnamese="diễn tập", english="rehearsal")


def show_welcome(settings: Settings, screen: Screen, database: Database, say: Speech) -> None:
    """Show addresses, sign-ins and the demonstration's dossiers as they now stand."""
    note = read_note(settings.data)
    with reading(database) as session:
        tables = (_addresses(settings, say), _people(session, say), _dossiers(session, note.codes if note else (), say))
    for table in tables:
        if table.row_count:
            screen.lay(table)
    screen.say(f"\n{say(TRY_IT)}", style="bold")
    for line in _try_it(settings):
        screen.say(f"  {line}")
    screen.say(f"\n{say(READY, seconds=f'{screen.seconds:.1f}')}", style="bold")


def _addresses(settings: Settings, say: Speech) -> Table:
    table = _table(say(ADDRESSES))
    what, where = map(say, ADDRESS)
    table.add_column(what)
    table.add_column(where, overflow="fold")
    table.add_row("API", f"{settings.public_url}/api")
    table.add_row("OpenAPI", f"{settings.public_url}/api/openapi.json")
    table.add_row(say(PAGES), f"http://127.0.0.1:{settings.temporal_ui_port}")
    table.add_row(say(DATA), str(settings.data))
    table.add_row(say(LOGS), str(settings.data / "logs"))
    return table


def _people(session: Session, say: Speech) -> Table:
    table = _table(say(SIGN_INS))
    for heading in map(say, PEOPLE):
        table.add_column(heading, overflow="fold")
    names = {office.code: office.name for office in offices.directory(session).offices}
    for official in _signing_in(session):
        (held, *_) = official.posts
        table.add_row(official.id, official.name, held.title, f"{names[held.office]} ({held.office})")
    return table


def _signing_in(session: Session) -> Iterator[Official]:
    today = datetime.now(UTC).date()
    for name in OFFICIALS:
        official = officials.one(session, name, today)
        if official is not None and official.posts:
            yield official


def _dossiers(session: Session, codes: tuple[str, ...], say: Speech) -> Table:
    table = _table(say(DOSSIERS))
    for heading in map(say, DOSSIER):
        table.add_column(heading, overflow="fold")
    for row in (dossiers.one(session, code) for code in codes):
        if row is not None:
            due = load_calendar(CALENDAR).local(row.due_at)
            table.add_row(row.code, row.applicant, _status(row, say), row.holder, say(dated(due)))
    return table


def _status(row: Dossier, say: Speech) -> str:
    status = row.status if say.english else STATUS_TITLES[Status(row.status)]
    marks = ((LATE, row.late), (REHEARSAL, bool(row.rehearsal)))
    return " · ".join((status, *(say(mark) for mark, holds in marks if holds)))


def _try_it(settings: Settings) -> tuple[str, ...]:
    api = f"{settings.public_url}/api"
    read = "python3 -c 'import json, sys; print(json.load(sys.stdin)[\"token\"])'"
    body = f"""-H 'Content-Type: application/json' -d '{{"official": "{OFFICIALS[0]}"}}'"""
    return (
        f"TOKEN=$(curl -s {api}/sessions {body} | {read})",
        f'curl -s -H "Authorization: Bearer $TOKEN" "{api}/offices/19990/desk/tasks?post=receptionist"',
    )


def _table(title: str) -> Table:
    return Table(title=title, title_justify="left", title_style="bold", box=None, header_style="dim", padding=(0, 2))
