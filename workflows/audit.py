"""Audit: whether a dossier's journal is the same wherever it stands, and the first place where it is not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from workflows.evidence import Evidence, NotTold, rederive
from workflows.machine.journal import BrokenChain, Entry, check_chain
from workflows.machine.pin import Pin

Line = Mapping[str, Any]
"""A stored entry: the values of its columns."""

_ENTRY: Final = TypeAdapter(Entry)
_FIELDS: Final = ("dossier", "seq", "at", "actor", "kind", "payload", "basis", "previous", "hash")
_ABSENT: Final = "(absent)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field of one entry that two journals hold otherwise; `found` is what was to be checked."""

    seq: int
    field: str
    found: str
    expected: str

    def __str__(self) -> str:
        """One line that names the place and both values."""
        return f"entry {self.seq}, {self.field}: {self.found} instead of {self.expected}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was checked; `wrong` says what is not as it must be, `note` what may be and is not yet.

    `seq` is the number of the first entry that is wrong, where it is an entry.
    """

    name: str
    wrong: str | None = None
    seq: int | None = None
    difference: Difference | None = None
    note: str | None = None

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong."""
        return self.wrong is None


def check_machine(evidence: Evidence) -> Check:
    """Whether the entries in Temporal's history are those that the pure machine makes of its orders."""
    name = "The pure machine makes the same journal of the orders in Temporal's history"
    try:
        made = rederive(evidence.opening, evidence.orders, evidence.until)
    except NotTold as error:
        return Check(name=name, wrong=str(error))
    found = first_difference(lines(evidence.entries), lines(made[: len(evidence.entries)]))
    if found is not None:
        return _differs(name, found)
    more = made[len(evidence.entries) :]
    if not more:
        return Check(name=name)
    only_alarms = all(entry.actor.kind == "clock" for entry in more)
    if not evidence.closed and (evidence.is_still_writing or only_alarms):
        return Check(name=name, note=f"{_entries(more[0].seq, more[-1].seq)} decided, and not yet handed over")
    return _differs(name, _missing(lines(more)[0]))


def check_stored(stored: Sequence[Line], evidence: Evidence) -> Check:
    """Whether the stored journal is the one in Temporal's history, as far as it is known to be written."""
    name = "The stored journal is the one in Temporal's history"
    handed = lines(evidence.entries)
    due = len(handed) if evidence.closed else max(len(stored), evidence.written)
    found = first_difference(stored, handed[:due])
    if found is not None:
        return _differs(name, found)
    if len(stored) < len(handed):
        return Check(name=name, note=f"{_entries(len(stored) + 1, len(handed))} handed over, and not yet written")
    return Check(name=name)


def check_links(stored: Sequence[Line]) -> Check:
    """Whether the stored journal's chain is whole."""
    name = "The stored journal's hash chain is whole"
    try:
        check_chain(_legible(stored))
    except BrokenChain as broken:
        return Check(name=name, wrong=str(broken), seq=broken.seq)
    return Check(name=name)


def check_pin(stored: str | None, evidence: Evidence) -> Check:
    """Whether what the records fixed at the lodging is what Temporal's history was begun with."""
    name = "What was fixed at the lodging is the same in the records and in Temporal's history"
    if stored is None:
        return Check(name=name, wrong="the records know no such lodging")
    try:
        kept = Pin.model_validate_json(stored).model_dump(mode="json")
    except ValidationError:
        return Check(name=name, wrong="what the records fixed cannot be read")
    begun = evidence.opening.state.pin.model_dump(mode="json")
    different = next((field for field in begun if kept[field] != begun[field]), None)
    return Check(name=name, wrong=different and f"the {different} in the records is another")


def first_difference(found: Sequence[Line], expected: Sequence[Line]) -> Difference | None:
    """The first field of the first entry that differs, that is missing, or that is one too many."""
    for one, other in zip(found, expected, strict=False):
        for field in _FIELDS:
            if one[field] != other[field]:
                return _inside(other["seq"], field, one[field], other[field])
    if len(found) < len(expected):
        return _missing(expected[len(found)])
    if len(found) > len(expected):
        extra = found[len(expected)]
        return Difference(seq=extra["seq"], field="entry", found=extra["kind"], expected="no entry")
    return None


def lines(entries: Sequence[Entry]) -> list[Line]:
    """Entries in the shape in which they are stored."""
    return [_ENTRY.dump_python(entry) for entry in entries]


def entry_of(line: Line) -> Entry:
    """A stored entry as the machine knows it; raises `ValidationError` when it cannot be one."""
    return _ENTRY.validate_python({field: line[field] for field in _FIELDS})


def _inside(seq: int, field: str, one: Any, other: Any) -> Difference:  # noqa: ANN401 - JSON of any kind
    """Name the innermost field that differs."""
    while isinstance(one, Mapping) and isinstance(other, Mapping):
        key = next(key for key in sorted({*one, *other}) if one.get(key, _ABSENT) != other.get(key, _ABSENT))
        field, one, other = f"{field}.{key}", one.get(key, _ABSENT), other.get(key, _ABSENT)
    return Difference(seq=seq, field=field, found=str(one), expected=str(other))


def _missing(line: Line) -> Difference:
    return Difference(seq=line["seq"], field="entry", found="no entry", expected=line["kind"])


def _legible(stored: Sequence[Line]) -> Iterator[Entry]:
    for line in stored:
        try:
            yield entry_of(line)
        except ValidationError as error:
            field = error.errors(include_url=False, include_input=False)[0]["loc"][0]
            raise BrokenChain(line["seq"], f"has an illegible {field}") from error


def _differs(name: str, difference: Difference) -> Check:
    return Check(name=name, wrong=str(difference), seq=difference.seq, difference=difference)


def _entries(first: int, last: int) -> str:
    return f"entry {first} is" if first == last else f"entries {first} to {last} are"
