"""The directory: a province's offices, their line of command, and the route of a dossier through them."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Final, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

DESK: Final = "desk"
"""The role of the office that receives dossiers and gives results back."""
HEAD: Final = "head"
"""The post that stands for whoever heads an office, whatever the office itself calls that post."""


class UnknownOffice(LookupError):
    """No office has that code, or no office in force fills that place; `wanted` is the code or the place."""

    def __init__(self, wanted: str) -> None:
        """Name what was looked for."""
        super().__init__(f"the directory has no office '{wanted}'")
        self.wanted = wanted


class Office(BaseModel):
    """An agency or a part of one, with its posts, for as long as it exists (both days included)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str = Field(pattern=r"^[^/]+/[^/]+$")
    unit: str
    role: str
    level: str
    name: str
    parent: str | None = None
    """The next office up the line."""
    agency: str | None = None
    """The code with which the numbers of its dossiers begin."""
    head: str
    deputy: str | None = None
    """The post that may sign for the head by mandate (KT.), if the office has one."""
    posts: tuple[str, ...]
    valid_from: date
    valid_to: date | None = None
    successor: str | None = None
    """The office that takes over its work after `valid_to`."""

    def is_in_force(self, on: date) -> bool:
        """Whether the office exists on that day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def post(self, wanted: str) -> str | None:
        """The office's own word for a post (`head` is whatever post heads it); None when it has none."""
        own = self.head if wanted == HEAD else wanted
        return own if own in self.posts else None

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        if self.code != f"{self.unit}/{self.role}":
            raise ValueError("an office's code is its unit and its role")
        if self.head not in self.posts:
            raise ValueError("an office's head is one of its posts")
        return self


class Route(BaseModel):
    """The offices one dossier can meet, resolved on the day of its acceptance and pinned with it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    receiving: str
    """The code of the desk that received the dossier."""
    places: dict[str, str]
    """For each `level/role` the code of its office."""
    offices: dict[str, Office]
    """By code: the receiving desk, the offices of all places, and every office above them."""

    def office(self, code: str) -> Office:
        """The office with that code; raises `UnknownOffice` when it is not on the route."""
        if code not in self.offices:
            raise UnknownOffice(code)
        return self.offices[code]

    def at(self, place: str) -> Office:
        """The office at a place such as `district/labour`; raises `UnknownOffice` when the route lacks it."""
        if place not in self.places:
            raise UnknownOffice(place)
        return self.office(self.places[place])

    def upward(self, code: str) -> tuple[Office, ...]:
        """The office itself, then every office above it, nearest first."""
        return tuple(_upward(self.offices, self.office(code)))

    def holder_of(self, post: str, code: str) -> tuple[str, str] | None:
        """The nearest office at or above `code` that has the post, with its own word for it.

        `head` is met by the office itself, as the post that heads it. None when nobody up the line has it.
        """
        found = ((office.code, office.post(post)) for office in self.upward(code))
        return next(((holder, own) for holder, own in found if own is not None), None)


class Directory(BaseModel):
    """All offices that a province has or had, with every parent and successor; no line runs in a circle."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    offices: tuple[Office, ...]

    def office(self, code: str) -> Office:
        """The office with that code, in force or not; raises `UnknownOffice`."""
        if code not in self._by_code:
            raise UnknownOffice(code)
        return self._by_code[code]

    def in_force(self, on: date) -> tuple[Office, ...]:
        """The offices that exist on that day, in the directory's order."""
        return tuple(office for office in self.offices if office.is_in_force(on))

    def acting(self, code: str, on: date) -> Office:
        """The office that does that one's work on that day: itself or a successor; raises `UnknownOffice`."""
        office = self.office(code)
        while not office.is_in_force(on):
            if office.successor is None or on < office.valid_from:
                raise UnknownOffice(code)
            office = self.office(office.successor)
        return office

    def route(self, unit: str, places: Iterable[str], on: date) -> Route:
        """Resolve the places (`level/role`) on the line that leads up from a unit's desk.

        Offices no longer in force on that day are replaced by their successors, in the line of command too.
        Raises `UnknownOffice` naming the desk's code, or the place, that nobody fills.
        """
        receiving = self.acting(f"{unit}/{DESK}", on)
        filled = {place: self._at(place, unit=unit, on=on) for place in places}
        offices = {office.code: office for start in (receiving, *filled.values()) for office in self._line(start, on)}
        return Route(
            receiving=receiving.code,
            places={place: office.code for place, office in filled.items()},
            offices=offices,
        )

    def _at(self, place: str, *, unit: str, on: date) -> Office:
        level, _, role = place.partition("/")
        line = _upward(self._by_code, self.office(f"{unit}/{DESK}"))
        place_unit = next((office.unit for office in line if office.level == level), None)
        try:
            return self.acting(f"{place_unit}/{role}", on)
        except UnknownOffice as unknown:
            raise UnknownOffice(place) from unknown

    def _line(self, office: Office, on: date) -> Iterator[Office]:
        while office.parent is not None:
            parent = self.acting(office.parent, on)
            yield office.model_copy(update={"parent": parent.code})
            office = parent
        yield office

    @cached_property
    def _by_code(self) -> dict[str, Office]:
        return {office.code: office for office in self.offices}

    @model_validator(mode="after")
    def _closed(self) -> Self:
        if len(self._by_code) != len(self.offices):
            raise ValueError("every office has a code of its own")
        for office in self.offices:
            for link in ("parent", "successor"):
                _refuse_circle(self._by_code, office, link)
        return self


def _upward(offices: dict[str, Office], office: Office) -> Iterator[Office]:
    yield office
    while office.parent is not None:
        office = offices[office.parent]
        yield office


def _refuse_circle(offices: dict[str, Office], office: Office, link: str) -> None:
    met = {office.code}
    while (code := getattr(office, link)) is not None:
        if code not in offices:
            raise ValueError(f"'{office.code}' names the {link} '{code}', which the directory does not have")
        if code in met:
            raise ValueError(f"the line of '{office.code}' runs in a circle")
        met.add(code)
        office = offices[code]
