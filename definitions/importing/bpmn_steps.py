"""Steps from BPMN: what each item becomes in a definition, with a remark on all that it could not become."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from definitions.importing import bpmn_sayings as say
from definitions.importing.bpmn_graph import Graph
from definitions.importing.bpmn_model import GATEWAYS, PROCESSES, TASKS, Flow, Item
from definitions.importing.bpmn_people import People
from definitions.importing.bpmn_times import length_in, timer_of
from definitions.importing.bpmn_ways import Names, Way, Ways, slug
from definitions.importing.draft import UNKNOWN_CODE
from definitions.importing.remarks import Kind, Remark
from definitions.importing.surroundings import CODE

Content = dict[str, Any]
MANY: Final = "many"
STAND_IN: Final = "1 working day"
_ASKS: Final = re.compile(r"bổ sung|supplement|hoàn thiện hồ sơ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the skeleton: its id, what stands in it, and the remarks at it."""

    id: str
    content: Content
    remarks: tuple[Remark, ...]


@dataclass
class Steps:
    """The steps of one graph; `form` gathers what conditions stand for, until somebody writes them."""

    ways: Ways
    people: People
    form: dict[str, Content] = field(default_factory=dict)
    fields: Names = field(default_factory=Names)

    @property
    def graph(self) -> Graph:
        """The graph they are drawn from."""
        return self.ways.graph

    def steps(self) -> Iterator[Step]:
        """Each item's step, from the beginning along the flows; what nothing leads to stands last."""
        self.ways.begin()
        for name in self._ordered():
            item = self.ways.items[name]
            self.ways.carried.add(name)
            self._remark(item)
            if item.loop == MANY and item.kind not in PROCESSES:
                yield from self._repeated(item)
            else:
                yield Step(self.ways.step[name], self._content(item), tuple(self.ways.remarks[name]))

    def _ordered(self) -> list[str]:
        begin = self.graph.begins[self.graph.model.id]
        met = dict.fromkeys([begin] if begin else [])
        waiting = list(met)
        while waiting:
            for there in self.graph.after(waiting.pop(0)):
                if there not in met:
                    met[there] = None
                    waiting.append(there)
        return [
            name for name in (*met, *(name for name in self.ways.step if name not in met)) if name in self.ways.step
        ]

    def _remark(self, item: Item) -> None:
        self.ways.remarks[item.id].insert(0, Remark(Kind.KEPT, say.STEP, item.about))
        if item.documentation:
            self.ways.note(item, say.NOTE, Kind.KEPT, text=item.documentation)
        if item.kind in {"serviceTask", "businessRuleTask", "scriptTask"}:
            self.ways.note(item, say.MACHINE)
        if item.loop == "again":
            self.ways.note(item, say.LOOPS)

    def _content(self, item: Item) -> Content:
        match item.kind:
            case "exclusiveGateway":
                return self._choice(item)
            case "eventBasedGateway":
                return self._awaited(item)
            case kind if kind in GATEWAYS:
                return self._together(item)
            case kind if kind in PROCESSES:
                return self._each(item, self.ways.step_in(item), self.ways.onward(item))
            case "callActivity":
                return self._call(item)
            case "receiveTask" | "intermediateCatchEvent":
                return self._wait(item)
            case _:
                return self._task(item)

    def _task(self, item: Item) -> Content:
        title, limit = length_in(item.name)
        content: Content = {"title": title or item.about, "who": self.people.who(item)}
        if item.kind == "sendTask":
            content["letter"] = {"title": content["title"], "text": [content["title"]]}
        outcomes = self._outcomes(item, self.ways.choices(item))
        limit = item.own.get("limit") or limit or self._limits(item)
        if item.kind == "sendTask":
            content["letter"]["issued_on"] = next(iter(outcomes))
        return {**content, **({"limit": limit} if limit else {}), "outcomes": outcomes}

    def _outcomes(self, item: Item, flows: tuple[Flow, ...]) -> dict[str, Content]:
        names, outcomes = Names(), dict[str, Content]()
        if len(flows) > 1 and self.ways.absorbed[item.id] is None and not all(flow.condition for flow in flows):
            self.ways.note(item, say.ALL_AT_ONCE)
        for flow in flows:
            way = self.ways.follow(flow)
            title = flow.name or flow.condition or self._leads(way)
            outcomes[names.give(slug(title))] = {"title": title, **way}
            if flow.condition:
                self.ways.note(item, say.CHOSEN, Kind.KEPT, text=flow.condition)
        if not flows:
            outcomes[names.give("hoan_thanh")] = {"title": "Hoàn thành", **self.ways.onward(item)}
        for event in self.graph.attached[item.id]:
            outcomes.update(self._by_event(item, event, names))
        return outcomes

    def _leads(self, way: Way) -> str:
        """What an outcome is called that no flow names."""
        return {"refused": "Từ chối", "returned": "Hoàn thành"}.get(way.get("end", ""), "Chuyển bước sau")

    def _by_event(self, item: Item, event: Item, names: Names) -> Iterator[tuple[str, Content]]:
        """An event on the border as an outcome, where something follows from it."""
        self.ways.carried.add(event.id)
        flows = self.graph.out[event.id]
        if _ASKS.search(event.name) and (not flows or not event.interrupts):
            yield names.give(slug(event.name)), {"title": event.name, "ask": "supplement"}
            self.ways.carried |= {flow.id for flow in flows}
        elif flows and not (event.event == "timer" and item.kind in {"receiveTask", "intermediateCatchEvent"}):
            saying = say.OVER_TIME if event.event == "timer" else say.BY_EVENT
            self.ways.note(event, saying)
            title = event.name or event.about
            yield names.give(slug(title)), {"title": title, **self.ways.follow(flows[0])}
        elif not flows and event.event != "timer":
            self.ways.note(event, say.LEFT)
        self.ways.remarks[item.id] += self.ways.remarks[event.id]

    def _limits(self, item: Item) -> str | None:
        """The length of the first timer on its border."""
        timers = [event for event in self.graph.attached[item.id] if event.event == "timer"]
        return self._length(item, timers[0].timer or timers[0].name) if timers else None

    def _length(self, item: Item, text: str) -> str:
        term = timer_of(text)
        if term is None:
            self.ways.note(item, say.NO_LENGTH, text=text, stand_in=STAND_IN)
            return STAND_IN
        self.ways.note(item, say.READ_FROM, Kind.KEPT, text=text)
        return str(term)

    def _wait(self, item: Item) -> Content:
        title, limit = length_in(item.name)
        content: Content = {"title": title or item.about, "wait": title or item.about}
        if self.graph.model.lanes.get(item.id):
            content["who"] = self.people.who(item)
        if item.event == "timer":
            return {**content, "limit": self._length(item, item.timer or item.name), "at_limit": self.ways.onward(item)}
        outcomes = self._outcomes(item, self.ways.choices(item))
        timer = next((e for e in self.graph.attached[item.id] if e.event == "timer" and self.graph.out[e.id]), None)
        limit = limit or self._limits(item)
        at_limit = {"at_limit": self.ways.follow(self.graph.out[timer.id][0])} if timer else {}
        return {**content, **({"limit": limit} if limit else {}), "outcomes": outcomes, **at_limit}

    def _awaited(self, item: Item) -> Content:
        """A gateway that waits for the first of several events."""
        names, outcomes, limits = Names(), dict[str, Content](), Content()
        for flow in self.graph.out[item.id]:
            event = self.ways.items[flow.target]
            if event.id not in self.ways.inner:
                outcomes[names.give(slug(flow.name or event.name))] = {
                    "title": flow.name or "Khác",
                    **self.ways.follow(flow),
                }
                continue
            self.ways.carried |= {event.id, flow.id}
            if event.event == "timer" and "limit" not in limits:
                limits = {"limit": self._length(item, event.timer or event.name), "at_limit": self.ways.onward(event)}
            else:
                title = event.name or event.about
                outcomes[names.give(slug(title))] = {"title": title, **self.ways.onward(event)}
        title = item.name or " / ".join(str(one["title"]) for one in outcomes.values()) or item.about
        return {"title": title, "wait": title, **limits, **({"outcomes": outcomes} if outcomes else {})}

    def _choice(self, item: Item) -> Content:
        flows = self.graph.out[item.id]
        default = next((flow for flow in flows if flow.id == item.default), None)
        if default is None:
            self.ways.note(item, say.NO_DEFAULT)
        otherwise = default or flows[-1]
        cases = [
            {"when": self._condition(item, flow), **self.ways.follow(flow)} for flow in flows if flow is not otherwise
        ]
        return {**self._titled(item), "choose": cases, "otherwise": self.ways.follow(otherwise)}

    def _titled(self, item: Item) -> Content:
        return {"title": item.name} if item.name else {}

    def _condition(self, item: Item, flow: Flow) -> str:
        """A yes-or-no field of the form that stands in for a condition of another language."""
        text = flow.name or flow.condition or flow.about
        name = self.fields.give(slug(text))
        self.form[name] = {"type": "boolean", "title": text}
        self.ways.note(item, say.CONDITION, text=flow.condition or text, stand_in=f"form.{name}")
        return f"form.{name}"

    def _together(self, item: Item) -> Content:
        if item.kind == "complexGateway":
            self.ways.note(item, say.COMPLEX)
        names, branches = Names(), dict[str, Content]()
        for flow in self.graph.out[item.id]:
            way = self.ways.follow(flow, item.id)
            if "to" not in way:
                self.ways.note(item, say.EMPTY_BRANCH, Kind.UNCLEAR)
                continue
            title = {"title": flow.name} if flow.name else {}
            when = {} if item.kind == "parallelGateway" else {"when": self._condition(item, flow)}
            branches[names.give(slug(flow.name or way["to"]))] = {**title, "start": way["to"], **when}
        beyond = self.ways.beyond(item)
        if not branches:
            return {**self._titled(item), "set": {"empty": "true"}, **beyond}
        return {**self._titled(item), "together": branches, **beyond}

    def _each(self, item: Item, start: str, onward: Way) -> Content:
        name = self.fields.give(f"{slug(item.name or item.kind)}_list")
        self.form[name] = {"type": "array", "title": item.name or item.about, "items": {"type": "string"}}
        self.ways.note(item, say.LIST, stand_in=f"form.{name}")
        return {**self._titled(item), "each": {"of": f"form.{name}", "start": start}, **onward}

    def _repeated(self, item: Item) -> Iterator[Step]:
        """A task done once for each element: a step that runs the branches, and the task in them."""
        split = self.ways.step[item.id]
        if item.kind not in TASKS:
            self.ways.note(item, say.LEFT)
        task = self.ways.names.give(f"{split[:36]}_one")
        yield Step(split, self._each(item, task, self.ways.onward(item)), tuple(self.ways.remarks[item.id]))
        title, limit = length_in(item.name)
        done = {"hoan_thanh": {"title": "Hoàn thành", "join": split}}
        content = {"title": title or item.about, "who": self.people.who(item), "limit": limit, "outcomes": done}
        yield Step(task, {key: value for key, value in content.items() if value is not None}, ())

    def _call(self, item: Item) -> Content:
        found = CODE.search(f"{item.called} {item.name}")
        if found is None:
            self.ways.note(item, say.NO_CODE, text=item.called or item.name, stand_in=UNKNOWN_CODE)
        title = item.name or item.about
        return {"title": title, "call": found[0] if found else UNKNOWN_CODE, "otherwise": self.ways.onward(item)}
