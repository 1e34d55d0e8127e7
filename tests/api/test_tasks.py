"""Worklists over the real stack."""

import pytest

from tests.api.counter import CHAIR, COLLEAGUE, RECEPTIONIST, STRANGER, lodged, rule
from tests.office import Office

pytestmark = pytest.mark.temporal

DESK = "/api/offices/19990/desk/tasks"


async def test_a_task_is_in_the_worklist_in_the_same_breath_due_soonest_first(office: Office) -> None:
    late = (await lodged(office, rehearsal_at="2026-03-02T08:30"))["code"]
    later = (await lodged(office))["code"]
    lines = (await office.read(RECEPTIONIST, DESK, post="receptionist", limit=100)).json()["tasks"]
    codes = [line["dossier"] for line in lines]
    assert codes.index(late) < codes.index(later)
    assert [line["due_at"] for line in lines] == sorted(line["due_at"] for line in lines)


async def test_a_worklist_is_read_page_by_page_without_a_gap(office: Office) -> None:
    for _ in range(3):
        await lodged(office)
    whole = (await office.read(RECEPTIONIST, DESK, post="receptionist", limit=100)).json()["tasks"]
    pages, cursor = [], None
    while True:
        page: dict[str, str] = {"cursor": cursor} if cursor else {}
        answer = (await office.read(RECEPTIONIST, DESK, post="receptionist", limit=2, **page)).json()
        pages += answer["tasks"]
        cursor = answer["next_cursor"]
        if cursor is None:
            break
    assert pages == whole


async def test_a_worklist_is_filtered(office: Office) -> None:
    code = (await lodged(office))["code"]
    await office.act(COLLEAGUE, f"/api/dossiers/{code}/tasks/1/claim")

    async def codes(**wanted: str) -> set[str]:
        answer = await office.read(COLLEAGUE, DESK, post="receptionist", limit=100, **wanted)
        return {line["dossier"] for line in answer.json()["tasks"]}

    assert code in await codes(claimed="me")
    assert code in await codes(claimed=COLLEAGUE)
    assert code not in await codes(claimed="nobody")
    assert code not in await codes(claimed=RECEPTIONIST)
    assert code not in await codes(late="true")
    assert code in await codes(procedure="1.010803")
    assert await codes(procedure="9.999999") == set()


async def test_those_above_see_a_worklist_and_nobody_else_does(office: Office) -> None:
    assert (await office.read(CHAIR, DESK, post="receptionist")).status_code == 200
    assert (await office.read("chutich.46", DESK, post="receptionist")).status_code == 200
    assert rule(await office.read(STRANGER, DESK, post="receptionist")) == (403, "NotPermitted")


async def test_what_cannot_be_asked_of_a_worklist_is_refused(office: Office) -> None:
    unknown = await office.read(RECEPTIONIST, "/api/offices/99999/desk/tasks", post="receptionist")
    assert rule(unknown) == (404, "UnknownOffice")
    assert rule(await office.read(RECEPTIONIST, DESK)) == (422, "Malformed")
    for wrong in ({"cursor": "abc"}, {"limit": "0"}, {"limit": "101"}, {"late": "perhaps"}):
        response = await office.read(RECEPTIONIST, DESK, post="receptionist", **wrong)
        assert rule(response) == (422, "Malformed")
        assert response.json()["errors"][0]["where"] == next(iter(wrong))
