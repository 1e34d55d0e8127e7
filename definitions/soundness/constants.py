"""Constants: conditions that could not go another way, choices that are never taken, values that are of two kinds."""

import re
from collections.abc import Iterator
from typing import Final

from definitions import conditions
from definitions.conditions import NotACondition, Scope
from definitions.findings import Code, Finding
from definitions.kinds import SHOWN
from definitions.positions import Positions
from definitions.procedure import Procedure
from definitions.saying import Said, Saying
from definitions.soundness.expressions import conditions_of
from definitions.steps.turns import Choose, Set


def findings(procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    """Conditions that say nothing; expressions that do not compile are left to others."""
    for path, text in conditions_of(procedure):
        if _is_constant(text):
            wrong = Saying(
                vietnamese="'{text}' không nêu gì của hồ sơ, nên kết quả lúc nào cũng như nhau",
                english="'{text}' names nothing of the dossier, so it is always the same",
            ).of(text=text[:80])
            mend = Saying(
                vietnamese="so sánh một trường của biểu mẫu, hoặc bỏ điều kiện",
                english="compare a field of the form, or take the condition out",
            ).of()
            yield Finding(Code.ALWAYS_THE_SAME, positions.of(*path), wrong, mend)
    for step_id, step in procedure.steps.items():
        if isinstance(step, Choose):
            yield from _never_taken(step_id, step, positions)
    yield from _two_kinds(procedure, positions)


def _is_constant(text: str) -> bool:
    try:
        conditions.compile(text, _NOTHING)
    except NotACondition:
        return False
    return True


_NOTHING: Final = Scope({})


def _never_taken(step_id: str, step: Choose, positions: Positions) -> Iterator[Finding]:
    """A case whose condition stands at an earlier case already."""
    met: dict[str, int] = {}
    for number, case in enumerate(step.choose):
        first = met.setdefault(_SPACE.sub("", case.when), number)
        if first != number:
            wrong = Saying(
                vietnamese="trường hợp thứ {first} có cùng điều kiện và đứng trước, nên trường hợp này không bao giờ"
                " được chọn",
                english="case {first} has the same condition and comes first, so this one is never taken",
            ).of(first=first + 1)
            place = positions.of("steps", step_id, "choose", number, "when")
            yield Finding(
                Code.CASE_NEVER_TAKEN,
                place,
                wrong,
                Saying(
                    vietnamese="sửa một trong hai, hoặc bỏ bớt", english="correct one of the two, or take it out"
                ).of(),
            )


def _two_kinds(procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    """A value that two steps record is of one kind, or no expression could read it."""
    known: dict[str, tuple[str, Said | None]] = {}
    for step_id, step in procedure.steps.items():
        for name, text in step.set.items() if isinstance(step, Set) else ():
            kind = _kind(procedure, text)
            first_step, first = known.setdefault(name, (step_id, kind)) if kind else ("", kind)
            if first != kind:
                wrong = Saying(
                    vietnamese="'values.{name}' là {first} ở bước '{first_step}', nhưng ở đây là {kind}",
                    english="'values.{name}' is {first} at '{first_step}', and {kind} here",
                ).of(name=name, first=first, first_step=first_step, kind=kind)
                place = positions.of("steps", step_id, "set", name)
                yield Finding(
                    Code.TWO_KINDS_OF_VALUE,
                    place,
                    wrong,
                    Saying(vietnamese="ghi lại dưới một tên khác", english="record it under another name").of(),
                )


def _kind(procedure: Procedure, text: str) -> Said | None:
    """What an expression gives; None where that is told only when it is computed."""
    try:
        gives = conditions.compile_value(text, procedure.scope).gives
    except NotACondition:
        return None
    return SHOWN.get(gives or "")


_SPACE: Final = re.compile(r"\s+")
