"""The modeller behind bpmn.io and Camunda Modeler: what it warns of when it opens a drawing."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
PATIENCE: Final = 300.0
"""Seconds after which a modeller that says nothing is ended, and the test with it."""


def warnings(drawings: Mapping[str, str]) -> dict[str, list[str]]:
    """For each drawing by its name what the modeller says of it; nothing, if all is well."""
    node = shutil.which("node")
    assert node is not None, "Node.js is needed by these tests; make test installs it"
    assert (HERE / "node_modules" / "bpmn-js").is_dir(), "the modeller is not installed; make test installs it"
    command = [node, str(HERE / "modeller.js")]
    asked = json.dumps(drawings).encode()
    told = subprocess.run(command, input=asked, capture_output=True, check=True, timeout=PATIENCE)  # noqa: S603 - our own tool
    found: dict[str, list[str]] = json.loads(told.stdout)
    return found
