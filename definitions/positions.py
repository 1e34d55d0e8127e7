"""Positions: where each value of a document stands in its file, and each key."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from definitions.findings import Place

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Positions:
    """Where each value of a document stands, and each key."""

    file: str
    values: Mapping[Path, Place] = field(default_factory=dict)
    keys: Mapping[Path, Place] = field(default_factory=dict)

    def of(self, *path: str | int) -> Place:
        """The place of the value at that path, or of the nearest value around it."""
        known = next((path[:length] for length in range(len(path), -1, -1) if path[:length] in self.values), ())
        return self.values.get(known, Place(self.file))

    def key(self, *path: str | int) -> Place:
        """The place of the key that leads to that path; of the value around it where there is no such key."""
        known = next((path[:length] for length in range(len(path), 0, -1) if path[:length] in self.values), ())
        return self.keys.get(known) or self.of(*known)
