"""Habits: how officials and applicants behave in a simulation, as a load says or leaves to be expected."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate
from math import exp, log, sqrt
from random import Random
from typing import Any, Final

from definitions.forms import required_papers
from definitions.load import Load
from definitions.procedure import Procedure
from definitions.scopes import form_of
from definitions.steps.manned import Manned, Outside, Pay
from definitions.steps.parted import Dissent
from definitions.ways import End, Outcome
from workflows.messages import Form
from workflows.simulation.drawing import Drawer
from workflows.simulation.hours import Hours

FORMS: Final = 64
"""So many different forms are drawn for a procedure; each dossier has one of them."""
FORMS_OF_A_STEP: Final = 16


@dataclass(frozen=True, slots=True)
class Length:
    """A length of official time by chance: log-normal, in whole minutes, at least one."""

    mean: float
    spread: float

    def drawn(self, chance: Random) -> int:
        """One of them."""
        if not self.spread:
            return max(1, round(self.mean))
        variance = log(1 + self.spread**2)
        return max(1, round(exp(log(self.mean) - variance / 2 + sqrt(variance) * chance.gauss(0, 1))))


@dataclass(frozen=True, slots=True)
class Habit:
    """How a step is done: how long it takes, which outcomes come how often, and what is filled in."""

    step: Manned
    length: Length
    names: tuple[str, ...]
    up_to: tuple[float, ...]
    """The outcomes' weights, added up."""
    forms: tuple[Form, ...]

    def outcomes(self, chance: Random) -> Iterator[str]:
        """One of the outcomes; should that be refused, the others, the likeliest first."""
        drawn = self.names[min(bisect_right(self.up_to, chance.random() * self.up_to[-1]), len(self.names) - 1)]
        yield drawn
        weights = [more - less for more, less in zip(self.up_to, (0.0, *self.up_to), strict=False)]
        for weight, name in sorted(zip(weights, self.names, strict=True), key=lambda one: -one[0]):
            if name != drawn and weight:
                yield name

    def form(self, outcome: Outcome, fee: int | None, chance: Random) -> Form | None:
        """What is filled in with an outcome, if anything is asked; a fee is paid as it was asked."""
        if not self.forms or outcome.wants_reason:
            return None
        form = self.forms[int(chance.random() * len(self.forms))]
        return form if fee is None else {**form, "amount": fee}


class Habits:
    """The habits for one procedure. Forms are drawn once, from a chance of their own, so that dossiers share them."""

    def __init__(self, procedure: Procedure, load: Load, hours: Hours, seed: str) -> None:
        """Draw what is filled in; raises `NotDrawn` for a schema that nothing fits."""
        self.procedure = procedure
        self._load = load
        self._hours = hours
        self._drawer = Drawer(
            Random(f"{seed}/forms/{procedure.procedure}"),  # noqa: S311 - a simulation's chance is to be repeated
            on=_within(load, procedure),
            optional=load.outside.optional,
        )
        self._lodgings = tuple(self._lodging() for _ in range(FORMS))
        self.steps = {step_id: self._habit(step_id, step) for step_id, step in procedure.manned.items()}

    def lodging(self, chance: Random) -> tuple[Form, tuple[str, ...]]:
        """What an applicant fills in, and the papers that go with it."""
        return self._lodgings[int(chance.random() * FORMS)]

    @cached_property
    def answer(self) -> Length:
        """How long an applicant takes to complete a dossier."""
        return Length(self._hours.of(self._load.outside.supplement), self._load.outside.spread)

    @cached_property
    def letter(self) -> Length:
        """How long a head takes over a letter."""
        return Length(self._load.letters.minutes, self._load.service.spread)

    def _lodging(self) -> tuple[Form, tuple[str, ...]]:
        form = self._drawer.form(self.procedure.receive.form)
        return form, tuple(paper.id for paper in required_papers(self.procedure, form))

    def _habit(self, step_id: str, step: Manned) -> Habit:
        weights = self._weights(step_id, step)
        schema = form_of(step)
        count = FORMS_OF_A_STEP if schema is not None else 0
        return Habit(
            step=step,
            length=self._length(step_id, step),
            names=tuple(weights),
            up_to=tuple(accumulate(weights.values())),
            forms=tuple(self._drawer.form(schema or {}) for _ in range(count)),
        )

    def _length(self, step_id: str, step: Manned) -> Length:
        load, limit = self._load, step.limit
        if isinstance(step, Pay):
            return Length(self._hours.of(load.outside.payment), load.outside.spread)
        if isinstance(step, Outside):
            mean = self._hours.of(limit.term) * load.outside.wait if limit else self._hours.of(load.outside.unlimited)
            return Length(self._said(load.service.minutes, step_id) or max(mean, 1), load.outside.spread)
        mean = self._hours.of(limit.term) * load.service.share if limit else load.service.unlimited
        return Length(self._said(load.service.minutes, step_id) or max(mean, 1), load.service.spread)

    def _said(self, mapping: Mapping[str, Any], step_id: str) -> Any:  # noqa: ANN401 - as the mapping's values
        """What the load says of a step: of this procedure's own first."""
        return mapping.get(f"{self.procedure.procedure}/{step_id}", mapping.get(step_id))

    def _weights(self, step_id: str, step: Manned) -> dict[str, float]:
        said = self._said(self._load.outcomes.steps, step_id)
        if said is not None:
            return {name: said.get(name, 0.0) for name in step.offers}
        rare = {name: self._rarity(step_id, outcome) for name, outcome in step.offers.items()}
        usual = next((name for name, (kind, _) in rare.items() if kind == _OTHER), next(iter(rare), None))
        left = 1 - sum(share for name, (_, share) in rare.items() if name != usual)
        return {name: max(left, 0.01) if name == usual else share for name, (_, share) in rare.items()}

    def _rarity(self, step_id: str, outcome: Outcome) -> tuple[str, float]:
        choices = self._load.outcomes
        if outcome.ask is not None:
            return "supplement", choices.supplement
        if outcome.end in {End.REFUSED, End.STOPPED} or isinstance(outcome, Dissent):
            return "refused", choices.refused
        order = list(self.procedure.plan)
        if outcome.to is not None and order.index(outcome.to) <= order.index(step_id):
            return "back", choices.back
        return _OTHER, choices.other


_OTHER: Final = "other"


def _within(load: Load, procedure: Procedure) -> date:
    """The day before which the days in forms lie."""
    return min(load.period.from_, max(load.period.from_, procedure.effective.from_))
