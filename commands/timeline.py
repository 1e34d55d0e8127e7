"""The timeline: a dossier's journal as people read it, in Vietnamese or, by switch, in English."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from commands.speech import Speech
from definitions.directory_files import load_roles
from definitions.saying import Language, Saying, dated
from definitions.ways import End
from workflows.actors import Clock, Linked, Official, Operator
from workflows.machine.causes import Breach, Cause, Custody, Finished, Gone, Lateness
from workflows.machine.event import Recipient
from workflows.machine.events import (
    Accepted,
    AnyEvent,
    DossierLate,
    Ended,
    Escalated,
    HandedOver,
    Lodged,
    SupplementReceived,
    SupplementRequested,
    TaskCancelled,
    TaskClaimed,
    TaskCompleted,
    TaskDueRevised,
    TaskLate,
    TaskOpened,
    TaskReassigned,
    TaskReleased,
    Warned,
)
from workflows.machine.events_flow import (
    BranchEnded,
    BranchesStarted,
    ChildCalled,
    ChildEnded,
    ChildLodged,
    ClockPaused,
    LetterSigned,
    LimitExtended,
    SplitCancelled,
    SplitPassed,
    TaskExpired,
    ValuesSet,
    WayChosen,
)
from workflows.machine.events_letters import (
    ApologyDrafted,
    ApologyFellDue,
    ApologySigned,
    BreachRecorded,
    FaultRecorded,
    UrgingDrafted,
    UrgingSigned,
)
from workflows.machine.events_time import CalendarApplied, ClockResumed, ClockStopped, DueRevised
from workflows.machine.pin import Pin
from workflows.machine.story import words
from workflows.machine.tasks import APOLOGY, URGING
from workflows.messages import Fault

CLOCK: Final = Saying(vietnamese="Đồng hồ công vụ", english="Official time")
DOSSIER: Final = Saying(vietnamese="Hồ sơ {code}", english="Dossier {code}")
_LATENESS: Final = {Lateness.EARLY: "trước hạn", Lateness.ON_TIME: "đúng hạn", Lateness.LATE: "quá hạn"}
_BREACHES: Final = {
    Breach.APOLOGY_LATE: "xin lỗi muộn hơn luật định",
    Breach.APOLOGY_MISSING: "quá hạn mà chưa có văn bản xin lỗi",
    Breach.REFUSAL_LATE: "từ chối khi đã quá hạn giải quyết",
}
_ENDS: Final = {
    End.RETURNED: "đã trả kết quả",
    End.REFUSED: "từ chối giải quyết",
    End.WITHDRAWN: "người nộp rút hồ sơ",
    End.STOPPED: "dừng giải quyết",
}
_CUSTODY: Final = {Custody.DOSSIER: "hồ sơ", Custody.RESULT: "kết quả", Custody.REFUSAL: "thông báo từ chối"}
_GONE: Final = {
    Gone.ENDED: "hồ sơ đã kết thúc",
    Gone.CLOCK_STOPPED: "đồng hồ đã dừng",
    Gone.CANCELLED: "không còn cần nữa",
    Gone.HANDED_OVER: "hồ sơ đã chuyển cơ quan khác",
}
_FAULTS: Final = {Fault.ERROR: "sai sót", Fault.LOST: "mất giấy tờ", Fault.DAMAGED: "hư hỏng giấy tờ"}
_LETTERS: Final = {APOLOGY: "Ký văn bản xin lỗi", URGING: "Ký văn bản đôn đốc"}
_FINISHED: Final = {Finished.JOINED: "xong", Finished.CANCELLED: "bỏ"}
_CAUSES: Final = {
    Cause.SUPPLEMENT: "bổ sung hồ sơ, tính lại từ đầu",
    Cause.PAUSE: "không tính thời gian chờ",
    Cause.EXTENSION: "xin lỗi và hẹn lại",
    Cause.CALENDAR: "thay đổi lịch làm việc",
    Cause.STAGE: "giai đoạn 2",
    Cause.ADDED: "thêm thời gian theo quy định",
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One line: when on the office's clock, who, and what happened."""

    at: str
    who: str
    what: str


class Timeline:
    """Tells a dossier's events; `roles` names the directory whose titles its posts bear."""

    def __init__(self, pin: Pin, *, roles: str, language: Language = Language.VIETNAMESE) -> None:
        """Tell in that language; what is told in English are the lines that scenarios are written in."""
        self.pin = pin
        self.roles = load_roles(roles).roles
        self.say = Speech(language)

    def moment(self, event: AnyEvent) -> Moment:
        """The event as a line."""
        what = words(self.pin, event) if self.say.english else self._what(event)
        return Moment(at=self._time(event.at), who=self._who(event), what=what)

    def _who(self, event: AnyEvent) -> str:
        match event.actor:
            case Clock():
                return self.say(CLOCK)
            case Operator(operator=name):
                return name
            case Linked(dossier=code):
                return self.say(DOSSIER, code=code)
            case Official():
                pass
        return f"{event.actor.name} ({self._post(event.actor.post, event.actor.office)})"

    def _what(self, event: AnyEvent) -> str:  # noqa: PLR0911, PLR0912, PLR0915, C901 - one sentence a kind is the clearest shape
        match event:
            case Lodged():
                return f"nhận hồ sơ tại {self._office(event.desk)}, hạn {self._time(event.due_at)}"
            case Accepted():
                return f"tiếp nhận, hẹn trả kết quả {self._time(event.due_at)}"
            case TaskOpened():
                due = f", hạn {self._time(event.due_at)}" if event.due_at else ""
                return f"giao việc “{self._step(event.step)}” cho {self._post(event.post, event.office)}{due}"
            case TaskClaimed():
                return f"nhận việc “{self._step(event.step)}”"
            case TaskReleased():
                return f"trả lại việc “{self._step(event.step)}”"
            case TaskCompleted():
                reason = f" (lý do: {event.reason})" if event.reason else ""
                return f"xong việc “{self._step(event.step)}”: {self._outcome(event)}{reason}"
            case TaskCancelled():
                return f"thu lại việc “{self._step(event.step)}”: {_GONE[event.cause]}"
            case TaskLate():
                return f"việc “{self._step(event.step)}” quá hạn tại {self._office(event.office)}"
            case HandedOver():
                return (
                    f"bàn giao {_CUSTODY[event.what]}: {self._office(event.sender)} → {self._office(event.recipient)}"
                )
            case SupplementRequested():
                return f"{self._office(event.office)} yêu cầu bổ sung: {event.reason}; đồng hồ dừng"
            case SupplementReceived():
                return "nhận hồ sơ bổ sung"
            case DueRevised():
                return f"đổi hạn {self._time(event.was)} → {self._time(event.due_at)} ({_CAUSES[event.cause]})"
            case ClockStopped():
                return f"các cơ quan làm xong {_LATENESS[event.lateness]}"
            case ClockResumed():
                return f"tính tiếp thời hạn, hạn {self._time(event.due_at)}"
            case Warned():
                return f"sắp đến hạn {self._time(event.due_at)}: báo {self._office(event.office)}"
            case ApologyDrafted():
                return f"soạn văn bản xin lỗi, trình {self._post(event.post, event.office)} ký"
            case ApologyFellDue():
                return f"hết hạn xin lỗi mà chưa ai ký: báo {self._people(event.to)}"
            case ApologySigned():
                late = "" if event.in_time else " (muộn)"
                mandate = " (ký thay)" if event.by_mandate else ""
                back = f", hẹn lại {self._time(event.return_at)}" if event.return_at else ""
                return f"ký văn bản xin lỗi{mandate}{late}{back}; lý do: {event.reason}"
            case BreachRecorded():
                return f"VI PHẠM: {_BREACHES[event.what]}, {self._office(event.office)}"
            case DossierLate():
                return f"HỒ SƠ QUÁ HẠN tại {self._office(event.office)}"
            case Escalated():
                return f"báo cáo lên {self._people(event.to)}"
            case TaskReassigned():
                return f"chuyển việc “{self._step(event.step)}” cho {self._post_in_hand(event)}"
            case TaskDueRevised():
                was, due = self._time(event.was), self._time(event.due_at)
                return f"đổi hạn việc “{self._step(event.step)}” {was} → {due} ({_CAUSES[Cause.CALENDAR]})"
            case FaultRecorded():
                return f"ghi nhận sai sót ({_FAULTS[event.fault]}) tại {self._office(event.office)}: {event.what}"
            case UrgingDrafted():
                who = self._post(event.post, event.office)
                return f"soạn văn bản đôn đốc {self._office(event.addressee)}, trình {who} ký"
            case UrgingSigned():
                return f"ký văn bản đôn đốc {self._office(event.addressee)}: {event.demand}"
            case WayChosen():
                return f"tự đi theo nhánh {event.way} của “{self._step(event.step)}”"
            case ValuesSet():
                return f"tính {', '.join(f'{name} = {value}' for name, value in event.values.items())}"
            case BranchesStarted():
                return f"bắt đầu {len(event.branches)} nhánh của “{self._step(event.step)}”"
            case BranchEnded():
                return f"{_FINISHED[event.how]} một nhánh của “{self._step(event.step)}” ({event.name})"
            case SplitPassed():
                return f"đủ kết quả của “{self._step(event.step)}”, đi tiếp"
            case SplitCancelled():
                return f"bỏ “{self._step(event.step)}” cùng các nhánh của nó"
            case TaskExpired():
                return f"hết hạn chờ “{self._step(event.step)}”"
            case LetterSigned():
                return f"ký ban hành {event.title}"
            case ClockPaused():
                return f"tạm dừng tính thời hạn vì “{self._step(event.step)}”"
            case LimitExtended():
                return f"thời hạn giải quyết thành {event.limit.vietnamese()}"
            case ChildCalled():
                return f"lập hồ sơ liên thông “{self._step(event.step)}” (thủ tục {event.procedure})"
            case ChildLodged():
                return f"hồ sơ liên thông “{self._step(event.step)}” mang mã {event.code}"
            case ChildEnded():
                how = _ENDS[event.end] if event.end else "không nộp được"
                return f"hồ sơ liên thông “{self._step(event.step)}” kết thúc: {how}"
            case CalendarApplied():
                return f"áp dụng lịch làm việc mới, phiên bản {event.calendar.version}"
            case Ended():
                return f"kết thúc hồ sơ: {_ENDS[event.end]}"

    def _post_in_hand(self, event: TaskReassigned) -> str:
        return self._post(event.post, self.pin.office_of(event.step))

    def _outcome(self, event: TaskCompleted) -> str:
        return self.pin.manned(event.step).offers[event.outcome].title or event.outcome

    def _step(self, step: str) -> str:
        return _LETTERS.get(step) or self.pin.procedure.step_title(step)

    def _people(self, told: tuple[Recipient, ...]) -> str:
        return " và ".join(self._post(one.post, one.office) for one in told)

    def _post(self, post: str, office: str) -> str:
        found = self.pin.route.office(office)
        return f"{self.roles[found.role].posts[post].title(found.level)}, {found.name}"

    def _office(self, code: str) -> str:
        return self.pin.route.office(code).name

    def _time(self, at: datetime) -> str:
        return self.say(dated(self.pin.calendar.local(at)))
