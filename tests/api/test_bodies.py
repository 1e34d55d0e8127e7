"""An applicant is told by what was chosen, if there is an address for it."""

import pytest
from pydantic import ValidationError

from api.bodies import Applicant
from workflows.messages import Language, Means, Party

EMAIL, PHONE = {"email": "hoa@example.vn"}, {"phone": "0901234567"}


def applicant(**changes: object) -> Applicant:
    return Applicant.model_validate({"name": "Nguyễn Thị Hoa", "address": "Thôn 1, xã Phú Sơn", **changes})


def test_who_chooses_nothing_leaves_it_to_the_office() -> None:
    assert Party(**applicant(**EMAIL).model_dump()).notify is None


def test_the_choice_and_the_language_come_to_the_dossier() -> None:
    party = Party(**applicant(**EMAIL, **PHONE, notify=["webhook", "mail"], language="en").model_dump())
    assert (party.notify, party.language) == ((Means.WEBHOOK, Means.MAIL), Language.EN)


def test_nothing_may_be_chosen_without_any_address() -> None:
    assert applicant(notify=["none"]).notify == (Means.NONE,)


@pytest.mark.parametrize(
    "wrong",
    [
        {"notify": []},
        {"notify": ["pigeon"]},
        {"notify": ["mail"]},
        {"notify": ["sms"], **EMAIL},
        {"notify": ["webhook"], **EMAIL},
        {"notify": ["mail", "mail"], **EMAIL},
        {"notify": ["mail", "none"], **EMAIL},
        {"language": "fr"},
    ],
)
def test_a_choice_that_cannot_be_kept_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        applicant(**wrong)
