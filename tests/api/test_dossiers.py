"""Dossiers over the real stack: lodging, reading, the way through, and what is refused."""

import asyncio
from typing import Any

import httpx
import pytest

from tests.api.counter import (
    APPRAISER,
    CHAIR,
    COLLEAGUE,
    RECEPTIONIST,
    REVIEWER,
    SIGNER,
    STRANGER,
    THROUGH,
    VERIFIER,
    complete,
    lodged,
    lodging,
    rule,
    standing,
)
from tests.office import Office

pytestmark = pytest.mark.temporal


async def lodge(office: Office, body: Any, *, key: str | None = None, by: str = RECEPTIONIST) -> httpx.Response:
    return await office.act(by, "/api/dossiers", body, headers={"Idempotency-Key": key} if key else None)


async def test_a_dossier_goes_through_and_every_act_shows_at_once(office: Office) -> None:
    dossier = await lodged(office)
    assert dossier["status"] == {"word": "new", "title": "Mới đăng ký", "national_code": 1}
    assert [place["code"] for place in dossier["route"]] == ["19990/desk", "19990/committee", "479/labour", "46/labour"]
    for number, (official, outcome, more) in enumerate(THROUGH, start=1):
        (task,) = dossier["holder"]["tasks"]
        assert task["number"] == number
        response = await complete(office, official, dossier["code"], number, outcome, **more)
        assert response.status_code == 200, response.text
        assert response.headers["etag"] == f'"{response.json()["seq"]}"'
        dossier = response.json()
    assert dossier["status"] == {"word": "returned", "title": "Đã trả kết quả", "national_code": 10}
    assert dossier["clock"]["lateness"] == "early"
    assert dossier["holder"]["tasks"] == []
    assert dossier["ended_at"].endswith("+07:00")
    read = await office.read(CHAIR, f"/api/dossiers/{dossier['code']}")
    assert standing(read) == {name: value for name, value in dossier.items() if name != "letters"}


async def test_lodging_says_where_the_dossier_is(office: Office) -> None:
    response = await lodge(office, lodging())
    code = response.json()["code"]
    assert response.headers["location"] == f"/api/dossiers/{code}"
    assert response.headers["etag"] == '"2"'
    assert code.startswith("H57.35.11-")


async def test_the_same_lodging_under_the_same_key_is_one_dossier(office: Office) -> None:
    first = await lodge(office, lodging(), key="nop-1")
    again = await lodge(office, lodging(), key="nop-1")
    assert (first.status_code, again.status_code) == (201, 200)
    assert standing(first) == standing(again)


async def test_a_lodging_repeated_after_the_dossiers_end_is_answered_alike(office: Office) -> None:
    code = (await lodge(office, lodging(), key="nop-4")).json()["code"]
    ended = await complete(office, RECEPTIONIST, code, 1, "refuse", reason="Không đúng đối tượng")
    again = await lodge(office, lodging(), key="nop-4")
    assert (again.status_code, standing(again)) == (200, standing(ended))


async def test_a_start_repeated_after_the_dossiers_end_gets_its_first_answer(office: Office) -> None:
    code = (await lodge(office, lodging(), key="nop-5")).json()["code"]
    with office.premises.database.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE lodgings SET begun = 0 WHERE code = ?", (code,))
    ended = await complete(office, RECEPTIONIST, code, 1, "refuse", reason="Không đúng đối tượng")
    again = await lodge(office, lodging(), key="nop-5")
    assert (again.status_code, standing(again)) == (201, standing(ended))


async def test_the_same_lodging_sent_twice_at_once_is_one_dossier(office: Office) -> None:
    both = await asyncio.gather(*(lodge(office, lodging(), key="nop-2") for _ in range(2)))
    assert len({response.json()["code"] for response in both}) == 1


async def test_a_key_with_another_body_or_by_somebody_else_is_refused(office: Office) -> None:
    await lodge(office, lodging(), key="nop-3")
    assert rule(await lodge(office, lodging(channel="post"), key="nop-3")) == (422, "KeyReused")
    assert rule(await lodge(office, lodging(), key="nop-3", by=COLLEAGUE)) == (422, "KeyReused")


async def test_codes_of_a_day_are_dense_although_lodgings_are_refused(office: Office) -> None:
    first = (await lodged(office, unit="19990"))["code"]
    await lodge(office, lodging(papers=[]))
    second = (await lodged(office, unit="19990"))["code"]
    assert int(second[-4:]) == int(first[-4:]) + 1


FORM = lodging()["form"]


@pytest.mark.parametrize(
    ("changes", "expected", "where"),
    [
        ({"form": {**FORM, "mandated": "có"}}, (422, "FormInvalid"), "/form/mandated"),
        ({"form": {**FORM, "colour": "red"}}, (422, "FormInvalid"), "/form/colour"),
        ({"form": {**FORM, "mandated": True}}, (422, "PapersMissing"), "/papers"),
        ({"papers": ["application"]}, (422, "PapersMissing"), "/papers"),
        ({"papers": ["application", "certificate", "licence"]}, (422, "PapersUnknown"), "/papers"),
        ({"procedure": "9.999999"}, (404, "UnknownProcedure"), "/procedure"),
        ({"version": 7}, (404, "UnknownVersion"), "/version"),
        ({"unit": "99999"}, (422, "NoDeskThere"), "/unit"),
        ({"unit": "46"}, (422, "NotReceivedAtThisLevel"), "/unit"),
        ({"rehearsal_at": "2017-06-01T08:00"}, (422, "NoVersionInForce"), "/procedure"),
        ({"rehearsal_at": "2019-01-02T08:00"}, (422, "NoVersionInForce"), "/procedure"),
        ({"rehearsal_at": "2019-01-02T08:00", "version": 1}, (422, "VersionNotInForce"), "/version"),
        ({"rehearsal_at": "1901-01-02T08:00"}, (422, "Malformed"), "/rehearsal_at"),
        ({"channel": "pigeon"}, (422, "Malformed"), "/channel"),
        ({"applicant": {"name": "A"}}, (422, "Malformed"), "/applicant/address"),
        ({"applicant": {"name": "A\x00", "address": "B"}}, (422, "Malformed"), "/applicant/name"),
        ({"surprise": 1}, (422, "Malformed"), "/surprise"),
    ],
)
async def test_a_lodging_with_something_wrong_is_refused_by_name_and_place(
    office: Office, changes: dict[str, Any], expected: tuple[int, str], where: str
) -> None:
    response = await lodge(office, lodging(**changes))
    assert rule(response) == expected
    assert where in {error["where"] for error in response.json()["errors"]}


async def test_a_limit_beyond_the_calendar_is_refused(office: Office) -> None:
    assert rule(await lodge(office, lodging(rehearsal_at="2027-12-20T08:00"))) == (409, "LimitBeyondCalendar")


async def test_nobody_lodges_at_a_desk_that_is_not_theirs(office: Office) -> None:
    assert rule(await lodge(office, lodging(), by=STRANGER)) == (403, "NotTheReceivingDesk")
    assert rule(await lodge(office, lodging(), by=REVIEWER)) == (403, "NotTheReceivingDesk")


async def test_a_rehearsal_has_its_own_day_and_says_so(office: Office) -> None:
    dossier = await lodged(office, rehearsal_at="2020-03-02T08:30")
    assert dossier["rehearsal"] is True
    assert dossier["clock"]["lodged_at"].startswith("2020-03-02T08:30:")
    assert "-200302-" in dossier["code"]


async def test_only_the_post_and_the_office_may_work_on_a_task(office: Office) -> None:
    code = (await lodged(office))["code"]
    for other in (STRANGER, REVIEWER, CHAIR, APPRAISER):
        assert rule(await complete(office, other, code, 1, "accept")) == (403, "PostNotHeld")


async def test_a_task_has_one_end(office: Office) -> None:
    code = (await lodged(office))["code"]
    answers = await asyncio.gather(
        complete(office, RECEPTIONIST, code, 1, "accept"), complete(office, COLLEAGUE, code, 1, "accept")
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    refused = next(answer for answer in answers if answer.status_code == 409)
    assert rule(refused) == (409, "TaskNotOpen")


async def test_the_same_act_under_the_same_key_is_done_once_even_when_it_ended_the_dossier(office: Office) -> None:
    code = (await lodged(office))["code"]
    key = {"Idempotency-Key": "tu-choi"}
    first = await complete(office, RECEPTIONIST, code, 1, "refuse", reason="Không đúng đối tượng", headers=key)
    again = await complete(office, RECEPTIONIST, code, 1, "refuse", reason="Không đúng đối tượng", headers=key)
    assert (first.status_code, again.status_code) == (200, 200)
    assert standing(first) == standing(again)
    assert first.json()["status"]["national_code"] == 3
    other = await complete(office, RECEPTIONIST, code, 1, "refuse", reason="Khác", headers=key)
    assert rule(other) == (422, "KeyReused")
    assert rule(await complete(office, RECEPTIONIST, code, 1, "accept")) == (409, "DossierEnded")


async def test_a_key_of_an_open_dossier_used_for_something_else_is_refused(office: Office) -> None:
    code = (await lodged(office))["code"]
    key = {"Idempotency-Key": "nhan"}
    path = f"/api/dossiers/{code}/tasks/1"
    assert (await office.act(RECEPTIONIST, f"{path}/claim", headers=key)).status_code == 200
    assert (await office.act(RECEPTIONIST, f"{path}/claim", headers=key)).status_code == 200
    assert rule(await office.act(RECEPTIONIST, f"{path}/release", headers=key)) == (422, "KeyReused")


async def test_an_act_that_relies_on_an_older_state_is_refused(office: Office) -> None:
    dossier = await lodged(office)
    code, seen = dossier["code"], {"If-Match": f'"{dossier["seq"]}"'}
    path = f"/api/dossiers/{code}/tasks/1"
    assert (await office.act(RECEPTIONIST, f"{path}/claim", headers=seen)).status_code == 200
    refused = await office.act(RECEPTIONIST, f"{path}/release", headers=seen)
    assert rule(refused) == (412, "Stale")
    assert refused.json()["errors"] == [{"where": "seq", "what": "3"}]
    assert rule(await office.act(RECEPTIONIST, f"{path}/release", headers={"If-Match": "x"})) == (422, "Malformed")


async def test_the_machines_refusals_come_through(office: Office) -> None:
    code = (await lodged(office))["code"]
    path = f"/api/dossiers/{code}"
    assert rule(await complete(office, RECEPTIONIST, code, 9, "accept")) == (404, "TaskUnknown")
    assert rule(await complete(office, RECEPTIONIST, code, 1, "dance")) == (422, "OutcomeUnknown")
    assert rule(await complete(office, RECEPTIONIST, code, 1, "refuse")) == (422, "ReasonMissing")
    assert rule(await office.act(RECEPTIONIST, f"{path}/tasks/1/release")) == (409, "TaskNotClaimed")
    apology = {"reason": "Muộn", "return_on": "2027-03-01"}
    assert rule(await office.act(RECEPTIONIST, f"{path}/tasks/1/apology", apology)) == (409, "NotAnApology")
    assert rule(await office.act(RECEPTIONIST, f"{path}/supplement", {})) == (409, "SupplementNotAsked")
    assert rule(await office.act(RECEPTIONIST, f"{path}/withdrawal", {"reason": " "})) == (422, "ReasonMissing")
    await office.act(RECEPTIONIST, f"{path}/tasks/1/claim")
    assert rule(await complete(office, COLLEAGUE, code, 1, "accept")) == (409, "TaskClaimedByAnother")


async def test_a_step_form_with_a_wrong_field_points_into_the_body(office: Office) -> None:
    code = (await lodged(office))["code"]
    for number, (official, outcome, _) in enumerate(THROUGH[:3], start=1):
        await complete(office, official, code, number, outcome)
    response = await complete(office, VERIFIER, code, 4, "propose", form={"amount": 0})
    assert rule(response) == (422, "FormInvalid")
    assert [error["where"] for error in response.json()["errors"]] == ["/form/amount"]


async def test_a_supplement_stops_the_clock_and_moves_the_due_date(office: Office) -> None:
    dossier = await lodged(office)
    path = f"/api/dossiers/{dossier['code']}"
    asked = await office.act(RECEPTIONIST, f"{path}/tasks/1/supplement", {"reason": "Thiếu giấy ủy quyền"})
    assert asked.json()["status"]["word"] == "awaiting supplement"
    assert asked.json()["clock"]["running"] is False
    assert rule(await office.act(REVIEWER, f"{path}/supplement", {})) == (403, "NotTheReceivingDesk")
    received = (await office.act(RECEPTIONIST, f"{path}/supplement", {"papers": ["mandate"]})).json()
    (revision,) = received["clock"]["revisions"]
    assert revision["was"] == dossier["clock"]["due_at"]
    assert revision["cause"] == "supplement"
    assert received["clock"]["original_due_at"] == dossier["clock"]["original_due_at"]
    again = await office.act(RECEPTIONIST, f"{path}/tasks/2/supplement", {"reason": "Lần nữa"})
    assert rule(again) == (409, "SupplementAlreadyAsked")


async def test_an_applicant_withdraws_at_the_desk(office: Office) -> None:
    code = (await lodged(office))["code"]
    response = await office.act(COLLEAGUE, f"/api/dossiers/{code}/withdrawal", {"reason": "Xin rút"})
    assert response.json()["status"]["national_code"] == 7


async def test_the_journal_is_read_in_stretches(office: Office) -> None:
    code = (await lodged(office))["code"]
    await complete(office, RECEPTIONIST, code, 1, "accept")
    path = f"/api/dossiers/{code}/journal"
    whole = (await office.read(REVIEWER, path)).json()["entries"]
    assert [entry["kind"] for entry in whole] == [
        *("dossier.lodged", "task.opened", "task.completed", "dossier.accepted", "handed.over", "task.opened")
    ]
    assert [entry["previous"] for entry in whole[1:]] == [entry["hash"] for entry in whole[:-1]]
    first = (await office.read(REVIEWER, path, limit=4)).json()
    rest = (await office.read(REVIEWER, path, after=first["next_after"], limit=4)).json()
    assert first["entries"] + rest["entries"] == whole
    assert rest["next_after"] is None


async def test_the_receipt_is_a_pdf(office: Office) -> None:
    code = (await lodged(office))["code"]
    await complete(office, RECEPTIONIST, code, 1, "accept")
    async with asyncio.timeout(10):
        while not (issued := (await office.read(REVIEWER, f"/api/dossiers/{code}")).json()["letters"]):  # noqa: ASYNC110 - letters go out after the act's answer
            await asyncio.sleep(0.05)
    assert [(letter["form"], letter["title"]) for letter in issued] == [
        ("01", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả")
    ]
    letter = await office.read(REVIEWER, issued[0]["href"])
    assert letter.headers["content-type"] == "application/pdf"
    assert letter.content.startswith(b"%PDF-")
    assert rule(await office.read(REVIEWER, f"/api/dossiers/{code}/letters/1")) == (404, "UnknownLetter")


async def test_only_the_route_and_those_above_read_a_dossier(office: Office) -> None:
    code = (await lodged(office))["code"]
    for reader in (RECEPTIONIST, REVIEWER, CHAIR, APPRAISER, VERIFIER, SIGNER, "chutich.479", "chutich.46"):
        assert (await office.read(reader, f"/api/dossiers/{code}")).status_code == 200
    for path in ("", "/journal", "/letters/4"):
        assert rule(await office.read(STRANGER, f"/api/dossiers/{code}{path}")) == (403, "NotPermitted")


async def test_an_unknown_dossier_is_not_found(office: Office) -> None:
    path = "/api/dossiers/H57.35.11-200101-0001"
    assert rule(await office.read(RECEPTIONIST, path)) == (404, "UnknownDossier")
    assert rule(await office.act(RECEPTIONIST, f"{path}/tasks/1/claim")) == (404, "UnknownDossier")
    assert rule(await office.read(RECEPTIONIST, "/api/dossiers/abc")) == (422, "Malformed")
