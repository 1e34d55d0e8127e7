"""The journal: events numbered and hash-chained into entries that are never changed."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from json.encoder import c_make_encoder, encode_basestring  # type: ignore[attr-defined]
from typing import Any, Final, NoReturn

from pydantic import TypeAdapter
from pydantic_core import to_json

from definitions.basis import Basis
from definitions.saying import Explained, Said, Saying
from workflows.actors import Actor
from workflows.machine.causes import Breach
from workflows.machine.events import AnyEvent, TaskCompleted, TaskOpened
from workflows.machine.events_letters import BreachRecorded
from workflows.machine.pin import Pin
from workflows.machine.state import State
from workflows.machine.values import replace, value

GENESIS: Final = ""
"""What the first entry of a journal names as its previous."""

_EVENT: Final[TypeAdapter[AnyEvent]] = TypeAdapter(AnyEvent)
_AS_PAYLOAD: Final = _EVENT.serializer.to_python
_OF_A_STEP: Final = (TaskOpened, TaskCompleted)
_ENVELOPE: Final = {"at", "actor", "kind"}


def _refuse(value: object) -> NoReturn:
    raise TypeError(f"{type(value).__name__} is no JSON")


_PIECES: Final = c_make_encoder(None, _refuse, encode_basestring, None, ":", ",", True, False, True)
"""What `json.JSONEncoder` makes anew for each value it encodes, made once: sorted, no blanks, no look for circles."""


@value
class Entry:
    """One line of a dossier's journal. `hash` is SHA-256(previous ‖ canonical JSON of everything else)."""

    dossier: str
    seq: int
    at: datetime
    actor: Actor
    kind: str
    payload: dict[str, Any]
    basis: str | None
    previous: str
    hash: str = ""


_ACTOR: Final[TypeAdapter[Actor]] = TypeAdapter(Actor)


BROKEN: Final = Saying(vietnamese="bút toán {seq}: {why}", english="entry {seq}: {why}")
NUMBERED: Final = Saying(vietnamese="mang số {seq}", english="bears the number {seq}")
UNLINKED: Final = Saying(vietnamese="không nêu bút toán đứng trước nó", english="does not name the entry before it")
ALTERED: Final = Saying(vietnamese="đã bị sửa sau khi ghi", english="was altered after it was written")


class BrokenChain(Explained, ValueError):
    """A journal whose entries do not follow from one another."""

    def __init__(self, seq: int, why: Said) -> None:
        """Say at which entry the chain breaks, and why."""
        super().__init__(BROKEN, seq=seq, why=why)
        self.seq = seq


def enter(state: State, events: Iterable[AnyEvent]) -> tuple[State, tuple[Entry, ...]]:
    """The events as the next entries of a dossier's journal, and the state that knows the journal's new head."""
    entries: list[Entry] = []
    head = state.head
    for seq, event in enumerate(events, state.seq + 1):
        entries.append(_entry(state.pin, event, seq, head))
        head = entries[-1].hash
    if not entries:
        return state, ()
    last = entries[-1]
    return replace(state, seq=last.seq, head=head, head_at=last.at), tuple(entries)


def event_of(entry: Entry) -> AnyEvent:
    """The event that an entry records."""
    envelope = {"at": entry.at, "actor": entry.actor, "kind": entry.kind}
    return _EVENT.validate_python({**entry.payload, **envelope})


def seal(entry: Entry) -> str:
    """The hash that an entry must bear: keys in the order of the alphabet, no space between them.

    Whatever recurs from entry to entry is written as JSON once. The instant is not: equal ones may be written in two
    ways, and only one of them was sealed.
    """
    text = (
        f'{entry.previous}{{"actor":{_actor_as_json(entry.actor)},"at":{to_json(entry.at).decode()}'
        f',"basis":{_as_json(entry.basis)},"dossier":{_as_json(entry.dossier)},"kind":{_as_json(entry.kind)}'
        f',"payload":{_canonical(entry.payload)},"seq":{entry.seq}}}'
    )
    return hashlib.sha256(text.encode()).hexdigest()


def check_chain(entries: Iterable[Entry]) -> None:
    """Raise `BrokenChain` at the first entry that is out of number, names another predecessor or was altered."""
    previous = GENESIS
    for number, entry in enumerate(entries, start=1):
        if entry.seq != number:
            raise BrokenChain(number, NUMBERED.of(seq=entry.seq))
        if entry.previous != previous:
            raise BrokenChain(number, UNLINKED.of())
        if entry.hash != seal(entry):
            raise BrokenChain(number, ALTERED.of())
        previous = entry.hash


def _entry(pin: Pin, event: AnyEvent, seq: int, previous: str) -> Entry:
    entry = Entry(
        dossier=pin.code,
        seq=seq,
        at=event.at,
        actor=event.actor,
        kind=event.kind,
        payload=_AS_PAYLOAD(event, mode="json", exclude=_ENVELOPE, exclude_defaults=True, exclude_none=True),
        basis=_basis(pin, event),
        previous=previous,
    )
    object.__setattr__(entry, "hash", seal(entry))  # not seen by anybody before
    return entry


def _canonical(value: Any) -> str:  # noqa: ANN401 - JSON of any kind
    return "".join(_PIECES(value, 0))


@lru_cache(maxsize=1024)
def _actor_as_json(actor: Actor) -> str:
    return _canonical(_ACTOR.dump_python(actor, mode="json"))


@lru_cache(maxsize=1024)
def _as_json(text: str | None) -> str:
    return _canonical(text)


def _basis(pin: Pin, event: AnyEvent) -> str | None:
    """Where the law speaks of such an event: the step's own basis, or the one-stop decree in force."""
    step_basis: Basis | None = pin.step(event.step).basis if isinstance(event, _OF_A_STEP) else None
    if step_basis is not None:
        return str(step_basis)
    provision = pin.regime.provisions.get(_matter(event))
    return f"{pin.regime.instrument}, {provision}" if provision else None


def _matter(event: AnyEvent) -> str:
    """What the decree may speak of: a kind of entry, but for a late refusal, which is another article's breach."""
    if isinstance(event, BreachRecorded) and event.what is Breach.REFUSAL_LATE:
        return f"{event.kind}: {event.what}"
    return event.kind
