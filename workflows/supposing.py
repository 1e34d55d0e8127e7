"""Supposing: turns in which conditions are supposed and time stands still, for exploring a definition."""

from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Final

from definitions.assignees import RECEIVING_DESK, Assignee
from definitions.calendar import Calendar, Remaining
from definitions.directory import DESK, HEAD, Office, Route
from definitions.law import Regime
from definitions.limits import Limit
from definitions.procedure import Channel, Procedure
from definitions.sessions import Week
from definitions.steps.manned import Manned, Wait
from definitions.steps.splits import Each
from definitions.terms import Term
from definitions.time_policy import Moment, Rung, Target, TimePolicy
from workflows.actors import Official
from workflows.machine.branches import ROOT
from workflows.machine.events import AnyEvent, Lodged
from workflows.machine.evolve import evolve
from workflows.machine.pin import Code, Pin
from workflows.machine.state import State
from workflows.machine.turn import Turn
from workflows.messages import Party
from workflows.shortcuts import NONE, Shortcuts
from workflows.supposition import Supposition, known, plain, varies

Decision = bool | int

NOW: Final = datetime(2026, 3, 2, 2, tzinfo=UTC)
MOST_EVENTS: Final = 400
"""So much may follow from one act; more comes of branches that begin branches without end."""
SOME: Final = 2
"""How many elements a list is supposed to have, where it has any."""


class Endless(Exception):
    """More follows from one act than anybody would look at."""


class Supposing(Turn):
    """A turn that follows `prefix` in what it supposes, and the first choice after that.

    `alternatives` are the prefixes that lead to what was not chosen; `suppositions` what must be supposed from here on.
    """

    def __init__(
        self,
        state: State,
        suppositions: tuple[Supposition, ...],
        prefix: tuple[Decision, ...],
        shortcuts: Shortcuts = NONE,
    ) -> None:
        """Begin at a state that was reached under these suppositions."""
        super().__init__(state, NOW, _ANYBODY)
        self.suppositions = suppositions
        self._prefix = prefix
        self._shortcuts = shortcuts
        self._begun: dict[str, bool] = {}
        self._made: tuple[Decision, ...] = ()
        self.alternatives: list[tuple[Decision, ...]] = []
        self.reason = "supposed"

    @property
    def decided(self) -> int:
        """How much had to be supposed for this turn."""
        return len(self._made)

    def tell(self, event: AnyEvent) -> None:
        """Add an event; raises `Endless` where no end is in sight."""
        if len(self.events) >= MOST_EVENTS:
            raise Endless
        super().tell(event)

    def holds(self, condition: str, branch: int = ROOT) -> bool:  # noqa: ARG002 - a supposition needs no facts
        """As supposed before, or either way; the branches of a calm split all begin, or none."""
        text, negated = plain(condition)
        split = self._shortcuts.together.get(text)
        if split is not None:
            return self._begin(split)
        holds = known(self.suppositions, text)
        if holds is None:
            holds = bool(self._decide((True, False)))
            if not varies(text) and text not in self._shortcuts.once:
                self.suppositions = (*self.suppositions, (text, holds))
        return holds is not negated

    def _begin(self, split: str) -> bool:
        if split not in self._begun:
            self._begun[split] = bool(self._decide((True, False)))
        return self._begun[split]

    def value(self, expression: str, branch: int = ROOT) -> Any:  # noqa: ANN401, ARG002 - JSON of any kind
        """Something of the kind that is wanted: a list, a day, or a number."""
        procedure = self.state.pin.procedure
        if any(isinstance(step, Each) and step.each.of == expression for step in procedure.steps.values()):
            return [None] * self._decide((SOME, 0))
        if any(isinstance(step, Wait) and step.until == expression for step in procedure.steps.values()):
            return date(2026, 3, 2).isoformat()
        return 0

    def limit_of(self, limit: Limit, branch: int = ROOT) -> Term:  # noqa: ARG002 - as above
        """Without surcharges: they change no way."""
        return limit.term

    def due(
        self, step: Manned, branch: int, since: datetime, remaining: Remaining | None = None
    ) -> tuple[Term | None, datetime | None]:
        """Never: that a limit passes is tried where it makes a difference."""
        del step, branch, since, remaining
        return None, None

    def _decide(self, options: tuple[Decision, ...]) -> Decision:
        made = len(self._made)
        if made < len(self._prefix):
            chosen = self._prefix[made]
        else:
            chosen = options[0]
            self.alternatives += [(*self._made, other) for other in options[1:]]
        self._made = (*self._made, chosen)
        return chosen


def begin(procedure: Procedure) -> State:
    """A dossier of the procedure just handed in, among offices made up for the places it names."""
    second = procedure.time.second and procedure.time.second.model_copy(update={"limit": _LIMIT})
    time = TimePolicy(limit=_LIMIT, second=second, warn=(), escalate=_NO_LADDER)
    pin = Pin(
        code=Code(""),
        procedure=procedure.model_copy(update={"time": time}),
        digest="",
        calendar=_calendar(),
        route=_route(procedure),
        regime=_REGIME,
    )
    lodged = Lodged(
        at=NOW,
        actor=_ANYBODY,
        procedure=procedure.procedure,
        version=procedure.version,
        digest="",
        calendar="",
        desk=pin.route.receiving,
        rehearsal=False,
        applicant=Party(name="", address=""),
        channel=Channel.COUNTER,
        form={},
        papers=(),
        received_at=NOW,
        due_at=pin.calendar.due(NOW, _LIMIT.term),
    )
    return evolve(State(pin=pin), lodged)


_ANYBODY: Final = Official(official="anybody", name="", post="", office="")
_LIMIT: Final = Limit.parse("30 working days")
_NO_LADDER: Final = (Rung(at=Moment.parse("due"), to=(Target.parse("holder.head"),)),)
_REGIME: Final = Regime(id="none", instrument="none", in_force_from=date(2000, 1, 1), provisions={})


def _route(procedure: Procedure) -> Route:
    desk = f"{procedure.receive.at}/{DESK}"
    held: dict[str, list[str]] = {desk: [HEAD]}
    for who in procedure.assignees:
        posts = held.setdefault(_place(who, desk), [HEAD])
        posts.append(who.post)
    offices = {_code(place): _office(place, tuple(dict.fromkeys(posts))) for place, posts in held.items()}
    return Route(receiving=_code(desk), places={place: _code(place) for place in held}, offices=offices)


def _place(who: Assignee, desk: str) -> str:
    return desk if who.place == RECEIVING_DESK else who.place


def _code(place: str) -> str:
    level, _, role = place.partition("/")
    return f"{level}/{role}"


def _office(place: str, posts: tuple[str, ...]) -> Office:
    level, _, role = place.partition("/")
    return Office(
        code=_code(place),
        unit=level,
        role=role,
        level=level,
        name=place,
        head=HEAD,
        posts=posts,
        valid_from=date(2000, 1, 1),
    )


@lru_cache(maxsize=1)
def _calendar() -> Calendar:
    hours = ("07:30-11:30", "13:30-17:30")
    week = Week.model_validate(dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), hours))
    return Calendar(id="supposed", version="1", first_on=date(2026, 1, 1), last_on=date(2026, 12, 31), week=week)
