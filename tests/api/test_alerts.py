"""Alerts over the real stack: what a post is told stays before it until somebody who holds it has seen it."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from records import alerts
from records.database import Database, writing
from tests.api.counter import CHAIR, RECEPTIONIST, STRANGER, lodged, rule
from tests.office import Office

pytestmark = pytest.mark.temporal

COMMITTEE = "/api/offices/19990/committee"
OF_CHAIR = f"{COMMITTEE}/alerts"


async def alerted(office: Office, **changes: Any) -> str:
    """The code of a dossier whose first entry the chair is told of, and the desk's head."""
    code: str = (await lodged(office))["code"]
    row = {
        "dossier": code,
        "seq": 1,
        "office": "19990/committee",
        "post": "chair",
        "kind": "escalated",
        "task": None,
        "at": datetime.now(UTC) + timedelta(days=1),
    }
    told = [row | changes, row | {"office": "19990/desk", "post": "desk head"}]
    await asyncio.to_thread(_tell, office.premises.database, told)
    return code


def _tell(database: Database, rows: list[dict[str, Any]]) -> None:
    with writing(database) as session:
        alerts.add(session, rows)


async def listed(office: Office, official: str = CHAIR, path: str = OF_CHAIR, post: str = "chair") -> list[str]:
    answer = await office.read(official, path, post=post, limit=100)
    assert answer.status_code == 200, answer.text
    return [line["dossier"] for line in answer.json()["alerts"]]


async def counted(office: Office) -> int:
    found: int = (await office.read(CHAIR, f"{COMMITTEE}/tasks", post="chair")).json()["alerts"]
    return found


async def test_an_alert_leads_to_its_dossier(office: Office) -> None:
    code = await alerted(office, task=1)
    line = (await office.read(CHAIR, OF_CHAIR, post="chair")).json()["alerts"][0]
    assert (line["dossier"], line["seq"], line["task"], line["kind"]) == (code, 1, 1, "escalated")
    assert (line["office"], line["post"]) == ("19990/committee", "chair")
    assert (line["title"], line["procedure"], line["applicant"]) == ("Báo cáo cấp trên", "1.010803", "Nguyễn Thị Hoa")
    assert (line["seen_at"], line["seen_by"]) == (None, None)
    assert line["at"].endswith("+07:00")
    assert (await office.read(CHAIR, line["href"])).json()["code"] == code


async def test_what_is_seen_leaves_the_list_and_the_count(office: Office) -> None:
    code = await alerted(office)
    before = await counted(office)
    seen = await office.act(CHAIR, f"/api/alerts/{code}/1/seen", {"post": "chair"})
    assert seen.status_code == 200
    assert (seen.json()["seen_by"], seen.json()["office"]) == (CHAIR, "19990/committee")
    assert seen.json()["seen_at"] is not None
    assert code not in await listed(office)
    assert await counted(office) == before - 1


async def test_seeing_again_changes_nothing(office: Office) -> None:
    code = await alerted(office)
    path, body = f"/api/alerts/{code}/1/seen", {"post": "chair", "office": "19990/committee"}
    first = await office.act(CHAIR, path, body)
    assert (await office.act(CHAIR, path, body)).json() == first.json()


async def test_each_post_sees_for_itself(office: Office) -> None:
    code = await alerted(office)
    await office.act(CHAIR, f"/api/alerts/{code}/1/seen", {"post": "chair"})
    assert code in await listed(office, RECEPTIONIST, "/api/offices/19990/desk/alerts", "desk head")


async def test_nobody_sees_for_another(office: Office) -> None:
    code = await alerted(office)
    path = f"/api/alerts/{code}/1/seen"
    assert rule(await office.act(RECEPTIONIST, path, {"post": "chair"})) == (403, "NotPermitted")
    assert rule(await office.act("chutich.46", path, {"post": "chair"})) == (403, "NotPermitted")
    assert rule(await office.act(STRANGER, path, {"post": "chair"})) == (403, "NotPermitted")
    assert code in await listed(office)


async def test_those_above_see_what_a_post_has_not_seen_and_nobody_else_does(office: Office) -> None:
    code = await alerted(office)
    assert code in await listed(office, "chutich.46")
    assert rule(await office.read(STRANGER, OF_CHAIR, post="chair")) == (403, "NotPermitted")


async def test_what_nobody_was_told_cannot_be_seen(office: Office) -> None:
    code = await alerted(office)
    told_elsewhere = ({"post": "officer"}, {"post": "chair", "office": "19990/desk"})
    for body in told_elsewhere:
        assert rule(await office.act(CHAIR, f"/api/alerts/{code}/1/seen", body)) == (404, "UnknownAlert")
    assert rule(await office.act(CHAIR, f"/api/alerts/{code}/2/seen", {"post": "chair"})) == (404, "UnknownAlert")
    unknown = "H57.99.99-260101-0001"
    assert rule(await office.act(CHAIR, f"/api/alerts/{unknown}/1/seen", {"post": "chair"})) == (404, "UnknownDossier")


async def test_alerts_are_read_page_by_page_the_newest_first(office: Office) -> None:
    now = datetime.now(UTC)
    codes = [await alerted(office, at=now + timedelta(days=2, hours=hour)) for hour in range(3)]
    assert (await listed(office))[:3] == codes[::-1]
    first = (await office.read(CHAIR, OF_CHAIR, post="chair", limit=2)).json()
    second = (await office.read(CHAIR, OF_CHAIR, post="chair", limit=1, cursor=first["next_cursor"])).json()
    assert [line["dossier"] for line in (*first["alerts"], *second["alerts"])] == codes[::-1]
    assert rule(await office.read(CHAIR, OF_CHAIR, post="chair", cursor="abc")) == (422, "Malformed")
