"""Report 06a, over the real stack."""

from datetime import timedelta
from typing import Any

import pytest

from tests.api.counter import CHAIR, RECEPTIONIST, STRANGER, complete, lodged, rule
from tests.office import Office

pytestmark = pytest.mark.temporal

REPORT = "/api/reports/06a"
OF_THE_PROVINCE = "tiepnhan.46"


def this_month(office: Office) -> dict[str, str]:
    today = office.premises.calendar.local_date(office.premises.clock())
    return {"from": str(today - timedelta(days=30)), "until": str(today)}


async def made(office: Office, official: str, **more: str) -> dict[str, Any]:
    answer = await office.read(official, REPORT, **this_month(office), **more)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def received(lines: list[dict[str, Any]]) -> int:
    return sum(line["counts"]["received"]["total"] for line in lines)


async def test_what_was_handed_in_and_settled_is_counted_at_once(office: Office) -> None:
    before = (await made(office, RECEPTIONIST, unit="19990"))["counts"]
    await lodged(office, channel="online")
    code = (await lodged(office))["code"]
    await complete(office, RECEPTIONIST, code, 1, "refuse", reason="Không thuộc thẩm quyền")
    after = await made(office, RECEPTIONIST, unit="19990")
    counts = after["counts"]
    assert counts["received"]["online"] == before["received"]["online"] + 1
    assert counts["received"]["direct"] == before["received"]["direct"] + 1
    assert counts["settled"]["early"] == before["settled"]["early"] + 1
    assert counts["open"]["in_time"] == before["open"]["in_time"] + 1
    assert counts["received"]["total"] == counts["settled"]["total"] + counts["open"]["total"]
    assert received(after["sectors"]) == counts["received"]["total"]
    for sector in after["sectors"]:
        assert received(sector["procedures"]) == sector["counts"]["received"]["total"]
    assert ("Người có công", "1.010803") in {
        (sector["sector"], line["procedure"]) for sector in after["sectors"] for line in sector["procedures"]
    }
    assert [(line["office"], line["counts"]) for line in after["offices"]] == [("19990/desk", counts)]


async def test_a_unit_includes_those_below_it_and_the_province_includes_all(office: Office) -> None:
    await lodged(office)
    commune = (await made(office, CHAIR, unit="19990"))["counts"]["received"]["total"]
    district = (await made(office, "chutich.479", unit="479"))["counts"]["received"]["total"]
    whole = (await made(office, OF_THE_PROVINCE))["counts"]["received"]["total"]
    assert whole == (await made(office, OF_THE_PROVINCE, unit="46"))["counts"]["received"]["total"]
    assert 0 < commune <= district <= whole


async def test_a_report_is_read_by_the_units_offices_and_those_above(office: Office) -> None:
    month = this_month(office)
    assert (await office.read("chutich.46", REPORT, **month, unit="19990")).status_code == 200
    assert rule(await office.read(STRANGER, REPORT, **month, unit="19990")) == (403, "NotPermitted")
    assert rule(await office.read(RECEPTIONIST, REPORT, **month)) == (403, "NotPermitted")
    assert rule(await office.read(RECEPTIONIST, REPORT, **month, unit="99999")) == (404, "UnknownOffice")


async def test_a_period_that_ends_before_it_begins_is_malformed(office: Office) -> None:
    reversed_ = {"from": "2026-03-02", "until": "2026-03-01"}
    assert rule(await office.read(OF_THE_PROVINCE, REPORT, **reversed_)) == (422, "Malformed")
    assert rule(await office.read(OF_THE_PROVINCE, REPORT)) == (422, "Malformed")
