"""What a digital signature states, and what reading one found."""

from dataclasses import dataclass
from datetime import datetime


class TimestampsAway(Exception):
    """An outage: the time-stamping authority gives no timestamp now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a signature states, each part in the signature itself; `signed_at` is aware."""

    signer: str
    reason: str
    location: str
    signed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What reading a signature found; the names and the instant are None where it is beyond reading.

    `intact`: not a byte of the file has changed since it was signed. `trusted`: a known authority vouches that the key
    was the office's when it signed. What the rest says may be believed only when both hold.
    """

    signer: str | None = None
    office: str | None = None
    signed_at: datetime | None = None
    reason: str | None = None
    timestamped_at: datetime | None = None
    """When a time-stamping authority saw it; None where none was asked, or none that is trusted."""
    intact: bool = False
    trusted: bool = False
