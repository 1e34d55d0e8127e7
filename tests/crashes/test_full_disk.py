"""A disk that is full: calls are told to come back, nothing is half-written, and with room again work goes on."""

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from cli import run
from tests.crashes.household import open_household
from tests.crashes.stream import OUTCOMES, UNITS, Officials, journal, lodging, outcomes, steps

pytestmark = [
    pytest.mark.temporal,
    pytest.mark.crash,
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="needs root, to mount a small disk"),
]

UNIT, DISTRICT = UNITS[0]
DESK = f"tiepnhan.{UNIT}"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(  # noqa: S603 - our own folder
        ["/usr/bin/mount", "-t", "tmpfs", "-o", "size=24m,mode=0700", "tmpfs", str(disk)], check=False
    )
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount a small disk")
    yield disk
    subprocess.run(["/usr/bin/umount", "--lazy", str(disk)], check=True)  # noqa: S603 - as above


async def test_a_full_disk_is_an_outage_that_passes(small_disk: Path) -> None:
    async with open_household(small_disk) as household:
        officials = Officials(household)
        code = (await officials.act(DESK, "/api/dossiers", lodging(UNIT), key="full-0"))["code"]
        before = [entry.hash for entry in journal(household, code)]
        ballast = _filled(small_disk)
        accept = (f"/api/dossiers/{code}/tasks/1/complete", {"outcome": "accept"})
        calls = {"full-1": accept, "other-0": ("/api/dossiers", lodging(UNIT))}
        refused = await asyncio.gather(*(officials.attempt(DESK, *call, key=key) for key, call in calls.items()))
        assert [answer.status_code for answer in refused] == [503, 503]
        assert [entry.hash for entry in journal(household, code)] == before
        assert all(process.returncode is None for process in household.running.values())

        ballast.unlink()
        await officials.carry("full", code, steps(UNIT, DISTRICT))
        other = await officials.act(DESK, *calls["other-0"], key="other-0")
        assert outcomes(household, code) == list(OUTCOMES)
        assert await household.disagreements([code, other["code"]]) == []


def test_a_start_on_a_disk_without_room_is_refused_in_one_sentence(
    small_disk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["up", "--data", str(small_disk)]
    assert run(arguments) == 1
    said = re.escape(f"lienthong up: Ổ đĩa của {small_disk} đã đầy: còn ") + r"\d+ MB, cần ít nhất 32 MB\n"
    assert re.fullmatch(said, capsys.readouterr().err)
    (small_disk / "lock").unlink()
    _filled(small_disk)
    assert run(arguments) == 1
    said = f"lienthong up: Không ghi được thư mục {small_disk}: No space left on device\n"
    assert capsys.readouterr().err == said


def _filled(disk: Path) -> Path:
    """A file that leaves no room on the disk."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << power for power in range(20, -1, -1)):
            with suppress(OSError):
                while True:
                    file.write(b"\0" * size)
    return ballast
