"""The demonstration: a handful of dossiers at different steps, brought there through the real API as people would."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

from temporalio.client import Client
from temporalio.service import RPCError
from temporalio.testing import TimeSkipper, TimeSkippingConfig

from commands.counter import Counter, Unanswered
from commands.note import Note, read_note, write_note
from commands.stories import LATE, STORIES, Act, Story
from definitions.calendar import Calendar
from definitions.saying import Saying
from definitions.terms import Term, Unit
from records import lodgings
from records.database import Database, RecordsAway, reading
from runtime.refusals import StartRefused
from runtime.waiting import until
from workflows.machine.pin import Pin

PATIENCE_SECONDS: Final = 60
"""How long the late dossier may take to live through its weeks."""

NOT_SEEDED: Final = Saying(
    vietnamese="Không lập được các hồ sơ trình diễn: {why}.", english="The demonstration could not be seeded: {why}."
)
TOO_SLOW: Final = Saying(
    vietnamese="Quá {seconds} giây mà hồ sơ quá hạn chưa thành quá hạn.",
    english="The late dossier took more than {seconds} s to become so.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What the demonstration plays on."""

    counter: Counter
    temporal: Client
    database: Database
    calendar: Calendar
    folder: Path
    rehearsals: bool


async def seed(stage: Stage, tell: Callable[[Saying], None]) -> int:
    """Bring every dossier where its story ends, telling which is under way; how many there are.

    Each call has a key of its own, fixed for the folder, so that a seeding that was broken off goes on where it was.
    Raises `StartRefused` when the API refuses or something is away.
    """
    note = read_note(stage.folder) or write_note(stage.folder, Note(began_at=datetime.now(UTC).replace(microsecond=0)))
    codes: list[str] = []
    try:
        for story in STORIES:
            tell(story.title)
            codes.append(await _tell(stage, story))
        if stage.rehearsals:
            tell(LATE.title)
            codes.append(await _tell_late(stage, LATE, note.began_at))
    except (Unanswered, RecordsAway, RPCError) as fault:
        raise StartRefused(NOT_SEEDED, why=fault) from fault
    except TimeoutError as slow:
        raise StartRefused(TOO_SLOW, seconds=PATIENCE_SECONDS) from slow
    write_note(stage.folder, Note(began_at=note.began_at, codes=tuple(codes)))
    return len(codes)


async def _tell(stage: Stage, story: Story) -> str:
    code = await _lodge(stage, story)
    for number in range(len(story.acts)):
        await _act(stage, story, code, number)
    return code


async def _tell_late(stage: Stage, story: Story, began_at: datetime) -> str:
    """A rehearsal that began weeks ago and now is late: its clock passes from act to act, and on to the present."""
    calendar = stage.calendar
    lodged_on = calendar.local_date(calendar.before(began_at, Term(story.days_ago, Unit.WORKING_DAYS)))
    lodged_at = calendar.opens_on(lodged_on) + timedelta(hours=1)
    code = await _lodge(stage, story, lodged_at)
    pass_to = partial(_pass_to, stage, code, await asyncio.to_thread(_pin, stage.database, code))
    for number, act in enumerate(story.acts):
        day = calendar.due(lodged_at, Term(act.after_days, Unit.WORKING_DAYS)) if act.after_days else lodged_at
        await pass_to(calendar.opens_on(calendar.local_date(day)) + timedelta(hours=2))
        await _act(stage, story, code, number)
    await pass_to(began_at)
    await _until_late(stage, story, code)
    return code


async def _lodge(stage: Stage, story: Story, rehearsal_at: datetime | None = None) -> str:
    body = story.lodging | ({"rehearsal_at": rehearsal_at.isoformat()} if rehearsal_at else {})
    dossier = await stage.counter.post("/api/dossiers", body, by=story.receptionist, key=story.key("lodge"))
    return str(dossier["code"])


async def _act(stage: Stage, story: Story, code: str, number: int) -> None:
    act: Act = story.acts[number]
    path = f"/api/dossiers/{code}/tasks/{story.task_of(number)}/{act.deed}"
    await stage.counter.post(path, act.body, by=act.official, key=story.key(str(number)))


async def _pass_to(stage: Stage, code: str, pin: Pin, at: datetime) -> None:
    """Let the rehearsal's clock pass to an instant of its official time; nothing, when it is there or further."""
    skipper = TimeSkipper(stage.temporal, config=_STANDING_STILL)
    handle = stage.temporal.get_workflow_handle(code)
    ahead = pin.real_time(at) - await skipper.get_current_time(handle)
    if ahead > timedelta(0):
        async with asyncio.timeout(PATIENCE_SECONDS):
            await skipper.fast_forward(handle, ahead)


async def _until_late(stage: Stage, story: Story, code: str) -> None:
    async def is_late() -> bool:
        dossier: dict[str, Any] = await stage.counter.read(f"/api/dossiers/{code}", by=story.receptionist)
        return bool(dossier["clock"]["late"])

    async with asyncio.timeout(PATIENCE_SECONDS):
        await until(is_late)


def _pin(database: Database, code: str) -> Pin:
    with reading(database) as session:
        text = lodgings.pin(session, code)
    assert text is not None, "it was just lodged"
    return Pin.model_validate_json(text)


_STANDING_STILL: Final = TimeSkippingConfig(enabled=False, disable_propagation=True, max_session_skip_count=10_000)
