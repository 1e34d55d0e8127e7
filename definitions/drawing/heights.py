"""Heights: how high each row, gap and lane is, and where each track lies in the picture."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from definitions.drawing.arrangement import Arrangement, Track
from definitions.drawing.ports import Fitted

_GAP: Final = 16
"""Between two rows, and between a row and the border of its lane."""
_CORRIDOR: Final = 14
"""From one line in a gap to the next."""


@dataclass(frozen=True, slots=True)
class Heights:
    """The y of each track, and the top and the height of each lane by its number."""

    tracks: Mapping[Track, int]
    lanes: tuple[tuple[int, int], ...]


def heights_of(arrangement: Arrangement, fitted: Mapping[str, Fitted], *, top: int, least: tuple[int, ...]) -> Heights:
    """The heights from `top` downward; `least` is what the title of each lane needs."""
    tracks: dict[Track, int] = {}
    lanes: list[tuple[int, int]] = []
    for lane, at_least in enumerate(least):
        own, height = _lane(arrangement, fitted, lane)
        down = top + (max(height, at_least) - height) // 2
        tracks.update({track: y + down for track, y in own.items()})
        lanes.append((top, max(height, at_least)))
        top += lanes[-1][1]
    return Heights(tracks, tuple(lanes))


def _lane(arrangement: Arrangement, fitted: Mapping[str, Fitted], lane: int) -> tuple[dict[Track, int], int]:
    """The y of every track of a lane from the lane's top, and the lane's height."""
    used = {track for track in (*arrangement.nodes.values(), *arrangement.corridors.values()) if track.lane == lane}
    tracks, y = dict[Track, int](), 0
    for at in sorted({track.at for track in used} | {0}):
        if at % 2 == 0:
            corridors = sorted(track for track in used if track.at == at)
            tracks.update({track: y + _CORRIDOR * number for number, track in enumerate(corridors, start=1)})
            y += _CORRIDOR * len(corridors)
            continue
        row = Track(lane, at)
        standing = [fitted[node_id] for node_id, track in arrangement.nodes.items() if track == row]
        tracks[row] = y + _GAP + max((node.above for node in standing), default=0)
        y = tracks[row] + max((node.below for node in standing), default=0)
    return tracks, y + _GAP
