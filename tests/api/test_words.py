"""What people read for the words that programs use."""

from typing import get_args

from api.words import ENTRY_TITLES, STATUS_TITLES, national_code
from workflows.machine.events import AnyEvent
from workflows.machine.state import Status


def test_every_kind_of_entry_has_a_title() -> None:
    kinds = {event.__dataclass_fields__["kind"].default for event in get_args(get_args(AnyEvent)[0])}
    assert set(ENTRY_TITLES) == kinds


def test_every_status_has_a_title_and_a_national_code() -> None:
    assert set(STATUS_TITLES) == set(Status)
    codes = {status: national_code(status, accepted=True) for status in Status}
    assert list(codes.values()) == [1, 4, 5, 6, 9, 10, 8, 7, 8]


def test_a_refusal_at_the_desk_has_a_code_of_its_own() -> None:
    assert national_code(Status.REFUSED, accepted=False) == 3
