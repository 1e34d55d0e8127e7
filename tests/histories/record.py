"""Records histories of the worship allowance on the real server: `python -m tests.histories.record VERSION`.

Run once for a release, into a folder named after it; histories that were recorded are never changed.
"""

import asyncio
import gzip
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from temporalio.api.history.v1 import History
from temporalio.client import WorkflowHistory
from temporalio.testing import WorkflowEnvironment

from runtime.embedded import temporal_binary
from runtime.virtual import start_virtual_clocks
from tests.histories.playing import CONVERTER, RING, Stage, history, play, scenario, stage

HERE = Path(__file__).parent

AT_ONCE = {
    "straight": "Giải quyết thông suốt",
    "supplement": "Bộ phận một cửa chỉ được yêu cầu bổ sung một lần",
    "refusal": "Từ chối tiếp nhận",
    "rework": "Trả lại cấp xã",
    "withdrawal": "Người nộp rút hồ sơ",
    "claims": "Việc đã có người nhận",
}
"""Played on an ordinary server, one act after the other."""

OVER_WEEKS = {
    "late": "Quá hạn ở cấp tỉnh",
    "apology-late": "Ký xin lỗi muộn",
    "apology-missing": "Không ai ký xin lỗi",
}
"""Played on virtual clocks."""

OF_KINDS = {
    "fees": "Trong khi chờ nộp phí",
    "waits": "Chờ đến một ngày",
    "opinions": "Hai cơ quan cho ý kiến",
    "posting": "Khiếu nại mở một nhánh riêng",
    "stages": "Vùng xa thêm ba ngày",
    "custody": "Mỗi nhánh có sổ bàn giao",
    "elements": "WCP-15",
    "region": "WCP-25",
    "calls": "Thủ tục con không nhận được",
}
"""Every kind of step, on virtual clocks; kept in a folder of their own, `record VERSION-kinds`."""


def read(path: Path) -> WorkflowHistory:
    """A recorded history."""
    events = History.FromString(gzip.decompress(path.read_bytes())).events
    started = events[0].workflow_execution_started_event_attributes
    return WorkflowHistory(workflow_id=started.workflow_id, events=list(events))


def recorded() -> list[Path]:
    """All recorded histories."""
    return sorted(HERE.glob("*/*.pb.gz"))


async def record(folder: Path) -> None:
    """Play every scenario and keep its history in a folder."""
    with TemporaryDirectory() as place:
        ordinary = await WorkflowEnvironment.start_local(
            data_converter=CONVERTER, dev_server_existing_path=str(temporal_binary()), dev_server_log_level="error"
        )
        async with ordinary, stage(ordinary.client, Path(place)) as on:
            await _keep_all(on, AT_ONCE, folder)
    with TemporaryDirectory() as place:
        clocks = await start_virtual_clocks(RING)
        async with clocks, stage(clocks.client, Path(place), clocks=clocks) as on:
            await _keep_all(on, OVER_WEEKS, folder)


async def record_kinds(folder: Path) -> None:
    """Play a scenario of every kind of step and keep its history in a folder."""
    with TemporaryDirectory() as place:
        clocks = await start_virtual_clocks(RING)
        async with clocks, stage(clocks.client, Path(place), clocks=clocks) as on:
            await _keep_all(on, OF_KINDS, folder)


async def _keep_all(on: Stage, scenarios: dict[str, str], folder: Path) -> None:
    for name, beginning in scenarios.items():
        code = await play(on, scenario(beginning))
        content = History(events=(await history(on.client, code)).events).SerializeToString()
        (folder / f"{name}.pb.gz").write_bytes(gzip.compress(content, mtime=0))
        print(f"{name}: {code}")  # noqa: T201 - its product


if __name__ == "__main__":
    release = HERE / sys.argv[1]
    release.mkdir()
    asyncio.run(record_kinds(release) if release.name.endswith("-kinds") else record(release))
