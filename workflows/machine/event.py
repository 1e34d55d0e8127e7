"""The event: what every event of a dossier has."""

from datetime import datetime

from workflows.actors import Actor
from workflows.machine.values import value


@value
class Recipient:
    """A post in an office, told of something."""

    office: str
    post: str


@value
class Event:
    """What every event has: when (official time, aware UTC), by whom, and the alarm that brought it, if one did."""

    at: datetime
    actor: Actor
    alarm: str | None = None
