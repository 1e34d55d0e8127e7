"""Edges: the ways between the nodes of a diagram, and the ends they lead to."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from definitions.drawing.diagram import Edge, Kind, Node
from definitions.drawing.nodes import end_node
from definitions.drawing.places import START, Places
from definitions.drawing.words import Voice
from definitions.procedure import Procedure
from definitions.steps.calls import ByEnd, Call
from definitions.steps.described import EXPIRED, NEXT, OTHERWISE
from definitions.steps.kinds import AnyStep
from definitions.steps.manned import Wait
from definitions.steps.parted import Consult, Consultation, Post, Posting
from definitions.steps.splits import Each, Split, Together
from definitions.steps.turns import Case, Choose
from definitions.ways import End, Outcome, Way


@dataclass(frozen=True, slots=True)
class Reached:
    """The edges of a diagram, and the nodes that only they lead to: ends, and what is not there."""

    edges: tuple[Edge, ...]
    nodes: tuple[Node, ...]


def edges_of(procedure: Procedure, places: Places, voice: Voice) -> Reached:
    """The edges in the order written; ways from one node to one node are one edge."""
    reading = _Reading(procedure, places, voice)
    edges = tuple(replace(edge, id=f"flow_{number}") for number, edge in enumerate(_merged(reading.edges()), start=1))
    targets = dict.fromkeys(edge.target for edge in edges)
    return Reached(edges, tuple(reading.last[target] for target in targets if target in reading.last))


def _merged(edges: Iterator[Edge]) -> tuple[Edge, ...]:
    merged: dict[tuple[str, str, bool], Edge] = {}
    for edge in edges:
        key = (edge.source, edge.target, edge.is_expiry)
        earlier = merged.get(key)
        merged[key] = edge if earlier is None else _both(earlier, edge)
    return tuple(merged.values())


def _both(one: Edge, two: Edge) -> Edge:
    label = " / ".join(dict.fromkeys(text for text in (one.label, two.label) if text))
    conditions = [text for text in (one.condition, two.condition) if text]
    condition = " || ".join(f"({text})" for text in conditions) if len(conditions) > 1 else ""
    outcomes = (*one.outcomes, *two.outcomes)
    return replace(
        one, label=label, condition=condition, outcomes=outcomes, is_default=one.is_default or two.is_default
    )


class _Reading:
    """One reading of a procedure's ways; `last` keeps the ends met."""

    def __init__(self, procedure: Procedure, places: Places, voice: Voice) -> None:
        self.procedure = procedure
        self.places = places
        self.voice = voice
        self.last: dict[str, Node] = {}

    def edges(self) -> Iterator[Edge]:
        """Every edge, without an id of its own yet."""
        yield Edge(id="", source=START, target=self.places.entry(self.procedure.first))
        for step_id, step in self.procedure.plan.items():
            if isinstance(step, Split):
                yield from self._split(step_id, step)
            else:
                yield from self._step(step_id, step)

    def _split(self, step_id: str, step: Split) -> Iterator[Edge]:
        if self.places.alone(step_id) is not None:
            return
        for name, start in step.starts(step_id).items():
            label, condition = self._branch(step, name), start.when or ""
            target = f"step_{start.step}" if "." in start.step else self._to(start.step, f"fork_{step_id}")
            yield Edge(id="", source=f"fork_{step_id}", target=target, label=label, condition=condition)
        if step.grown is not None:
            label = self.voice.words.complaint if isinstance(step, Post) else self.voice.words.added
            yield Edge(id="", source=f"fork_{step_id}", target=self._to(step.grown, f"fork_{step_id}"), label=label)
        yield Edge(id="", source=f"join_{step_id}", target=self._target(step.onward, f"join_{step_id}"))

    def _to(self, step_id: str, source: str) -> str:
        return self._target(Way(to=step_id), source)

    def _branch(self, step: Split, name: str) -> str:
        """What is written at the beginning of a branch."""
        match step:
            case Together():
                return " ".join(filter(None, (step.together[name].title, step.together[name].when)))
            case Consult():
                return step.consult[name].when or ""
            case Each():
                return self.voice.words.each.format(of=step.each.of)
            case _:
                return ""

    def _step(self, step_id: str, step: AnyStep) -> Iterator[Edge]:
        source = f"step_{step_id}"
        for name, way in step.exits.items():
            if isinstance(way, Outcome) and way.ask is not None:
                continue
            yield Edge(
                id="",
                source=source,
                target=self._target(way, source),
                label=self._label(step, name, way),
                outcomes=(name,) if isinstance(way, Outcome) or isinstance(step, Call) else (),
                condition=way.when if isinstance(way, Case) else "",
                is_expiry=name == EXPIRED and not _is_timer(step),
                is_default=name == OTHERWISE and isinstance(step, Choose),
            )

    def _target(self, way: Way, source: str) -> str:
        target = self.places.target(way, source.partition("_")[2])
        kind, _, rest = target.partition("_")
        if kind == "end":
            self.last.setdefault(target, end_node(target, End(rest.rpartition("_")[2]), self.voice))
        elif kind == "nowhere":
            title = self.voice.words.unknown.format(step=way.to or way.join)
            self.last.setdefault(target, Node(id=target, kind=Kind.NOWHERE, lane="", title=title))
        return target

    def _label(self, step: AnyStep, name: str, way: Way) -> str:
        words = self.voice.words
        match step, way:
            case (Consultation(), _):
                return words.silent if name == EXPIRED else ""
            case (_, Case()):
                return way.when
            case (_, ByEnd()):
                return way.title or self._named(name)
            case (_, Outcome()):
                return self._outcome(name, way, is_only=len(step.exits) == 1)
            case _:
                return {NEXT: "", OTHERWISE: words.otherwise, EXPIRED: "" if _is_timer(step) else words.expired}[name]

    def _outcome(self, name: str, outcome: Outcome, *, is_only: bool) -> str:
        words = self.voice.words
        title = outcome.title or ("" if is_only else self._named(name))
        adds = words.adds.format(term=self.voice.term(outcome.adds)) if outcome.adds else ""
        cancelled = ", ".join(self.procedure.step_title(step_id) for step_id in outcome.cancels)
        cancels = words.cancels.format(steps=cancelled) if cancelled else ""
        besides = "; ".join(filter(None, (adds, cancels, words.gives if outcome.gives else "")))
        return " ".join(filter(None, (title, f"({besides})" if besides else "")))

    def _named(self, name: str) -> str:
        return self.voice.words.ends[End(name)] if name in set(End) else name.replace("_", " ")


def _is_timer(step: AnyStep) -> bool:
    """Whether it is drawn as the timer itself, whose passing is the way on."""
    return isinstance(step, Posting) or (isinstance(step, Wait) and not step.outcomes)
