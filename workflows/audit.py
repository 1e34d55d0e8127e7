"""Audit: whether a dossier's journal is the same wherever it stands, and the first place where it is not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from definitions.saying import Said, Saying, verbatim
from workflows.evidence import Evidence, NotTold, rederive
from workflows.machine.journal import BrokenChain, Entry, check_chain
from workflows.machine.pin import Pin

Line = Mapping[str, Any]
"""A stored entry: the values of its columns."""

_ENTRY: Final = TypeAdapter(Entry)
_FIELDS: Final = ("dossier", "seq", "at", "actor", "kind", "payload", "basis", "previous", "hash")
_ABSENT: Final = "(absent)"

MACHINE: Final = Saying(
    vietnamese="Máy trạng thái thuần lập ra cùng một nhật ký từ các lệnh trong lịch sử Temporal",
    english="The pure machine makes the same journal of the orders in Temporal's history",
)
STORED: Final = Saying(
    vietnamese="Nhật ký đã lưu đúng là nhật ký trong lịch sử Temporal",
    english="The stored journal is the one in Temporal's history",
)
LINKS: Final = Saying(
    vietnamese="Chuỗi băm của nhật ký đã lưu còn nguyên vẹn", english="The stored journal's hash chain is whole"
)
PIN: Final = Saying(
    vietnamese="Những gì chốt khi nộp hồ sơ giống nhau trong cơ sở dữ liệu và trong lịch sử Temporal",
    english="What was fixed at the lodging is the same in the records and in Temporal's history",
)
INSTEAD: Final = Saying(
    vietnamese="bút toán {seq}, {field}: {found} thay vì {expected}",
    english="entry {seq}, {field}: {found} instead of {expected}",
)
NO_ENTRY: Final = Saying(vietnamese="không có bút toán", english="no entry")
DECIDED: Final = Saying(
    vietnamese="{entries} đã quyết định, chưa chuyển đi ghi", english="{entries} decided, and not yet handed over"
)
HANDED: Final = Saying(
    vietnamese="{entries} đã chuyển đi ghi, chưa ghi xong", english="{entries} handed over, and not yet written"
)
ONE: Final = Saying(vietnamese="bút toán {seq}", english="entry {seq} is")
SEVERAL: Final = Saying(vietnamese="các bút toán {first} đến {last}", english="entries {first} to {last} are")
ILLEGIBLE: Final = Saying(vietnamese="có {field} không đọc được", english="has an illegible {field}")
NO_LODGING: Final = Saying(
    vietnamese="cơ sở dữ liệu không có lần nộp nào như vậy", english="the records know no such lodging"
)
PIN_UNREADABLE: Final = Saying(
    vietnamese="không đọc được những gì cơ sở dữ liệu đã chốt", english="what the records fixed cannot be read"
)
PIN_DIFFERS: Final = Saying(
    vietnamese="{field} trong cơ sở dữ liệu là một giá trị khác", english="the {field} in the records is another"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field of one entry that two journals hold otherwise; `found` is what was to be checked."""

    seq: int
    field: str
    found: Said
    expected: Said

    @property
    def sentence(self) -> Said:
        """One line that names the place and both values."""
        return INSTEAD.of(seq=self.seq, field=self.field, found=self.found, expected=self.expected)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was checked; `wrong` says what is not as it must be, `note` what may be and is not yet.

    `seq` is the number of the first entry that is wrong, where it is an entry.
    """

    name: Saying
    wrong: Said | None = None
    seq: int | None = None
    difference: Difference | None = None
    note: Said | None = None

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong."""
        return self.wrong is None


def check_machine(evidence: Evidence) -> Check:
    """Whether the entries in Temporal's history are those that the pure machine makes of its orders."""
    try:
        made = rederive(evidence.opening, evidence.orders, evidence.until)
    except NotTold as error:
        return Check(name=MACHINE, wrong=error.sentence)
    found = first_difference(lines(evidence.entries), lines(made[: len(evidence.entries)]))
    if found is not None:
        return _differs(MACHINE, found)
    more = made[len(evidence.entries) :]
    if not more:
        return Check(name=MACHINE)
    only_alarms = all(entry.actor.kind == "clock" for entry in more)
    if not evidence.closed and (evidence.is_still_writing or only_alarms):
        return Check(name=MACHINE, note=DECIDED.of(entries=_entries(more[0].seq, more[-1].seq)))
    return _differs(MACHINE, _missing(lines(more)[0]))


def check_stored(stored: Sequence[Line], evidence: Evidence) -> Check:
    """Whether the stored journal is the one in Temporal's history, as far as it is known to be written."""
    handed = lines(evidence.entries)
    due = len(handed) if evidence.closed else max(len(stored), evidence.written)
    found = first_difference(stored, handed[:due])
    if found is not None:
        return _differs(STORED, found)
    if len(stored) < len(handed):
        return Check(name=STORED, note=HANDED.of(entries=_entries(len(stored) + 1, len(handed))))
    return Check(name=STORED)


def check_links(stored: Sequence[Line]) -> Check:
    """Whether the stored journal's chain is whole."""
    try:
        check_chain(_legible(stored))
    except BrokenChain as broken:
        return Check(name=LINKS, wrong=broken.sentence, seq=broken.seq)
    return Check(name=LINKS)


def check_pin(stored: str | None, evidence: Evidence) -> Check:
    """Whether what the records fixed at the lodging is what Temporal's history was begun with."""
    if stored is None:
        return Check(name=PIN, wrong=NO_LODGING.of())
    try:
        kept = Pin.model_validate_json(stored).model_dump(mode="json")
    except ValidationError:
        return Check(name=PIN, wrong=PIN_UNREADABLE.of())
    begun = evidence.opening.state.pin.model_dump(mode="json")
    different = next((field for field in begun if kept[field] != begun[field]), None)
    return Check(name=PIN, wrong=PIN_DIFFERS.of(field=different) if different else None)


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
        return Difference(seq=extra["seq"], field="entry", found=verbatim(extra["kind"]).of(), expected=NO_ENTRY.of())
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
    return Difference(seq=seq, field=field, found=verbatim(str(one)).of(), expected=verbatim(str(other)).of())


def _missing(line: Line) -> Difference:
    return Difference(seq=line["seq"], field="entry", found=NO_ENTRY.of(), expected=verbatim(line["kind"]).of())


def _legible(stored: Sequence[Line]) -> Iterator[Entry]:
    for line in stored:
        try:
            yield entry_of(line)
        except ValidationError as error:
            field = error.errors(include_url=False, include_input=False)[0]["loc"][0]
            raise BrokenChain(line["seq"], ILLEGIBLE.of(field=field)) from error


def _differs(name: Saying, difference: Difference) -> Check:
    return Check(name=name, wrong=difference.sentence, seq=difference.seq, difference=difference)


def _entries(first: int, last: int) -> Said:
    return ONE.of(seq=first) if first == last else SEVERAL.of(first=first, last=last)
