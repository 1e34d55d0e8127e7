"""The welcome: where everything is, who may sign in, and which dossiers the demonstration has."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from rich.table import Table
from sqlmodel import Session

from api.words import STATUS_TITLES
from commands.note import read_note
from commands.opening import CALENDAR
from commands.screen import Screen
from definitions.calendar_files import load_calendar
from definitions.officials import Official
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


def show_welcome(settings: Settings, screen: Screen, database: Database) -> None:
    """Show addresses, sign-ins and the demonstration's dossiers as they now stand."""
    note = read_note(settings.data)
    with reading(database) as session:
        tables = (_addresses(settings), _people(session), _dossiers(session, note.codes if note else ()))
    for table in tables:
        if table.row_count:
            screen.lay(table)
    screen.say("\nTo sign in and see a worklist:", style="bold")
    for line in _try_it(settings):
        screen.say(f"  {line}")
    screen.say(f"\nReady after {screen.seconds:.1f} s. Ctrl-C stops everything.", style="bold")


def _addresses(settings: Settings) -> Table:
    table = _table("Addresses")
    table.add_column("What")
    table.add_column("Where", overflow="fold")
    table.add_row("API", f"{settings.public_url}/api")
    table.add_row("OpenAPI", f"{settings.public_url}/api/openapi.json")
    table.add_row("Temporal's pages", f"http://127.0.0.1:{settings.temporal_ui_port}")
    table.add_row("Data", str(settings.data))
    table.add_row("Logs", str(settings.data / "logs"))
    return table


def _people(session: Session) -> Table:
    table = _table("Demonstration sign-ins (on this machine only)")
    for heading in ("Official", "Name", "Post", "Office"):
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


def _dossiers(session: Session, codes: tuple[str, ...]) -> Table:
    table = _table("Demonstration dossiers")
    for heading in ("Dossier", "Applicant", "Status", "Held by", "Due"):
        table.add_column(heading, overflow="fold")
    for row in (dossiers.one(session, code) for code in codes):
        if row is not None:
            due = load_calendar(CALENDAR).local(row.due_at)
            table.add_row(row.code, row.applicant, _status(row), row.holder, f"{due:%H:%M %d/%m/%Y}")
    return table


def _status(row: Dossier) -> str:
    late = " · quá hạn" if row.late else ""
    rehearsal = " · diễn tập" if row.rehearsal else ""
    return f"{STATUS_TITLES[Status(row.status)]}{late}{rehearsal}"


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
