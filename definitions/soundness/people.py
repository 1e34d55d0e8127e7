"""People: whoever a definition names exists at that level, and can do what it asks without doing it twice."""

from collections.abc import Iterable, Iterator
from typing import Final

from definitions.assignees import RECEIVING_DESK, Assignee
from definitions.directory import DESK, HEAD, Directory, Office
from definitions.findings import Code, Finding, Place, one_of
from definitions.positions import Path, Positions
from definitions.procedure import Procedure
from definitions.saying import Saying
from definitions.soundness.ways import Reach
from definitions.steps.described import TERM
from definitions.steps.manned import Manned
from definitions.steps.splits import Each
from definitions.time_policy import Rung, Scope, Target

_ONE_PERSON: Final = frozenset({HEAD, "chair"})
"""Posts that one person holds in any office."""


_TELLS_NOBODY: Final = Saying(
    vietnamese="từ {name} ({code}) trở lên không ai là '{post}', nên '{target}' không báo cho ai",
    english="at and above {name} ({code}) nobody is '{post}', so '{target}' tells nobody",
)


def findings(procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    """What is wrong without looking into any directory."""
    first = procedure.manned.get(procedure.first)
    if first and _place(first.who, procedure) != _desk(procedure):
        wrong = Saying(
            vietnamese="bước đầu tiên làm ở {place}, nhưng hồ sơ được tiếp nhận ở {desk}",
            english="the first step is taken at {place}, but the dossier is received at {desk}",
        ).of(place=first.who.place, desk=_desk(procedure))
        mend = Saying(
            vietnamese="viết 'receptionist @ {desk}', hoặc sửa 'receive.at'",
            english="write 'receptionist @ {desk}', or correct 'receive.at'",
        ).of(desk=_desk(procedure))
        yield Finding(Code.FIRST_STEP_ELSEWHERE, positions.of("steps", procedure.first, "who"), wrong, mend)
    known = Reach(procedure)
    for step_id, step in procedure.manned.items():
        for number, other in enumerate(step.not_by):
            yield from _not_by(known, positions, (step_id, number), other)


def findings_in(directory: Directory, procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    """What the directory does not have, among its offices of the days on which the version is in effect."""
    offices = _Offices(directory, procedure)
    if not offices.at(_desk(procedure)):
        wrong = Saying(
            vietnamese="danh bạ cơ quan không có bộ phận tiếp nhận ở cấp '{at}'",
            english="the directory has no receiving desk at level '{at}'",
        ).of(at=procedure.receive.at)
        place = positions.of("receive", "at")
        yield Finding(Code.UNKNOWN_PLACE, place, wrong, one_of(offices.levels()))
        return
    for step_id, step in procedure.manned.items():
        yield from _assignee(offices, procedure, positions, step_id)
        yield from _rungs(offices, positions, (*_written(step_id)[:2], "escalate"), (step.escalate, [step]))
    yield from _growers(offices, procedure, positions)
    counted = [step for step in procedure.manned.values() if step.counts and step.keeps_custody]
    yield from _rungs(offices, positions, ("time", "escalate"), (procedure.time.escalate, counted))
    yield from _signer(offices, positions, counted)


class _Offices:
    """The offices that a version may meet: those whose days overlap the days of its effect."""

    def __init__(self, directory: Directory, procedure: Procedure) -> None:
        self.procedure = procedure
        self.by_code = {office.code: office for office in directory.offices}
        effect = procedure.effective
        self.met = [
            office
            for office in directory.offices
            if (effect.until is None or office.valid_from <= effect.until)
            and (office.valid_to is None or office.valid_to >= effect.from_)
        ]

        self._by_place: dict[str, list[Office]] = {}
        for office in self.met:
            self._by_place.setdefault(f"{office.level}/{office.role}", []).append(office)

    def at(self, place: str) -> list[Office]:
        """The offices at a place."""
        return self._by_place.get(place, [])

    def of(self, steps: Iterable[Manned]) -> list[Office]:
        """The offices that may hold a dossier in these steps, each once."""
        places = dict.fromkeys(_place(step.who, self.procedure) for step in steps)
        return [office for place in places for office in self.at(place)]

    def levels(self) -> tuple[str, ...]:
        """The levels that have a desk."""
        return tuple(dict.fromkeys(office.level for office in self.met if office.role == DESK))

    def places(self) -> tuple[str, ...]:
        """Every place there is."""
        return tuple(sorted(self._by_place))

    def has(self, post: str, office: Office | None) -> bool:
        """Whether an office, or one above it, has a post."""
        while office is not None:
            if office.post(post) is not None:
                return True
            office = self.above(office)
        return False

    def above(self, office: Office) -> Office | None:
        """The next office up the line."""
        return self.by_code[office.parent] if office.parent else None


def _assignee(offices: _Offices, procedure: Procedure, positions: Positions, step_id: str) -> Iterator[Finding]:
    step = procedure.manned[step_id]
    place, at = positions.of(*_written(step_id), "who"), _place(step.who, procedure)
    found = offices.at(at)
    lacking = tuple(_lacking(offices, step.who, place))
    yield from lacking
    if lacking:
        return
    for number, other_id in enumerate(step.not_by):
        other = procedure.manned.get(other_id)
        if other is None or _place(other.who, procedure) != at or not found:
            continue
        ours, theirs = found[0].post(step.who.post), found[0].post(other.who.post)
        if ours == theirs == found[0].head and ours not in _ONE_PERSON:
            yield _nobody(positions, (step_id, number), other_id)


def _lacking(offices: _Offices, who: Assignee, place: Place) -> Iterator[Finding]:
    """The place that no office fills, or the office there that has no such post."""
    at = _place(who, offices.procedure)
    found = offices.at(at)
    if not found:
        mend = one_of(offices.places())
        yield Finding(
            Code.UNKNOWN_PLACE,
            place,
            Saying(
                vietnamese="danh bạ cơ quan không có cơ quan nào ở {at}", english="the directory has no office at {at}"
            ).of(at=at),
            mend,
        )
    without = next((office for office in found if office.post(who.post) is None), None)
    if without is not None:
        wrong = Saying(
            vietnamese="{name} ({code}) không có chức danh '{post}'", english="{name} ({code}) has no post '{post}'"
        ).of(name=without.name, code=without.code, post=who.post)
        yield Finding(Code.UNKNOWN_POST, place, wrong, one_of(without.posts))


def _growers(offices: _Offices, procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    for step_id, step in procedure.steps.items():
        if isinstance(step, Each) and step.each.grows is not None:
            yield from _lacking(offices, step.each.grows, positions.of("steps", step_id, "each", "grows"))


def _written(step_id: str) -> Path:
    """Where a step of the plan stands in the file: a part of a step stands inside it."""
    whole, _, part = step_id.partition(".")
    return ("steps", whole, "consult", part) if part and part != TERM else ("steps", whole)


def _rungs(
    offices: _Offices, positions: Positions, path: Path, told: tuple[tuple[Rung, ...], list[Manned]]
) -> Iterator[Finding]:
    """Whom the rungs that the file states tell nobody of, or give the task to nobody.

    A ladder that it leaves out is not its author's to mend: its rungs tell whoever is there, at the top of the line the
    topmost office's head (decision 0009).
    """
    if path not in positions.values:
        return
    rungs, steps = told
    holders = offices.of(steps)
    for number, rung in enumerate(rungs):
        for position, target in enumerate(rung.to):
            without = next(_without(offices, target, holders), None)
            if without is not None:
                wrong = _TELLS_NOBODY.of(name=without.name, code=without.code, post=target.post, target=target)
                mend = Saying(
                    vietnamese="nêu một chức danh có người giữ ở đó hoặc ở cấp trên",
                    english="name a post that is held there or further up the line",
                ).of()
                place = positions.of(*path, number, "to", position)
                yield Finding(Code.NO_SUCH_SUPERIOR, place, wrong, mend)
        if rung.reassign is not None and holders and all(one.post(rung.reassign) is None for one in holders):
            yield _to_nobody(holders, rung.reassign, positions.of(*path, number, "reassign"))


def _to_nobody(holders: list[Office], post: str, place: Place) -> Finding:
    """A rung gives the task to a post of the task's own office, so one of those offices must have it."""
    wrong = Saying(
        vietnamese="không cơ quan nào có thể giữ việc này có chức danh '{post}', nên mốc báo không chuyển việc cho ai",
        english="no office that may hold the task has a post '{post}', so the rung gives it to nobody",
    ).of(post=post)
    known = dict.fromkeys(own for office in holders for own in (HEAD, *office.posts))
    return Finding(Code.REASSIGNED_TO_NOBODY, place, wrong, one_of(known))


def _without(offices: _Offices, target: Target, holders: list[Office]) -> Iterator[Office]:
    """The offices from which the target cannot be found."""
    match target.scope:
        case Scope.HOLDER:
            return (office for office in holders if not offices.has(target.post, office))
        case Scope.SUPERIOR:
            return (office for office in holders if not offices.has(target.post, offices.above(office)))
        case Scope.DESK:
            desks = offices.at(_desk(offices.procedure))
            return (office for office in desks if not offices.has(target.post, office))


def _signer(offices: _Offices, positions: Positions, counted: list[Manned]) -> Iterator[Finding]:
    post = offices.procedure.time.apology.signed_by
    without = next((office for office in offices.of(counted) if not offices.has(post, office)), None)
    if without is not None:
        wrong = Saying(
            vietnamese="từ {name} ({code}) trở lên không ai là '{post}', nên không ai ký được thư xin lỗi",
            english="at and above {name} ({code}) nobody is '{post}', so nobody could sign the apology",
        ).of(name=without.name, code=without.code, post=post)
        place = positions.of("time", "apology", "signed_by")
        yield Finding(
            Code.UNKNOWN_POST,
            place,
            wrong,
            Saying(
                vietnamese="nêu một chức danh mà mọi cơ quan giữ hồ sơ đều có, ví dụ head",
                english="name a post of every office that holds the dossier, such as head",
            ).of(),
        )


def _not_by(known: Reach, positions: Positions, at: tuple[str, int], other_id: str) -> Iterator[Finding]:
    procedure, (step_id, number) = known.procedure, at
    place = positions.of("steps", step_id, "not_by", number)
    other = procedure.manned.get(other_id)
    if other is None:
        mend = one_of(list(procedure.manned)[:40])
        yield Finding(
            Code.NOT_BY_UNKNOWN,
            place,
            Saying(
                vietnamese="không cán bộ nào thực hiện bước '{other_id}'",
                english="no official does a step '{other_id}'",
            ).of(other_id=other_id),
            mend,
        )
    elif other_id == step_id or not known.leads(other_id, step_id):
        wrong = Saying(
            vietnamese="'{other_id}' không đứng trước '{step_id}', nên chưa ai thực hiện bước đó",
            english="'{other_id}' does not come before '{step_id}', so nobody has done it yet",
        ).of(other_id=other_id, step_id=step_id)
        yield Finding(
            Code.NOT_BY_LATER,
            place,
            wrong,
            Saying(
                vietnamese="nêu một bước đứng trước, hoặc bỏ đi", english="name an earlier step, or take it out"
            ).of(),
        )
    elif other.who == procedure.manned[step_id].who and other.who.post in _ONE_PERSON:
        yield _nobody(positions, at, other_id)


def _nobody(positions: Positions, at: tuple[str, int], other_id: str) -> Finding:
    step_id, number = at
    wrong = Saying(
        vietnamese="chức danh này chỉ một người giữ và người đó đã làm '{other_id}', nên không ai nhận được bước này",
        english="one person holds this post and has done '{other_id}' too, so nobody could take the step",
    ).of(other_id=other_id)
    mend = Saying(
        vietnamese="giao một trong hai bước cho chức danh khác", english="give one of the two steps to another post"
    ).of()
    return Finding(Code.NOT_BY_NOBODY, positions.of("steps", step_id, "not_by", number), wrong, mend)


def _desk(procedure: Procedure) -> str:
    return f"{procedure.receive.at}/{DESK}"


def _place(who: Assignee, procedure: Procedure) -> str:
    return _desk(procedure) if who.place == RECEIVING_DESK else who.place
