"""Processes: the processor time that each part of the bench has used, from /proc."""

import os
from pathlib import Path
from typing import Final

PARTS: Final = {
    "Temporal server": "start-dev",
    "worker": "-m worker",
    "API": "-m api",
    "bare worker": "-m tests.bench.bare",
}
"""What a part's command line contains."""

LOAD: Final = "load generator"


def cpu_seconds() -> dict[str, float]:
    """Seconds of processor time, user's and system's, used so far by each part and by this process."""
    used = {LOAD: sum(os.times()[:2])}
    for child in _children(os.getpid()):
        command = (child / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        for part, mark in PARTS.items():
            if mark in command:
                used[part] = _used(child)
    return used


def since(before: dict[str, float]) -> dict[str, float]:
    """What each part has used since then."""
    return {part: used - before.get(part, 0.0) for part, used in cpu_seconds().items()}


def _children(pid: int) -> list[Path]:
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [Path("/proc") / child for task in tasks for child in (task / "children").read_text().split()]


def _used(process: Path) -> float:
    fields = (process / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
