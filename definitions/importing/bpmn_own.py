"""Our own BPMN: the definition inside of a file that `lienthong draw` has made, if the drawing still says the same."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from xml.etree.ElementTree import Element

import yaml

from definitions.assignees import Assignee
from definitions.drawing.bpmn_markup import OURS
from definitions.drawing.fingerprint import fingerprint
from definitions.formatting import format_text
from definitions.importing.bpmn_model import Model
from definitions.limits import Limit
from definitions.loader import read_procedure

NAMESPACE: Final = f"{{{OURS}}}"
WIDTH: Final = 110


@dataclass(frozen=True, slots=True)
class Own:
    """The definition's text, where there is one that holds; `is_changed` where there is one that does not."""

    text: bytes | None = None
    is_changed: bool = False


def own_definition(root: Element, model: Model) -> Own:
    """The definition that a file carries."""
    carried = root.find(f".//{NAMESPACE}procedure")
    if carried is None:
        return Own()
    if carried.get("drawn") != drawn_of(model):
        return Own(is_changed=True)
    try:
        content = _content(root, carried)
        text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=WIDTH).encode()
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, yaml.YAMLError):
        return Own(is_changed=True)
    if read_procedure(text, "").procedure is None:
        return Own(is_changed=True)
    return Own(format_text(text, "").text or text)


def own_step(element: Element) -> Mapping[str, str]:
    """What a drawing of ours says at an element of its step: its name, and who does it how long where that holds."""
    found = element.findall(f".//{NAMESPACE}step")
    if not found or not _NAME.fullmatch(found[-1].get("name", "")):
        return {}
    try:
        content = json.loads(found[-1].text or "")
        who, limit = Assignee.parse(content["who"]), Limit.parse(content["limit"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {"name": found[-1].get("name", "")}
    return {"name": found[-1].get("name", ""), "who": str(who), "limit": str(limit)}


_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,33}")


def drawn_of(model: Model) -> str:
    """The fingerprint of a drawing as it was read."""
    nodes = ((item.id, item.kind, item.name, item.attached or "") for item in model.items.values())
    flows = ((flow.id, flow.source, flow.target, flow.name, flow.condition) for flow in model.flows)
    return fingerprint(nodes, flows)


def _content(root: Element, carried: Element) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(carried.text or "")
    steps = {step.get("name"): json.loads(step.text or "") for step in root.iter(f"{NAMESPACE}step")}
    order = (carried.get("steps") or "").split()
    _with_days(said["approved"], "on")
    _with_days(said["effective"], "from", "until")
    return {**said, "steps": {name: steps[name] for name in order}}


def _with_days(value: object, *keys: str) -> None:
    """Days as days: JSON has only their text."""
    if not isinstance(value, dict):
        raise TypeError("neither an approval nor an effect")
    value.update({key: date.fromisoformat(value[key]) for key in keys if key in value})
