"""Printing: lines that go out one by one, to a reader who may leave before the last."""

import os
import sys
from collections.abc import Iterable


def print_lines(lines: Iterable[str]) -> None:
    """Print each line as soon as it is there; stop without a word when nobody reads on (`| head`)."""
    try:
        for line in lines:
            print(line, flush=True)
    except BrokenPipeError:
        # What Python still wants to flush at its end goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
