"""Temporal or the database away: the caller is told to come back, and coming back is safe."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from temporalio.client import Client

from api.app import make_premises
from api.premises import Premises
from runtime.secrets import read_secrets
from runtime.settings import Settings
from runtime.temporal import connect
from tests.api.counter import RECEPTIONIST, lodging, rule
from tests.office import Office, furnish, served, settings_in

pytestmark = pytest.mark.temporal


async def away(settings: Settings) -> Client:
    """A client whose server is not there."""
    nowhere = settings.model_copy(update={"temporal_address": "127.0.0.1:9"})
    return await connect(nowhere, read_secrets(settings), lazy=True)


async def lodge(premises: Premises, body: dict[str, Any], key: str) -> httpx.Response:
    token = premises.tokens.issue(RECEPTIONIST, premises.clock())
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
    async with served(premises) as http:
        return await http.post("/api/dossiers", json=body, headers=headers)


async def test_with_temporal_away_the_same_call_is_safe_to_repeat(office: Office, tmp_path: Path) -> None:
    settings = settings_in(tmp_path, temporal_task_queue=office.settings.temporal_task_queue)
    settings = settings.model_copy(update={"database_url": office.settings.database_url})
    secrets = read_secrets(settings)
    without = make_premises(settings, secrets, await away(settings))
    refused = await lodge(without, lodging(), "away-1")
    assert rule(refused) == (503, "Outage")
    assert refused.headers["retry-after"] == "5"
    assert "9" not in refused.json()["detail"]
    back = make_premises(settings, secrets, office.client)
    first = await lodge(back, lodging(), "away-1")
    again = await lodge(back, lodging(), "away-1")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    without.database.close()
    back.database.close()


async def test_a_process_lives_without_temporal_but_is_not_ready(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    premises = make_premises(settings, read_secrets(settings), await away(settings))
    furnish(premises.database)
    async with served(premises) as http:
        assert (await http.get("/api/health")).json() == {"status": "well"}
        assert rule(await http.get("/api/health/ready")) == (503, "Outage")
    premises.database.close()


async def test_with_the_database_away_nothing_inside_is_told(office: Office, tmp_path: Path) -> None:
    settings = settings_in(tmp_path).model_copy(update={"database_url": f"sqlite:///{tmp_path}/none/r.sqlite"})
    premises = make_premises(settings, read_secrets(settings), office.client)
    answer = await lodge(premises, lodging(), "away-2")
    assert rule(answer) == (503, "Outage")
    assert "sqlite" not in answer.text
    async with served(premises) as http:
        assert rule(await http.get("/api/health/ready")) == (503, "Outage")


async def test_rehearsals_are_refused_where_the_settings_say_so(office: Office, tmp_path: Path) -> None:
    settings = settings_in(tmp_path, rehearsals=False)
    premises = make_premises(settings, read_secrets(settings), office.client)
    furnish(premises.database)
    body = lodging(rehearsal_at="2026-03-02T08:00")
    assert rule(await lodge(premises, body, "away-3")) == (403, "RehearsalsNotAllowed")
    premises.database.close()


async def test_nobody_signs_in_by_a_list_in_production(office: Office, tmp_path: Path) -> None:
    settings = settings_in(tmp_path, mode="production", codec_keys="key-1:" + "a" * 43 + "=", token_key="a" * 43 + "=")
    premises = make_premises(settings, read_secrets(settings), office.client)
    furnish(premises.database)
    async with served(premises) as http:
        answer = await http.post("/api/sessions", json={"official": RECEPTIONIST})
    assert rule(answer) == (403, "SignInElsewhere")
    premises.database.close()


async def test_a_day_without_codes_left_is_refused(office: Office, tmp_path: Path) -> None:
    settings = settings_in(tmp_path, temporal_task_queue=office.settings.temporal_task_queue)
    premises = make_premises(settings, read_secrets(settings), office.client)
    furnish(premises.database)
    with premises.database.writer.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO lodgings (code, key, official, digest, agency, local_on, serial, pin, reserved_at, begun)"
            " VALUES ('x', 'x', 'x', 'x', 'H57.35.11', '2026-03-02', 9999, x'00', '2999-01-01 00:00:00', 0)"
        )
    body = lodging(rehearsal_at="2026-03-02T08:00")
    assert rule(await lodge(premises, body, "away-4")) == (409, "SerialsExhausted")
    premises.database.close()
