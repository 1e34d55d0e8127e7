"""BPMN's markup: elements on lines of their own, indented, and the namespaces they are written in."""

from typing import Final

from definitions.drawing.markup import tag, text

OURS: Final = "urn:lienthong:definition:1"
"""The namespace of what BPMN has no word for."""
BPMN: Final = "http://www.omg.org/spec/BPMN/20100524/MODEL"
NAMESPACES: Final = {
    "xmlns:bpmn": BPMN,
    "xmlns:bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "xmlns:dc": "http://www.omg.org/spec/DD/20100524/DC",
    "xmlns:di": "http://www.omg.org/spec/DD/20100524/DI",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xmlns:lienthong": OURS,
}


def block(name: str, attributes: dict[str, str], *inside: str) -> str:
    """An element with others in it, each on its own line; empty ones are left out."""
    lines = [f"  {line}" for part in inside if part for line in part.split("\n")]
    return tag(name, dict(attributes), *(("\n" + "\n".join(lines) + "\n",) if lines else ()))


def content(name: str, attributes: dict[str, str], inside: str) -> str:
    """An element that holds text; its line breaks are written so that indenting leaves them alone."""
    return tag(name, dict(attributes), text(inside).replace("\n", "&#10;"))


def leaf(name: str, /, **attributes: str | int) -> str:
    """An element that holds nothing."""
    return tag(name, dict(attributes))
