"""The kinds of step: any one as an author writes it, told apart by its keyword, or as it stands in a plan."""

from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import Discriminator, Tag

from definitions.steps.calls import Call
from definitions.steps.described import KEYWORDS, Described
from definitions.steps.manned import Letter, Pay, Task, Wait
from definitions.steps.parted import Consult, Consultation, Post, Posting
from definitions.steps.splits import Each, Together
from definitions.steps.turns import Choose, Set

KINDS: Final[tuple[type[Described], ...]] = (Choose, Together, Each, Consult, Wait, Pay, Post, Call, Letter, Set)
assert tuple(kind.keyword for kind in KINDS) == KEYWORDS, "every kind has its keyword, in one order"


def _kind(value: object) -> str:
    if isinstance(value, Described):
        return value.keyword or "task"
    return next((word for word in KEYWORDS if isinstance(value, Mapping) and word in value), "task")


Step = Annotated[
    Annotated[Task, Tag("task")]
    | Annotated[Choose, Tag("choose")]
    | Annotated[Together, Tag("together")]
    | Annotated[Each, Tag("each")]
    | Annotated[Consult, Tag("consult")]
    | Annotated[Wait, Tag("wait")]
    | Annotated[Pay, Tag("pay")]
    | Annotated[Post, Tag("post")]
    | Annotated[Call, Tag("call")]
    | Annotated[Letter, Tag("letter")]
    | Annotated[Set, Tag("set")],
    Discriminator(_kind),
]
"""A step as an author writes it, told apart by its keyword."""

AnyStep = Task | Choose | Together | Each | Consult | Wait | Pay | Post | Call | Letter | Set | Consultation | Posting
"""A step of a plan: as written, or a part of one."""
