"""What an official may do."""

from datetime import date

import pytest

from api.policy import ANYBODY, DESIGNERS, Act, Concern, permit
from definitions.officials import Appointment, Official

TODAY = date(2026, 3, 2)
DESK, COMMITTEE, OTHER = "19990/desk", "19990/committee", "19744/desk"


def holding(post: str, office: str, *, until: date | None = None) -> Official:
    held = Appointment(post=post, office=office, title="—", valid_from=date(2020, 1, 1), valid_to=until)
    return Official(id="an", name="An", posts=(held,))


def at(*offices: str, post: str | None = None) -> Concern:
    return Concern(offices=frozenset(offices), posts=frozenset({post} if post else ()))


RECEPTIONIST = holding("receptionist", DESK)
CHAIR = holding("chair", COMMITTEE)
NOBODY = Official(id="khong", name="Không", posts=())


@pytest.mark.parametrize(
    ("official", "act", "concern", "may"),
    [
        (RECEPTIONIST, Act.LODGE, at(DESK, post="receptionist"), True),
        (RECEPTIONIST, Act.LODGE, at(OTHER, post="receptionist"), False),
        (CHAIR, Act.LODGE, at(DESK, post="receptionist"), False),
        (RECEPTIONIST, Act.WORK, at(DESK, post="receptionist"), True),
        (RECEPTIONIST, Act.WORK, at(DESK, post="desk head"), False),
        (RECEPTIONIST, Act.WORK, at(COMMITTEE, post="receptionist"), False),
        (RECEPTIONIST, Act.WORK, at(DESK), False),
        (RECEPTIONIST, Act.ACT_AT_DESK, at(DESK, post="receptionist"), True),
        (CHAIR, Act.ACT_AT_DESK, at(DESK, post="receptionist"), False),
        (CHAIR, Act.SEE_ALERT, at(DESK, COMMITTEE, post="chair"), True),
        (CHAIR, Act.SEE_ALERT, at(DESK, post="chair"), False),
        (RECEPTIONIST, Act.SEE_ALERT, at(DESK, post="desk head"), False),
        (RECEPTIONIST, Act.READ_WORKLIST, at(DESK, COMMITTEE), True),
        (CHAIR, Act.READ_WORKLIST, at(DESK, COMMITTEE), True),
        (RECEPTIONIST, Act.READ_WORKLIST, at(COMMITTEE), False),
        (CHAIR, Act.READ_DOSSIER, at(DESK, COMMITTEE), True),
        (CHAIR, Act.READ_REPORT, at(DESK, COMMITTEE), True),
        (holding("chair", OTHER), Act.READ_REPORT, at(DESK, COMMITTEE), False),
        (holding("chair", OTHER), Act.READ_DOSSIER, at(DESK, COMMITTEE), False),
        (CHAIR, Act.READ_CATALOGUE, ANYBODY, True),
        (CHAIR, Act.READ_OFFICE, ANYBODY, True),
        (holding("designer", "46/secretariat"), Act.PUBLISH, DESIGNERS, True),
        (CHAIR, Act.PUBLISH, DESIGNERS, False),
        (RECEPTIONIST, Act.PUBLISH, DESIGNERS, False),
        (NOBODY, Act.PUBLISH, DESIGNERS, False),
        (NOBODY, Act.READ_CATALOGUE, ANYBODY, False),
        (NOBODY, Act.READ_DOSSIER, at(DESK), False),
    ],
)
def test_posts_decide(official: Official, act: Act, concern: Concern, *, may: bool) -> None:
    assert (permit(official, act, concern, TODAY) is not None) == may


@pytest.mark.parametrize(
    "act", [Act.LODGE, Act.WORK, Act.ACT_AT_DESK, Act.SEE_ALERT, Act.READ_DOSSIER, Act.READ_WORKLIST, Act.READ_REPORT]
)
def test_a_post_counts_to_its_last_day_and_no_longer(act: Act) -> None:
    official = holding("receptionist", DESK, until=TODAY)
    concern = at(DESK, post="receptionist")
    assert permit(official, act, concern, TODAY) is not None
    assert permit(official, act, concern, date(2026, 3, 3)) is None
    assert permit(official, act, concern, date(2019, 12, 31)) is None


def test_a_designer_publishes_to_the_last_day_of_the_post() -> None:
    official = holding("designer", "46/secretariat", until=TODAY)
    assert permit(official, Act.PUBLISH, DESIGNERS, TODAY) is not None
    assert permit(official, Act.PUBLISH, DESIGNERS, date(2026, 3, 3)) is None
