"""Directory files: a province's places and kinds of office, from which its directory is made."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from definitions.data_files import data_text, read_csv, read_yaml
from definitions.directory import Directory, Office
from definitions.officials import Appointment, Official, invented_name
from definitions.saying import Explained, Saying

ANY_LEVEL: Final = "*"
COMMITTEE: Final = "committee"

NO_DIRECTORY: Final = Saying(vietnamese="không có tệp danh bạ '{name}'", english="there is no directory file '{name}'")


class UnknownDirectory(Explained, LookupError):
    """No directory file has that name, or one that it refers to is missing."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ReportsTo(StrEnum):
    """Which office stands above one of a role."""

    OWN_COMMITTEE = "own committee"
    COMMITTEE_ABOVE = "committee above"


class Post(_Model):
    """A post in each office of a role: a stem for its holders' ids, how many they are, its title by level."""

    id: str = Field(pattern=r"^[a-z-]+$")
    count: int = Field(default=1, ge=1)
    titles: dict[str, str]

    def title(self, level: str) -> str:
        """The post's title as a citizen reads it."""
        return self.titles.get(level) or self.titles[ANY_LEVEL]


class Role(_Model):
    """A kind of office: its name at each level at which it stands, and its posts in order."""

    names: dict[str, str]
    reports_to: ReportsTo
    has_agency: bool
    head: str
    deputy: str | None = None
    posts: dict[str, Post]

    def name(self, level: str, place: str) -> str | None:
        """The name of this office for a place; None at a level at which it does not stand."""
        pattern = self.names.get(level) or self.names.get(ANY_LEVEL)
        return None if pattern is None else pattern.format(place=place)


class Roles(_Model):
    """All kinds of office of one directory."""

    roles: dict[str, Role]


class Place(_Model):
    """One row of a list of places, below the row of its parent."""

    level: str
    code: str
    name: str
    parent: str


class Agency(_Model):
    """How agency codes are given out: the top unit has the root, each level below counts on from a number."""

    root: str
    numbers_from: dict[str, int]


class End(_Model):
    """The last day of a level's offices, and for each role the level whose office of that role takes over."""

    valid_to: date
    successors: dict[str, str] = {}


class DirectoryFile(_Model):
    """One directory: which places, which kinds of office, which codes, and from when to when."""

    directory: str
    places: str
    offices: str
    agency: Agency
    valid_from: date
    ends: dict[str, End] = {}


@dataclass(frozen=True, slots=True)
class Reach:
    """At which levels a directory has offices, and from which day on."""

    levels: frozenset[str]
    valid_from: date


@dataclass(frozen=True, slots=True)
class Unit:
    """An administrative unit, the units above it (nearest first), and its agency code."""

    code: str
    level: str
    name: str
    above: tuple["Unit", ...]
    agency: str

    @property
    def place(self) -> str:
        """The unit's name as it stands inside a sentence: `xã Phú Sơn`."""
        return self.name[0].lower() + self.name[1:]


@lru_cache(maxsize=8)
def load_directory(name: str) -> Directory:
    """The directory of that name; raises `UnknownDirectory`, or ValueError for a file that is wrong."""
    file = DirectoryFile.model_validate(read_yaml(_text(f"{name}.yaml"), f"{name}.yaml"))
    roles = load_roles(name)
    offices = (office for unit in _units(file) for office in _offices(unit, roles, file))
    return Directory(id=file.directory, offices=tuple(offices))


@lru_cache(maxsize=8)
def load_roles(name: str) -> Roles:
    """The kinds of office of the directory of that name; raises as `load_directory` does."""
    file = DirectoryFile.model_validate(read_yaml(_text(f"{name}.yaml"), f"{name}.yaml"))
    return Roles.model_validate(read_yaml(_text(file.offices), file.offices))


@lru_cache(maxsize=8)
def reach_of(name: str) -> Reach:
    """The reach of the directory of that name, without making its offices; raises as `load_directory` does."""
    file = DirectoryFile.model_validate(read_yaml(_text(f"{name}.yaml"), f"{name}.yaml"))
    return Reach(frozenset(unit.level for unit in _units(file)), file.valid_from)


def demonstration_officials(directory: Directory) -> tuple[Official, ...]:
    """Somebody for every post of every office, always the same people; their names are invented.

    Ids are a word for the post and the unit, such as `tiepnhan.19990`, then `tiepnhan2.19990`. Raises
    `UnknownDirectory` for a directory that was not made from files.
    """
    roles = load_roles(directory.id).roles
    return tuple(
        official
        for office in directory.offices
        for post, kind in roles[office.role].posts.items()
        for official in _holders(office, post, kind)
    )


def _units(file: DirectoryFile) -> Iterator[Unit]:
    made: dict[str, Unit] = {}
    siblings: Counter[str] = Counter()
    for place in (Place.model_validate(row) for row in read_csv(_text(file.places))):
        if place.parent and place.parent not in made:
            raise ValueError(f"the place '{place.code}' stands before its parent '{place.parent}'")
        parent = made.get(place.parent)
        made[place.code] = Unit(
            code=place.code,
            level=place.level,
            name=place.name,
            above=() if parent is None else (parent, *parent.above),
            agency=_agency(file.agency, place.level, parent=parent, number=siblings[place.parent]),
        )
        siblings[place.parent] += 1
    yield from made.values()


def _agency(agency: Agency, level: str, *, parent: Unit | None, number: int) -> str:
    if parent is None:
        return agency.root
    return f"{parent.agency}.{agency.numbers_from[level] + number:02d}"


def _offices(unit: Unit, roles: Roles, file: DirectoryFile) -> Iterator[Office]:
    end = file.ends.get(unit.level)
    for word, role in roles.roles.items():
        name = role.name(unit.level, unit.place)
        if name is not None:
            yield Office(
                code=f"{unit.code}/{word}",
                unit=unit.code,
                role=word,
                level=unit.level,
                name=name,
                parent=_parent(unit, role),
                agency=unit.agency if role.has_agency else None,
                head=role.head,
                deputy=role.deputy,
                posts=tuple(role.posts),
                valid_from=file.valid_from,
                valid_to=None if end is None else end.valid_to,
                successor=None if end is None else _successor(unit, word, end),
            )


def _parent(unit: Unit, role: Role) -> str | None:
    if role.reports_to is ReportsTo.OWN_COMMITTEE:
        return f"{unit.code}/{COMMITTEE}"
    return f"{unit.above[0].code}/{COMMITTEE}" if unit.above else None


def _successor(unit: Unit, role: str, end: End) -> str | None:
    level = end.successors.get(role)
    return next((f"{above.code}/{role}" for above in unit.above if above.level == level), None)


def _holders(office: Office, post: str, kind: Post) -> Iterator[Official]:
    held = Appointment(
        post=post,
        office=office.code,
        title=kind.title(office.level),
        valid_from=office.valid_from,
        valid_to=office.valid_to,
    )
    for number in range(1, kind.count + 1):
        name = f"{kind.id}{number if number > 1 else ''}.{office.unit}"
        yield Official(id=name, name=invented_name(name), posts=(held,))


def _text(name: str) -> str:
    text = data_text("directories", name)
    if text is None:
        raise UnknownDirectory(NO_DIRECTORY, name=name)
    return text
