"""Alarms on generated schedules: each at the instant at which it falls due, once, in order, whenever it is noticed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import given

from definitions.time_policy import Moment
from tests.workflows.machine.schedules import Line, Performed, bounded, lives
from workflows.machine.alarms import next_alarm
from workflows.machine.events import (
    AnyEvent,
    DossierLate,
    Ended,
    Lodged,
    SupplementRequested,
    TaskCancelled,
    TaskCompleted,
    TaskOpened,
)
from workflows.machine.events_letters import ApologySigned
from workflows.machine.events_time import ClockResumed, ClockStopped, DueRevised
from workflows.machine.pin import Pin
from workflows.machine.play import Play
from workflows.machine.refusals import Refusal

Rang = tuple[str, datetime]


@dataclass
class Setting:
    """One setting of a clock: since when it runs, to which due instant, until it was stopped or set anew."""

    since: datetime
    due_at: datetime
    letter_owed: bool = False
    missed: bool = False
    until: datetime | None = None
    letter_until: datetime | None = None
    rang: list[Rang] = field(default_factory=list)


@bounded
@given(lives)
def test_entries_are_in_the_order_of_time(play: Performed) -> None:
    instants = [entry.at for entry in play.entries]
    assert instants == sorted(instants)


@bounded
@given(lives)
def test_an_alarm_rings_once_in_each_setting_of_its_clock(play: Performed) -> None:
    dossier, tasks = settings_of(play)
    for setting in (*dossier, *tasks.values()):
        assert max(Counter(key for key, _ in setting.rang).values(), default=0) <= 1


@bounded
@given(lives)
def test_every_alarm_of_the_dossier_rings_at_its_instant_and_none_is_left_out(play: Performed) -> None:
    for setting in settings_of(play)[0]:
        wanted = tuple(expected(play.state.pin, setting))
        may = {rang for rang, _ in wanted}
        must = {rang for rang, until in wanted if rang[1] < (until or play.now)}
        rang = {(key, at) for key, at in setting.rang if not key.startswith("draft")}
        assert must <= rang <= may


@bounded
@given(lives)
def test_every_alarm_of_a_task_rings_at_its_instant_and_none_is_left_out(play: Performed) -> None:
    pin = play.state.pin
    opened = {event.task: event for event in play.events if isinstance(event, TaskOpened)}
    for task, setting in settings_of(play)[1].items():
        ladder = pin.manned(opened[task].step).escalate
        due_at = max(setting.due_at, setting.since)
        rungs = ((f"task_rung/{task}/{number}", moment(pin, rung.at, due_at)) for number, rung in enumerate(ladder))
        wanted = {(f"task_late/{task}/0", due_at), *((key, at) for key, at in rungs if at >= setting.since)}
        must = {(key, at) for key, at in wanted if at < (setting.until or play.now)}
        assert must <= set(setting.rang) <= wanted


@bounded
@given(lives)
def test_the_apology_is_drafted_before_it_is_due_or_when_the_dossier_is_late(play: Performed) -> None:
    pin = play.state.pin
    for setting in settings_of(play)[0]:
        last = pin.calendar.apology_due(setting.due_at, pin.procedure.time.apology.lead)
        for key, at in setting.rang:
            if key.startswith("draft"):
                assert setting.letter_owed
                assert setting.since <= at <= max(last, setting.due_at, setting.since)
                assert at <= last or at == max(setting.due_at, setting.since)


@bounded
@given(lives)
def test_after_a_downtime_the_journal_is_the_same_as_without(play: Performed) -> None:
    late = Play(play.state.pin)
    for line in play.script:
        tell(late, line)
    late.wait(play.now)
    assert late.entries == play.entries


@bounded
@given(lives)
def test_waiting_in_many_small_steps_gives_the_same_journal(play: Performed) -> None:
    slow = Play(play.state.pin)
    for line in play.script:
        while (alarm := next_alarm(slow.state)) is not None and alarm.at < line.at:
            slow.wait(alarm.at - timedelta(microseconds=1))
            slow.wait(alarm.at)
        if line.message is None:
            slow.wait(line.at)
        tell(slow, line)
    assert slow.entries == play.entries


@bounded
@given(lives)
def test_waking_when_nothing_is_due_writes_nothing(play: Performed) -> None:
    alarm = next_alarm(play.state)
    before = len(play.entries)
    play.wait(play.now if alarm is None else alarm.at - timedelta(microseconds=1))
    assert len(play.entries) == before


def tell(play: Play, line: Line) -> None:
    """Tell a line again; it must be refused again, by the same rule, if it was."""
    if line.message is None or line.actor is None:
        return
    refused = None
    try:
        play.tell(line.message, actor=line.actor, now=line.at)
    except Refusal as refusal:
        refused = refusal.rule
    assert refused == line.refused


def moment(pin: Pin, of: Moment, due_at: datetime) -> datetime:
    """The instant of a rung."""
    if of.offset is None:
        return due_at
    return pin.calendar.before(due_at, of.offset) if of.before else pin.calendar.due(due_at, of.offset)


def expected(pin: Pin, setting: Setting) -> Iterator[tuple[Rang, datetime | None]]:
    """Every alarm but the draft that a setting of the statutory clock calls for, and until when it would count."""
    time, calendar = pin.procedure.time, pin.calendar
    for number, lead in enumerate(time.warn):
        at = calendar.before(setting.due_at, lead)
        if at > setting.since:
            yield (f"warn/0/{number}", at), setting.until
    for number, rung in enumerate(time.escalate):
        at = moment(pin, rung.at, setting.due_at)
        if at > setting.since or (rung.at.offset is None and not setting.missed):
            yield (f"rung/0/{number}", max(at, setting.since)), setting.until
    if not setting.missed:
        yield ("late/0/0", max(setting.due_at, setting.since)), setting.until
    last = calendar.apology_due(setting.due_at, time.apology.lead)
    if setting.letter_owed and not setting.missed and last > setting.since:
        yield ("apology/0/0", last), setting.letter_until or setting.until


def settings_of(play: Performed) -> tuple[list[Setting], dict[int, Setting]]:  # noqa: PLR0915 - one case a kind
    """Every setting of the statutory clock and of the tasks' own, read from the events alone."""
    dossier: list[Setting] = []
    tasks: dict[int, Setting] = {}
    missed, letters = None, 0
    for event in play.events:
        _note_alarm(event, dossier, tasks)
        match event:
            case Lodged() | DueRevised() | ClockResumed():
                _close(dossier, event.at)
                late = missed == event.due_at
                dossier.append(Setting(event.at, event.due_at, letter_owed=letters == 0, missed=late))
            case TaskOpened(due_at=datetime() as due_at):
                tasks[event.task] = Setting(event.at, due_at)
            case TaskCompleted() | TaskCancelled() if event.task in tasks:
                tasks[event.task].until = event.at
            case SupplementRequested():
                _close(dossier, event.at)
                if event.task in tasks:
                    tasks[event.task].until = event.at
            case ClockStopped() | Ended():
                _close(dossier, event.at)
            case ApologySigned():
                letters += 1
                dossier[-1].letter_until = event.at
            case DossierLate():
                missed = event.due_at
            case _:
                pass
    return dossier, tasks


def _note_alarm(event: AnyEvent, dossier: list[Setting], tasks: dict[int, Setting]) -> None:
    if event.alarm is None:
        return
    task = int(event.alarm.split("/")[1])
    setting = tasks[task] if task else dossier[-1]
    assert setting.until is None, f"{event.alarm} rang after its clock had stopped"
    setting.rang.append((event.alarm, event.at))


def _close(dossier: list[Setting], at: datetime) -> None:
    if dossier and dossier[-1].until is None:
        dossier[-1].until = at
