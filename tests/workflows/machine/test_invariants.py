"""What holds of every dossier, whatever its policy and whoever tries what at which instant."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from definitions.calendar import Calendar
from definitions.terms import Term
from definitions.ways import End
from tests.workflows.machine.schedules import (
    LATEST,
    PEOPLE,
    Performed,
    Schedule,
    bounded,
    desk,
    forward,
    handed_in,
    holder,
    lives,
    lodgings,
    pinned_under,
    policies,
    schedules,
    times,
    worship_under,
)
from workflows.actors import Official
from workflows.machine.causes import Breach, Cause
from workflows.machine.events import (
    AnyEvent,
    DossierLate,
    Ended,
    HandedOver,
    Lodged,
    SupplementReceived,
    SupplementRequested,
    TaskClaimed,
    TaskCompleted,
    TaskOpened,
    TaskReleased,
)
from workflows.machine.events_letters import ApologyDrafted, ApologySigned, BreachRecorded
from workflows.machine.events_time import DueRevised
from workflows.machine.play import Play
from workflows.messages import SignApology


@bounded
@given(schedules)
def test_a_refusal_changes_nothing(schedule: Schedule) -> None:
    play = Performed(schedule)
    seen = play.state, play.entries
    for line in play.steps():
        if line.refused is not None:
            play.wait(line.at, inclusive=False)
            told = Play(play.state.pin)
            told.state, told.entries = seen
            told.wait(line.at, inclusive=False)
            assert (play.state, play.entries) == (told.state, told.entries)
        seen = play.state, play.entries


@bounded
@given(lives)
def test_no_office_asks_for_more_supplements_than_the_policy_allows(play: Performed) -> None:
    asked = [event.office for event in play.events if isinstance(event, SupplementRequested)]
    assert all(asked.count(office) <= play.state.pin.procedure.time.supplements for office in asked)


@bounded
@given(lives)
def test_an_office_other_than_the_desk_asks_only_soon_after_it_has_received_the_dossier(play: Performed) -> None:
    pin, receipt = play.state.pin, LATEST
    for event in play.events:
        match event:
            case Lodged() | HandedOver():
                receipt = event.received_at
            case SupplementReceived():
                receipt = event.at
            case SupplementRequested() if event.office != pin.route.receiving:
                assert event.at <= pin.calendar.due(receipt, pin.procedure.time.supplement_within)
            case _:
                pass


@bounded
@given(lives)
def test_supplements_are_asked_while_the_clock_runs_and_received_when_asked_for(play: Performed) -> None:
    waiting = stopped = False
    for event in play.events:
        match event:
            case SupplementRequested():
                assert not waiting
                assert not stopped
                waiting = True
            case SupplementReceived():
                assert waiting
                waiting = False
            case _:
                stopped = stopped_after(event, stopped=stopped)


@bounded
@given(lives)
def test_the_return_date_is_put_off_at_most_once_by_one_letter(play: Performed) -> None:
    put_off = [event for event in play.events if isinstance(event, DueRevised) and event.cause is Cause.EXTENSION]
    letters = [event for event in play.events if isinstance(event, ApologySigned)]
    assert len(put_off) <= len(letters) == play.state.letters <= 1
    in_force = [event for event in letters if event.at <= play.due_before(event)]
    assert [event.due_at for event in put_off] == [event.return_at for event in in_force]


@bounded
@given(lives)
def test_a_late_dossier_has_its_letter_or_a_breach_that_says_it_is_missing(play: Performed) -> None:
    letters = missing = 0
    for number, event in enumerate(play.events):
        letters += isinstance(event, ApologySigned)
        if isinstance(event, DossierLate) and letters == 0:
            following = play.events[number + 1]
            assert isinstance(following, BreachRecorded)
            assert (following.what, following.office, following.at) == (Breach.APOLOGY_MISSING, event.office, event.at)
            missing += 1
    assert breaches(play, Breach.APOLOGY_MISSING) == missing


@bounded
@given(lives)
def test_a_letter_later_than_the_law_allows_is_a_recorded_breach(play: Performed) -> None:
    pin, due_at, late, too_late = play.state.pin, LATEST, False, 0
    for event in play.events:
        match event:
            case Lodged() | DueRevised():
                due_at = event.due_at
            case DossierLate():
                late = True
            case ApologySigned():
                last = pin.calendar.apology_due(due_at, pin.procedure.time.apology.lead)
                assert event.in_time == (event.at <= last and not late)
                too_late += not event.in_time
            case _:
                pass
    assert breaches(play, Breach.APOLOGY_LATE) == too_late


@bounded
@given(times, lodgings, policies, st.integers(1, 6 * 24 * 60))
def test_a_letter_is_in_time_until_the_close_of_its_last_day(
    time: Calendar, lodged_at: datetime, policy: dict[str, object], after: int
) -> None:
    play = Play(pinned_under(worship_under(**policy), time))
    play.tell(handed_in(), actor=desk(play.state.pin, PEOPLE[0]), now=lodged_at)
    while play.state.apology is None:
        play.wait(play.state.agenda[0].at)
    assert play.state.clock is not None
    due_at, draft, now = play.state.clock.due_at, play.state.apology, play.events[-1].at + timedelta(minutes=after)
    calendar = play.state.pin.calendar
    day = calendar.local_date(calendar.due(max(due_at, now), Term.parse("2 working days")))
    play.tell(SignApology(task=draft.number, reason="Chờ", return_on=day), actor=holder(draft, "an"), now=now)
    last = calendar.apology_due(due_at, play.state.pin.procedure.time.apology.lead)
    recorded = [event.what for event in play.events if isinstance(event, BreachRecorded)]
    assert (Breach.APOLOGY_LATE in recorded) == (now > min(last, due_at))
    assert (Breach.APOLOGY_MISSING in recorded) == (now > due_at)


@bounded
@given(lives)
def test_while_a_late_dossier_is_worked_on_a_letter_owed_can_be_signed(play: Performed) -> None:
    clock = play.state.clock
    assert clock is not None
    if clock.running and play.state.missed_due_at == clock.due_at and play.state.letters == 0:
        assert play.state.apology is not None


@bounded
@given(lives)
def test_hand_overs_are_a_contiguous_chain_from_the_receiving_desk(play: Performed) -> None:
    has = play.state.pin.route.receiving
    for event in play.events:
        match event:
            case HandedOver():
                assert event.sender == has != event.recipient
                assert event.received_at >= event.at
                has = event.recipient
            case TaskOpened() | SupplementRequested() | DossierLate() | BreachRecorded():
                assert event.office == has
            case _:
                pass
    assert play.state.holder == has


@bounded
@given(lives)
def test_a_dossier_that_has_ended_is_back_at_the_receiving_desk_with_nothing_left_open(play: Performed) -> None:
    if play.state.end is not None:
        assert play.state.holder == play.state.pin.route.receiving
        assert play.state.tasks == ()
        assert play.state.agenda == ()
        assert play.state.waiting is None
        assert play.state.clock is not None
        assert not play.state.clock.running
        assert isinstance(play.events[-1], Ended)


@bounded
@given(lives)
def test_nobody_acts_without_the_post_that_the_task_waits_for(play: Performed) -> None:
    posts: dict[int, tuple[str, str]] = {}
    claimed: dict[int, str | None] = {}
    for event in play.events:
        match event:
            case TaskOpened() | ApologyDrafted():
                posts[event.task] = (event.post, event.office)
            case TaskClaimed() | TaskReleased() | TaskCompleted() | SupplementRequested() | ApologySigned():
                actor = event.actor
                assert isinstance(actor, Official)
                assert (actor.post, actor.office) == posts[event.task]
                assert claimed.get(event.task) in {None, actor.official}
                claimed[event.task] = actor.official if isinstance(event, TaskClaimed) else None
            case Lodged() | SupplementReceived():
                assert at_the_desk(play, event)
            case Ended() if event.end is End.WITHDRAWN:
                assert at_the_desk(play, event)
            case _:
                pass


@bounded
@given(lives)
def test_nobody_judges_what_he_or_she_has_done(play: Performed) -> None:
    done: dict[str, str] = {}
    for event in play.events:
        if isinstance(event, TaskClaimed | TaskCompleted | SupplementRequested):
            assert isinstance(event.actor, Official)
            others = play.state.pin.manned(event.step).not_by
            assert event.actor.official not in {done.get(other) for other in others}
            if isinstance(event, TaskCompleted):
                done[event.step] = event.actor.official


@settings(bounded, max_examples=20)
@given(schedules)
def test_from_every_state_forward_acts_lead_to_the_end(schedule: Schedule) -> None:
    play = Performed(schedule)
    for _ in play.steps():
        assert len(list(acts_to_the_end(play))) <= 2 * len(schedule.procedure.steps) + 1


def acts_to_the_end(play: Performed) -> Iterator[AnyEvent]:
    """The acts, each by another official, that lead a dossier forward from where it stands."""
    ahead = Play(play.state.pin)
    ahead.state, now = play.state, play.now + timedelta(minutes=1)
    for number in range(100):
        if ahead.state.end is not None:
            return
        message, actor = forward(ahead.state, f"{PEOPLE[0]}{number}")
        yield ahead.tell(message, actor=actor, now=now)[0]
        now += timedelta(hours=5)


def breaches(play: Performed, what: Breach) -> int:
    """How often a breach was recorded."""
    return sum(isinstance(event, BreachRecorded) and event.what is what for event in play.events)


def at_the_desk(play: Performed, event: AnyEvent) -> bool:
    """Whether the receptionist of the receiving desk did it."""
    actor, route = event.actor, play.state.pin.route
    return isinstance(actor, Official) and (actor.post, actor.office) == ("receptionist", route.receiving)


def stopped_after(event: AnyEvent, *, stopped: bool) -> bool:
    """Whether the statutory clock has stopped for good, for now."""
    return {"clock.stopped": True, "clock.resumed": False}.get(event.kind, stopped)
