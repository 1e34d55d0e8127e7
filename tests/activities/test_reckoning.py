"""How a journal is counted: open or settled, and late for good."""

from collections.abc import Sequence

import pytest
from hypothesis import given

from activities.reckoning import Counted, reckonings_after
from definitions.procedure import Procedure
from definitions.scenarios import Scenario
from tests.plays import EXAMPLES, GROUND, Told, at, stories
from tests.reported import numbered
from tests.test_patterns import CAST
from tests.workflows.machine.schedules import Performed, bounded, lives
from workflows.machine.causes import Lateness
from workflows.machine.events import AnyEvent
from workflows.machine.evolve import evolve
from workflows.machine.pin import pin_of
from workflows.machine.play import Play
from workflows.machine.state import State
from workflows.rehearsal import perform

OPEN = {"late": False, "stopped": False, "apologised": False, "settled": None, "settled_at": None}


def counted(play: Play) -> list[dict[str, object]]:
    return reckonings_after(numbered(play))


def test_a_dossier_is_counted_from_its_lodging_until_its_work_is_done() -> None:
    told = Told().lodge("03-02 08:30").complete("03-02 10:00", "refuse", reason="Không thuộc thẩm quyền")
    assert counted(told) == [
        OPEN | {"seq": 1, "since": at("03-02 08:30")},
        OPEN | {"settled": Lateness.EARLY, "settled_at": at("03-02 10:00"), "seq": 4, "since": at("03-02 10:00")},
    ]


def test_a_supplement_asked_for_is_counted_apart_and_takes_no_lateness_away() -> None:
    told = Told().lodge("03-02 08:30").run_until("04-20 09:00").ask("04-20 09:30").supply("05-04 09:00")
    assert [(row["since"], row["late"], row["stopped"]) for row in counted(told)] == [
        (at("03-02 08:30"), False, False),
        (at("04-13 17:00"), True, False),
        (at("04-20 09:30"), True, True),
        (at("05-04 09:00"), True, False),
    ]


@bounded
@given(lives)
def test_what_was_late_is_never_counted_as_in_time_again(play: Performed) -> None:
    rows = counted(play)
    first = next((number for number, row in enumerate(rows) if row["late"]), len(rows))
    assert all(row["late"] and row["settled"] in {None, Lateness.LATE} for row in rows[first:])


@bounded
@given(lives)
def test_the_last_row_is_how_the_dossier_stands(play: Performed) -> None:
    assert_counted_as_it_stands(play.state, play.events)


@pytest.mark.parametrize(
    ("procedure", "scenario"), stories(EXAMPLES[2]), ids=lambda value: getattr(value, "title", None)
)
def test_whatever_a_dossier_waits_for_it_is_counted_as_it_stands_after_each_entry(
    procedure: Procedure, scenario: Scenario
) -> None:
    pin = pin_of(procedure, GROUND, unit=scenario.lodged.unit, on=scenario.lodged.at.date())
    state = State(pin=pin)
    events = perform(pin, scenario, CAST, GROUND).events
    for number, event in enumerate(events, start=1):
        state = evolve(state, event)
        assert_counted_as_it_stands(state, events[:number])


def assert_counted_as_it_stands(state: State, events: Sequence[AnyEvent]) -> None:
    last = reckonings_after(list(enumerate(events, start=1)))[-1]
    assert state.clock is not None
    stands_still = not state.clock.running and state.clock.lateness is None
    assert (last["stopped"], last["settled"]) == (stands_still, state.clock.lateness)
    assert (last["late"], last["apologised"]) == (state.late, state.letters > 0)


@bounded
@given(lives)
def test_entries_told_a_turn_at_a_time_are_counted_as_if_told_at_once(play: Performed) -> None:
    rows: list[dict[str, object]] = []
    before: Counted | None = None
    for one in numbered(play):
        rows += reckonings_after([one], before=before)
        if rows:
            known = {name: value for name, value in rows[-1].items() if name not in {"seq", "since"}}
            before = Counted(**known)  # type: ignore[arg-type]  # the row is made of one
    assert rows == counted(play)
