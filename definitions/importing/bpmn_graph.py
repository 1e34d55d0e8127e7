"""The graph of a BPMN model: sub-processes laid open, links followed, and which gateway joins what another splits."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from definitions.importing.bpmn_model import PROCESSES, SPLITS, Flow, Item, Model


@dataclass(frozen=True)
class Graph:
    """A model's flow as it runs: into a sub-process to where that begins, and out of it from where it ends."""

    model: Model

    @cached_property
    def out(self) -> Mapping[str, tuple[Flow, ...]]:
        """The flows that leave each item, in the order of the file."""
        return self._grouped([flow.source for flow in self.model.flows])

    @cached_property
    def into(self) -> Mapping[str, tuple[Flow, ...]]:
        """The flows that arrive at each item."""
        return self._grouped([flow.target for flow in self.model.flows])

    @cached_property
    def attached(self) -> Mapping[str, tuple[Item, ...]]:
        """The events on each item's border."""
        found: dict[str, list[Item]] = {name: [] for name in self.model.items}
        for item in self.model.items.values():
            if item.kind == "boundaryEvent" and item.attached in found and item.attached is not None:
                found[item.attached].append(item)
        return {name: tuple(items) for name, items in found.items()}

    @cached_property
    def begins(self) -> Mapping[str, str | None]:
        """With which item each process begins, and each sub-process: its plain start, else what nothing leads to."""
        return {owner: self._beginning(items) for owner, items in self.owned.items()}

    @cached_property
    def owned(self) -> Mapping[str, tuple[Item, ...]]:
        """What lies in each process and sub-process."""
        owners = {self.model.id: list[Item](), **{i.id: [] for i in self.model.items.values() if i.kind in PROCESSES}}
        for item in self.model.items.values():
            owners[item.owner].append(item)
        return {owner: tuple(items) for owner, items in owners.items()}

    def after(self, name: str) -> Iterator[str]:
        """What comes right after an item, whichever way."""
        item = self.model.items[name]
        begins = self.begins.get(name) if item.kind in PROCESSES else None
        if begins is not None:
            yield begins
        else:
            yield from (flow.target for flow in self.out[name])
        if begins is None and not self.out[name] and item.owner in self.model.items and item.kind != "boundaryEvent":
            yield from (flow.target for flow in self.out[item.owner])
        if item.kind == "intermediateThrowEvent" and (there := self.linked(item)) is not None:
            yield there
        yield from (event.id for event in self.attached[name])

    def linked(self, item: Item) -> str | None:
        """Where a link leads that is thrown here."""
        if item.event != "link":
            return None
        caught = (i for i in self.model.items.values() if i.kind == "intermediateCatchEvent" and i.event == "link")
        named = item.link or item.name
        return next((other.id for other in caught if (other.link or other.name) == named), None)

    @cached_property
    def joins(self) -> Mapping[str, str]:
        """For each gateway that splits, the one that joins: the nearest to which all its branches lead."""
        splits = (i for i in self.model.items.values() if i.kind in SPLITS and len(self.out[i.id]) > 1)
        found = {item.id: self._join(item) for item in splits}
        return {name: join for name, join in found.items() if join is not None}

    @cached_property
    def regions(self) -> Mapping[str, frozenset[str]]:
        """For each gateway that splits and is joined, what lies between the two."""
        return {name: frozenset(self._reached(name, without=join)) - {name} for name, join in self.joins.items()}

    def split_at(self, join: str, source: str) -> str | None:
        """Which split a way from an item to a joining gateway ends: the innermost in which the item lies."""
        inside = [name for name, there in self.joins.items() if there == join and source in self.regions[name]]
        return min(inside, key=lambda name: len(self.regions[name]), default=None)

    def _join(self, split: Item) -> str | None:
        branches = [self._reached(flow.target) for flow in self.out[split.id]]
        common = [
            name
            for name in branches[0]
            if self._may_join(name) and name != split.id and all(name in branch for branch in branches)
        ]
        return min(common, key=lambda name: sum(branch[name] for branch in branches), default=None)

    def _may_join(self, name: str) -> bool:
        return self.model.items[name].kind in SPLITS and len(self.into[name]) > 1

    def _reached(self, start: str, without: str | None = None) -> dict[str, int]:
        """What is reached from an item, and how far it is."""
        far, waiting = {start: 0}, deque([start])
        while waiting:
            name = waiting.popleft()
            for there in self.after(name):
                if there not in far and there != without:
                    far[there] = far[name] + 1
                    waiting.append(there)
        return far

    def _beginning(self, items: tuple[Item, ...]) -> str | None:
        starts = [item for item in items if item.kind == "startEvent"]
        plain = (item for item in starts if item.event is None)
        alone = (item for item in items if not self.into[item.id] and item.kind != "boundaryEvent")
        candidates = (*plain, *starts, *(item for item in alone if not item.is_triggered), *items)
        return next((item.id for item in candidates), None)

    def _grouped(self, ends: list[str]) -> Mapping[str, tuple[Flow, ...]]:
        grouped = {name: list[Flow]() for name in self.model.items}
        for end, flow in zip(ends, self.model.flows, strict=True):
            grouped[end].append(flow)
        return {name: tuple(flows) for name, flows in grouped.items()}
