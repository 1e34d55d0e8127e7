"""Words for tests at the counter: who is who, a lodging that is right, and the way through the worship allowance."""

from typing import Any

import httpx

from tests.office import Office

RECEPTIONIST = "tiepnhan.19990"
COLLEAGUE = "tiepnhan2.19990"
REVIEWER = "chuyenvien.19990"
CHAIR = "chutich.19990"
APPRAISER = "chuyenvien-ldtbxh.479"
VERIFIER = "chuyenvien-ldtbxh.46"
SIGNER = "pho-ldtbxh.46"
STRANGER = "tiepnhan.19744"
"""Of another commune's desk."""

THROUGH: tuple[tuple[str, str, dict[str, Any]], ...] = (
    (RECEPTIONIST, "accept", {}),
    (REVIEWER, "forward", {}),
    (APPRAISER, "forward", {}),
    (VERIFIER, "propose", {"form": {"amount": 1_400_000}}),
    (SIGNER, "sign", {}),
    (RECEPTIONIST, "given", {}),
)
"""Who completes which task how, from the desk and back to it."""


def standing(response: httpx.Response) -> dict[str, Any]:
    """The dossier that was answered, but for its letters: they follow an act on their own."""
    return {name: value for name, value in response.json().items() if name != "letters"}


def lodging(**changes: Any) -> dict[str, Any]:
    """A lodging that nothing is wrong with, with some parts changed."""
    right = {
        "procedure": "1.010803",
        "unit": "19990",
        "channel": "counter",
        "applicant": {"name": "Nguyễn Thị Hoa", "address": "Thôn 1, xã Phú Sơn"},
        "form": {
            "martyr_name": "Nguyễn Văn A",
            "certificate_number": "TB-123",
            "relation": "Con",
            "mandated": False,
        },
        "papers": ["application", "certificate"],
    }
    return {**right, **changes}


async def lodged(office: Office, **changes: Any) -> dict[str, Any]:
    """A dossier just lodged at the desk."""
    response = await office.act(RECEPTIONIST, "/api/dossiers", lodging(**changes))
    assert response.status_code == 201, response.text
    found: dict[str, Any] = response.json()
    return found


async def complete(office: Office, official: str, code: str, number: int, outcome: str, **more: Any) -> httpx.Response:
    """The answer to completing a task."""
    headers = more.pop("headers", None)
    path = f"/api/dossiers/{code}/tasks/{number}/complete"
    return await office.act(official, path, {"outcome": outcome, **more}, headers=headers)


def rule(response: httpx.Response) -> tuple[int, str]:
    """The status and the rule's name of a problem document, whose shape is checked."""
    assert response.headers["content-type"] == "application/problem+json", response.text
    problem = response.json()
    assert {"type", "title", "status", "detail"} <= problem.keys() <= {"type", "title", "status", "detail", "errors"}
    assert problem["status"] == response.status_code
    return response.status_code, problem["type"].rpartition(":")[2]
