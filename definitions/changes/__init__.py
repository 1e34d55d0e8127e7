"""Changes: what differs in meaning between two versions of a procedure, part by part, and how that is told in words."""

from definitions.changes.bearing import Bearing, bearing
from definitions.changes.change import Change, How, Spot
from definitions.changes.compare import compare
from definitions.changes.telling import tell

__all__ = ["Bearing", "Change", "How", "Spot", "bearing", "compare", "tell"]
