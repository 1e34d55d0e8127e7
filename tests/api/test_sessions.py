"""Signing in, and that nothing but sign-in, health and the description is open to anybody."""

import re

import pytest

from tests.api.counter import RECEPTIONIST, STRANGER, lodged, rule
from tests.office import Office

pytestmark = pytest.mark.temporal

OPEN = {("post", "/api/sessions"), ("get", "/api/health"), ("get", "/api/health/ready"), ("get", "/api/schemas/{kind}")}
FOR_ANY_OFFICIAL = {
    ("get", "/api/sessions/current"),
    ("get", "/api/procedures"),
    ("get", "/api/procedures/{code}/versions"),
    ("get", "/api/procedures/{code}/versions/{version}"),
    ("get", "/api/procedures/{code}/versions/{version}/diff/{other}"),
    ("post", "/api/procedures/check"),
    ("get", "/api/offices/{unit}/{role}"),
}
BODIES: dict[str, dict[str, object]] = {
    "complete": {"outcome": "accept"},
    "supplement": {"reason": "Thiếu giấy"},
    "apology": {"reason": "Muộn", "return_on": "2027-03-01"},
    "seen": {"post": "receptionist"},
    "withdrawal": {"reason": "Xin rút"},
    "faults": {"fault": "lost", "what": "Mất giấy tờ"},
    "elements": {"element": "Thửa đất số 12"},
    "urging": {"demand": "Đề nghị giải quyết"},
    "abolish": {"from": "2027-03-01"},
    "check": {"text": "procedure: 1"},
    "procedures": {"text": "procedure: 1"},
}
BY_POLICY = {(403, "NotPermitted"), (403, "PostNotHeld"), (403, "NotTheReceivingDesk"), (403, "NotTheHead")}


async def routes(office: Office) -> set[tuple[str, str]]:
    described = (await office.http.get("/api/openapi.json")).json()["paths"]
    return {(method, path) for path, methods in described.items() for method in methods}


def filled(path: str, code: str) -> str:
    values = {"code": code, "number": "1", "seq": "1", "step": "intake", "unit": "19990", "role": "desk"}
    values |= {"version": "1", "other": "1"}
    if path.startswith("/api/procedures"):
        values["code"] = "1.010803"
    return re.sub(r"\{(\w+)\}", lambda found: values[found[1]], path)


def body_of(path: str, code: str) -> dict[str, object]:
    act = path.rpartition("/")[2]
    return {} if path == f"/api/dossiers/{code}/supplement" else BODIES.get(act, {})


async def test_who_signs_in_learns_who_he_is_and_what_he_holds(office: Office) -> None:
    answer = await office.http.post("/api/sessions", json={"official": RECEPTIONIST})
    assert answer.status_code == 201
    session = answer.json()
    assert [(post["post"], post["office"], post["in_force"]) for post in session["official"]["posts"]] == [
        ("receptionist", "19990/desk", True)
    ]
    assert (await office.read(RECEPTIONIST, "/api/sessions/current")).json() == session["official"]


async def test_nobody_signs_in_who_is_not_in_the_directory(office: Office) -> None:
    answer = await office.http.post("/api/sessions", json={"official": "ai-do"})
    assert rule(answer) == (404, "UnknownOfficial")


async def test_every_route_but_the_open_ones_wants_a_token(office: Office) -> None:
    code = (await lodged(office))["code"]
    for method, path in await routes(office) - OPEN:
        address = filled(path, code)
        for header in ({}, {"Authorization": "Bearer abc"}, {"Authorization": "Basic YTpi"}):
            answer = await office.http.request(method, address, headers=header)
            assert rule(answer) == (401, "NotSignedIn"), (method, path)
            assert answer.headers["www-authenticate"] == "Bearer"


async def test_every_route_that_concerns_an_office_asks_the_policy(office: Office) -> None:
    code = (await lodged(office))["code"]
    token = {"Authorization": f"Bearer {await office.token(STRANGER)}"}
    concerned = await routes(office) - OPEN - FOR_ANY_OFFICIAL - {("post", "/api/dossiers")}
    assert len(concerned) >= 11
    for method, path in concerned:
        address = filled(path, code)
        body = (
            {"json": body_of(address, code)}
            if method == "post"
            else {"params": {"post": "receptionist", "year": "2026", "from": "2026-01-01", "until": "2026-12-31"}}
        )
        answer = await office.http.request(method, address, headers=token, **body)
        assert rule(answer) in BY_POLICY, (method, path)
    assert (await office.read(RECEPTIONIST, f"/api/dossiers/{code}")).json()["seq"] == 2


async def test_the_other_routes_are_for_any_official(office: Office) -> None:
    for method, path in FOR_ANY_OFFICIAL:
        address = filled(path, "")
        read = office.read(STRANGER, address) if method == "get" else office.act(STRANGER, address, body_of(path, ""))
        assert (await read).status_code == 200, path
