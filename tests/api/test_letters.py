"""Letters over the real stack: delivered as issued with what their signature is worth, or not at all."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.api.counter import RECEPTIONIST, REVIEWER, STRANGER, complete, lodged, rule
from tests.office import Office

pytestmark = pytest.mark.temporal


async def receipt(office: Office) -> dict[str, Any]:
    """The letter, as the dossier shows it, of a dossier just accepted."""
    code = (await lodged(office))["code"]
    await complete(office, RECEPTIONIST, code, 1, "accept")
    async with asyncio.timeout(20):
        while not (issued := (await office.read(REVIEWER, f"/api/dossiers/{code}")).json()["letters"]):  # noqa: ASYNC110 - letters go out after the act's answer
            await asyncio.sleep(0.05)
    letter: dict[str, Any] = issued[0]
    return letter


def kept(office: Office, letter: dict[str, Any]) -> Path:
    code, seq = letter["href"].split("/")[-3], letter["seq"]
    path: Path = office.settings.data / "files" / "letters" / code / f"{seq:06d}.pdf"
    return path


async def test_a_reader_sees_who_signed_a_letter_and_that_it_holds(office: Office) -> None:
    letter = await receipt(office)
    response = await office.read(REVIEWER, f"{letter['href']}/signature")
    assert response.status_code == 200, response.text
    found = response.json()
    assert found["office"].startswith("DIỄN TẬP/DEMO 19990/desk, Bộ phận Tiếp nhận và Trả kết quả")
    assert found["signed_at"][:19] == letter["issued_at"][:19]
    assert found["signed_at"].endswith("+07:00")
    assert found["signer"]
    assert (found["worth"], found["intact"], found["trusted"]) == ("trusted", True, True)
    assert found["sentence"] == "Chữ ký số hợp lệ, văn bản nguyên vẹn từ khi ký."
    assert found["timestamped_at"] is None


async def test_a_letter_that_is_not_the_one_issued_is_never_delivered(office: Office) -> None:
    letter = await receipt(office)
    path = kept(office, letter)
    issued = path.read_bytes()
    path.write_bytes(issued[:-1] + b"\r")
    for address in (letter["href"], f"{letter['href']}/signature"):
        assert rule(await office.read(REVIEWER, address)) == (500, "Bug")
    path.write_bytes(issued)
    assert (await office.read(REVIEWER, letter["href"])).content == issued


async def test_only_who_reads_the_dossier_reads_its_signatures(office: Office) -> None:
    letter = await receipt(office)
    assert rule(await office.read(STRANGER, f"{letter['href']}/signature")) == (403, "NotPermitted")
    beside = letter["href"].rpartition("/")[0] + "/1/signature"
    assert rule(await office.read(REVIEWER, beside)) == (404, "UnknownLetter")


async def test_an_authority_that_is_no_longer_trusted_shows(office: Office) -> None:
    letter = await receipt(office)
    trusted = office.settings.certificates / "trusted.pem"
    before = trusted.read_bytes()
    trusted.write_bytes(b"")
    found = (await office.read(REVIEWER, f"{letter['href']}/signature")).json()
    trusted.write_bytes(before)
    assert (found["worth"], found["intact"]) == ("untrusted", True)
