"""Endings: who ended a dossier and why, also where time did, or another dossier's end, and nobody said so."""

from dataclasses import dataclass
from typing import Final

from definitions.steps.manned import Pay, Wait
from definitions.ways import End
from letters.recorded import Recorded
from letters.wording import amount_text, short_day_text
from workflows.actors import Official
from workflows.machine.events import AnyEvent, Ended, TaskCompleted
from workflows.machine.events_flow import ChildEnded, TaskExpired

NOT_PAID: Final = "Hết thời hạn nộp {amount} đồng{until} mà chưa nộp: {what}"
NOT_COME: Final = "Hết thời hạn chờ{until} mà chưa có: {what}"
DAY_CAME: Final = "Đã đến ngày hẹn{until}: {what}"
LIMIT_PASSED: Final = "Hết thời hạn của bước “{what}”{until}"
UNTIL: Final = " (hạn: {})"
CHILD_ENDED: Final = "Hồ sơ liên thông {code} ({what}) {how}"
BY_OUTCOME: Final = "Kết quả bước “{step}”: {outcome}"
BY_RULE: Final = "Theo quy trình giải quyết thủ tục đã được phê duyệt"
CHILD_ENDS: Final = {
    End.RETURNED: "đã có kết quả",
    End.REFUSED: "bị từ chối giải quyết",
    End.WITHDRAWN: "đã được rút",
    End.STOPPED: "đã dừng giải quyết",
    None: "không được tiếp nhận",
}


@dataclass(frozen=True, slots=True)
class Ending:
    """By which office, for what reason, and by which official, None where none acted, a dossier was ended."""

    office: str
    reason: str
    official: Official | None


def ending(dossier: Recorded, seq: int) -> Ending:
    """What is to be said of entry `seq`, which ended the dossier; the office is the one that held it until then."""
    event = dossier.event(seq)
    assert isinstance(event, Ended)
    cause = _cause(dossier, seq)
    reason = (event.reason or "").strip() or _why(dossier, cause)
    if isinstance(event.actor, Official):
        return Ending(event.actor.office, reason, event.actor)
    return Ending(dossier.state_after(max(cause - 1, 0)).holder or dossier.desk.code, reason, None)


def _cause(dossier: Recorded, seq: int) -> int:
    """The entry of the same turn from which the end followed: a limit that passed, another dossier, an outcome."""
    ended = dossier.event(seq)
    for number in range(seq - 1, 0, -1):
        event = dossier.event(number)
        if (event.at, event.actor) != (ended.at, ended.actor):
            break
        if isinstance(event, TaskExpired | ChildEnded | TaskCompleted):
            return number
    return seq


def _why(dossier: Recorded, cause: int) -> str:
    event: AnyEvent = dossier.event(cause)
    match event:
        case TaskExpired():
            return _expired(dossier, cause, event)
        case ChildEnded():
            what = dossier.pin.procedure.step_title(event.step)
            return CHILD_ENDED.format(code=event.code, what=what, how=CHILD_ENDS[event.end]).replace("  ", " ")
        case TaskCompleted():
            outcome = dossier.pin.manned(event.step).offers[event.outcome].title or event.outcome
            return BY_OUTCOME.format(step=dossier.pin.procedure.step_title(event.step), outcome=outcome)
        case _:
            return BY_RULE


def _expired(dossier: Recorded, cause: int, event: TaskExpired) -> str:
    """What was waited for, and did not come in time."""
    task = next(task for task in dossier.state_after(cause - 1).tasks if task.number == event.task)
    local_date = dossier.pin.calendar.local_date
    until = UNTIL.format(short_day_text(local_date(task.due_at))) if task.due_at is not None else ""
    title = dossier.pin.procedure.step_title(event.step)
    match dossier.pin.step(event.step):
        case Pay():
            return NOT_PAID.format(amount=amount_text(task.fee or 0), until=until, what=title)
        case Wait(until=str(), wait=what):
            return DAY_CAME.format(until=until, what=what)
        case Wait(wait=what):
            return NOT_COME.format(until=until, what=what)
        case _:
            return LIMIT_PASSED.format(until=until, what=title)
