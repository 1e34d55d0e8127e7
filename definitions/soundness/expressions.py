"""Expressions: each can be computed over what is known where it stands, and gives what is wanted there."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from definitions import conditions
from definitions.conditions import Scope
from definitions.findings import Code, Finding
from definitions.kinds import ANY, SHOWN
from definitions.limits import Limit
from definitions.placeholders import letter_scope, wrong_in
from definitions.positions import Path, Positions
from definitions.procedure import Procedure
from definitions.saying import Said, Saying, joined
from definitions.scopes import OWN
from definitions.steps.calls import Call
from definitions.steps.kinds import AnyStep
from definitions.steps.manned import Letter, Manned, Pay, Wait
from definitions.steps.parted import Consult, Post
from definitions.steps.splits import Each, Together
from definitions.steps.turns import Choose, Set

_TRUTH = frozenset({"boolean"})
_WHOLE = frozenset({"integer"})
_LIST = frozenset({"array", None})
_DAY = frozenset({"string", None})
_ANY = frozenset({"boolean", "integer", "number", "string", "array", None})
_RECORDED = frozenset({"boolean", "integer", "number", "string", None})


_NO_CONDITION = Saying(
    vietnamese="'{shown}' không phải là điều kiện hợp lệ: tại ký tự {column}, {wrong}",
    english="'{shown}' is not a condition: at character {column}, {wrong}",
)
_NO_EXPRESSION = Saying(
    vietnamese="'{shown}' không phải là biểu thức hợp lệ: tại ký tự {column}, {wrong}",
    english="'{shown}' is not an expression: at character {column}, {wrong}",
)


@dataclass(frozen=True, slots=True)
class _Expression:
    """An expression that stands somewhere, what it may name, and what it must give."""

    path: Path
    text: str
    scope: Scope
    gives: frozenset[str | None] = field(default=_TRUTH)


def findings(procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    """What is wrong with the expressions, and with what letters fill in; forms are schemas already."""
    yield from _reserved_fields(procedure, positions)
    yield from _placeholders(procedure, positions)
    for expression in _expressions(procedure):
        yield from _wrong(expression, positions)


def conditions_of(procedure: Procedure) -> Iterator[tuple[Path, str]]:
    """Every condition of a definition: where it stands, and its text."""
    return ((expression.path, expression.text) for expression in _expressions(procedure) if expression.gives == _TRUTH)


def _expressions(procedure: Procedure) -> Iterator[_Expression]:
    for number, paper in enumerate(procedure.receive.papers):
        if isinstance(paper.required, str):
            yield _Expression(("receive", "papers", number, "required"), paper.required, procedure.form_scope)
    yield from _surcharges(("time", "limit"), procedure.time.limit, procedure.lodging_scope)
    if procedure.time.second is not None:
        yield from _surcharges(("time", "second", "limit"), procedure.time.second.limit, procedure.scope)
    for step_id, step in procedure.steps.items():
        yield from _of_step(("steps", step_id), step, procedure.scope)


def _of_step(path: Path, step: AnyStep, scope: Scope) -> Iterator[_Expression]:  # noqa: C901 - one line a kind is the clearest shape
    if isinstance(step, Manned) and step.limit is not None:
        yield from _surcharges((*path, "limit"), step.limit, scope)
    match step:
        case Choose():
            for number, case in enumerate(step.choose):
                yield _Expression((*path, "choose", number, "when"), case.when, scope)
        case Set():
            for name, text in step.set.items():
                yield _Expression((*path, "set", name), text, scope, _RECORDED)
        case Pay(pay=str() as text):
            yield _Expression((*path, "pay"), text, scope, _WHOLE)
        case Wait(until=str() as text):
            yield _Expression((*path, "until"), text, scope, _DAY)
        case Call():
            for name, text in step.fill.items():
                yield _Expression((*path, "fill", name), text, scope, _ANY)
        case Together() | Consult() | Each() | Post():
            yield from _of_split(path, step, scope)


def _of_split(path: Path, step: Together | Consult | Each | Post, scope: Scope) -> Iterator[_Expression]:
    match step:
        case Together():
            for name, branch in step.together.items():
                if branch.when is not None:
                    yield _Expression((*path, "together", name, "when"), branch.when, scope)
        case Consult():
            for name, opinion in step.consult.items():
                if opinion.when is not None:
                    yield _Expression((*path, "consult", name, "when"), opinion.when, scope)
                yield from _surcharges((*path, "consult", name, "limit"), opinion.limit, scope)
        case Each():
            if step.each.of is not None:
                yield _Expression((*path, "each", "of"), step.each.of, scope, _LIST)
        case Post():
            yield from _surcharges((*path, "post"), step.post, scope)


def _surcharges(path: Path, limit: Limit, scope: Scope) -> Iterator[_Expression]:
    return (_Expression(path, surcharge.when, scope) for surcharge in limit.plus)


def _wrong(expression: _Expression, positions: Positions) -> Iterator[Finding]:
    place, shown = positions.of(*expression.path), expression.text[:80]
    try:
        gives = conditions.compile_value(expression.text, expression.scope).gives
    except conditions.NotACondition as mistake:
        saying = _NO_CONDITION if expression.gives == _TRUTH else _NO_EXPRESSION
        wrong = saying.of(shown=shown, column=mistake.column, wrong=mistake.wrong)
        yield Finding(Code.CONDITION, place, wrong, _mend(expression))
        return
    if gives not in expression.gives:
        kinds = sorted((SHOWN[kind] for kind in expression.gives if kind), key=str)
        wanted = joined(kinds, Saying(vietnamese=" hoặc ", english=" or "))
        wrong = Saying(
            vietnamese="'{shown}' cho {names} thay vì {wanted}", english="'{shown}' gives {names} instead of {wanted}"
        ).of(shown=shown, names=SHOWN.get(gives or "", ANY), wanted=wanted)
        yield Finding(Code.CONDITION, place, wrong, _mend(expression))


def _mend(expression: _Expression) -> Said:
    if expression.gives == _TRUTH:
        return Saying(
            vietnamese="viết một phép so sánh trên các trường của biểu mẫu, ví dụ 'form.mandated' hoặc 'form.age >="
            " 18'",
            english="write a comparison of the form's fields, such as 'form.mandated' or 'form.age >= 18'",
        ).of()
    return Saying(
        vietnamese="viết một biểu thức trên form, steps, values hoặc dossier cho giá trị đó",
        english="write an expression over form, steps, values or dossier that gives it",
    ).of()


def _reserved_fields(procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    """A step's form may not have a field by which expressions read how the step ended."""
    for step_id, step in procedure.steps.items():
        fields = (step.form or {}).get("properties", {}) if isinstance(step, Manned) else {}
        for name in fields if isinstance(fields, dict) else ():
            if name in OWN:
                place = positions.key("steps", step_id, "form", "properties", name)
                wrong = Saying(
                    vietnamese="các biểu thức dùng '{name}' để chỉ cách bước kết thúc, nên không trường nào được"
                    " mang tên này",
                    english="'{name}' is what expressions call how a step ended, so no field can have this name",
                ).of(name=name)
                yield Finding(
                    Code.NOT_A_NAME,
                    place,
                    wrong,
                    Saying(vietnamese="đổi tên trường", english="rename the field").of(),
                )


def _placeholders(procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    """Whatever stands in braces in a letter's text can be filled in; its title is printed as it stands."""
    scope = letter_scope(procedure.scope)
    mend = Saying(
        vietnamese="viết tên của một thông tin đã có, ví dụ '{{form.name}}', '{{steps.review.amount}}' hoặc"
        " '{{dossier.code}}'",
        english="write the name of something known, such as '{{form.name}}', '{{steps.review.amount}}' or"
        " '{{dossier.code}}'",
    ).of()
    for step_id, step in procedure.steps.items():
        if not isinstance(step, Letter):
            continue
        path = ("steps", step_id, "letter")
        for number, text in enumerate(step.letter.text):
            for wrong in wrong_in(text, scope):
                yield Finding(Code.CONDITION, positions.of(*path, "text", number), wrong, mend)
        if "{" in step.letter.title or "}" in step.letter.title:
            wrong = Saying(
                vietnamese="tên văn bản được in nguyên như đã viết, không điền gì vào",
                english="a letter's title is printed as it stands, without anything filled in",
            ).of()
            yield Finding(
                Code.CONDITION,
                positions.of(*path, "title"),
                wrong,
                Saying(vietnamese="nêu thông tin đó trong nội dung văn bản", english="name it in the text").of(),
            )
