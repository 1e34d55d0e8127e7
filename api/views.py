"""Views: what callers get to see of a dossier; instants bear the offset of the dossier's calendar."""

from datetime import datetime
from typing import Final

from pydantic import BaseModel, ConfigDict, Field


class View(BaseModel):
    """Something shown: closed, and every field is there."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_serialization_defaults_required=True)


KIND: Final = (
    "`work` (a task), `letter`, `wait`, `pay`, `opinion` or `posting`, by the kind of step; `apology` or `urging` for "
    "a signature under such a letter."
)


class OfficeBrief(View):
    """An office by its code and name."""

    code: str = Field(description="Unit and role.", examples=["19990/desk"])
    name: str = Field(description="The name in Vietnamese.")
    level: str = Field(description="The administrative level.", examples=["commune"])


class ProcedureBrief(View):
    """The version under which a dossier is handled."""

    code: str = Field(description="The national code.", examples=["1.010803"])
    version: int = Field(description="The version.")
    title: str = Field(description="The title in Vietnamese.")


class StatusView(View):
    """Where a dossier stands."""

    word: str = Field(description="The stable word.", examples=["processing"])
    title: str = Field(description="What people read.", examples=["Đang xử lý"])
    national_code: int = Field(description="The code of the national public service portal.", examples=[4])


class RevisionView(View):
    """One change of the due date."""

    seq: int = Field(description="The journal's entry.")
    at: datetime = Field(description="When it was changed.")
    was: datetime = Field(description="The due date before.")
    due_at: datetime = Field(description="The due date after.")
    cause: str = Field(
        description="Why: supplement, pause, extension, calendar, second stage or added by law.", examples=["extension"]
    )


class SecondStageView(View):
    """A second appointment (giai đoạn 2), with a limit of its own."""

    after: str = Field(description="The step after which it begins.")
    title: str = Field(description="What people read for that step.")
    term: str = Field(description="Its limit, without what may come on top of it.", examples=["03 ngày làm việc"])
    begun_at: datetime | None = Field(description="When it began; null until then.")


class ClockView(View):
    """The statutory clock."""

    lodged_at: datetime = Field(description="When the dossier was handed in.")
    original_due_at: datetime = Field(description="The due date first fixed.")
    due_at: datetime = Field(description="The due date in force.")
    revisions: list[RevisionView] = Field(description="Every change of the due date, in order.")
    second_stage: SecondStageView | None = Field(description="The second appointment, where the procedure has one.")
    running: bool = Field(description="Whether the clock runs: not while a supplement is awaited or the work is done.")
    late: bool = Field(description="Whether a due date in force has ever passed.")
    lateness: str | None = Field(description="Early, on time or late; null until the clock has stopped for good.")


class OutcomeView(View):
    """One way to finish a task."""

    name: str = Field(description="The word to send.", examples=["accept"])
    title: str = Field(description="What people read.")
    wants_reason: bool = Field(description="Whether a reason must be given.")


class TaskView(View):
    """An open task."""

    number: int = Field(description="Its number within the dossier.")
    kind: str = Field(description=KIND, examples=["work"])
    step: str = Field(description="The step of the definition.")
    title: str = Field(description="What people read.")
    office: str = Field(description="The office that has it.")
    post: str = Field(description="The post that has it.")
    opened_at: datetime = Field(description="When it was opened.")
    due_at: datetime | None = Field(description="Its own due date, if it has one.")
    late: bool = Field(description="Whether its own due date has passed.")
    claimed_by: str | None = Field(description="The official who has taken it in hand.")
    fee: int | None = Field(description="What is to be paid, in đồng; the outcome `paid` wants `amount` and `receipt`.")
    waits_for: str | None = Field(description="What is waited for, in words.")
    branch: str | None = Field(description="The branch that it is for, in words: its title or its element.")
    outcomes: list[OutcomeView] = Field(
        description="The ways to finish it; none for a posting, an apology or an urging letter, which is signed."
    )


class BranchView(View):
    """A line of work that runs beside others."""

    number: int = Field(description="Its number within the dossier.")
    step: str = Field(description="The step that runs it.")
    step_title: str = Field(description="What people read for that step.")
    name: str = Field(description="Its name in that step; `+2` for the second that was started, when added meanwhile.")
    title: str = Field(description="What people read: its title, or its element in words.")
    element: object = Field(description="The element that it is for; null where it is for none.")
    office: OfficeBrief
    tasks: list[int] = Field(description="The numbers of its open tasks.")


class ChildView(View):
    """Another procedure that the dossier has had lodged."""

    call: int = Field(description="The number of the call within the dossier.")
    step: str = Field(description="The step that calls it.")
    title: str = Field(description="What people read for that step.")
    procedure: str = Field(description="The procedure's national code.")
    waits: bool = Field(description="Whether the dossier waits for its end.")
    code: str | None = Field(description="The child's code; null until it is lodged, and where it could not be.")
    status: StatusView | None = Field(description="Where the child stands.")
    over: bool = Field(description="Whether it has told its end, or could not be lodged.")
    href: str | None = Field(description="Where the child is.")


class ParentView(View):
    """The dossier that has called this one."""

    code: str = Field(description="Its code.")
    waits: bool = Field(description="Whether it waits for this one's end.")
    href: str = Field(description="Where it is.")


class HolderView(View):
    """Who has the dossier, and what waits there."""

    office: OfficeBrief
    tasks: list[TaskView] = Field(description="The open tasks, also those of other offices for an apology.")


class LetterView(View):
    """A letter issued to the applicant."""

    seq: int = Field(description="The journal's entry that obliged the office to issue it.")
    form: str = Field(description="The form's number in the dossier's set, or the kind of a letter.", examples=["01"])
    title: str = Field(description="What people read.")
    issued_at: datetime = Field(description="When it was issued.")
    href: str = Field(description="Where the PDF is.")


class DossierView(View):
    """A dossier as it stands after its journal's entry `seq`."""

    code: str = Field(description="The dossier's code.", examples=["H57.31.40-260115-0001"])
    procedure: ProcedureBrief
    rehearsal: bool = Field(description="Whether it is a rehearsal, whose clock stands apart from the real one.")
    status: StatusView
    applicant: str = Field(description="The applicant's name.")
    channel: str = Field(description="How it came in: counter, online or post.")
    clock: ClockView
    route: list[OfficeBrief] = Field(description="The offices of the procedure's steps, in order, each once.")
    holder: HolderView
    letters: list[LetterView] = Field(description="The letters issued so far.")
    branches: list[BranchView] = Field(description="The lines of work that run side by side; none where there is one.")
    children: list[ChildView] = Field(description="The other procedures that it has had lodged, ended or not.")
    parent: ParentView | None = Field(description="The dossier that has called this one, if one has.")
    breaches: int = Field(description="How many duties towards the applicant were not kept.")
    seq: int = Field(description="The number of the journal's last entry; the ETag.")
    ended_at: datetime | None = Field(description="When it ended.")


class EntryView(View):
    """One line of a dossier's journal."""

    seq: int = Field(description="Its number, from 1 without a gap.")
    at: datetime = Field(description="When it happened, in the dossier's official time.")
    kind: str = Field(description="What happened.", examples=["task.completed"])
    title: str = Field(description="What happened, in Vietnamese.")
    actor: dict[str, str] = Field(description="Who caused it: an official in a post, or the clock.")
    payload: dict[str, object] = Field(description="The event's own values.")
    basis: str | None = Field(description="Where the law speaks of it.")
    previous: str = Field(description="The hash of the entry before; empty for the first.")
    hash: str = Field(description="SHA-256 of the previous hash and this entry's canonical JSON.")


class JournalView(View):
    """A stretch of a dossier's journal."""

    entries: list[EntryView] = Field(description="The entries, in order.")
    next_after: int | None = Field(description="The `after` of the next page; null at the end.")
