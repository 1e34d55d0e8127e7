"""Moves: one branch about to go somewhere."""

from dataclasses import dataclass

from definitions.ways import Way


@dataclass(frozen=True, slots=True)
class Move:
    """A branch goes a way, or begins with a step of the plan; `keep`: that step is for whoever did it last."""

    branch: int
    where: Way | str
    keep: bool = False
