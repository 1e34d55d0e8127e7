"""Fees, waits, branches, opinions, complaints, own letters and children over the real stack."""

import asyncio
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from commands.opening import open_records
from tests.activities.test_flows import LAND
from tests.api.counter import RECEPTIONIST as STRANGER
from tests.api.counter import VERIFIER, complete, lodging, rule
from tests.office import Office
from tests.samples import FORM, text_of

pytestmark = pytest.mark.temporal

CONFIRMED = """
  inform:
    title: Ký thông báo
    who: chair @ commune/committee
    limit: 1 working day
    letter: {title: Thông báo xác nhận, text: ["Diện tích {form.area} m²."]}
    outcomes: {sign: {title: Ký, to: give}}
"""
RECEPTIONIST, REVIEWER, CHAIR = "tiepnhan.19744", "chuyenvien.19744", "chutich.19744"
APPRAISER = "chuyenvien-ldtbxh.474"
"""Of a commune of their own: the others' worklists and reports are left as they are."""
FAMILIES = Path(__file__).parents[1] / "families"
COMMUNE_WORK = "/api/offices/19744/committee/tasks"


@pytest_asyncio.fixture(scope="session")
async def counter(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office, with the samples published."""
    folder = tmp_path_factory.mktemp("samples")
    land = text_of(LAND, to="fee", limit="30 working days", time="  second: {after: inform, limit: 3 working days}")
    (folder / "mau.v1.yaml").write_text(land, encoding="utf-8")
    confirmed = text_of(CONFIRMED, to="inform").replace("1.009901", "1.009902")
    (folder / "xac-nhan.v1.yaml").write_text(confirmed, encoding="utf-8")
    for name in ("me.v1.yaml", "con.v1.yaml"):
        shutil.copy(FAMILIES / name, folder)
    at = datetime.now(UTC) - timedelta(days=1)
    await asyncio.to_thread(open_records, office.premises.database, at=at, catalogue=folder)
    return office


async def lodged(office: Office, **changes: Any) -> dict[str, Any]:
    """A dossier just lodged at the desk."""
    response = await office.act(RECEPTIONIST, "/api/dossiers", lodging(unit="19744", **changes))
    assert response.status_code == 201, response.text
    found: dict[str, Any] = response.json()
    return found


async def accepted(office: Office) -> dict[str, Any]:
    """A dossier whose fee is to be paid."""
    code = (await lodged(office, procedure="1.009901", form=FORM, papers=[]))["code"]
    return body(await complete(office, RECEPTIONIST, code, 1, "accept"))


async def in_parts(office: Office) -> dict[str, Any]:
    """A dossier that is paid for and whose parcels are surveyed."""
    code = (await accepted(office))["code"]
    body(await complete(office, RECEPTIONIST, code, 2, "paid", form={"amount": 120_000, "receipt": "BL-7"}))
    return body(await complete(office, RECEPTIONIST, code, 3, "came"))


async def asked(office: Office) -> dict[str, Any]:
    """A dossier on which two offices are asked for their opinion."""
    code = (await in_parts(office))["code"]
    body(await complete(office, REVIEWER, code, 4, "done"))
    return body(await complete(office, REVIEWER, code, 5, "done"))


async def posted(office: Office) -> dict[str, Any]:
    """A dossier that is posted publicly."""
    code = (await asked(office))["code"]
    body(await complete(office, APPRAISER, code, 6, "agree"))
    return body(await complete(office, VERIFIER, code, 7, "disagree", reason="Chưa rõ ranh giới"))


def body(response: Any) -> dict[str, Any]:
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


async def add(office: Office, official: str, code: str, step: str, element: object, key: str | None = None) -> Any:
    headers = {"Idempotency-Key": key} if key else None
    return await office.act(
        official, f"/api/dossiers/{code}/steps/{step}/elements", {"element": element}, headers=headers
    )


async def test_a_fee_is_shown_with_the_dossier_and_in_the_worklist_and_is_paid_by_completing_its_task(
    counter: Office,
) -> None:
    found = await accepted(counter)
    assert (found["status"]["word"], found["status"]["national_code"]) == ("awaiting payment", 6)
    (task,) = found["holder"]["tasks"]
    assert (task["kind"], task["fee"], task["outcomes"][0]["name"]) == ("pay", 120_000, "paid")
    assert not found["clock"]["running"]
    page = (await counter.read(RECEPTIONIST, "/api/offices/19744/desk/tasks", post="receptionist", limit=100)).json()
    line = next(each for each in page["tasks"] if each["dossier"] == found["code"])
    assert (line["kind"], line["fee"], line["title"]) == ("pay", 120_000, "Nộp phí thẩm định")
    wrong = await complete(counter, RECEPTIONIST, found["code"], 2, "paid", form={"amount": 1, "receipt": "BL-7"})
    assert rule(wrong) == (422, "FeeMismatch")
    paid = {"amount": 120_000, "receipt": "BL-7"}
    after = body(await complete(counter, RECEPTIONIST, found["code"], 2, "paid", form=paid))
    (wait,) = after["holder"]["tasks"]
    assert (after["status"]["word"], wait["kind"]) == ("processing", "wait")
    assert wait["waits_for"] == "Bản đồ địa chính của thửa đất"


async def test_branches_are_shown_with_what_each_is_for_and_more_may_be_added(counter: Office) -> None:
    found = await in_parts(counter)
    code = found["code"]
    shown = [(one["step"], one["name"], one["title"], one["office"]["code"], one["tasks"]) for one in found["branches"]]
    assert shown == [
        ("parts", "1", "Thửa 12", "19744/committee", [4]),
        ("parts", "2", "Thửa 15", "19744/committee", [5]),
    ]
    grown = body(await add(counter, REVIEWER, code, "parts", {"parcel": 99, "owner": "Lê Văn Tám"}, key=f"{code}-more"))
    assert (grown["branches"][2]["name"], grown["branches"][2]["title"]) == ("+3", "99, Lê Văn Tám")
    again = body(await add(counter, REVIEWER, code, "parts", {"parcel": 99, "owner": "Lê Văn Tám"}, key=f"{code}-more"))
    assert again["seq"] == grown["seq"]
    other = await add(counter, REVIEWER, code, "parts", "khác", key=f"{code}-more")
    assert rule(other) == (422, "KeyReused")
    page = (await counter.read(REVIEWER, COMMUNE_WORK, post="officer", limit=100)).json()["tasks"]
    assert [each["branch"] for each in page if each["dossier"] == code] == ["Thửa 12", "Thửa 15", "99, Lê Văn Tám"]


async def test_only_whom_the_step_names_adds_to_it_and_only_while_it_runs(counter: Office) -> None:
    code = (await in_parts(counter))["code"]
    assert rule(await add(counter, STRANGER, code, "parts", "Thửa 1")) == (403, "NotPermitted")
    assert rule(await add(counter, STRANGER, code, "survey", "Thửa 1")) == (403, "NotPermitted")
    assert rule(await add(counter, RECEPTIONIST, code, "parts", "Thửa 1")) == (403, "PostNotHeld")
    assert rule(await add(counter, REVIEWER, code, "publish", "Sai")) == (409, "NotOpenToMore")
    assert rule(await add(counter, REVIEWER, code, "survey", "Thửa 1")) == (409, "NotOpenToMore")
    assert rule(await add(counter, REVIEWER, code, "nowhere", "Thửa 1")) == (409, "NotOpenToMore")
    without = await counter.act(REVIEWER, f"/api/dossiers/{code}/steps/parts/elements", {})
    assert rule(without) == (422, "Malformed")


async def test_each_office_gives_its_own_opinion_and_the_dossier_goes_on(counter: Office) -> None:
    found = await asked(counter)
    code = found["code"]
    kinds = [(one["title"], one["office"]["code"]) for one in found["branches"]]
    assert kinds == [("Ý kiến của Phòng", "474/labour"), ("Ý kiến của Sở", "46/labour")]
    assert [task["kind"] for task in found["holder"]["tasks"]] == ["opinion", "opinion"]
    assert rule(await complete(counter, APPRAISER, code, 7, "agree")) == (403, "PostNotHeld")
    assert rule(await complete(counter, APPRAISER, code, 6, "disagree")) == (422, "ReasonMissing")
    body(await complete(counter, APPRAISER, code, 6, "agree"))
    after = body(await complete(counter, VERIFIER, code, 7, "disagree", reason="Chưa rõ ranh giới"))
    assert [task["kind"] for task in after["holder"]["tasks"]] == ["posting"]


async def test_a_complaint_begins_a_branch_and_is_put_before_the_offices_head(counter: Office) -> None:
    code = (await posted(counter))["code"]
    assert rule(await add(counter, REVIEWER, code, "publish", " ")) == (422, "ReasonMissing")
    found = body(await add(counter, REVIEWER, code, "publish", "Thửa 12 đang có tranh chấp"))
    complaint = next(task for task in found["holder"]["tasks"] if task["step"] == "settle")
    assert (complaint["branch"], complaint["kind"]) == ("Thửa 12 đang có tranh chấp", "work")
    alerts = (await counter.read(CHAIR, "/api/offices/19744/committee/alerts", post="chair", limit=100)).json()[
        "alerts"
    ]
    assert [each["kind"] for each in alerts if each["dossier"] == code] == ["branches.started"]
    slip = await counter.read(RECEPTIONIST, f"/api/dossiers/{code}/control-slip")
    assert slip.headers["content-type"] == "application/pdf"


async def test_the_second_appointment_is_shown_before_it_begins(counter: Office) -> None:
    found = await accepted(counter)
    assert found["clock"]["second_stage"] == {
        "after": "inform",
        "title": "Ký thông báo",
        "term": "03 ngày làm việc",
        "begun_at": None,
    }


async def test_children_are_shown_with_their_standing_and_lead_back_to_their_parent(counter: Office) -> None:
    form = {"name": "Nguyễn Văn An", "both": False}
    code = (await lodged(counter, procedure="9.900001", form=form, papers=["application"]))["code"]
    body(await complete(counter, RECEPTIONIST, code, 1, "accept"))
    async with asyncio.timeout(20):
        while not (children := (await shown(counter, code))["children"])[0]["code"]:  # noqa: ASYNC110 - a child comes by itself
            await asyncio.sleep(0.05)
    (child,) = children
    assert (child["step"], child["procedure"], child["over"]) == ("one", "9.900002", False)
    assert child["status"] == {"word": "new", "title": "Mới đăng ký", "national_code": 1}
    found = body(await counter.read(RECEPTIONIST, child["href"]))
    assert found["parent"] == {"code": code, "waits": True, "href": f"/api/dossiers/{code}"}
    assert found["applicant"] == "Nguyễn Thị Hoa"


async def shown(office: Office, code: str) -> dict[str, Any]:
    return body(await office.read(RECEPTIONIST, f"/api/dossiers/{code}"))


async def test_an_own_letter_is_among_the_dossiers_letters_under_its_title_and_signed(counter: Office) -> None:
    code = (await lodged(counter, procedure="1.009902", form=FORM, papers=[]))["code"]
    body(await complete(counter, RECEPTIONIST, code, 1, "accept"))
    body(await complete(counter, CHAIR, code, 2, "sign"))
    async with asyncio.timeout(20):
        while len(issued := (await shown(counter, code))["letters"]) < 2:  # noqa: ASYNC110 - letters go out after the act's answer
            await asyncio.sleep(0.05)
    assert [(letter["form"], letter["title"]) for letter in issued] == [
        ("01", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
        ("inform", "Thông báo xác nhận"),
    ]
    signature = body(await counter.read(REVIEWER, f"{issued[1]['href']}/signature"))
    assert signature["worth"] == "trusted"
    assert "19744/committee" in signature["office"]
    letter = await counter.read(REVIEWER, issued[1]["href"])
    body(await complete(counter, RECEPTIONIST, code, 3, "given"))
    assert letter.headers["content-disposition"] == f'inline; filename="{code}-inform.pdf"'
