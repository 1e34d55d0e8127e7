"""A BPMN model as it was read: the flow of one process, who lies in which lane, and all that is not part of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

TASKS: Final = frozenset(
    {"task", "userTask", "manualTask", "serviceTask", "businessRuleTask", "scriptTask", "sendTask"}
)
"""What somebody does, an official or a machine."""
GATEWAYS: Final = frozenset(
    {"exclusiveGateway", "parallelGateway", "inclusiveGateway", "complexGateway", "eventBasedGateway"}
)
SPLITS: Final = frozenset({"parallelGateway", "inclusiveGateway", "complexGateway"})
"""The gateways that may begin several branches at once."""
PROCESSES: Final = frozenset({"subProcess", "transaction", "adHocSubProcess"})
"""What has a flow of its own inside."""
NODES: Final = (
    TASKS
    | GATEWAYS
    | PROCESSES
    | {"receiveTask", "callActivity", "startEvent", "endEvent", "boundaryEvent"}
    | {"intermediateCatchEvent", "intermediateThrowEvent"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A node of the flow."""

    id: str
    kind: str
    name: str
    owner: str
    """The process or sub-process in which it lies."""
    documentation: str = ""
    event: str | None = None
    """What its event is about: timer, message, error, link, …"""
    timer: str = ""
    link: str = ""
    attached: str | None = None
    interrupts: bool = True
    default: str | None = None
    called: str = ""
    loop: str | None = None
    is_triggered: bool = False
    """Whether a sub-process begins by an event and not by the flow."""
    own: Mapping[str, str] = field(default_factory=dict)
    """What a drawing of ours says of its step: its name, who does it, its limit."""
    foreign: tuple[str, ...] = ()
    """What another maker's attributes say of it."""
    uncarried: tuple[str, ...] = ()
    """What is said inside of it that has no place in a definition."""

    @property
    def about(self) -> str:
        """How it is named to people: kind, id, name."""
        return f"{self.kind} {self.id}" + (f" “{self.name}”" if self.name else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A sequence flow."""

    id: str
    source: str
    target: str
    name: str = ""
    condition: str = ""

    @property
    def about(self) -> str:
        """How it is named to people."""
        return f"sequenceFlow {self.id}" + (f" “{self.name}”" if self.name else "")


@dataclass(frozen=True, slots=True)
class Left:
    """Something without a place in a definition: its kind, id and name, and the element it stands at, if it does."""

    about: str
    at: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One process, the biggest of its file, and what else the file holds."""

    id: str
    name: str
    documentation: str
    items: Mapping[str, Item]
    flows: tuple[Flow, ...]
    lanes: Mapping[str, str]
    """For each item the names of its lanes, the innermost first, and of its pool."""
    notes: tuple[Left, ...]
    """What only explains: annotations."""
    left: tuple[Left, ...]
    broken: tuple[Left, ...]
    """What refers to nothing, or bears an id that was given before."""
    is_drawn: bool
    """Whether the file holds a picture, which a definition does not keep."""
