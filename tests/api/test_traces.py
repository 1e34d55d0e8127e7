"""One trace runs from the HTTP request through the update to the activity that writes the journal."""

from pathlib import Path

import pytest
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from commands.acting import Acting
from commands.stage import open_stage
from runtime.telemetry import tracer_provider
from tests.plays import GROUND, catalogue_scenarios, worship
from workflows.machine.pin import pin_of

pytestmark = pytest.mark.temporal


async def test_a_request_can_be_followed_to_the_journal(tmp_path: Path) -> None:
    spans = InMemorySpanExporter()
    told = (found for found in catalogue_scenarios() if found[0].procedure == worship().procedure)
    procedure, scenario = next(found for found in told if "Từ chối tiếp nhận" in found[1].title)
    first = pin_of(procedure, GROUND, unit=scenario.lodged.unit, on=scenario.lodged.at.date())
    async with open_stage(tmp_path, traces=tracer_provider("test", also_to=SimpleSpanProcessor(spans))) as stage:
        async for _ in Acting(stage, procedure.procedure, scenario).scenes(first):
            pass

    by_trace: dict[int, set[str]] = {}
    for span in spans.get_finished_spans():
        assert span.context is not None
        by_trace.setdefault(span.context.trace_id, set()).add(span.name)
    acts = [names for names in by_trace.values() if any("/complete" in name for name in names)]
    followed = {"StartWorkflowUpdate:tell", "RunActivity:write_entries"}
    assert [followed <= names for names in acts] == [False, True], "the first is refused, the second is written"
