"""Staff: officials as the records have them, kept in memory for a moment because every request asks for one."""

import time
from typing import Final

from sqlmodel import Session, col, select

from definitions.officials import Appointment, Official
from records import tables

REMEMBERED_SECONDS: Final = 5.0
"""How long an appointment that was withdrawn may still be relied on."""
MOST: Final = 10_000


class Officials:
    """The officials read within the last seconds, by id; used by one thread."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[float, Official]] = {}

    def known(self, official: str) -> Official | None:
        """An official, when read a moment ago."""
        read_at, found = self._known.get(official, (float("-inf"), None))
        return found if time.monotonic() - read_at < REMEMBERED_SECONDS else None

    def remember(self, official: Official) -> None:
        """Keep an official for a moment."""
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[official.id] = (time.monotonic(), official)


def read_official(session: Session, official: str) -> Official | None:
    """An official with every post that he or she holds or held; None when the records have none of that id."""
    person = session.get(tables.Official, official)
    if person is None:
        return None
    held = select(tables.Appointment).where(tables.Appointment.official == official)
    rows = session.exec(held.order_by(col(tables.Appointment.office), col(tables.Appointment.post)))
    posts = tuple(Appointment.model_validate(row.model_dump(exclude={"official"})) for row in rows)
    return Official(id=person.id, name=person.name, posts=posts)
