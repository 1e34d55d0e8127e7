"""Assignees: who does a step, a post at a place."""

import re
from typing import Annotated, Final, Self

from definitions.misreading import Misread
from definitions.saying import Saying
from definitions.values import Closed, as_text, portable

RECEIVING_DESK: Final = "receiving desk"
"""The place of the desk that took the dossier and gives the result back, whatever its level."""


class Assignee(Closed):
    """Who does a step: a post at a place (`level/role`, or the receiving desk)."""

    post: str
    place: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `post @ level/role` or `post @ receiving desk`; raises `Misread` for anything else."""
        found = _ASSIGNEE.fullmatch(text.strip())
        if found is None:
            raise Misread(
                Saying(vietnamese="'{text}' chưa nêu ai thực hiện", english="'{text}' does not say who").of(text=text),
                Saying(
                    vietnamese="viết 'officer @ district/labour' hoặc 'receptionist @ receiving desk'",
                    english="write 'officer @ district/labour' or 'receptionist @ receiving desk'",
                ).of(),
            )
        return cls(post=found["post"], place=found["place"])

    def __str__(self) -> str:
        """The canonical text, which `parse` reads back."""
        return f"{self.post} @ {self.place}"


_ASSIGNEE: Final = re.compile(r"(?P<post>[a-z]+(?: [a-z]+)*) *@ *(?P<place>[a-z]+/[a-z]+(?:-[a-z]+)*|receiving desk)")

ASSIGNEE: Final = portable(_ASSIGNEE.pattern)
AssigneeText = Annotated[Assignee, *as_text(Assignee.parse, ASSIGNEE)]
"""An assignee inside a pydantic model: read from its text and written as it."""
