"""Leaving: how a process ends that has talked to Temporal."""

import os
import sys
from typing import NoReturn


def leave(code: int) -> NoReturn:
    """End the process at once with that exit code, everything said having been written.

    The SDK's own threads may still run while the interpreter is torn down, which then sometimes aborts (exit 134,
    sdk-python issue 300); nothing of ours waits to be done at exit.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
