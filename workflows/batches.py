"""Batches: how many dossiers a sweep tells before it looks whether it is to pause."""

from typing import Final

BATCH: Final = 100
