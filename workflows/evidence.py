"""Evidence: what Temporal's history says of a dossier, and the journal that the pure machine makes of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, TypeVar

from google.protobuf.timestamp_pb2 import Timestamp
from temporalio.api.common.v1 import Payloads
from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import WorkflowHistory
from temporalio.converter import DataConverter

from definitions.saying import Explained, Saying
from workflows.dossier import ANSWERS_CARRIED
from workflows.effects import WRITE_ENTRIES, Writing
from workflows.machine.journal import Entry
from workflows.machine.play import Play
from workflows.machine.refusals import Refusal, Rule
from workflows.machine.state import State
from workflows.messages import Order
from workflows.opening import Opening

_Value = TypeVar("_Value")

_CLOSING: Final = frozenset(
    {
        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED,
        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_FAILED,
        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED,
        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED,
        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT,
    }
)


REFUSED: Final = Saying(
    vietnamese="lệnh {key} lúc {at} (giờ UTC) bị từ chối: {rule}",
    english="the order {key} of {at} UTC is refused: {rule}",
)
BEGINS_LATE: Final = Saying(
    vietnamese="lịch sử bắt đầu sau bút toán {seq}: các lượt chạy trước không còn",
    english="the history begins after entry {seq}: its earlier runs are gone",
)
NO_START: Final = Saying(
    vietnamese="lịch sử không bắt đầu bằng một lần khởi động", english="the history does not begin with a start"
)
NOT_WHOLE: Final = Saying(
    vietnamese="sự kiện {event} không chứa trọn một {kind}", english="event {event} does not hold a whole {kind}"
)
NOT_ONE: Final = Saying(
    vietnamese="sự kiện {event} không chứa đúng một {kind}", english="event {event} does not hold one {kind}"
)


class Unreadable(Explained, ValueError):
    """A history that does not tell a dossier from its lodging on; what is said tells where it fails."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An order that a dossier accepted: in which of its runs (the first is 0), and at which official instant."""

    order: Order
    at: datetime
    run: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A dossier as Temporal's history tells it.

    `entries` were handed over to be written, those up to `written` were; `until` is the official instant of the last
    workflow task. `closed` when the dossier's workflow has ended.
    """

    opening: Opening
    orders: tuple[Told, ...]
    entries: tuple[Entry, ...]
    written: int
    until: datetime
    closed: bool

    @property
    def is_still_writing(self) -> bool:
        """Whether entries are on their way; while they are, the dossier hands over no others."""
        return not self.closed and self.written < len(self.entries)


class NotTold(Explained):
    """The machine refuses an order that the history says was accepted: one of the two was altered."""

    def __init__(self, told: Told, refusal: Refusal) -> None:
        """Name the order by its idempotency key, and the rule that refuses it."""
        super().__init__(REFUSED, key=told.order.key, at=told.at, rule=refusal.rule)
        self.told = told


async def read_evidence(runs: Sequence[WorkflowHistory], converter: DataConverter) -> Evidence:
    """Read a dossier's runs, the first first; raises `Unreadable`, and what the converter's codec raises."""
    read = [await _read_run(run, converter, number) for number, run in enumerate(runs)]
    opening = read[0].opening
    if opening.state != State(pin=opening.state.pin):
        raise Unreadable(BEGINS_LATE, seq=opening.state.seq)
    return Evidence(
        opening=opening,
        orders=tuple(told for run in read for told in run.orders),
        entries=tuple(entry for run in read for entry in run.entries),
        written=max((run.written for run in read), default=0),
        until=read[-1].until,
        closed=read[-1].closed,
    )


def rederive(opening: Opening, orders: Iterable[Told], until: datetime) -> tuple[Entry, ...]:
    """The journal that the pure machine makes of the orders, and of time until an instant; raises `NotTold`."""
    play = Play(opening.state.pin)
    for told in _unanswered(orders):
        if told.order.expected not in {None, play.state.seq}:
            raise NotTold(told, Refusal(Rule.STALE))
        try:
            play.tell(told.order.message, actor=told.order.actor, now=told.at)
        except Refusal as refusal:
            raise NotTold(told, refusal) from refusal
    play.wait(until)
    return play.entries


def previous_run(run: WorkflowHistory) -> str | None:
    """The id of the run that a run continues, if it does."""
    return run.events[0].workflow_execution_started_event_attributes.continued_execution_run_id or None


def _unanswered(orders: Iterable[Told]) -> Iterator[Told]:
    """The orders but those repeated, which a dossier answers from memory; of that, a new run keeps the latest part."""
    run, digests = 0, dict[str, str]()
    for told in orders:
        if told.run != run:
            run, digests = told.run, dict(list(digests.items())[-ANSWERS_CARRIED:])
        key, digest = told.order.key, told.order.digest
        if digests.get(key, digest) != digest:
            raise NotTold(told, Refusal(Rule.KEY_REUSED))
        if key not in digests:
            digests[key] = digest
            yield told


async def _read_run(run: WorkflowHistory, converter: DataConverter, number: int) -> Evidence:
    if not run.events or not run.events[0].HasField("workflow_execution_started_event_attributes"):
        raise Unreadable(NO_START)
    start = run.events[0]
    opening = await _decode(converter, start, start.workflow_execution_started_event_attributes.input, Opening)
    official_time = opening.state.pin.official_time
    orders: list[Told] = []
    writings: dict[int, Writing] = {}
    until = start.event_time
    for event, began in _with_task_times(run.events):
        until = began
        if event.HasField("workflow_execution_update_accepted_event_attributes"):
            request = event.workflow_execution_update_accepted_event_attributes.accepted_request
            order = await _decode(converter, event, request.input.args, Order)
            orders.append(Told(order=order, at=official_time(_instant(began)), run=number))
        scheduled = event.activity_task_scheduled_event_attributes
        if scheduled.activity_type.name == WRITE_ENTRIES:
            writings[event.event_id] = await _decode(converter, event, scheduled.input, Writing)
    return Evidence(
        opening=opening,
        orders=tuple(orders),
        entries=tuple(entry for writing in writings.values() for entry in writing.entries),
        written=max((writings[event].entries[-1].seq for event in _done(run.events) if event in writings), default=0),
        until=official_time(_instant(until)),
        closed=run.events[-1].event_type in _CLOSING,
    )


def _with_task_times(events: Iterable[HistoryEvent]) -> Iterator[tuple[HistoryEvent, Timestamp]]:
    """Each event after a workflow task's completion, with when that task began: the workflow's own time in it.

    A server's clock that was set back stands still for a workflow until it has caught up, as in the SDK.
    """
    times: dict[int, Timestamp] = {}
    began = None
    for event in events:
        times[event.event_id] = event.event_time
        if event.HasField("workflow_task_completed_event_attributes"):
            at = times[event.workflow_task_completed_event_attributes.started_event_id]
            began = max(began or at, at, key=Timestamp.ToNanoseconds)
        if began is not None:
            yield event, began


def _done(events: Iterable[HistoryEvent]) -> Iterator[int]:
    """The numbers of the events that scheduled what is done by now."""
    for event in events:
        if event.HasField("activity_task_completed_event_attributes"):
            yield event.activity_task_completed_event_attributes.scheduled_event_id


async def _decode(converter: DataConverter, event: HistoryEvent, sent: Payloads, kind: type[_Value]) -> _Value:
    try:
        values = await converter.decode(sent.payloads, [kind])
    except (RuntimeError, ValueError) as error:
        raise Unreadable(NOT_WHOLE, event=event.event_id, kind=kind.__name__) from error
    if len(values) != 1:
        raise Unreadable(NOT_ONE, event=event.event_id, kind=kind.__name__)
    value: _Value = values[0]
    return value


def _instant(at: Timestamp) -> datetime:
    """As the SDK computes a workflow's own time: by way of a float, so to the same microsecond."""
    return datetime.fromtimestamp(at.ToNanoseconds() / 1e9, tz=UTC)
