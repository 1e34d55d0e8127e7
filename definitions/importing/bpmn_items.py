"""Items of BPMN: one element as a node of the flow, how it is named to people, and what in it has no place."""

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from definitions.importing.bpmn_model import PROCESSES, Item
from definitions.importing.bpmn_own import NAMESPACE, own_step
from definitions.importing.bpmn_xml import BPMN
from definitions.importing.remarks import one_line

EVENT: Final = "EventDefinition"
_READ: Final = frozenset({"incoming", "outgoing", "documentation", "script", "multiInstanceLoopCharacteristics"})
"""What inside of a node is read elsewhere, or says only what the flows say."""


def item_of(element: Element, tag: str, owner: str) -> Item:
    """An element as a node of the flow."""
    event = next((child for child in element if child.tag.endswith(EVENT)), None)
    more = [child for child in element if child.tag.endswith(EVENT)][1:]
    return Item(
        id=element.get("id", ""),
        kind=tag,
        name=short(element.get("name", "")),
        owner=owner,
        documentation=documentation(element),
        event=event.tag.removeprefix(BPMN).removesuffix(EVENT) if event is not None else None,
        timer=short(" ".join(event.itertext())) if event is not None and event.tag == f"{BPMN}timer{EVENT}" else "",
        link=short(event.get("name", "")) if event is not None else "",
        attached=element.get("attachedToRef"),
        interrupts=element.get("cancelActivity", "true") != "false",
        default=element.get("default"),
        called=short(element.get("calledElement", "")),
        loop=_loop(element),
        own=own_step(element),
        foreign=tuple(f"{_named(key)} = {short(value, 200)}" for key, value in element.attrib.items() if "}" in key),
        is_triggered=element.get("triggeredByEvent") == "true",
        uncarried=(*(about(one) for one in _uncarried(element, tag)), *(about(one) for one in more)),
    )


def _uncarried(element: Element, tag: str) -> Iterator[Element]:
    """What is said inside of a node and has no place in a definition."""
    for child in element:
        inner = child.tag.removeprefix(BPMN)
        if inner == "extensionElements":
            yield from (one for one in child if not one.tag.startswith(NAMESPACE))
        elif tag in PROCESSES and not is_of_node(child):
            continue
        elif inner == "script" or (inner not in _READ and not inner.endswith(EVENT)):
            yield child


def is_of_node(child: Element) -> bool:
    """Whether a child of a sub-process is about it as a node, and no part of its flow."""
    inner = child.tag.removeprefix(BPMN)
    of_node = _READ | {"extensionElements", "standardLoopCharacteristics", "ioSpecification", "property"}
    return inner in of_node or inner.endswith(("Association", "Role", "Owner", "completionCondition"))


def _loop(element: Element) -> str | None:
    if element.find(f"{BPMN}multiInstanceLoopCharacteristics") is not None:
        return "many"
    return "again" if element.find(f"{BPMN}standardLoopCharacteristics") is not None else None


def name_of(element: Element) -> str:
    """Its tag; where it is not BPMN's own, with the name of whoever made it: `camunda:formData`."""
    return _named(element.tag)


def _named(qualified: str) -> str:
    namespace, _, name = qualified.rpartition("}")
    if f"{namespace}}}" == BPMN or not namespace:
        return name
    found = _MAKER.search(namespace)
    return f"{found[1] if found else namespace[1:]}:{name}"[:200]


_MAKER: Final = re.compile(r"(?://(?:www\.)?|urn:)([\w-]+)")


def short(text: str, most: int = 500) -> str:
    """A text on one line, and not longer than anybody would read; cut where it is."""
    line = one_line(text[: most * 4])
    return line if len(line) <= most and len(text) <= most * 4 else f"{line[: most - 1]}…"


def about(element: Element) -> str:
    """How an element is named to people: kind, id, name."""
    parts = [name_of(element), element.get("id", "")]
    said = " ".join(part for part in parts if part)
    return short(said + (f" “{element.get('name')}”" if element.get("name") else ""), 300)


def documentation(element: Element) -> str:
    """What is documented of an element."""
    return short(" ".join(text_of(one) for one in element.findall(f"{BPMN}documentation")), 1500)


def text_of(element: Element | None) -> str:
    """The text inside of an element; none where there is no element."""
    return "".join(element.itertext()).strip() if element is not None else ""
