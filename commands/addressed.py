"""Addressed: what the API is sent for a message to a dossier, and where to."""

from typing import Any, Final

from pydantic import TypeAdapter

from workflows.messages import (
    Add,
    ApplyCalendar,
    Claim,
    Complete,
    Lodge,
    Message,
    ReceiveSupplement,
    Release,
    ReportChild,
    ReportEnd,
    ReportFault,
    RequestSupplement,
    SignApology,
    SignUrging,
    Withdraw,
)

_MESSAGE: Final = TypeAdapter(Message)


def body_of(told: Message) -> dict[str, Any]:
    """The message as the API takes it: without its kind, task and step, which the address says."""
    fields = _MESSAGE.dump_python(told, mode="json", exclude_none=True)
    return {name: value for name, value in fields.items() if name not in {"kind", "task", "step"}}


def path_of(told: Message) -> str:  # noqa: C901, PLR0911, PLR0912 - one line a kind is the clearest shape
    """Where the API takes the message, below its dossier's address."""
    match told:
        case Lodge():
            return ""
        case Claim():
            return f"/tasks/{told.task}/claim"
        case Release():
            return f"/tasks/{told.task}/release"
        case Complete():
            return f"/tasks/{told.task}/complete"
        case RequestSupplement():
            return f"/tasks/{told.task}/supplement"
        case SignApology():
            return f"/tasks/{told.task}/apology"
        case ReceiveSupplement():
            return "/supplement"
        case Withdraw():
            return "/withdrawal"
        case ReportFault():
            return "/faults"
        case SignUrging():
            return f"/tasks/{told.task}/urging"
        case Add():
            return f"/steps/{told.step}/elements"
        case ReportChild() | ReportEnd():
            raise AssertionError("only a dossier speaks for itself")
        case ApplyCalendar():
            raise AssertionError("a calendar is applied by the operator, not over the counter")
