"""The parts alone: events and entries a second on one core, and what printing a receipt costs."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from commands.usual import CALENDAR, DIRECTORY
from definitions.calendar_files import load_calendar
from definitions.directory_files import load_directory
from definitions.loader import load_catalogue
from definitions.procedure import Channel
from letters.facts import receipt
from letters.press import render
from letters.recorded import Recorded
from tests.bench.house import CATALOGUE
from workflows.actors import Official
from workflows.machine.decide import decide
from workflows.machine.events import AnyEvent
from workflows.machine.journal import enter
from workflows.machine.pin import Code, Ground, Pin, pin_of
from workflows.machine.state import State
from workflows.messages import Complete, Lodge, Message, Party

LODGED_AT: Final = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
_SECONDS: Final = 2.0
_PARTY: Final = Party(name="Nguyễn Thị Hoa", address="Thôn 1, xã Phú Sơn")


def events_per_second() -> float:
    """How many events `decide` (with `evolve`) makes of a four-step dossier's messages in a second."""
    return _rate(lambda pin: len(_carried(pin)[1]))


def entries_per_second() -> float:
    """How many events are numbered, made canonical and sealed into the chain in a second."""
    pin = a_pin()
    events = _carried(pin)[1]
    return _rate(lambda pin: len(enter(State(pin=pin), events)[1]))


def seconds_per_receipt() -> float:
    """Processor time to print one receipt, in seconds, all threads together."""
    pin = a_pin()
    events = _carried(pin)[1]
    dossier = Recorded(pin, enter(State(pin=pin), events)[1], events)
    accepted = next(entry.seq for entry in dossier.entries if entry.kind == "dossier.accepted")
    letter = receipt(dossier, accepted, look_up="http://127.0.0.1:8787/ho-so")
    render(letter)
    began = time.process_time()
    for _ in range(20):
        render(letter)
    return (time.process_time() - began) / 20


def a_pin() -> Pin:
    """What is fixed for one dossier of the bench."""
    (procedure,) = load_catalogue(CATALOGUE).procedures
    ground = Ground(directory=load_directory(DIRECTORY), calendar=load_calendar(CALENDAR))
    pin = pin_of(procedure, ground, unit="19990", on=LODGED_AT.date())
    return pin.model_copy(update={"code": Code("H57.33.01-260302-0001")})


def _rate(once: Callable[[Pin], int]) -> float:
    pin, done = a_pin(), 0
    began = time.process_time()
    while (spent := time.process_time() - began) < _SECONDS:
        done += once(pin)
    return done / spent


def _carried(pin: Pin) -> tuple[State, tuple[AnyEvent, ...]]:
    state = State(pin=pin)
    events: tuple[AnyEvent, ...] = ()
    for message, actor, at in acts(pin):
        state, more = decide(state, message, actor=actor, now=at)
        events += more
    return state, events


def acts(pin: Pin) -> Iterator[tuple[Message, Official, datetime]]:
    """The lodging and the four acts of the bench's dossier: what is told, by whom, and when."""
    for number, (post, message) in enumerate(_messages()):
        step = pin.procedure.first if number == 0 else list(pin.procedure.steps)[number - 1]
        actor = Official(official=f"official.{number}", name="Lê Văn An", post=post, office=pin.office_of(step))
        yield message, actor, LODGED_AT + timedelta(hours=number)


def _messages() -> tuple[tuple[str, Message], ...]:
    form = {"martyr_name": "Nguyễn Văn Sơn", "certificate_number": "TB-123", "relation": "Con", "mandated": False}
    papers = ("application", "certificate")
    return (
        ("receptionist", Lodge(applicant=_PARTY, channel=Channel.COUNTER, form=form, papers=papers)),
        ("receptionist", Complete(task=1, outcome="accept")),
        ("officer", Complete(task=2, outcome="forward")),
        ("leader", Complete(task=3, outcome="sign", form={"amount": 500_000})),
        ("receptionist", Complete(task=4, outcome="given")),
    )
