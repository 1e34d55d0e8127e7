"""The ladder: a rung always tells somebody, also where nobody stands above."""

from datetime import date

import pytest

from definitions.directory_files import load_directory
from definitions.time_policy import DEFAULT_LADDER, Target
from workflows.machine.event import Recipient
from workflows.machine.ladder import recipients

ROUTE = load_directory("thua-thien-hue-2020").route(
    "19990", ["province/labour", "province/committee"], date(2020, 3, 2)
)
CHAIR = Recipient(office="46/committee", post="chair")


def told(holder: str) -> list[tuple[Recipient, ...]]:
    return [recipients(ROUTE, rung, holder) for rung in DEFAULT_LADDER]


def test_the_ladder_that_nobody_wrote_ends_with_the_head_of_the_topmost_office() -> None:
    assert [rung[0] for rung in told("46/committee")] == [CHAIR, CHAIR, CHAIR]
    assert [rung[0].office for rung in told("46/labour")] == ["46/labour", "46/committee", "46/committee"]


@pytest.mark.parametrize("target", ["superior.chair", "superior.minister", "holder.minister"])
def test_where_nobody_up_the_line_has_the_post_the_topmost_offices_head_is_told(target: str) -> None:
    rung = DEFAULT_LADDER[0].model_copy(update={"to": (Target.parse(target),)})
    assert recipients(ROUTE, rung, "46/committee") == (CHAIR,)
