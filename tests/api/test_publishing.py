"""Publishing, abolishing, comparing and checking over HTTP, by process designers."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from api.refusals import ANSWERS, ApiRule
from tests.api.counter import CHAIR, RECEPTIONIST, lodged, lodging, rule
from tests.office import Office
from tests.plays import WORSHIP

pytestmark = pytest.mark.temporal

DESIGNER = "kiemsoat-tthc.46"
COLLEAGUE = "kiemsoat-tthc2.46"
PATH = "/api/procedures"

TODAY = datetime.now(UTC).date()
LATER, EVE, AFTER = (str(TODAY + timedelta(days=days)) for days in (40, 39, 41))
"""A day to come that the calendar holds, and the days beside it."""


def text(code: str, version: int = 1, from_: str = "2019-04-04", *changes: tuple[str, str]) -> str:
    """The worship allowance as another procedure, with some words replaced."""
    written = WORSHIP.read_text(encoding="utf-8")
    first = (('procedure: "1.010803"', f'procedure: "{code}"'), ("\nversion: 1\n", f"\nversion: {version}\n"))
    for old, new in (*first, ("effective: {from: 2019-04-04}", f"effective: {{from: {from_}}}"), *changes):
        assert old in written, old
        written = written.replace(old, new)
    return written


async def publish(office: Office, written: str, *, by: str = DESIGNER, key: str | None = None) -> Any:
    headers = {"Idempotency-Key": key} if key else None
    return await office.act(by, PATH, {"text": written}, headers=headers)


async def test_a_version_is_published_once_with_its_text(office: Office) -> None:
    written = text("1.200001").replace("\n", "\r\n")
    first, again = await publish(office, written), await publish(office, written)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert first.headers["location"] == f"{PATH}/1.200001/versions/1"
    read = await office.read(RECEPTIONIST, first.headers["location"])
    version = read.json()
    assert (version["source"], version["published_by"], version["state"]) == (written, DESIGNER, "in force")
    assert read.headers["etag"] == first.headers["etag"] == f'"{version["digest"]}"'


async def test_only_designers_publish_and_abolish(office: Office) -> None:
    for official in (RECEPTIONIST, CHAIR):
        assert rule(await publish(office, text("1.200002"), by=official)) == (403, "NotPermitted")
        body = {"from": LATER}
        assert rule(await office.act(official, f"{PATH}/1.010803/abolish", body)) == (403, "NotPermitted")
    assert rule(await office.read(RECEPTIONIST, f"{PATH}/1.200002/versions")) == (404, "UnknownProcedure")


async def test_the_same_number_with_other_content_is_refused_naming_who_was_first(office: Office) -> None:
    await publish(office, text("1.200003"))
    other = text("1.200003", 1, "2019-04-04", ("limit: 12 working days", "limit: 11 working days"))
    refused = await publish(office, other, by=COLLEAGUE)
    assert rule(refused) == (409, "VersionPublished")
    assert {"where": "published_by", "what": DESIGNER} in refused.json()["errors"]


async def test_of_two_designers_with_one_number_exactly_one_wins(office: Office) -> None:
    drafts = [
        text("1.200004", 1, "2019-04-04", ("limit: 12 working days", f"limit: {days} working days"))
        for days in range(5, 11)
    ]
    answers = await asyncio.gather(
        *(publish(office, draft, by=(DESIGNER, COLLEAGUE)[n % 2]) for n, draft in enumerate(drafts))
    )
    assert sorted(answer.status_code for answer in answers) == [201, *[409] * 5]
    (published,) = (draft for draft, answer in zip(drafts, answers, strict=True) if answer.status_code == 201)
    read = await office.read(RECEPTIONIST, f"{PATH}/1.200004/versions/1")
    assert read.json()["source"] == published


async def test_an_amendment_bears_the_next_number_and_takes_effect_later(office: Office) -> None:
    await publish(office, text("1.200005"))
    assert rule(await publish(office, text("1.200005", 3, "2026-01-01"))) == (409, "NotTheNextVersion")
    assert rule(await publish(office, text("1.200005", 2, "2019-04-04"))) == (409, "EffectNotLater")
    assert (await publish(office, text("1.200005", 2, LATER))).status_code == 201
    listed = (await office.read(RECEPTIONIST, f"{PATH}/1.200005/versions")).json()
    assert [(one["version"], one["state"], one["in_force_until"]) for one in listed] == [
        (2, "published", None),
        (1, "in force", EVE),
    ]
    later = (await office.read(RECEPTIONIST, f"{PATH}/1.200005/versions", on=LATER)).json()
    assert [one["state"] for one in later] == ["in force", "amended"]


async def test_the_versions_in_force_on_a_day_are_listed(office: Office) -> None:
    await publish(office, text("1.200006"))
    await publish(office, text("1.200006", 2, LATER))
    days = ("2019-04-03", EVE, LATER)
    found = [(await office.read(RECEPTIONIST, PATH, on=day)).json() for day in days]
    assert [[one["version"] for one in listed if one["code"] == "1.200006"] for listed in found] == [[], [1], [2]]


async def test_a_text_with_findings_is_not_published(office: Office) -> None:
    refused = await publish(office, text("1.200007", 1, "2019-04-04", ("to: appraise", "to: apraise")))
    assert rule(refused) == (422, "DefinitionUnsound")
    first = refused.json()["errors"][0]
    assert first["where"].startswith("definition:")
    assert first["what"].startswith("unknown-step: không có bước 'apraise'; ")


async def test_a_text_is_checked_as_on_the_command_line(office: Office) -> None:
    written = text("1.200008", 1, "2019-04-04", ("to: appraise", "to: apraise"))
    checked = (await office.act(RECEPTIONIST, f"{PATH}/check", {"text": written, "file": "worship.v2.yaml"})).json()
    found = {(one["code"], one["file"]) for one in checked["findings"]}
    assert {("unknown-step", "worship.v2.yaml"), ("version-mismatch", "worship.v2.yaml")} <= found
    assert all(one["line"] >= 1 and one["column"] >= 1 and one["wrong"] and one["mend"] for one in checked["findings"])
    assert (checked["code"], checked["version"], checked["state"]) == ("1.200008", 1, "draft")


async def test_a_check_says_whether_the_text_is_a_draft(office: Office) -> None:
    written = text("1.200009")
    for expected in ("draft", "in force"):
        checked = (await office.act(RECEPTIONIST, f"{PATH}/check", {"text": written})).json()
        assert (checked["findings"], checked["state"]) == ([], expected)
        await publish(office, written)


@pytest.mark.parametrize("unreadable", ["[", "a: b\u0000", "procedure: 1", "# nothing"])
async def test_a_text_that_cannot_be_read_is_a_finding(office: Office, unreadable: str) -> None:
    checked = await office.act(RECEPTIONIST, f"{PATH}/check", {"text": unreadable})
    assert checked.status_code == 200
    assert checked.json()["findings"]
    assert rule(await publish(office, unreadable)) == (422, "DefinitionUnsound")


async def test_text_that_is_no_unicode_is_malformed(office: Office) -> None:
    headers = {"Authorization": f"Bearer {await office.token(DESIGNER)}", "Content-Type": "application/json"}
    response = await office.http.post(f"{PATH}/check", content=b'{"text": "\\ud800"}', headers=headers)
    assert rule(response) == (422, "Malformed")


async def test_a_key_names_one_call_only(office: Office) -> None:
    written, other = text("1.200010"), text("1.200011")
    first = await publish(office, written, key="publish-1")
    again = await publish(office, written, key="publish-1")
    assert (first.status_code, again.status_code) == (201, 200)
    assert rule(await publish(office, other, key="publish-1")) == (422, "KeyReused")
    assert rule(await publish(office, written, by=COLLEAGUE, key="publish-1")) == (422, "KeyReused")
    assert rule(await office.read(RECEPTIONIST, f"{PATH}/1.200011/versions")) == (404, "UnknownProcedure")


async def test_what_changed_between_two_versions_is_told(office: Office) -> None:
    await publish(office, text("1.200012"))
    await publish(office, text("1.200012", 2, LATER, ("limit: 12 working days", "limit: 10 working days")))
    path = f"{PATH}/1.200012/versions/1/diff"
    told = (await office.read(RECEPTIONIST, f"{path}/2", language="en")).json()
    assert (told["before"], told["after"], told["equal"]) == (1, 2, False)
    assert [(one["path"], one["bearing"]) for one in told["changes"]] == [
        ("effective.from", "neutral"),
        ("steps.verify.limit", "stricter"),
    ]
    assert told["changes"][0]["sentence"] == f"~ The first day of effect: from 2019-04-04 to {LATER}"
    assert (await office.read(RECEPTIONIST, f"{path}/1")).json()["equal"] is True
    assert rule(await office.read(RECEPTIONIST, f"{path}/3")) == (404, "UnknownVersion")


async def test_a_procedure_is_abolished_while_dossiers_are_open(office: Office) -> None:
    await publish(office, text("1.200013"))
    dossier = await lodged(office, procedure="1.200013")
    path = f"{PATH}/1.200013/abolish"
    today = dossier["clock"]["lodged_at"][:10]
    assert rule(await office.act(DESIGNER, path, {"from": today})) == (409, "AcceptedSince")
    abolished = await office.act(DESIGNER, path, {"from": LATER, "decision": "12/QĐ-UBND"})
    assert abolished.status_code == 200
    assert (abolished.json()["abolished_from"], abolished.json()["open_dossiers"]) == (LATER, 1)
    again = await office.act(COLLEAGUE, path, {"from": LATER})
    assert again.json() == abolished.json()
    assert rule(await office.act(DESIGNER, path, {"from": AFTER})) == (409, "AbolishedBefore")
    assert rule(await publish(office, text("1.200013", 2, LATER))) == (409, "AbolishedBefore")
    late = lodging(procedure="1.200013", rehearsal_at=f"{AFTER}T09:00:00")
    assert rule(await office.act(RECEPTIONIST, "/api/dossiers", late)) == (422, "ProcedureAbolished")
    read = (await office.read(RECEPTIONIST, f"/api/dossiers/{dossier['code']}")).json()
    assert read["status"]["word"] == "new"


async def test_what_was_never_published_is_not_abolished(office: Office) -> None:
    assert rule(await office.act(DESIGNER, f"{PATH}/9.999999/abolish", {"from": LATER})) == (
        404,
        "UnknownProcedure",
    )
    assert rule(await office.act(DESIGNER, f"{PATH}/1.010803/abolish", {"from": "0001-01-01"})) == (422, "Malformed")


async def test_a_body_too_large_is_refused(office: Office) -> None:
    response = await office.act(DESIGNER, f"{PATH}/check", {"text": "x" * 260_000})
    assert rule(response) == (413, "BodyTooLarge")


def test_each_refusal_of_publishing_is_a_conflict_with_what_stands() -> None:
    conflicts = (
        ApiRule.VERSION_PUBLISHED,
        ApiRule.NOT_THE_NEXT_VERSION,
        ApiRule.EFFECT_NOT_LATER,
        ApiRule.ABOLISHED_BEFORE,
        ApiRule.ACCEPTED_SINCE,
    )
    assert {ANSWERS[one].status for one in conflicts} == {409}
