"""The papers that only the offices keep, over the real stack: the control slip and the ledger."""

from datetime import date

import httpx
import pypdfium2
import pytest

from tests.api.counter import CHAIR, RECEPTIONIST, REVIEWER, STRANGER, complete, lodged, rule
from tests.office import Office

pytestmark = pytest.mark.temporal

LEDGER = "/api/offices/19990/desk/ledger"


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.split())


async def printed(office: Office, official: str, path: str, **parameters: object) -> httpx.Response:
    headers = {"Authorization": f"Bearer {await office.token(official)}", "Accept": "application/pdf"}
    return await office.http.get(path, headers=headers, params=parameters)  # type: ignore[arg-type]  # years are numbers


def year_of(code: str) -> int:
    """The year of a code such as H57.33.09-260302-0001."""
    return 2000 + int(code.split("-")[1][:2])


async def test_the_control_slip_shows_where_the_dossier_has_been(office: Office) -> None:
    code = (await lodged(office))["code"]
    await complete(office, RECEPTIONIST, code, 1, "accept")
    slip = await office.read(REVIEWER, f"/api/dossiers/{code}/control-slip")
    assert slip.headers["content-type"] == "application/pdf"
    text = text_of(slip.content)
    assert "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ" in text
    assert "1. Giao: Bộ phận Tiếp nhận và Trả kết quả xã Phú Sơn" in text
    assert "Đang giữ hồ sơ: Ủy ban nhân dân xã Phú Sơn" in text
    assert rule(await office.read(STRANGER, f"/api/dossiers/{code}/control-slip")) == (403, "NotPermitted")


async def test_the_ledger_lists_what_the_desk_accepted_and_prints_it(office: Office) -> None:
    code = (await lodged(office))["code"]
    year = year_of(code)
    assert code not in (await office.read(CHAIR, LEDGER, year=year)).text
    await complete(office, RECEPTIONIST, code, 1, "accept")
    book = (await office.read(CHAIR, LEDGER, year=year)).json()
    assert (book["desk"], book["year"]) == ("Bộ phận Tiếp nhận và Trả kết quả xã Phú Sơn", year)
    assert [row["number"] for row in book["rows"]] == list(range(1, len(book["rows"]) + 1))
    assert book["rows"][-1]["code"] == code
    assert date.fromisoformat(book["rows"][-1]["received_on"]).year == year
    pdf = await printed(office, CHAIR, LEDGER, year=year)
    assert pdf.headers["content-type"] == "application/pdf"
    assert code in text_of(pdf.content)


async def test_a_year_without_dossiers_has_an_empty_ledger_in_the_form_of_its_day(office: Office) -> None:
    book = (await office.read(RECEPTIONIST, LEDGER, year=2020)).json()
    assert (book["title"], book["form"], book["rows"]) == ("Sổ theo dõi hồ sơ", "06", [])


async def test_only_the_desk_and_those_above_read_its_ledger(office: Office) -> None:
    assert rule(await office.read(STRANGER, LEDGER, year=2026)) == (403, "NotPermitted")
    assert rule(await office.read(RECEPTIONIST, LEDGER)) == (422, "Malformed")
