"""Builders for tests: the catalogue's first procedure, pinned, and a play of it told in a few words."""

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Self

from definitions.calendar_files import load_calendar
from definitions.directory_files import load_directory
from definitions.limits import Limit
from definitions.loader import definition_files, load_catalogue, load_procedure
from definitions.procedure import Channel, Procedure
from definitions.scenarios import Scenario, load_scenarios, scenario_file
from workflows.actors import Official, Operator
from workflows.machine.events import AnyEvent
from workflows.machine.pin import Code, Ground, Pin, pin_of
from workflows.machine.play import Play
from workflows.messages import (
    Claim,
    Complete,
    Form,
    Lodge,
    Message,
    Party,
    ReceiveSupplement,
    Release,
    RequestSupplement,
    SignApology,
    Withdraw,
)

HANOI = timezone(timedelta(hours=7))
HERE = Path(__file__).parent
CATALOGUE = HERE.parent / "definitions" / "catalogue"
EXAMPLES = (HERE.parent / "docs" / "patterns", HERE / "families", HERE / "kinds")
"""Definitions made to show every pattern, every kind of step, and dossiers that call each other."""
WORSHIP = CATALOGUE / "nguoi-co-cong" / "tro-cap-tho-cung-liet-si.v1.yaml"
COMMUNE = "19990"
GROUND = Ground(
    directory=load_directory("thua-thien-hue"),
    calendar=load_calendar("thua-thien-hue"),
    procedures=load_catalogue(CATALOGUE).procedures,
)
FORM: Form = {"martyr_name": "Nguyễn Văn A", "certificate_number": "TB-123", "relation": "Con", "mandated": False}
APPLICANT = Party(name="Nguyễn Thị Bình", address="Xã Phú Sơn, Hương Thủy", email="binh@example.vn")


def worship(**changes: Any) -> Procedure:
    """The worship allowance (P4), with parts of its time policy changed."""
    procedure = load_procedure(WORSHIP).procedure
    assert procedure is not None
    if not changes:
        return procedure
    if "limit" in changes:
        changes["limit"] = Limit(changes["limit"])
    return procedure.model_copy(update={"time": procedure.time.model_copy(update=changes)})


def catalogue_scenarios() -> list[tuple[Procedure, Scenario]]:
    """Every scenario of the catalogue with the definition it belongs to."""
    return stories(CATALOGUE)


def stories(folder: Path) -> list[tuple[Procedure, Scenario]]:
    """Every scenario of a folder with the definition it belongs to."""
    loaded = [(path, load_procedure(path).procedure) for path in definition_files(folder)]
    return [
        (procedure, scenario)
        for path, procedure in loaded
        if procedure is not None
        for scenario in load_scenarios(scenario_file(path), procedure).scenarios
    ]


def pinned(procedure: Procedure | None = None, code: str = "H57.33.09-260302-0001") -> Pin:
    """A dossier of the commune Phú Sơn, pinned as on 2 March 2026."""
    pin = pin_of(procedure or worship(), GROUND, unit=COMMUNE, on=date(2026, 3, 2))
    return pin.model_copy(update={"code": Code(code)})


def at(text: str) -> datetime:
    """`03-02 08:30` (2026) or `2027-03-02 08:30` on the clock of Việt Nam."""
    return datetime.fromisoformat(text if text[4] == "-" else f"2026-{text}").replace(tzinfo=HANOI)


class Told(Play):
    """A play in which whoever holds the post of the open task acts, unless somebody else is named."""

    def __init__(self, procedure: Procedure | None = None) -> None:
        """Pin the procedure; nothing is lodged yet."""
        super().__init__(pinned(procedure))

    def lodge(self, when: str, *, by: Official | None = None, **changes: Any) -> Self:
        """Hand the dossier in at the counter."""
        message = {
            "applicant": APPLICANT,
            "channel": Channel.COUNTER,
            "form": FORM,
            "papers": ("application", "certificate"),
        }
        return self.act(when, Lodge(**{**message, **changes}), by=by or self.desk())

    def complete(self, when: str, outcome: str, *, by: Official | None = None, **more: Any) -> Self:
        """Complete the open task of the procedure."""
        return self.act(when, Complete(task=self.open_task, outcome=outcome, **more), by=by)

    def claim(self, when: str, *, by: Official | None = None) -> Self:
        """Claim the open task."""
        return self.act(when, Claim(task=self.open_task), by=by)

    def release(self, when: str, *, by: Official | None = None) -> Self:
        """Release the open task."""
        return self.act(when, Release(task=self.open_task), by=by)

    def ask(self, when: str, *, by: Official | None = None) -> Self:
        """Ask for a supplement."""
        return self.act(when, RequestSupplement(task=self.open_task, reason="Thiếu giấy ủy quyền"), by=by)

    def supply(self, when: str) -> Self:
        """Take the supplement in at the desk."""
        return self.act(when, ReceiveSupplement(papers=("mandate",)), by=self.desk())

    def sign(self, when: str, until: str, *, by: Official | None = None) -> Self:
        """Sign the drafted apology."""
        draft = self.state.apology
        assert draft is not None
        signer = by or official(draft.post, draft.office)
        message = SignApology(task=draft.number, reason="Chờ xác minh hồ sơ gốc", return_on=date.fromisoformat(until))
        return self.act(when, message, by=signer)

    def withdraw(self, when: str) -> Self:
        """Take the dossier back."""
        return self.act(when, Withdraw(reason="Người nộp đề nghị"), by=self.desk())

    def act(self, when: str, message: Message, *, by: Official | Operator | None = None) -> Self:
        """Tell any message."""
        self.tell(message, actor=by or self.holder(), now=at(when))
        return self

    def run_until(self, when: str) -> Self:
        """Let time pass."""
        self.wait(at(when))
        return self

    @property
    def open_task(self) -> int:
        """The number of the procedure's open task, or of the last one there was."""
        return self.state.work.number if self.state.work else self.state.last_task

    def holder(self, number: int = 1) -> Official:
        """An official with the post that the open task wants."""
        work = self.state.work
        return official(work.post, work.office, number) if work else self.desk()

    def desk(self) -> Official:
        """The receptionist of the receiving desk."""
        return official("receptionist", self.state.pin.route.receiving)

    def happened(self, kind: type[AnyEvent] | Callable[[AnyEvent], bool]) -> tuple[str, ...]:
        """The lines of one kind of event."""
        is_it = (lambda event: isinstance(event, kind)) if isinstance(kind, type) else kind
        return tuple(line for line, event in zip(self.lines, self.events, strict=True) if is_it(event))


def official(post: str, office: str, number: int = 1) -> Official:
    """Somebody who holds a post in an office."""
    return Official(official=f"{post}{number}.{office}", name=f"{post} {number}", post=post, office=office)


def at_the_province(when: str = "03-20 09:00") -> Told:
    """A dossier lodged on 2 March 2026 that reached the province, in time, on the given day."""
    return (
        Told()
        .lodge("03-02 08:30")
        .complete("03-02 10:00", "accept")
        .complete("03-06 10:00", "forward")
        .complete(when, "forward")
    )
