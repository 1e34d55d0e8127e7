"""Places: where the ways of a procedure lead in its diagram, and which lane each node lies in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from definitions.assignees import RECEIVING_DESK
from definitions.directory import DESK
from definitions.drawing.diagram import Kind
from definitions.procedure import Procedure
from definitions.steps.manned import Manned
from definitions.steps.parted import Consult, Post
from definitions.steps.splits import Each, Split
from definitions.ways import Way

START = "start"


@dataclass(frozen=True)
class Places:
    """Which node stands for which step: a split is a fork and a join, unless one branch alone says as much."""

    procedure: Procedure

    def entry(self, step_id: str) -> str:
        """The node at which a way to the step arrives."""
        step = self.procedure.plan[step_id]
        if isinstance(step, Split):
            return self.alone(step_id) or f"fork_{step_id}"
        return f"step_{step_id}"

    def alone(self, step_id: str) -> str | None:
        """The node that stands for a whole split; None where it is drawn with a fork and a join."""
        step = self.procedure.plan[step_id]
        match step:
            case Each() if self._is_simple(step_id, step):
                return f"step_{step.each.start}"
            case Consult() if len(step.consult) == 1 and not next(iter(step.consult.values())).when:
                return f"step_{next(iter(step.starts(step_id).values())).step}"
            case Post() if step.complaint is None:
                return f"step_{next(iter(step.starts(step_id).values())).step}"
            case _:
                return None

    def target(self, way: Way, source: str) -> str:
        """The node to which a way from a node leads; what leads nowhere has a node that says so."""
        met = set[str]()
        while way.join is not None and way.join not in met and self._is_split(way.join):
            if self.alone(way.join) is None:
                return f"join_{way.join}"
            met.add(way.join)
            way = self._split(way.join).onward
        if way.end is not None:
            return f"end_{source}_{way.end}"
        if way.to in self.procedure.steps and way.to is not None:
            return self.entry(way.to)
        return f"nowhere_{source}_{way.to or way.join}"

    @cached_property
    def many(self) -> frozenset[str]:
        """The steps that run once for each element: those of a branch of an `each`, or of a complaint."""
        grown = ((step_id, step) for step_id, step in self.procedure.plan.items() if isinstance(step, Split))
        starts = ((step_id, start) for step_id, step in grown for start in _repeated(step))
        return frozenset(met for step_id, start in starts for met in self._branch(step_id, start))

    def _branch(self, split: str, start: str) -> Iterator[str]:
        """The steps of a branch: what is reached from its start before its join."""
        met, waiting = {start}, [start]
        while waiting:
            step_id = waiting.pop()
            yield step_id
            for way in self._ways.get(step_id, ()):
                onward = self._split(way.join).onward if way.join not in {None, split} and way.join else way
                if onward.to and onward.to not in met:
                    met.add(onward.to)
                    waiting.append(onward.to)

    @cached_property
    def _ways(self) -> Mapping[str, tuple[Way, ...]]:
        plan = self.procedure.plan
        ways = {step_id: tuple(step.exits.values()) for step_id, step in plan.items() if not isinstance(step, Split)}
        inner = {
            step_id: tuple(Way(to=start) for start in _starts(step_id, step) if start in self.procedure.steps)
            for step_id, step in plan.items()
            if isinstance(step, Split)
        }
        splits = {step_id: (self._split(step_id).onward, *starts) for step_id, starts in inner.items()}
        return {**ways, **splits}

    def _is_simple(self, step_id: str, step: Each) -> bool:
        """Whether each branch is one task alone, whose every outcome ends the branch."""
        start = self.procedure.plan.get(step.each.start)
        if not isinstance(start, Manned) or start.expires is not None or step.after != "all":
            return False
        asked = (way.join == step_id for way in start.exits.values())
        return all(asked) and self._arrivals(step.each.start) == 1

    def _arrivals(self, step_id: str) -> int:
        plan = self.procedure.plan
        started = (start for split, step in plan.items() if isinstance(step, Split) for start in _starts(split, step))
        led = (way.to for _, _, way in self.procedure.ways())
        return sum(to == step_id for to in (*started, *led))

    def _is_split(self, step_id: str) -> bool:
        return isinstance(self.procedure.plan.get(step_id), Split)

    def _split(self, step_id: str) -> Split:
        step = self.procedure.plan[step_id]
        assert isinstance(step, Split)
        return step

    def lane(self, place: str) -> str:
        """The place whose lane a step lies in: the receiving desk is the desk of the level that takes dossiers in."""
        return f"{self.procedure.receive.at}/{DESK}" if place == RECEIVING_DESK else place


def _starts(step_id: str, step: Split) -> tuple[str, ...]:
    """With which steps branches begin, also those that are added."""
    return tuple(
        dict.fromkeys(
            (*(start.step for start in step.starts(step_id).values()), *((step.grown,) if step.grown else ()))
        )
    )


def _repeated(step: Split) -> tuple[str, ...]:
    match step:
        case Each():
            return (step.each.start,)
        case Post() if step.complaint is not None:
            return (step.complaint,)
        case _:
            return ()


def join_of(step: Split) -> Kind:
    """What the gateway is at which a split goes on."""
    return fork_of(step) if step.after == "all" else Kind.COUNTED


def fork_of(step: Split) -> Kind:
    """What the gateway is at which a split begins: all its branches, or those that are wanted."""
    may_vary = step.grown is not None or any(start.when for start in step.starts("").values())
    return Kind.SOME if may_vary or isinstance(step, Each) else Kind.ALL
