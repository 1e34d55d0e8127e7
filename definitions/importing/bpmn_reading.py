"""Reading BPMN: from XML to a model; whatever has no place in it is kept by name, and nothing is dropped silently."""

from collections.abc import Iterable
from typing import Final
from xml.etree.ElementTree import Element

from definitions.importing.bpmn_items import about, documentation, is_of_node, item_of, short, text_of
from definitions.importing.bpmn_model import NODES, PROCESSES, Flow, Item, Left, Model
from definitions.importing.bpmn_own import NAMESPACE
from definitions.importing.bpmn_xml import BPMN
from definitions.importing.remarks import one_line
from definitions.importing.source import NotImportable
from definitions.saying import Saying, grouped

MOST_NODES: Final = 500
MOST_FLOWS: Final = 1_500
MOST_LEFT: Final = 1_000
"""The bounds of what is read: no procedure needs more, and reading takes a second at most."""

NO_PROCESS: Final = Saying(
    vietnamese="tệp không có quy trình (process) nào có bước", english="the file has no process with a step in it"
)
TOO_MANY: Final = Saying(
    vietnamese="quy trình có {count} nút; nhiều nhất là {most}", english="the process has {count} nodes; at most {most}"
)
TOO_MANY_FLOWS: Final = Saying(
    vietnamese="quy trình có hơn {most} luồng", english="the process has more than {most} flows"
)
TOO_MUCH: Final = Saying(
    vietnamese="tệp có hơn {most} phần tử ngoài quy trình hoặc không đưa vào được",
    english="the file has more than {most} elements beside the flow or that cannot be carried",
)

_DRAWING: Final = "{http://www.omg.org/spec/BPMN/20100524/DI}BPMNDiagram"


def model_of(root: Element) -> Model:
    """The model of a file's biggest process; raises `NotImportable` where there is none, or one that is too big."""
    processes = root.findall(f"{BPMN}process")
    main = max(processes, key=_size, default=None)
    if main is None or _size(main) == 0:
        raise NotImportable(NO_PROCESS)
    if _size(main) > MOST_NODES:
        raise NotImportable(TOO_MANY, count=_size(main), most=MOST_NODES)
    if sum(1 for _ in main.iter(f"{BPMN}sequenceFlow")) > MOST_FLOWS:
        raise NotImportable(TOO_MANY_FLOWS, most=grouped(MOST_FLOWS))
    return _Reading(root, main).model()


def _size(process: Element) -> int:
    return sum(element.tag.removeprefix(BPMN) in NODES for element in process.iter())


class _Reading:
    """One reading of a file."""

    def __init__(self, root: Element, main: Element) -> None:
        self.root = root
        self.main = main
        self.items: dict[str, Item] = {}
        self.flows: dict[str, Flow] = {}
        self.lanes: dict[str, str] = {}
        self.notes: list[Left] = []
        self.left: list[Left] = []
        self.broken: list[Left] = []
        self.associations: list[Element] = []
        self.explained: dict[str, str] = {}
        """For each annotation the element it stands at."""

    def model(self) -> Model:
        """All that the file says."""
        self._process(self.main, self.main.get("id", ""))
        self._pools()
        self._rest()
        self._refer()
        annotations = {note.at for note in self.notes}
        unexplained = (
            one for one in self.associations if not annotations & {one.get("sourceRef"), one.get("targetRef")}
        )
        self.left += (Left(about(one)) for one in unexplained)
        if len(self.left) + len(self.broken) + len(self.notes) > MOST_LEFT:
            raise NotImportable(TOO_MUCH, most=grouped(MOST_LEFT))
        notes = tuple(Left(note.about, self.explained.get(note.at or ""), note.text) for note in self.notes)
        return Model(
            id=self.main.get("id", ""),
            name=short(self.main.get("name", "") or self._pool_name()),
            documentation=documentation(self.main),
            items=self.items,
            flows=tuple(self.flows.values()),
            lanes=self.lanes,
            notes=notes,
            left=tuple(self.left),
            broken=tuple(self.broken),
            is_drawn=self.root.find(_DRAWING) is not None,
        )

    def _process(self, process: Element, owner: str) -> None:
        for child in process:
            tag = child.tag.removeprefix(BPMN)
            if tag in NODES:
                self._node(child, tag, owner)
            elif tag == "sequenceFlow":
                self._flow(child)
            elif tag == "laneSet":
                self._lane_set(child, ())
            elif tag == "textAnnotation":
                self.notes.append(Left(about(child), child.get("id"), text_of(child.find(f"{BPMN}text"))))
            elif tag == "association":
                self._association(child)
            elif tag == "extensionElements":
                self.left += (Left(about(one)) for one in child if not one.tag.startswith(NAMESPACE))
            elif tag != "documentation":
                self.left.append(Left(about(child)))

    def _node(self, element: Element, tag: str, owner: str) -> None:
        item = item_of(element, tag, owner)
        if not item.id or item.id in self.items or item.id in self.flows:
            self.broken.append(Left(about(element)))
            return
        self.items[item.id] = item
        if tag in PROCESSES:
            self._process_inside(element, item.id)

    def _process_inside(self, element: Element, owner: str) -> None:
        """A sub-process's own flow; what it says of itself was read with it."""
        inside = Element(element.tag)
        inside.extend(child for child in element if not is_of_node(child))
        self._process(inside, owner)

    def _flow(self, element: Element) -> None:
        flow = Flow(
            id=element.get("id", ""),
            source=element.get("sourceRef", ""),
            target=element.get("targetRef", ""),
            name=short(element.get("name", "")),
            condition=short(text_of(element.find(f"{BPMN}conditionExpression"))),
        )
        self._unread(element, {"conditionExpression"})
        if not flow.id or flow.id in self.flows or flow.id in self.items:
            self.broken.append(Left(about(element)))
        else:
            self.flows[flow.id] = flow

    def _lane_set(self, lanes: Element, above: tuple[str, ...]) -> None:
        for lane in lanes.findall(f"{BPMN}lane"):
            names = (short(lane.get("name", "")), *above)
            self._unread(lane, {"flowNodeRef", "childLaneSet"})
            for reference in lane.findall(f"{BPMN}flowNodeRef"):
                self.lanes[text_of(reference)] = " - ".join(name for name in names if name)
            for inner in lane.findall(f"{BPMN}childLaneSet"):
                self._lane_set(inner, names)

    def _unread(self, element: Element, read: set[str]) -> None:
        """Name what else is said inside of an element."""
        for child in element:
            tag = child.tag.removeprefix(BPMN)
            if tag == "extensionElements":
                self.left += (Left(about(one), element.get("id")) for one in child if not one.tag.startswith(NAMESPACE))
            elif tag not in {*read, "documentation"}:
                self.left.append(Left(about(child), element.get("id")))

    def _association(self, element: Element) -> None:
        """An annotation's line to an element, from whichever end."""
        self.associations.append(element)
        ends = element.get("sourceRef", ""), element.get("targetRef", "")
        for one, other in (ends, ends[::-1]):
            self.explained.setdefault(one, other)

    def _pools(self) -> None:
        """The pool's name stands for a lane where there is none, and after it where there is."""
        name = self._pool_name()
        for item in self.items.values():
            lane = self.lanes.get(item.id) or self.lanes.get(item.owner) or self.lanes.get(item.attached or "", "")
            self.lanes[item.id] = lane or name

    def _pool_name(self) -> str:
        pools = (pool for pool in self.root.iter(f"{BPMN}participant") if pool.get("processRef") == self.main.get("id"))
        return next((short(pool.get("name", "")) for pool in pools), "")

    def _rest(self) -> None:
        """Everything beside the process: other processes and pools, messages between them, and definitions."""
        for child in self.root:
            tag = child.tag.removeprefix(BPMN)
            if tag == "collaboration":
                self._collaboration(child)
            elif tag == "process" and child is not self.main:
                self.left.append(Left(about(child)))
                self.left += (Left(about(one)) for one in _inner(child))
            elif tag not in {"process", "extensionElements"} and child.tag != _DRAWING:
                self.left.append(Left(about(child)))

    def _collaboration(self, collaboration: Element) -> None:
        for child in collaboration:
            tag = child.tag.removeprefix(BPMN)
            if tag == "messageFlow":
                ends = (child.get("targetRef"), child.get("sourceRef"))
                self.left.append(Left(about(child), next((end for end in ends if end in self.items), None)))
            elif tag == "textAnnotation":
                self.notes.append(Left(about(child), child.get("id"), text_of(child.find(f"{BPMN}text"))))
            elif tag == "association":
                self._association(child)
            elif tag != "participant" or child.get("processRef") != self.main.get("id"):
                self.left.append(Left(about(child)))

    def _refer(self) -> None:
        """Take away what refers to nothing."""
        for flow in [flow for flow in self.flows.values() if not {flow.source, flow.target} <= set(self.items)]:
            self.broken.append(Left(flow.about, next((e for e in (flow.source, flow.target) if e in self.items), None)))
            del self.flows[flow.id]
        for item in [item for item in self.items.values() if item.kind == "boundaryEvent"]:
            if item.attached not in self.items or item.attached == item.id:
                self.broken.append(Left(item.about))
        for name in sorted(set(self.lanes) - set(self.items)):
            self.broken.append(Left(one_line(f"flowNodeRef {name}")[:300]))


def _inner(process: Element) -> Iterable[Element]:
    wanted = NODES | {"sequenceFlow"}
    return (element for element in process.iter() if element.tag.removeprefix(BPMN) in wanted)
