"""Histories recorded with each release: today's code carries on where they left off."""

from pathlib import Path

import pytest
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Replayer

from runtime.embedded import temporal_binary
from tests.histories.playing import CONVERTER, history, journal, play, scenario, stage
from tests.histories.record import AT_ONCE, OF_KINDS, OVER_WEEKS, read, recorded
from worker import sandbox
from workflows.dossier import DossierWorkflow
from workflows.evidence import read_evidence, rederive
from workflows.machine.journal import check_chain


@pytest.mark.parametrize("path", recorded(), ids=lambda path: f"{path.parent.name}/{path.name}")
async def test_a_recorded_history_replays_with_todays_code(path: Path) -> None:
    replayer = Replayer(workflows=[DossierWorkflow], data_converter=CONVERTER, workflow_runner=sandbox())
    await replayer.replay_workflow(read(path))


@pytest.mark.parametrize("path", recorded(), ids=lambda path: f"{path.parent.name}/{path.name}")
async def test_the_machine_makes_of_a_recorded_historys_orders_the_journal_inside_it(path: Path) -> None:
    evidence = await read_evidence([read(path)], CONVERTER)
    check_chain(evidence.entries)
    assert rederive(evidence.opening, evidence.orders, evidence.until) == evidence.entries


def test_every_release_has_every_history() -> None:
    releases = {path.parent for path in recorded()}
    assert releases
    for release in releases:
        wanted = OF_KINDS if release.name.endswith("-kinds") else (*AT_ONCE, *OVER_WEEKS)
        assert {path.name for path in release.iterdir()} >= {f"{name}.pb.gz" for name in wanted}


@pytest.mark.temporal
async def test_a_worker_that_remembers_nothing_carries_a_dossier_to_the_same_journal(tmp_path: Path) -> None:
    server = await WorkflowEnvironment.start_local(
        data_converter=CONVERTER, dev_server_existing_path=str(temporal_binary()), dev_server_log_level="error"
    )
    async with server, stage(server.client, tmp_path, cached=0) as on:
        code = await play(on, scenario(AT_ONCE["straight"]))
        evidence = await read_evidence([await history(on.client, code)], CONVERTER)
        assert rederive(evidence.opening, evidence.orders, evidence.until) == journal(on.database, code)
        assert evidence.closed
