"""The house: Temporal, worker and API as children of one process, the records opened before them."""

import asyncio
import sys
from collections.abc import Coroutine
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

from temporalio.client import Client

from commands.note import read_note
from commands.opening import governing, open_records
from commands.screen import Screen, Step
from commands.speech import Speech
from commands.usual import CALENDAR, DIRECTORY
from commands.welcome import show_welcome
from definitions.calendar_files import load_calendar
from definitions.directory_files import load_directory
from definitions.saying import Saying
from records.database import Database, RecordsAway, open_database
from runtime.claims import refuse_full_disk, refuse_taken_ports
from runtime.embedded import temporal_server
from runtime.refusals import StartRefused
from runtime.secrets import read_secrets
from runtime.settings import Mode, Settings
from runtime.supervisor import Child, Supervision, supervision
from runtime.temporal import connect, until_workers_poll
from runtime.waiting import until_http_answers

SKIPPING: Final = ("--dynamic-config-value", "frontend.WorkflowTimeSkippingEnabled=true")
"""What the Temporal server is told so that the demonstration's rehearsal may pass its weeks at once."""

WHERE: Final = Saying(vietnamese="Liên thông tại {folder}", english="Liên thông in {folder}")
RECORDS: Final = Saying(vietnamese="Cơ sở dữ liệu", english="Records")
SERVER: Final = Saying(vietnamese="Máy chủ Temporal", english="Temporal server")
PARTS: Final = Saying(vietnamese="Worker và API", english="Worker and API")
DEMONSTRATION: Final = Saying(vietnamese="Trình diễn", english="Demonstration")
SEEDED: Final = Saying(vietnamese="{count} hồ sơ", english="{count} dossiers")
BEGUN: Final = Saying(
    vietnamese="  ✓ Bắt đầu tính lại hạn cho {count} hồ sơ đang mở · lienthong recalculate {name} --status",
    english="  ✓ Recalculation begun for {count} open dossiers · lienthong recalculate {name} --status",
)
STOPPING: Final = Saying(vietnamese="Đang dừng…", english="Stopping…")
STOPPED: Final = Saying(vietnamese="Đã dừng.", english="Stopped.")
ONE_MACHINE: Final = Saying(
    vietnamese="Lệnh này chạy mọi thứ trên một máy; khi vận hành thật, hãy khởi động từng phần riêng.",
    english="This command runs everything on one machine; in production, start the parts by themselves.",
)
SAME_PORTS: Final = Saying(
    vietnamese="Các cổng {ports} phải là ba cổng khác nhau.", english="The ports {ports} must be three different ones."
)
UNREADABLE: Final = Saying(
    vietnamese="Không đọc được cơ sở dữ liệu: {why}.", english="The records cannot be read: {why}."
)
NOT_BEGUN: Final = Saying(
    vietnamese="Không bắt đầu được việc tính lại hạn: Temporal không trả lời.",
    english="The recalculation could not be begun: Temporal did not answer.",
)


async def keep_house(settings: Settings, screen: Screen, say: Speech) -> None:
    """Run everything until interrupted; raises `StartRefused` when it cannot start or a part of it dies."""
    if settings.mode is not Mode.EMBEDDED:
        raise StartRefused(ONE_MACHINE)
    async with supervision(settings.data) as supervised:
        refuse_full_disk(settings.data)
        _refuse_ports(settings)
        with closing(open_database(settings.database_url)) as database:
            house = _House(settings=settings, screen=screen, speech=say, database=database, supervised=supervised)
            await _serve(house)
    screen.say(say(STOPPED))


@dataclass(frozen=True, slots=True, kw_only=True)
class _House:
    settings: Settings
    screen: Screen
    speech: Speech
    database: Database
    supervised: Supervision

    def say(self, saying: Saying, **filling: object) -> None:
        """Show a sentence in the house's language."""
        self.screen.say(self.speech(saying, **filling))

    def step(self, title: Saying) -> AbstractContextManager[Step]:
        """Show that something is being done, by its title in the house's language."""
        return self.screen.step(self.speech(title))


def _refuse_ports(settings: Settings) -> None:
    ports = {
        "--port": settings.api_port,
        "--temporal-port": settings.temporal_port,
        "--ui-port": settings.temporal_ui_port,
    }
    if len(set(ports.values())) < len(ports):
        raise StartRefused(SAME_PORTS, ports=", ".join(ports))
    refuse_taken_ports(ports)


async def _serve(house: _House) -> None:
    try:
        await _start(house)
        await asyncio.to_thread(show_welcome, house.settings, house.screen, house.database, house.speech)
        await house.supervised.until_stopped()
    except RecordsAway as away:
        raise StartRefused(UNREADABLE, why=away) from away
    except asyncio.CancelledError:
        house.screen.say("")
        house.say(STOPPING)
        raise


async def _start(house: _House) -> None:
    settings = house.settings
    house.say(WHERE, folder=settings.data)
    with house.step(RECORDS) as step:
        opened = await asyncio.to_thread(open_records, house.database, at=datetime.now(UTC))
        step.tell(house.speech(opened.sentence))
    with house.step(SERVER):
        await house.supervised.start(_temporal(settings))
        client = await connect(settings, read_secrets(settings))
    with house.step(PARTS):
        await _together(house.supervised.start(_worker(settings, client)), house.supervised.start(_api(settings)))
    await _recalculate(house, client)
    note = read_note(settings.data)
    if note is None or not note.codes:
        await _while_all_live(house, _seed(house, client))


async def _recalculate(house: _House, client: Client) -> None:
    """Let open dossiers follow the calendars that are in force; it goes on while the house is at work."""
    from api.refusals import Outage
    from commands.sweeping import Sweeping

    sweeping = Sweeping(house.database, client, house.settings.temporal_task_queue)
    for name in governing(load_directory(DIRECTORY)):
        try:
            outdated = await sweeping.begin_outstanding(name)
        except Outage as outage:
            raise StartRefused(NOT_BEGUN) from outage
        if outdated:
            house.say(BEGUN, count=outdated, name=name)


async def _seed(house: _House, client: Client) -> None:
    from commands.counter import Counter
    from commands.demonstration import Stage, seed

    async with Counter(_address(house.settings)) as counter:
        stage = Stage(
            counter=counter,
            temporal=client,
            database=house.database,
            calendar=load_calendar(CALENDAR),
            folder=house.settings.data,
            rehearsals=house.settings.rehearsals,
        )
        with house.step(DEMONSTRATION) as step:
            count = await seed(stage, lambda story: step.tell(house.speech(story)))
            step.tell(house.speech(SEEDED, count=count))


async def _together(*parts: Coroutine[Any, Any, None]) -> None:
    """Do all at once; the first that raises breaks off the others."""
    tasks = [asyncio.create_task(part) for part in parts]
    try:
        await asyncio.gather(*tasks)
    finally:
        await _broken_off(*tasks)


async def _while_all_live(house: _House, work: Coroutine[Any, Any, None]) -> None:
    """Do it unless a child dies meanwhile."""
    working, death = asyncio.create_task(work), asyncio.create_task(house.supervised.until_stopped())
    try:
        done, _ = await asyncio.wait((working, death), return_when=asyncio.FIRST_COMPLETED)
        await (death if death in done else working)
    finally:
        await _broken_off(working, death)


async def _broken_off(*tasks: asyncio.Task[None]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _temporal(settings: Settings) -> Child:
    child = temporal_server(settings)
    return replace(child, command=child.command + SKIPPING) if settings.rehearsals else child


def _worker(settings: Settings, client: Client) -> Child:
    return Child(
        name="worker",
        command=(sys.executable, "-m", "worker"),
        environment=settings.environment(),
        ready=partial(until_workers_poll, client, settings.temporal_task_queue),
    )


def _api(settings: Settings) -> Child:
    return Child(
        name="api",
        command=(sys.executable, "-m", "api"),
        environment=settings.environment(),
        ready=partial(until_http_answers, f"{_address(settings)}/api/health/ready"),
    )


def _address(settings: Settings) -> str:
    host = f"[{settings.api_host}]" if ":" in settings.api_host else settings.api_host
    return f"http://{host}:{settings.api_port}"
