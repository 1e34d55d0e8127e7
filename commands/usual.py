"""Usual: what commands take where nothing else is said, and what they offer to choose from."""

from enum import StrEnum
from pathlib import Path
from typing import Final

CATALOGUE: Final = Path(__file__).parents[1] / "definitions" / "catalogue"
DIRECTORY: Final = "thua-thien-hue"
CALENDAR: Final = "thua-thien-hue"
"""The calendar that the API pins dossiers to, but for offices with one of their own beneath it."""
OPERATOR: Final = "Quản trị hệ thống"
"""In whose name something is done, when nothing else is said; journals are in Vietnamese."""


class Engine(StrEnum):
    """On what scenarios are played."""

    MACHINE = "machine"
    TEMPORAL = "temporal"
