"""What never reaches a route: bodies too large, and what the logs and traces say of a request."""

import json
from collections.abc import AsyncIterator
from contextlib import suppress

import httpx
import pytest
import structlog
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from api.edge import MAX_BODY_BYTES
from runtime.telemetry import tracer_provider
from tests.api.counter import RECEPTIONIST, lodged, lodging, rule
from tests.office import Office, served

pytestmark = pytest.mark.temporal

TEN_MEGABYTES = 10_000_000
CUT_OFF = (httpx.WriteError, httpx.RemoteProtocolError)
"""What a sender may see of a refusal that came before all was sent: the connection is closed under it."""


async def post(office: Office, content: bytes | AsyncIterator[bytes]) -> httpx.Response:
    headers = {"Authorization": f"Bearer {await office.token(RECEPTIONIST)}", "Content-Type": "application/json"}
    return await office.http.post("/api/dossiers", content=content, headers=headers)


async def test_a_body_that_announces_too_much_is_refused(office: Office) -> None:
    with suppress(*CUT_OFF):
        assert rule(await post(office, b"[" * TEN_MEGABYTES)) == (413, "BodyTooLarge")


async def test_a_body_that_announces_nothing_is_refused_once_it_is_too_much(office: Office) -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while read < TEN_MEGABYTES:
            read += 10_000
            yield b" " * 10_000

    try:
        assert rule(await post(office, endless())) == (413, "BodyTooLarge")
    except CUT_OFF:
        assert read < TEN_MEGABYTES


async def test_a_body_up_to_the_limit_is_looked_at(office: Office) -> None:
    assert rule(await post(office, b" " * MAX_BODY_BYTES)) == (422, "Malformed")


@pytest.mark.parametrize("content", [b"{", b"[" * 200_000, b'{"version": ' + b"9" * 5000 + b"}", b"\xff", b"null"])
async def test_what_is_no_lodging_is_malformed(office: Office, content: bytes) -> None:
    assert rule(await post(office, content)) == (422, "Malformed")


async def test_half_a_letter_is_malformed_wherever_it_stands(office: Office) -> None:
    for place in ('"Nguyễn Văn A"', '"Nguyễn Thị Hoa"'):
        text = json.dumps(lodging(), ensure_ascii=False).replace(place, '"\\ud800"')
        assert rule(await post(office, text.encode())) == (422, "Malformed")


async def test_a_method_that_a_route_does_not_have_is_refused(office: Office) -> None:
    assert rule(await office.http.delete("/api/dossiers")) == (405, "MethodNotOffered")


async def test_the_log_names_the_route_and_no_dossier(office: Office) -> None:
    code = (await lodged(office))["code"]
    with structlog.testing.capture_logs() as lines:
        await office.read(RECEPTIONIST, f"/api/dossiers/{code}")
    (line,) = [line for line in lines if line["event"] == "request"]
    assert (line["method"], line["route"], line["status"]) == ("GET", "/api/dossiers/{code}", 200)
    assert code not in str(lines)


async def test_a_request_has_a_span_that_goes_on_the_callers_trace(office: Office) -> None:
    spans = InMemorySpanExporter()
    traces = tracer_provider("test", also_to=SimpleSpanProcessor(spans))
    settings = office.settings.model_copy(update={"api_port": office.settings.api_port + 1})
    premises = type(office.premises)(**{**vars(office.premises), "settings": settings})
    caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    async with served(premises, traces) as http:
        await http.get("/api/health", headers={"traceparent": caller})
    (span,) = spans.get_finished_spans()
    assert span.name == "GET /api/health"
    assert f"{span.context.trace_id:032x}" == caller.split("-")[1]


async def test_a_lodging_that_is_right_is_right_in_any_order_of_its_keys(office: Office) -> None:
    body = lodging()
    key = {"Idempotency-Key": "thu-tu"}
    first = await office.act(RECEPTIONIST, "/api/dossiers", body, headers=key)
    again = await office.act(RECEPTIONIST, "/api/dossiers", dict(reversed(body.items())), headers=key)
    assert first.json()["code"] == again.json()["code"]
