"""The longest path: the steps that count may not take longer than the limit, on no path and under no condition.

How it is counted:

* the first step to the end, each loop once; after a second appointment (`time.second`) the other limit counts alone,
  and a path that never comes to it is held to the first;
* what stands still or lies outside takes nothing: a step with `stops_clock`, a wait or a payment that stops the clock,
  and a step that does not count. An opinion asked for does count: it is given inside the time of the office that asks;
* branches run at the same time, so the longest counts. A split that goes on after any, or some, of its branches is
  taken to wait for the longest all the same, and a step beside a branch that stops the clock to count in full: the path
  may then be found too long, never too short. A complaint is taken to come on a posting's last day, an element that is
  added to be added at once;
* what an outcome adds to the limit (`adds`) is taken off the path from there on;
* surcharges: what the conditions of the limit ask is supposed either way, and kept to at the steps, choices and
  branches that ask the same; of more than four matters only none, each alone, and all are supposed. Every other
  surcharge of a step is counted, and every other choice may go any way.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from definitions.findings import Code, Finding
from definitions.limits import Limit
from definitions.positions import Path, Positions
from definitions.procedure import Procedure
from definitions.saying import Said, Saying, joined
from definitions.soundness.lengths import DAY, in_hours, length
from definitions.soundness.supposed import Supposed, suppositions
from definitions.soundness.ways import ADDED, Way, forward, ways
from definitions.steps.described import OTHERWISE
from definitions.steps.parted import Post
from definitions.steps.splits import Split
from definitions.steps.turns import Choose
from definitions.terms import Term
from definitions.ways import Outcome

_TOO_LONG: Final = Saying(
    vietnamese="các bước có tính thời gian có thể kéo dài {taken}, quá thời hạn {given}{supposed} ({way})",
    english="the counted steps may take {taken}, longer than {given}{supposed} ({way})",
)
_STEP: Final = Saying(vietnamese="{step}: {term}", english="{step}: {term}")
_ARROW: Final = Saying(vietnamese=" → ", english=" → ")


def findings(procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    """The counted steps fit into the limit, and after a second appointment into the limit that begins with it."""
    second = procedure.time.second
    until = second.after if second is not None else None
    first = _Stretch(("time", "limit"), procedure.time.limit, (procedure.first,), until)
    yield from _fits(procedure, positions, first)
    if second is not None:
        begun = tuple(dict.fromkeys(way.to for way in ways(procedure).get(second.after, ())))
        yield from _fits(procedure, positions, _Stretch(("time", "second", "limit"), second.limit, begun))


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What one limit is for: where it stands, the steps from one of which it counts, and the step that is its last."""

    path: Path
    limit: Limit
    starts: tuple[str, ...]
    until: str | None = None


@dataclass(slots=True)
class _Paths:
    """The greatest length of any path to each step, and the way by which that path came."""

    length_at: dict[str, int]
    came_by: dict[str, Way] = field(default_factory=dict)

    def reach(self, way: Way, longer: int) -> None:
        """Take note of a path, if it is the longest so far."""
        if way.to not in self.length_at or longer > self.length_at[way.to]:
            self.length_at[way.to], self.came_by[way.to] = longer, way

    def longest(self) -> tuple[int, tuple[str, ...]]:
        """The length of the longest, and its steps."""
        steps = [max(self.length_at, key=lambda step_id: self.length_at[step_id])]
        while steps[-1] in self.came_by:
            steps.append(self.came_by[steps[-1]].step)
        return self.length_at[steps[0]], tuple(reversed(steps))


def _fits(procedure: Procedure, positions: Positions, stretch: _Stretch) -> Iterator[Finding]:
    """One finding for the first supposition under which a path is too long."""
    for supposed in suppositions(procedure, (surcharge.when for surcharge in stretch.limit.plus)):
        given = _term(stretch.limit, supposed)
        for start in stretch.starts:
            taken, steps = _paths(procedure, start, stretch.until, supposed).longest()
            if taken > (length(given) or DAY):
                way = joined((_with_limit(procedure, step_id, supposed) for step_id in steps), _ARROW)
                wrong = _TOO_LONG.of(taken=in_hours(taken), given=given.told, supposed=supposed.told, way=way)
                mend = Saying(
                    vietnamese="rút ngắn thời hạn của các bước, hoặc viết 'stops_clock: true' ở chỗ cơ quan chờ"
                    " bên khác, hoặc 'counts: false' ở phần sau khi giải quyết xong",
                    english="shorten the steps' limits, or write 'stops_clock: true' where the office waits for others,"
                    " or 'counts: false' at what comes after the work",
                ).of()
                yield Finding(Code.LONGER_THAN_LIMIT, positions.of(*stretch.path), wrong, mend)
                return


def _paths(procedure: Procedure, start: str, until: str | None, supposed: Supposed) -> _Paths:
    paths = _Paths({start: _counted(procedure, start, supposed)})
    for step_id, leading in forward(procedure, start):
        if step_id == until or step_id not in paths.length_at:
            continue
        for way in leading:
            if _is_open(procedure, way, supposed):
                paths.reach(way, paths.length_at[step_id] + _taken(procedure, way, supposed))
    return paths


def _is_open(procedure: Procedure, way: Way, supposed: Supposed) -> bool:
    """Whether a way can be taken where these conditions hold, or do not."""
    step = procedure.plan[way.step]
    if isinstance(step, Choose):
        held = [(name, supposed.holds(case.when)) for name, case in zip(step.exits, step.choose, strict=False)]
        taken = next((name for name, holds in held if holds), None)
        last = [name for name, _ in held].index(taken) if taken else len(held)
        closed = {name for number, (name, holds) in enumerate(held) if holds is False or number > last}
        return way.outcome not in closed and not (way.outcome == OTHERWISE and taken is not None)
    if isinstance(step, Split):
        start = step.starts(way.step).get(way.outcome)
        return start is None or start.when is None or supposed.holds(start.when) is not False
    return True


def _taken(procedure: Procedure, way: Way, supposed: Supposed) -> int:
    """How much longer a path becomes by this way and the step it leads to."""
    step = procedure.plan[way.step]
    taken = step.exits.get(way.outcome)
    added = length(taken.adds) if isinstance(taken, Outcome) and taken.adds else 0
    late = length(_term(step.post, supposed)) if isinstance(step, Post) and way.outcome == ADDED else 0
    return _counted(procedure, way.to, supposed) + late - added


def _counted(procedure: Procedure, step_id: str, supposed: Supposed) -> int:
    """What a step takes of the statutory limit: nothing where it stands still, or lies outside."""
    step = procedure.manned.get(step_id)
    return length(_term(step.limit, supposed)) if step and step.limit and step.counts and not step.pauses else 0


def _term(limit: Limit, supposed: Supposed) -> Term:
    """A limit with the surcharges that may be given."""
    return limit.with_surcharges(tuple(more for more in limit.plus if supposed.holds(more.when) is not False))


def _with_limit(procedure: Procedure, step_id: str, supposed: Supposed) -> Said:
    step = procedure.manned.get(step_id)
    if step is None or step.limit is None or not _counted(procedure, step_id, supposed):
        return Saying(vietnamese="{step}: không tính", english="{step}: not counted").of(step=step_id)
    return _STEP.of(step=step_id, term=_term(step.limit, supposed).told)
