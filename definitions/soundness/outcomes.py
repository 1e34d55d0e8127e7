"""Outcomes: what an official's outcome does besides leading on can be done where it stands."""

from collections.abc import Collection, Iterator

from definitions.findings import Code, Finding
from definitions.limits import Limit
from definitions.positions import Path, Positions
from definitions.procedure import Procedure
from definitions.saying import Said, Saying
from definitions.soundness.graph import written_ways
from definitions.soundness.ways import Reach, arrivals, through, ways
from definitions.steps.calls import Call
from definitions.steps.manned import Manned, Outside
from definitions.steps.turns import Choose, Set
from definitions.terms import Unit
from definitions.ways import End, Outcome


def findings(procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    """Outcomes that ask where nothing comes back, keep for nobody, cancel nothing, or add what does not fit."""
    known = Reach(procedure)
    for step_id, step in procedure.steps.items():
        for path, way in written_ways(step_id, step):
            if isinstance(way, Outcome):
                yield from _supplement(procedure, positions, path, way)
                yield from _kept(known, positions, path, way)
                yield from _cancelled(procedure, positions, path, way)
                yield from _result(known, positions, path, way)
    yield from _added(procedure, positions)


def _supplement(procedure: Procedure, positions: Positions, path: Path, way: Outcome) -> Iterator[Finding]:
    """An applicant may be asked only by an office whose work counts, and where the policy lets anybody ask at all."""
    step = procedure.manned.get(str(path[1]))
    if way.ask is None or step is None:
        return
    wrong: Said | None = None
    if procedure.time.supplements == 0:
        wrong = Saying(
            vietnamese="'time.supplements' không cho ai yêu cầu bổ sung hồ sơ",
            english="'time.supplements' lets nobody ask for a supplement",
        ).of()
    elif isinstance(step, Outside):
        wrong = Saying(
            vietnamese="bước này đang chờ bên ngoài, nên không thể đồng thời yêu cầu người nộp bổ sung",
            english="this step waits for somebody outside already, so it cannot ask the applicant too",
        ).of()
    elif not step.counts:
        wrong = Saying(
            vietnamese="đến chỗ ghi 'counts: false' thì việc giải quyết đã xong, nên không được yêu cầu bổ sung nữa",
            english="the work is done where 'counts: false' stands, so nothing may be asked for any more",
        ).of()
    if wrong is not None:
        place = positions.of(*path, "ask")
        yield Finding(
            Code.SUPPLEMENT_ELSEWHERE,
            place,
            wrong,
            Saying(
                vietnamese="để một bước trước yêu cầu, hoặc bỏ hướng đi này",
                english="let an earlier step ask, or take the outcome out",
            ).of(),
        )


def _kept(known: Reach, positions: Positions, path: Path, way: Outcome) -> Iterator[Finding]:
    """`keep: officer` is for whoever did the step last to which the outcome leads back."""
    if way.keep is None:
        return
    step_id = str(path[1])
    wrong: Said | None = None
    if way.to is None:
        wrong = Saying(
            vietnamese="hướng đi không dẫn đến bước nào, nên không giữ việc cho ai",
            english="the outcome leads to no step, so it is kept for nobody",
        ).of()
    elif not isinstance(known.procedure.plan.get(way.to), Manned):
        wrong = Saying(
            vietnamese="không ai thực hiện '{to}', nên không thể giữ việc cho người đã làm lần trước",
            english="nobody does '{to}', so it cannot be kept for whoever did it last",
        ).of(to=way.to)
    elif not known.leads(way.to, step_id):
        wrong = Saying(
            vietnamese="'{to}' không bao giờ đứng trước '{step_id}', nên chưa ai thực hiện bước đó",
            english="'{to}' never comes before '{step_id}', so nobody has done it yet",
        ).of(to=way.to, step_id=step_id)
    if wrong is not None:
        yield Finding(
            Code.KEEP_NOBODY,
            positions.of(*path, "keep"),
            wrong,
            Saying(
                vietnamese="bỏ 'keep:', hoặc dẫn trở lại một bước", english="take 'keep:' out, or lead back to a step"
            ).of(),
        )


def _cancelled(procedure: Procedure, positions: Positions, path: Path, way: Outcome) -> Iterator[Finding]:
    for number, name in enumerate(way.cancels):
        step = procedure.steps.get(name)
        if isinstance(step, Choose | Set | Call):
            wrong = Saying(
                vietnamese="'{name}' không có việc nào của cán bộ để hủy",
                english="'{name}' has no work of an official that could be cancelled",
            ).of(name=name)
            place = positions.of(*path, "cancels", number)
            yield Finding(
                Code.NOTHING_TO_CANCEL,
                place,
                wrong,
                Saying(
                    vietnamese="nêu một bước chờ người thực hiện, hoặc có mở nhánh",
                    english="name a step that waits for somebody, or runs branches",
                ).of(),
            )


def _result(known: Reach, positions: Positions, path: Path, way: Outcome) -> Iterator[Finding]:
    """What an outcome gives is returned to the applicant in the end."""
    if way.gives is None:
        return
    led = through(known.procedure, way)
    ends = {led.end} if led.end else known.ends(led.to) if led.to and led.to in known.procedure.plan else set()
    if way.ask is not None or (ends and End.RETURNED not in ends):
        wrong = Saying(
            vietnamese="không lối nào từ đây kết thúc bằng 'returned', nên người nộp không bao giờ nhận được '{gives}'",
            english="no way from here ends with 'returned', so the applicant never gets '{gives}'",
        ).of(gives=way.gives)
        place = positions.of(*path, "gives")
        yield Finding(
            Code.RESULT_NEVER_RETURNED,
            place,
            wrong,
            Saying(
                vietnamese="bỏ 'gives:', hoặc dẫn đến một bước trả kết quả đó",
                english="take 'gives:' out, or lead to a step that returns it",
            ).of(),
        )


def _added(procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    second = procedure.time.second
    first_steps = arrivals(procedure, until=second.after if second else None)
    yield from _added_to(procedure.time.limit, procedure, positions, first_steps)
    if second is not None and second.after in procedure.plan:
        begun = {step for way in ways(procedure)[second.after] for step in arrivals(procedure, way.to)}
        yield from _added_to(second.limit, procedure, positions, begun)


def _added_to(limit: Limit, procedure: Procedure, positions: Positions, steps: Collection[str]) -> Iterator[Finding]:
    """What is added to a limit is of its unit; upon `same day`, all is put in the unit of what is put there first."""
    unit = None if limit.longest.unit is Unit.SAME_DAY else limit.longest.unit
    for step_id in (step_id for step_id in procedure.steps if step_id in steps):
        for path, way in written_ways(step_id, procedure.steps[step_id]):
            adds = way.adds if isinstance(way, Outcome) else None
            if adds is None:
                continue
            unit = unit or (adds.unit if adds.unit is not Unit.SAME_DAY else None)
            if adds.unit is not unit:
                wrong = Saying(
                    vietnamese="không thể cộng '{adds}' vào '{limit}'", english="'{adds}' cannot be put upon '{limit}'"
                ).of(adds=adds, limit=limit)
                mend = Saying(vietnamese="viết theo đơn vị '{unit}'", english="write it in {unit}").of(
                    unit=unit or Unit.WORKING_DAYS
                )
                yield Finding(Code.NOT_THE_LIMITS_UNIT, positions.of(*path, "adds"), wrong, mend)
