"""Nodes: what is drawn for each step of a procedure."""

from collections.abc import Iterator
from dataclasses import replace

from definitions.drawing.diagram import Kind, Node
from definitions.drawing.places import START, Places, fork_of, join_of
from definitions.drawing.words import Voice
from definitions.procedure import Procedure
from definitions.steps.calls import Call
from definitions.steps.described import Described
from definitions.steps.kinds import AnyStep
from definitions.steps.manned import Letter, Manned, Outside, Pay, Task, Wait
from definitions.steps.parted import Consultation, Post, Posting
from definitions.steps.splits import Split
from definitions.steps.turns import Choose, Set
from definitions.ways import End


def nodes_of(procedure: Procedure, places: Places, voice: Voice) -> tuple[Node, ...]:
    """The start, and for each step of the plan its nodes in the order written; ends are made with their edges."""
    start = Node(id=START, kind=Kind.START, lane="", title=voice.words.starts)
    reading = _Reading(procedure, places, voice)
    return (start, *(node for step_id, step in procedure.plan.items() for node in reading.nodes(step_id, step)))


def end_node(node_id: str, end: End, voice: Voice) -> Node:
    """An end of the dossier."""
    return Node(id=node_id, kind=Kind.END, lane="", title=voice.words.ends[end], end=end)


class _Reading:
    """One reading of a procedure's steps."""

    def __init__(self, procedure: Procedure, places: Places, voice: Voice) -> None:
        self.procedure = procedure
        self.places = places
        self.voice = voice

    def nodes(self, step_id: str, step: AnyStep) -> Iterator[Node]:
        """What is drawn for a step; a split that one branch stands for has nothing of its own."""
        if isinstance(step, Split):
            if self.places.alone(step_id) is None:
                title = "" if isinstance(step, Post) else self._title(step_id, step)
                yield Node(id=f"fork_{step_id}", kind=fork_of(step), lane="", title=title, carries=(step_id,))
                join = Node(id=f"join_{step_id}", kind=join_of(step), lane="", title=self._goes(step))
                yield replace(join, wait=str(step.after))
            return
        node = replace(self._node(step_id, step), carries=(*self._stood_for(step_id), *self._own(step_id)))
        yield replace(node, is_many=step_id in self.places.many)

    def _own(self, step_id: str) -> tuple[str, ...]:
        return (step_id,) if step_id in self.procedure.steps else ()

    def _stood_for(self, step_id: str) -> tuple[str, ...]:
        splits = (split for split, step in self.procedure.plan.items() if isinstance(step, Split))
        return tuple(split for split in splits if self.places.alone(split) == f"step_{step_id}")

    def _node(self, step_id: str, step: AnyStep) -> Node:
        match step:
            case Manned():
                return self._manned(step_id, step)
            case Choose():
                return self._plain(step_id, step, Kind.CHOICE)
            case Set():
                lines = tuple(f"{name} = {expression}" for name, expression in step.set.items())
                return replace(self._plain(step_id, step, Kind.SET), terms=lines)
            case Call():
                terms = (self.voice.words.call.format(code=step.call),)
                waits = () if step.waits else (self.voice.words.unwaited,)
                return replace(self._plain(step_id, step, Kind.CALL), terms=(*terms, *waits), calls=step.call)
            case _:
                raise AssertionError("a split has gateways or is one of its branches")

    def _plain(self, step_id: str, step: AnyStep, kind: Kind) -> Node:
        return Node(id=f"step_{step_id}", kind=kind, lane="", title=self._title(step_id, step))

    def _manned(self, step_id: str, step: Manned) -> Node:
        return Node(
            id=f"step_{step_id}",
            kind=_kind(step),
            lane=self.places.lane(step.who.place),
            title=self._title(step_id, step),
            who=self.voice.post(step.who, self.procedure.receive.at),
            terms=self._terms(step),
            pauses=step.pauses,
            asks=any(outcome.ask is not None for outcome in step.offers.values()),
            wait=self._wait(step),
        )

    def _wait(self, step: Manned) -> str:
        if isinstance(step, Wait) and step.until:
            return step.until
        return str(step.limit or "")

    def _terms(self, step: Manned) -> tuple[str, ...]:
        words = self.voice.words
        fee = (words.fee.format(fee=_money(step.pay)),) if isinstance(step, Pay) else ()
        until = (words.until.format(until=step.until),) if isinstance(step, Wait) and step.until else ()
        limit = self.voice.limit(step.limit) if step.limit else ()
        outside = () if step.counts or isinstance(step, Outside) else (words.uncounted,)
        return (*fee, *until, *limit, *outside)

    def _title(self, step_id: str, step: Described) -> str:
        if step.title:
            return step.title
        match step:
            case Wait():
                return step.wait
            case Letter():
                return step.letter.title
            case Posting():
                return self.voice.words.posting
            case Choose() | Split():
                return ""
            case _:
                return step_id.replace("_", " ")

    def _goes(self, step: Split) -> str:
        match step.after:
            case "all":
                return ""
            case "any":
                return self.voice.words.any
            case number:
                return self.voice.words.goes.format(number=number)


def _money(fee: int | str) -> str:
    return f"{fee:,} đ".replace(",", ".") if isinstance(fee, int) else fee


def _kind(step: Manned) -> Kind:
    match step:
        case Letter():
            return Kind.LETTER
        case Task() | Consultation():
            return Kind.TASK
        case Pay():
            return Kind.PAY
        case Wait() if step.outcomes:
            return Kind.WAIT
        case Wait() | Posting():
            return Kind.TIMER
        case _:
            return Kind.TASK
