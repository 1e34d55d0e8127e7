"""Ways through a BPMN graph: from an item to the step, the join or the end that comes next."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from definitions.importing import bpmn_sayings as say
from definitions.importing.bpmn_graph import Graph
from definitions.importing.bpmn_model import GATEWAYS, PROCESSES, SPLITS, TASKS, Flow, Item
from definitions.importing.bpmn_times import length_in
from definitions.importing.remarks import Kind, Remark
from definitions.importing.words import first, plain, words
from definitions.saying import Saying

Way = dict[str, str]
LONGEST_NAME: Final = 34
RESERVED: Final = frozenset({"apology", "urging"})
_ENDS: Final = (
    ("withdrawn", re.compile(r"\brút\b|withdraw")),
    ("stopped", re.compile(r"\bdừng\b|\bhủy\b|\bđình chỉ\b|\bstop|\bcancel|\babort")),
    (
        "refused",
        re.compile(r"từ chối|không đạt|không đủ|không hợp lệ|không đồng ý|không cấp|refus|reject|denied|declin"),
    ),
)


def slug(text: str) -> str:
    """A text as a name: letters without marks, digits and underscores."""
    bare = unicodedata.normalize("NFD", plain(text).replace("đ", "d"))
    name = re.sub(r"[^a-z0-9]+", "_", "".join(c for c in bare if not unicodedata.combining(c))).strip("_")
    if len(name) > LONGEST_NAME:
        name = name[:LONGEST_NAME].rpartition("_")[0] or name[:LONGEST_NAME]
    return name if name[:1].isalpha() else f"step_{name}".rstrip("_")


def _name(item: Item) -> str:
    """What a step is called in a definition: by the work that its title speaks of first, else by its title."""
    if "name" in item.own:
        return item.own["name"]
    title, _ = length_in(item.name)
    told = plain(title)
    found = {step.id: place for step in words().steps if (place := first(told, step.words))}
    named = min(found, key=lambda step: (found[step].start, -found[step].end), default=None)
    return named if named and item.kind in TASKS else slug(title) if title else _UNNAMED.get(item.kind, "step")


_UNNAMED: Final = {"exclusiveGateway": "choice", **dict.fromkeys(SPLITS, "branches"), "eventBasedGateway": "wait"}


class Names:
    """Names given once each."""

    def __init__(self) -> None:
        """Nothing is taken but what the language keeps for itself."""
        self.taken = set(RESERVED)

    def give(self, wanted: str) -> str:
        """The name wanted, or the next that is free."""
        name, number = wanted, 2
        while name in self.taken:
            name, number = f"{wanted}_{number}", number + 1
        self.taken.add(name)
        return name


@dataclass(frozen=True, slots=True)
class _Stand:
    """Where one stands on the way, and where one came from; `leaves` where what lies inside has been done."""

    at: str
    source: str
    leaves: bool = False


class Ways:
    """The ways of one graph; what is gone through is noted, so that nothing else is lost silently."""

    def __init__(self, graph: Graph) -> None:
        """Give every item that becomes a step its name, in the order of the file."""
        self.graph = graph
        self.items = graph.model.items
        self.names = Names()
        self.carried: set[str] = set()
        self.remarks: dict[str, list[Remark]] = {name: [] for name in self.items}
        self.absorbed = {name: self._absorbs(item) for name, item in self.items.items()}
        inner = {flow.target for name in self.items for flow in self.graph.out[name] if self._is_awaited(name, flow)}
        self.inner = {gateway for gateway in self.absorbed.values() if gateway} | inner
        steps = (item for item in self.items.values() if self._is_step(item))
        self.step = {item.id: self.names.give(_name(item)) for item in steps}

    def begin(self) -> Way:
        """Where the process leads from its beginning."""
        begin = self.graph.begins[self.graph.model.id]
        return self._go(_Stand(begin, begin), None) if begin else {}

    def note(self, item: Item, saying: Saying, kind: Kind = Kind.UNCLEAR, **filling: object) -> None:
        """Remark on an item, once."""
        remark = Remark(kind, saying, item.id if kind is Kind.KEPT else item.about, filling)
        if remark not in self.remarks[item.id]:
            self.remarks[item.id].append(remark)

    def choices(self, item: Item) -> tuple[Flow, ...]:
        """The flows among which somebody chooses who has done a task: its own, or those of the gateway after it."""
        gateway = self.absorbed[item.id]
        if gateway is None:
            return self.graph.out[item.id]
        self.carried |= {gateway, self.graph.out[item.id][0].id}
        return self.graph.out[gateway]

    def follow(self, flow: Flow, split: str | None = None) -> Way:
        """Where a flow leads; `split` is the gateway whose branch begins with it."""
        self.carried.add(flow.id)
        return self._go(_Stand(flow.target, flow.source), split)

    def onward(self, item: Item) -> Way:
        """Where an item goes that has one way on; one without any ends its process."""
        flows = self.graph.out[item.id]
        return self.follow(flows[0]) if flows else self._go(_Stand(item.id, item.id, leaves=True), None)

    def step_in(self, item: Item) -> str:
        """With which step a repeated sub-process begins; itself, where it holds none."""
        begin = self.graph.begins[item.id]
        way = self._go(_Stand(begin, item.id), None) if begin else {}
        if "to" not in way:
            self.note(item, say.EMPTY_BRANCH)
        return way.get("to", self.step[item.id])

    def beyond(self, split: Item) -> Way:
        """Where it goes on after all branches of a gateway."""
        join = self.graph.joins.get(split.id)
        if join is None:
            self.note(split, say.NO_JOIN)
            return {"end": "returned"}
        self.carried.add(join)
        outer = self.graph.split_at(join, split.id)
        if outer is not None and outer in self.step:
            return {"join": self.step[outer]}
        return {"to": self.step[join]} if join in self.step else self.onward(self.items[join])

    def end_of(self, item: Item) -> str:
        """Which end an end event is, by its name, else by its kind."""
        told = plain(item.name)
        named = next((end for end, words in _ENDS if words.search(told)), None)
        by_kind = {"error": "refused", "cancel": "stopped", "terminate": "stopped"}.get(item.event or "", "returned")
        if item.event not in {None, "error", "terminate", "message"}:
            self.note(item, say.END_EVENT, event=item.event, end=named or by_kind)
        return named or by_kind

    def _go(self, stand: "_Stand", split: str | None) -> Way:
        met: set[tuple[str, bool]] = set()
        while (stand.at, stand.leaves) not in met:
            met.add((stand.at, stand.leaves))
            item = self.items[stand.at]
            way = None if stand.leaves else self._here(item, stand.source, split)
            if way is not None:
                return way
            self.carried.add(item.id)
            onward = self._next(item, stand)
            if onward is None:
                return self._last(item)
            stand = onward
        self.note(self.items[stand.at], say.CIRCLE)
        return {"end": "stopped"}

    def _here(self, item: Item, source: str, split: str | None) -> Way | None:
        """The way where it ends here: at a join, a step or an end."""
        if split is not None and self.graph.joins.get(split) == item.id:
            return {"join": self.step[split]}
        ended = self.graph.split_at(item.id, source) if item.kind in SPLITS else None
        if ended is not None and ended in self.step:
            self.carried.add(item.id)
            return {"join": self.step[ended]}
        return {"to": self.step[item.id]} if item.id in self.step else None

    def _next(self, item: Item, stand: "_Stand") -> "_Stand | None":
        """Where it goes on from what is no step: into a sub-process, along its flow, or out of its own sub-process."""
        there = None if stand.leaves else self._through(item)
        if there is not None:
            return _Stand(there, item.id)
        flow = next(iter(self.graph.out[item.id]), None)
        if flow is not None:
            self.carried.add(flow.id)
            return _Stand(flow.target, item.id)
        owner = self.items.get(item.owner)
        return None if owner is None or owner.id in self.step else _Stand(owner.id, item.id, leaves=True)

    def _last(self, item: Item) -> Way:
        """How it ends where nothing leads on: the branch, if it is one of a repeated sub-process, or the dossier."""
        owner = self.items.get(item.owner)
        if owner is not None:
            return {"join": self.step[owner.id]}
        if item.kind != "endEvent":
            self.note(item, say.IMPLICIT_END, Kind.KEPT)
        return {"end": self.end_of(item) if item.kind == "endEvent" else "returned"}

    def _through(self, item: Item) -> str | None:
        """Where it goes on from what is no step, other than by its flow."""
        if item.kind in PROCESSES:
            return self.graph.begins[item.id]
        if item.kind == "intermediateThrowEvent":
            there = self.graph.linked(item)
            if there is None and item.event is not None:
                self.note(item, say.THROWN)
            return there
        return None

    def _absorbs(self, item: Item) -> str | None:
        """The exclusive gateway that only asks what came of a task."""
        flows = self.graph.out[item.id]
        if item.kind not in TASKS | {"receiveTask"} or item.loop == "many" or len(flows) != 1:
            return None
        after = self.items[flows[0].target]
        asks = after.kind == "exclusiveGateway" and len(self.graph.out[after.id]) > 1
        return after.id if asks and len(self.graph.into[after.id]) == 1 else None

    def _is_awaited(self, name: str, flow: Flow) -> bool:
        """Whether a flow leads from a gateway that waits for events to one of these."""
        target = self.items[flow.target]
        is_event = target.kind in {"intermediateCatchEvent", "receiveTask"} and target.event != "link"
        return self.items[name].kind == "eventBasedGateway" and is_event and len(self.graph.into[flow.target]) == 1

    def _is_step(self, item: Item) -> bool:
        if item.id in self.inner:
            return False
        if item.kind in GATEWAYS:
            return len(self.graph.out[item.id]) > 1
        if item.kind in PROCESSES:
            return item.loop == "many" and self.graph.begins[item.id] is not None and not item.is_triggered
        return item.kind in TASKS | {"receiveTask", "callActivity"} or self._is_catch(item)

    def _is_catch(self, item: Item) -> bool:
        return item.kind == "intermediateCatchEvent" and item.event != "link"
