"""The bench itself, on so few dossiers that nothing can be said of speed."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FEW = ("--dossiers", "2", "--officials", "1", "--pairs", "1", "--storm", "20", "--storms", "1")


@pytest.mark.slow
@pytest.mark.temporal
def test_the_bench_carries_dossiers_both_ways_and_prints_their_ratio() -> None:
    told = subprocess.run(  # noqa: S603 - our own command
        (sys.executable, "-m", "tests.bench", *FEW), cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (told.returncode, told.stderr) == (0, "")
    assert "ratio (median of the pairs): " in told.stdout
    assert "| updates/s | " in told.stdout
    assert "ratio of the storm (median of the pairs): " in told.stdout
    assert "| write_entries | 1.0 | 0.0 |" in told.stdout, "all that falls due at one instant is written at once"
