"""The version in force on the day of acceptance governs; a gap and an abolition refuse a lodging by name."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from definitions.procedure import Effect
from records import procedures
from records.database import writing
from tests.api.counter import RECEPTIONIST, lodging, rule
from tests.office import Office
from tests.plays import worship

pytestmark = pytest.mark.temporal


def publish(office: Office, code: str, *effects: tuple[str, str | None]) -> None:
    """Versions 1, 2 … of a procedure, each with its first and last day."""
    with writing(office.premises.database) as session:
        for number, (first, last) in enumerate(effects, start=1):
            effect = Effect(from_=date.fromisoformat(first), until=date.fromisoformat(last) if last else None)
            version = worship().model_copy(update={"procedure": code, "version": number, "effective": effect})
            procedures.publish(session, version, source="", at=datetime.now(UTC))


async def lodge(office: Office, code: str, on: str, **more: Any) -> Any:
    body = lodging(procedure=code, rehearsal_at=f"{on}T09:00:00", **more)
    return await office.act(RECEPTIONIST, "/api/dossiers", body)


async def test_the_version_of_the_day_governs_and_no_other_can_be_chosen(office: Office) -> None:
    publish(office, "9.200001", ("2019-04-04", None), ("2026-03-02", None))
    before, after = [await lodge(office, "9.200001", day) for day in ("2026-02-27", "2026-03-02")]
    assert [found.json()["procedure"]["version"] for found in (before, after)] == [1, 2]
    sure = await lodge(office, "9.200001", "2026-03-02", version=2)
    assert sure.json()["procedure"]["version"] == 2
    assert rule(await lodge(office, "9.200001", "2026-03-02", version=1)) == (422, "VersionNotInForce")
    assert rule(await lodge(office, "9.200001", "2026-03-02", version=3)) == (404, "UnknownVersion")


async def test_nothing_is_accepted_between_two_versions(office: Office) -> None:
    publish(office, "9.200002", ("2019-04-04", "2026-02-27"), ("2026-03-09", None))
    for day in ("2019-04-03", "2026-03-02"):
        assert rule(await lodge(office, "9.200002", day)) == (422, "NoVersionInForce")


async def test_an_abolished_procedure_accepts_nothing_from_its_day_on(office: Office) -> None:
    publish(office, "9.200003", ("2019-04-04", None))
    abolished = procedures.Abolished(
        code="9.200003", from_on=date(2026, 3, 2), decision=None, by="an", at=datetime.now(UTC)
    )
    with writing(office.premises.database) as session:
        procedures.abolish(session, abolished)
    assert (await lodge(office, "9.200003", "2026-02-27")).status_code == 201
    assert rule(await lodge(office, "9.200003", "2026-03-02")) == (422, "ProcedureAbolished")
