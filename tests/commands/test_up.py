"""`lienthong up` as an operator meets it: the real server, worker and API, started, stopped, killed and started again.

The tests share one folder and go on from each other: each start takes seconds.
"""

import asyncio
import os
import re
import signal
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from subprocess import PIPE, STDOUT, Popen
from typing import Any

import pytest
from temporalio.testing import TimeSkipper, TimeSkippingConfig

from cli import run
from commands.counter import Counter
from commands.note import read_note
from commands.stories import STORIES
from runtime.secrets import read_secrets
from runtime.settings import Settings, read_settings
from runtime.temporal import connect
from runtime.waiting import until

ROOT = Path(__file__).parents[2]
HANOI = timezone(timedelta(hours=7))
RECEPTIONIST = "tiepnhan.19990"

pytestmark = [pytest.mark.temporal, pytest.mark.slow]


@dataclass
class House:
    """A folder with its ports, and the process that now runs `lienthong up` in it."""

    settings: Settings
    process: Popen[str] | None = None
    shown: str = ""
    children: dict[str, int] = field(default_factory=dict)

    @property
    def arguments(self) -> list[str]:
        known = self.settings
        ports = {"--port": known.api_port, "--temporal-port": known.temporal_port, "--ui-port": known.temporal_ui_port}
        return ["up", "--data", str(known.data), *(part for name, port in ports.items() for part in (name, str(port)))]

    def start(self) -> None:
        """Start it, and read what it shows until it is ready."""
        command = [sys.executable, "-m", "cli", *self.arguments]
        self.process = Popen(command, cwd=ROOT, stdout=PIPE, stderr=STDOUT, text=True)  # noqa: S603 - our own command
        self.shown = ""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.shown += line
            if line.startswith("Sẵn sàng sau"):
                break
        assert "Sẵn sàng sau" in self.shown, self.shown
        self.children = dict(zip(("temporal", "worker", "api"), self._descendants(), strict=True))

    def end(self) -> tuple[int, str]:
        """Wait for its end: its exit code and what it showed last."""
        assert self.process is not None
        rest, _ = self.process.communicate()
        return self.process.returncode, rest

    def _descendants(self) -> list[int]:
        assert self.process is not None
        pids = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return sorted(map(int, pids), key=_kind)


def _kind(pid: int) -> int:
    command = Path(f"/proc/{pid}/cmdline").read_text()
    return next(number for number, word in enumerate(("start-dev", "\0worker\0", "\0api\0")) if word in command)


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def listening(pid: int) -> set[str]:
    """The addresses at which a process listens, as the kernel writes them."""
    sockets = {str(path.readlink()) for path in Path(f"/proc/{pid}/fd").iterdir() if path.is_symlink()}
    lines = [
        line.split()
        for name in ("tcp", "tcp6")
        for line in Path(f"/proc/{pid}/net/{name}").read_text().split("\n")[1:-1]
    ]
    return {line[1].split(":")[0] for line in lines if line[3] == "0A" and f"socket:[{line[9]}]" in sockets}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with ExitStack() as held:
        probes = [held.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(3)]
        port, temporal, pages = (probe.getsockname()[1] for probe in probes)
    data = tmp_path_factory.mktemp("house") / "var"
    house = House(read_settings(data=data, api_port=port, temporal_port=temporal, temporal_ui_port=pages))
    house.start()
    yield house
    if house.process is not None and house.process.poll() is None:
        house.process.terminate()
        house.process.communicate()


@pytest.fixture
async def counter(house: House) -> AsyncIterator[Counter]:
    async with Counter(house.settings.public_url) as counter:
        yield counter


async def journal(counter: Counter, code: str) -> list[dict[str, Any]]:
    found = await counter.read(f"/api/dossiers/{code}/journal", by=RECEPTIONIST)
    entries: list[dict[str, Any]] = found["entries"]
    return entries


def codes_of(house: House) -> tuple[str, ...]:
    note = read_note(house.settings.data)
    assert note is not None
    return note.codes


def test_a_first_start_shows_where_everything_is_and_who_may_sign_in(house: House) -> None:
    url = house.settings.public_url
    for words in (f"{url}/api/openapi.json", f"127.0.0.1:{house.settings.temporal_ui_port}", "logs", RECEPTIONIST):
        assert words in house.shown
    assert all(code in house.shown for code in codes_of(house))


async def test_the_demonstration_stands_at_different_steps(house: House, counter: Counter) -> None:
    seen = [await counter.read(f"/api/dossiers/{code}", by="chutich.46") for code in codes_of(house)[: len(STORIES)]]
    assert [(one["status"]["word"], one["holder"]["office"]["code"]) for one in seen] == [
        ("new", "19990/desk"),
        ("processing", "19825/committee"),
        ("processing", "482/labour"),
        ("processing", "46/labour"),
        ("awaiting supplement", "19822/desk"),
        ("returned", "20113/desk"),
    ]


async def test_the_rehearsal_is_late_at_the_province_with_an_apology_to_be_signed(
    house: House, counter: Counter
) -> None:
    code = codes_of(house)[-1]
    late = await counter.read(f"/api/dossiers/{code}", by="truong-ldtbxh.46")
    assert (late["rehearsal"], late["clock"]["late"], late["holder"]["office"]["code"]) == (True, True, "46/labour")
    assert [task["kind"] for task in late["holder"]["tasks"]] == ["work", "apology"]
    kinds = [entry["kind"] for entry in await journal(counter, code)]
    assert [kind for kind in kinds if kind in {"warned", "apology.drafted", "apology.fell_due", "dossier.late"}] == [
        "warned",
        "apology.drafted",
        "apology.fell_due",
        "warned",
        "dossier.late",
    ]


def test_everything_listens_on_this_machine_only(house: House) -> None:
    loopback = {"0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000"}
    for pid in house.children.values():
        assert listening(pid) <= loopback
    assert listening(house.children["api"])


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_second_start_beside_the_first_is_refused(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    assert house.process is not None
    assert run(house.arguments) == 1
    folder = house.settings.data
    assert (
        capsys.readouterr().err
        == f"lienthong up: Chương trình đang chạy trong {folder} (tiến trình {house.process.pid})\n"
    )


def test_a_port_in_use_is_refused_by_the_option_that_chooses_it(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [str(tmp_path) if part == str(house.settings.data) else part for part in house.arguments]
    assert run(arguments) == 1
    port = house.settings.api_port
    assert capsys.readouterr().err == f"lienthong up: Cổng {port} đang được dùng; chọn cổng khác bằng --port\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lock"]


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert run(["up", "--data", str(tmp_path / "file" / "var")]) == 1
    assert re.fullmatch(r"lienthong up: Không ghi được thư mục .*/file/var: .*\n", capsys.readouterr().err)
    assert run(["up", "--english", "--data", str(tmp_path / "file" / "var")]) == 1
    assert re.fullmatch(r"lienthong up: The folder .*/file/var cannot be written: .*\n", capsys.readouterr().err)


def test_a_setting_that_is_wrong_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["up", "--port", "99999"]) == 1
    assert capsys.readouterr().err.startswith("lienthong up: LIENTHONG_API_PORT: ")


async def test_a_timer_that_falls_due_while_nothing_runs_fires_after_the_next_start(house: House) -> None:
    async with Counter(house.settings.public_url) as counter:
        code = await lodge_a_rehearsal(counter, datetime(2026, 3, 2, 7, 30, tzinfo=HANOI))
        await let_pass(house.settings, code, timedelta(hours=4) - timedelta(seconds=6))
        before = [entry["kind"] for entry in await journal(counter, code)]
    codes = codes_of(house)
    assert house.process is not None
    house.process.send_signal(signal.SIGINT)
    code_of_exit, rest = await asyncio.to_thread(house.end)
    assert (code_of_exit, rest.split("\n")[-3:]) == (0, ["Đang dừng…", "Đã dừng.", ""])
    assert not any(is_running(pid) for pid in house.children.values())

    await asyncio.to_thread(house.start)
    async with Counter(house.settings.public_url) as counter:
        async with asyncio.timeout(30):
            await until(lambda: is_told(counter, code, "task.late"))
        after = [(entry["kind"], entry["at"]) for entry in await journal(counter, code)]
    assert before == ["dossier.lodged", "task.opened"]
    assert after[2:3] == [("task.late", "2026-03-02T11:30:00+07:00")]
    assert {at for _, at in after[3:]} <= {"2026-03-02T11:30:00+07:00"}
    assert codes_of(house) == codes
    assert "✓ Trình diễn" not in house.shown
    assert all(known in house.shown for known in codes)


def test_a_worker_that_is_killed_ends_everything_with_one_sentence(house: House) -> None:
    os.kill(house.children["worker"], signal.SIGKILL)
    code, rest = house.end()
    log = house.settings.data / "logs" / "worker.log"
    assert code == 1
    assert f"lienthong up: worker đã tự dừng (bị SIGKILL chấm dứt); nhật ký {log} kết thúc bằng:\n" in rest
    assert "Traceback" not in rest
    assert not any(is_running(pid) for pid in house.children.values())


async def lodge_a_rehearsal(counter: Counter, at: datetime) -> str:
    lodging = STORIES[0].lodging | {"rehearsal_at": at.isoformat()}
    dossier = await counter.post("/api/dossiers", lodging, by=RECEPTIONIST, key="test-rehearsal")
    return str(dossier["code"])


async def let_pass(settings: Settings, code: str, length: timedelta) -> None:
    client = await connect(settings, read_secrets(settings))
    skipper = TimeSkipper(client, config=TimeSkippingConfig(enabled=False, disable_propagation=True))
    await skipper.fast_forward(client.get_workflow_handle(code), length)


async def is_told(counter: Counter, code: str, kind: str) -> bool:
    return any(entry["kind"] == kind for entry in await journal(counter, code))
