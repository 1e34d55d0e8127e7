"""Children started in order, watched, and stopped whatever happens: with real processes."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from subprocess import PIPE, STDOUT

import pytest

from runtime.claims import claim_folder, refuse_taken_ports
from runtime.refusals import ChildDied, StartRefused
from runtime.supervisor import Child, supervise, supervision
from runtime.waiting import until

ROOT = Path(__file__).parents[2]

STORY = """
import pathlib, signal, sys, time
story, name = pathlib.Path(sys.argv[1]), sys.argv[2]
def tell(what):
    with story.open("a") as file: file.write(f"{name} {what}\\n")
def stop(*_):
    tell("stops")
    sys.exit(0)
signal.signal(signal.SIGTERM, signal.SIG_IGN if name == "stubborn" else stop)
(story.parent / f"{name}.pid").write_text(str(__import__("os").getpid()))
tell("starts")
signal.pause()
"""

HOUSEHOLD = """
import asyncio, sys
from pathlib import Path
from tests.runtime.test_supervisor import child
from runtime.supervisor import supervise
data = Path(sys.argv[1])
asyncio.run(supervise([child(data, "first"), child(data, "second")], data))
print("ended in order")
"""


def child(folder: Path, name: str) -> Child:
    """A child that writes its story, ready when it has begun."""
    story = folder / "story"

    async def begun() -> None:
        await until(_answer(lambda: story.exists() and f"{name} starts\n" in story.read_text()))

    command = (sys.executable, "-c", STORY, str(story), name)
    return Child(name, command, ready=begun, grace=timedelta(seconds=1 if name == "stubborn" else 10))


def _answer(is_so: Callable[[], bool]) -> Callable[[], asyncio.Future[bool]]:
    async def answer() -> bool:
        return is_so()

    return lambda: asyncio.ensure_future(answer())


def is_running(folder: Path, name: str) -> bool:
    pid = (folder / f"{name}.pid").read_text()
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


async def household(folder: Path) -> asyncio.subprocess.Process:
    """A supervisor in a process of its own, with two children, both ready."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HOUSEHOLD, str(folder), cwd=ROOT, stdout=PIPE, stderr=STDOUT
    )
    story = folder / "story"
    async with asyncio.timeout(15):
        await until(_answer(lambda: story.exists() and "second starts\n" in story.read_text()))
    return process


async def test_children_start_in_order_and_stop_in_reverse(tmp_path: Path) -> None:
    async with supervision(tmp_path) as supervised:
        for name in ("first", "second", "third"):
            await supervised.start(child(tmp_path, name))
    assert (tmp_path / "story").read_text().splitlines() == [
        "first starts",
        "second starts",
        "third starts",
        "third stops",
        "second stops",
        "first stops",
    ]


async def test_a_child_that_does_not_stop_is_killed(tmp_path: Path) -> None:
    async with supervision(tmp_path) as supervised:
        await supervised.start(child(tmp_path, "stubborn"))
    assert not is_running(tmp_path, "stubborn")


async def never() -> None:
    await asyncio.Event().wait()


async def test_a_child_that_dies_stops_all_and_is_named_with_the_end_of_its_log(tmp_path: Path) -> None:
    dying = Child("worker", (sys.executable, "-c", "print('no database'); raise SystemExit(3)"))
    with pytest.raises(ChildDied) as death:
        await supervise([child(tmp_path, "first"), dying], tmp_path)
    log = tmp_path / "logs" / "worker.log"
    assert str(death.value) == f"worker stopped by itself (exit code 3); its log {log} ends:\nno database"
    assert not is_running(tmp_path, "first")


async def test_the_log_of_an_earlier_run_is_kept_but_not_shown(tmp_path: Path) -> None:
    for words in ("earlier", "later"):
        dying = Child("worker", (sys.executable, "-c", f"raise SystemExit('{words}')"))
        with pytest.raises(ChildDied, match=rf"ends:\n{words}$"):
            await supervise([dying], tmp_path)
    assert (tmp_path / "logs" / "worker.log").read_text() == "earlier\nlater\n"


async def test_an_earlier_child_dying_breaks_off_the_start_of_a_later_one(tmp_path: Path) -> None:
    async def kill_the_first() -> None:
        os.kill(int((tmp_path / "first.pid").read_text()), signal.SIGKILL)
        await never()

    later = Child("later", ("sleep", "60"), ready=kill_the_first)
    with pytest.raises(ChildDied, match=r"first stopped by itself \(killed by SIGKILL\)"):
        await supervise([child(tmp_path, "first"), later], tmp_path)


async def test_a_child_that_never_gets_ready_is_not_waited_for_for_ever(tmp_path: Path) -> None:
    slow = Child("api", ("sleep", "60"), ready=never, patience=timedelta(seconds=0.2))
    with pytest.raises(StartRefused, match=r"api was not ready within 0\.2 s"):
        await supervise([slow], tmp_path)


async def test_a_missing_command_is_a_death_with_its_reason(tmp_path: Path) -> None:
    with pytest.raises(ChildDied, match="No such file or directory"):
        await supervise([Child("temporal", ("/no/such/command",))], tmp_path)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
async def test_an_interrupt_ends_everything_in_order(tmp_path: Path, number: signal.Signals) -> None:
    process = await household(tmp_path)
    process.send_signal(number)
    output, _ = await process.communicate()
    assert (process.returncode, output) == (0, b"ended in order\n")
    assert (tmp_path / "story").read_text().splitlines()[2:] == ["second stops", "first stops"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent's death")
async def test_a_supervisor_killed_outright_takes_its_children_along(tmp_path: Path) -> None:
    process = await household(tmp_path)
    process.kill()
    await process.communicate()
    async with asyncio.timeout(10):
        await until(_answer(lambda: not is_running(tmp_path, "first") and not is_running(tmp_path, "second")))


async def test_a_second_start_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    process = await household(tmp_path)
    with pytest.raises(StartRefused) as refusal:
        async with supervision(tmp_path):
            pytest.fail("the folder was taken twice")
    assert str(refusal.value) == f"Already running in {tmp_path} (process {process.pid})."
    process.terminate()
    await process.communicate()
    with claim_folder(tmp_path):
        pass


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(StartRefused, match=r"file/var cannot be written: Not a directory\."),
        claim_folder(tmp_path / "file" / "var"),
    ):
        pytest.fail("a folder in a file")


def test_a_port_in_use_is_refused_by_the_name_of_its_setting() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(StartRefused) as refusal:
            refuse_taken_ports({"LIENTHONG_API_PORT": port})
    assert str(refusal.value) == f"Port {port} is in use; choose another with LIENTHONG_API_PORT."
    refuse_taken_ports({"LIENTHONG_API_PORT": port})
