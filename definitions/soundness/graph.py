"""The graph: every name of a step names one, of the kind that is wanted there."""

from collections.abc import Iterator
from dataclasses import dataclass

from definitions.findings import Code, Finding, one_of
from definitions.positions import Path, Positions
from definitions.procedure import Procedure
from definitions.saying import Saying
from definitions.soundness.ways import automatic_loop
from definitions.steps.calls import Call
from definitions.steps.described import Onward
from definitions.steps.manned import Manned, Task, Wait
from definitions.steps.parted import Consult, Post
from definitions.steps.splits import Each, Split, Together
from definitions.steps.turns import Choose
from definitions.ways import Outcome, Way

RESERVED = frozenset({"apology", "urging"})
"""Names of tasks that every dossier may have without their being drawn."""


def findings(procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    """What is wrong with the names of steps."""
    yield from _reserved(procedure, positions)
    for reference in _references(procedure):
        yield from _unknown(procedure, positions, reference)
    yield from _kinds(procedure, positions)
    yield from _loops(procedure, positions)


def written_ways(step_id: str, step: object) -> Iterator[tuple[Path, Way]]:
    """The ways out of a step as they stand in the file: where, and which."""
    path: Path = ("steps", step_id)
    match step:
        case Task() | Wait():
            yield from (((*path, "outcomes", name), outcome) for name, outcome in step.outcomes.items())
        case Choose():
            yield from (((*path, "choose", number), case) for number, case in enumerate(step.choose))
            yield (*path, "otherwise"), step.otherwise
        case Call():
            yield from (((*path, "outcomes", str(end)), outcome) for end, outcome in step.outcomes.items())
            yield (*path, "otherwise"), step.otherwise
        case Onward():
            yield path, step.onward
    at_limit = getattr(step, "at_limit", None)
    if isinstance(at_limit, Way):
        yield (*path, "at_limit"), at_limit


@dataclass(frozen=True, slots=True)
class _Reference:
    """A step that is named somewhere; `split`: only one that runs branches will do; `done`: only one that is done."""

    path: Path
    name: str
    split: bool = False
    done: bool = False


def _references(procedure: Procedure) -> Iterator[_Reference]:
    for step_id, step in procedure.steps.items():
        for path, way in written_ways(step_id, step):
            if way.to is not None:
                yield _Reference((*path, "to"), way.to)
            if way.join is not None:
                yield _Reference((*path, "join"), way.join, split=True)
            if isinstance(way, Outcome):
                yield from (_Reference((*path, "cancels", n), name) for n, name in enumerate(way.cancels))
        yield from _starts(("steps", step_id), step)
    if procedure.time.second is not None:
        yield _Reference(("time", "second", "after"), procedure.time.second.after, done=True)
    milestone = procedure.applicant.withdraw
    if milestone is not None:
        if milestone.until is not None:
            yield _Reference(("applicant", "withdraw", "until"), milestone.until, done=True)
        for number, name in enumerate(milestone.while_):
            yield _Reference(("applicant", "withdraw", "while", number), name, done=True)


def _starts(path: Path, step: object) -> Iterator[_Reference]:
    match step:
        case Together():
            for name, branch in step.together.items():
                yield _Reference((*path, "together", name, "start"), branch.start)
        case Each():
            yield _Reference((*path, "each", "start"), step.each.start)
        case Post() if step.complaint is not None:
            yield _Reference((*path, "complaint"), step.complaint)


def _reserved(procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    for step_id in procedure.steps:
        if step_id in RESERVED:
            place = positions.key("steps", step_id)
            yield Finding(
                Code.RESERVED_STEP,
                place,
                Saying(
                    vietnamese="'{step_id}' là công việc mà hồ sơ nào cũng có",
                    english="'{step_id}' is a task that every dossier has",
                ).of(step_id=step_id),
                Saying(vietnamese="đổi tên bước", english="rename the step").of(),
            )


def _unknown(procedure: Procedure, positions: Positions, reference: _Reference) -> Iterator[Finding]:
    named = procedure.steps.get(reference.name)
    place = positions.of(*reference.path)
    if named is None:
        mend = one_of(list(procedure.steps)[:40])
        yield Finding(
            Code.UNKNOWN_STEP,
            place,
            Saying(vietnamese="không có bước '{name}'", english="there is no step '{name}'").of(name=reference.name),
            mend,
        )
    elif reference.split and not isinstance(named, Split):
        wrong = Saying(
            vietnamese="'{name}' không mở nhánh nào, nên không nhánh nào nhập vào được",
            english="'{name}' runs no branches, so none can join it",
        ).of(name=reference.name)
        yield Finding(
            Code.NOT_A_SPLIT,
            place,
            wrong,
            Saying(
                vietnamese="nêu bước đã mở nhánh này, hoặc viết 'to:'",
                english="name the step that began this branch, or write 'to:'",
            ).of(),
        )
    elif reference.done and not isinstance(named, Manned):
        wrong = Saying(
            vietnamese="không ai thực hiện '{name}', nên bước này không bao giờ mở và không bao giờ xong",
            english="nobody does '{name}', so it is never open and never done",
        ).of(name=reference.name)
        yield Finding(
            Code.NEVER_DONE,
            place,
            wrong,
            Saying(
                vietnamese="nêu một bước do cán bộ thực hiện hoặc ghi nhận",
                english="name a step that an official does or records",
            ).of(),
        )


def _kinds(procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    """The first step is a task; a split has as many branches as it wants done."""
    first = procedure.steps[procedure.first]
    if type(first) is not Task:
        wrong = Saying(
            vietnamese="hồ sơ phải bắt đầu bằng một bước của bộ phận tiếp nhận",
            english="a dossier begins with a task at the receiving desk",
        ).of()
        place = positions.key("steps", procedure.first)
        yield Finding(
            Code.FIRST_STEP_NO_TASK,
            place,
            wrong,
            Saying(vietnamese="đặt bước của bộ phận tiếp nhận lên đầu", english="put the desk's task first").of(),
        )
    for step_id, step in procedure.steps.items():
        if not isinstance(step, Together | Consult) or not isinstance(step.after, int):
            continue
        branches = len(step.starts(step_id))
        if step.after > branches:
            wrong = Saying(
                vietnamese="bước đi tiếp sau {after} nhánh, nhưng chỉ có {branches}",
                english="it goes on after {after} branches, but has only {branches}",
            ).of(after=step.after, branches=branches)
            place = positions.of("steps", step_id, "after")
            yield Finding(
                Code.JOIN_NEVER_MET,
                place,
                wrong,
                Saying(
                    vietnamese="viết 'all', 'any' hoặc một số không quá {branches}",
                    english="write 'all', 'any' or a number up to {branches}",
                ).of(branches=branches),
            )


def _loops(procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    loop = automatic_loop(procedure)
    if loop:
        wrong = Saying(
            vietnamese="hồ sơ sẽ tự quay vòng mãi: {way}",
            english="the dossier would go round by itself without end: {way}",
        ).of(way=" → ".join(loop))
        mend = Saying(
            vietnamese="đặt vào vòng này một bước chờ người thực hiện",
            english="put a step that waits for somebody into the round",
        ).of()
        yield Finding(Code.AUTOMATIC_LOOP, positions.key("steps", loop[0]), wrong, mend)
