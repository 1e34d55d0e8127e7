"""The journal of generated schedules: nothing is lost in it, and nothing in it can be changed unnoticed."""

import hashlib
import json
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_core import to_jsonable_python
from temporalio.contrib.pydantic import pydantic_data_converter

from tests.plays import APPLICANT
from tests.workflows.machine.schedules import (
    BEGINS,
    Performed,
    Schedule,
    bounded,
    desk,
    handed_in,
    lives,
    performed,
    pinned_under,
    schedules,
    worship_under,
)
from workflows.actors import Clock
from workflows.machine.events import TaskCompleted
from workflows.machine.evolve import evolve
from workflows.machine.journal import BrokenChain, Entry, check_chain, enter, event_of, seal
from workflows.machine.play import Play
from workflows.machine.state import State
from workflows.messages import Receipt
from workflows.opening import Opening

converter = pydantic_data_converter.payload_converter

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


@bounded
@given(lives)
def test_the_state_is_the_sum_of_its_events(play: Performed) -> None:
    state = State(pin=play.state.pin)
    for event in play.events:
        state = evolve(state, event)
    journal = play.state
    assert replace(state, seq=journal.seq, head=journal.head, head_at=journal.head_at) == journal


@bounded
@given(lives)
def test_an_entry_gives_back_its_event_whole(play: Performed) -> None:
    assert tuple(event_of(entry) for entry in play.entries) == play.events


@bounded
@given(lives)
def test_the_journal_is_the_same_when_it_is_derived_again_from_what_it_says(play: Performed) -> None:
    state = State(pin=play.state.pin)
    entries: tuple[Entry, ...] = ()
    for entry in play.entries:
        event = event_of(through(entry, Entry))
        state, more = enter(evolve(state, event), (event,))
        entries += more
    assert state == play.state
    assert entries == play.entries


@bounded
@given(json_values)
def test_a_form_is_kept_as_it_was_filled_in(value: Any) -> None:
    pin = pinned_under(worship_under())
    event = TaskCompleted(at=BEGINS, actor=desk(pin, "an"), task=1, step="verify", outcome="x", form={"a": value})
    _, (entry,) = enter(State(pin=pin), (event,))
    assert event_of(through(entry, Entry)) == event
    assert seal(through(entry, Entry)) == entry.hash


@bounded
@given(lives)
def test_the_chain_of_every_journal_holds(play: Performed) -> None:
    check_chain(play.entries)
    assert [entry.seq for entry in play.entries] == list(range(1, play.state.seq + 1))
    assert play.entries[-1].hash == play.state.head


@bounded
@given(lives, st.data())
def test_an_entry_changed_in_one_field_breaks_the_chain_there(play: Performed, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(play.entries) - 1))
    for field in fields(Entry):
        changed = other(play.entries[number], field.name)
        with pytest.raises(BrokenChain) as broken:
            check_chain((*play.entries[:number], changed, *play.entries[number + 1 :]))
        assert broken.value.seq == number + 1


@bounded
@given(lives, st.data())
def test_an_entry_changed_and_sealed_anew_breaks_the_chain_after_it(play: Performed, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(play.entries) - 2))
    changed = other(play.entries[number], "payload")
    with pytest.raises(BrokenChain) as broken:
        check_chain((*play.entries[:number], replace(changed, hash=seal(changed)), *play.entries[number + 1 :]))
    assert broken.value.seq == number + 2


@bounded
@given(lives, st.data())
def test_an_entry_taken_out_breaks_the_chain(play: Performed, data: st.DataObject) -> None:
    """But for the last: that one is missed because the dossier knows its journal's head."""
    number = data.draw(st.integers(0, len(play.entries) - 2))
    with pytest.raises(BrokenChain):
        check_chain((*play.entries[:number], *play.entries[number + 1 :]))


@bounded
@given(lives, st.data())
def test_two_entries_that_changed_places_break_the_chain(play: Performed, data: st.DataObject) -> None:
    one, two = sorted(data.draw(st.permutations(range(len(play.entries))))[:2])
    swapped = list(play.entries)
    swapped[one], swapped[two] = swapped[two], swapped[one]
    with pytest.raises(BrokenChain):
        check_chain(swapped)


@bounded
@given(lives, st.data())
def test_an_entry_put_in_between_breaks_the_chain(play: Performed, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(play.entries)))
    put_in = data.draw(st.sampled_from(play.entries))
    with pytest.raises(BrokenChain):
        check_chain((*play.entries[:number], put_in, *play.entries[number:]))


@bounded
@given(st.dictionaries(texts, json_values, max_size=6), st.randoms(use_true_random=False))
def test_the_hash_does_not_depend_on_the_order_of_keys(payload: dict[str, Any], chance: Any) -> None:
    keys = list(payload)
    chance.shuffle(keys)
    entry = Entry(dossier="d", seq=1, at=BEGINS, actor=Clock(), kind="k", payload=payload, basis=None, previous="")
    assert seal(entry) == seal(replace(entry, payload={key: payload[key] for key in keys}))


@bounded
@given(schedules)
def test_the_journal_does_not_depend_on_the_zone_in_which_an_instant_is_told(schedule: Schedule) -> None:
    here = performed(schedule)
    there = Play(here.state.pin)
    for line in here.script:
        if line.message is None or line.actor is None:
            there.wait(line.at.astimezone(UTC))
        elif line.refused is None:
            there.tell(line.message, actor=line.actor, now=line.at.astimezone(UTC))
    assert there.entries == here.entries


@bounded
@given(lives)
def test_state_and_opening_survive_the_way_to_temporal_and_back(play: Performed) -> None:
    opening = Opening(state=play.state, answers=(("key", Receipt(seq=play.state.seq, digest="d")),))
    assert through(play.state, State) == play.state
    assert through(opening, Opening) == opening


@settings(bounded, max_examples=25)
@given(schedules)
def test_a_dossier_read_back_goes_on_alike_although_its_definition_was_changed_meanwhile(schedule: Schedule) -> None:
    play = Performed(schedule)
    play.state = through(play.state, State)
    for _ in play.steps():
        carried = converter.to_payload(play.state)
        play.state.pin.procedure.steps.clear()
        play.state = converter.from_payload(carried, State)
    play.now += timedelta(days=70)
    play.wait(play.now)
    assert play.entries == performed(replace(schedule, procedure=through(play.state, State).pin.procedure)).entries


def test_what_an_applicant_wrote_is_kept_in_any_script() -> None:
    play = Play(pinned_under(worship_under()))
    lodge = replace(handed_in(), applicant=replace(APPLICANT, name="Nguyễn\u0000 𝒜 ễ"))
    play.tell(lodge, actor=desk(play.state.pin, "an"), now=BEGINS + timedelta(days=4))
    assert [event_of(through(entry, Entry)) for entry in play.entries] == list(play.events)
    check_chain(through(entry, Entry) for entry in play.entries)


def through(value: Any, kind: type) -> Any:
    """A value sent through Temporal's payloads."""
    return converter.from_payload(converter.to_payload(value), kind)


def other(entry: Entry, name: str) -> Entry:
    """The entry with another value in one field."""
    value = getattr(entry, name)
    match value:
        case int():
            changed: Any = value + 1
        case datetime():
            changed = value + timedelta(microseconds=1)
        case dict():
            changed = {**value, "note": json.dumps(value)}
        case None | str():
            changed = f"{value or ''}."
        case Clock():
            changed = desk(pinned_under(worship_under()), "an")
        case _:
            changed = Clock()
    return replace(entry, **{name: changed})


@bounded
@given(lives)
def test_an_entry_is_sealed_as_canonical_json(play: Performed) -> None:
    """What is written piece by piece is what a plain encoder writes of the whole: sorted keys, no blanks."""
    for entry in play.entries:
        content = to_jsonable_python(entry)
        previous = content.pop("previous")
        assert content.pop("hash") == entry.hash
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert hashlib.sha256(f"{previous}{text}".encode()).hexdigest() == entry.hash
