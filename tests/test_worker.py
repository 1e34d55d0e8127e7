"""The worker's process refuses a start that cannot be, in one sentence."""

import socket
import subprocess
import sys
from pathlib import Path

from runtime.settings import inherited_environment

ROOT = Path(__file__).parents[1]


def start(tmp_path: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    chosen = {f"LIENTHONG_{name.upper()}": value for name, value in {"data": str(tmp_path), **settings}.items()}
    return subprocess.run(
        [sys.executable, "-m", "worker"],
        env=inherited_environment() | chosen,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_without_temporal_the_worker_does_not_start(tmp_path: Path) -> None:
    port = free_port()
    refused = start(tmp_path, temporal_port=str(port))
    assert (refused.returncode, refused.stderr) == (1, f"Temporal does not answer at 127.0.0.1:{port}.\n")


def test_a_setting_that_does_not_exist_is_named(tmp_path: Path) -> None:
    refused = start(tmp_path, temporal_prot="7733")
    assert (refused.returncode, refused.stderr) == (1, "LIENTHONG_TEMPORAL_PROT is no setting.\n")
