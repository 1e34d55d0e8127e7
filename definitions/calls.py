"""Calls between procedures: each names one that is there, fills its form, and none must come back to itself."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from definitions import conditions
from definitions.circles import Circles
from definitions.findings import Code, Finding, one_of
from definitions.kinds import SHOWN
from definitions.loader import Loaded
from definitions.procedure import Procedure
from definitions.saying import Saying
from definitions.soundness.ways import ends_without
from definitions.steps.calls import Call

_FITS = {"integer": {"integer", "number"}}
"""Of what kinds a field may be that gets a value of this kind; of its own, where none is named."""


def call_findings(loaded: Iterable[Loaded]) -> tuple[Finding, ...]:
    """What is wrong between the definitions of one catalogue: a definition alone is asked only about itself."""
    loaded = tuple(one for one in loaded if one.procedure is not None)
    known: dict[str, list[Procedure]] = {}
    for one in loaded:
        if one.procedure is not None:
            known.setdefault(one.procedure.procedure, []).append(one.procedure)
    catalogue = _Catalogue(known, Circles({code: tuple(_called(versions)) for code, versions in known.items()}))
    return tuple(finding for one in loaded for finding in _of_one(one, catalogue, alone=len(loaded) == 1))


@dataclass(frozen=True, slots=True)
class _Catalogue:
    """The procedures that are there, with all their versions, and how they call one another."""

    known: Mapping[str, list[Procedure]]
    circles: Circles


def _of_one(one: Loaded, catalogue: _Catalogue, *, alone: bool) -> Iterator[Finding]:
    assert one.procedure is not None
    code = one.procedure.procedure
    for step_id, step in one.procedure.steps.items():
        if not isinstance(step, Call):
            continue
        place = one.positions.of("steps", step_id, "call")
        if step.call not in catalogue.known:
            if not alone:
                wrong = Saying(
                    vietnamese="ở đây không có định nghĩa nào của thủ tục {call}",
                    english="no definition here is of the procedure {call}",
                ).of(call=step.call)
                yield Finding(
                    Code.UNKNOWN_PROCEDURE,
                    place,
                    wrong,
                    Saying(
                        vietnamese="đặt định nghĩa của thủ tục đó cạnh định nghĩa này",
                        english="put its definition beside this one",
                    ).of(),
                )
            continue
        if catalogue.circles.has(code, step.call) and not ends_without(one.procedure, step_id):
            wrong = Saying(
                vietnamese="việc gọi quay lại chính thủ tục này: {way}",
                english="the call comes back to this procedure: {way}",
            ).of(way=" → ".join(catalogue.circles.shown(code, step.call)))
            yield Finding(
                Code.CALL_CIRCLE,
                place,
                wrong,
                Saying(vietnamese="bỏ một trong các bước gọi", english="take one of the calls out").of(),
            )
        yield from _form(one, step_id, step, catalogue.known[step.call][-1])
        yield from _papers(one, step_id, step, catalogue.known[step.call][-1])


def _called(versions: list[Procedure]) -> Iterator[str]:
    """What a procedure must call to come to its result: what it may do without ends at some depth."""
    for procedure in versions:
        for step_id, step in procedure.steps.items():
            if isinstance(step, Call) and not ends_without(procedure, step_id):
                yield step.call


def _form(one: Loaded, step_id: str, step: Call, child: Procedure) -> Iterator[Finding]:
    """The child's form has the fields that are filled, of their kinds, and every field that it demands is filled."""
    assert one.procedure is not None
    fields = child.receive.form.get("properties")
    fields = fields if isinstance(fields, Mapping) else {}
    for name, text in step.fill.items():
        place = one.positions.of("steps", step_id, "fill", name)
        if name not in fields:
            wrong = Saying(
                vietnamese="biểu mẫu của thủ tục {procedure} không có trường '{name}'",
                english="the form of {procedure} has no field '{name}'",
            ).of(procedure=child.procedure, name=name)
            yield Finding(Code.CHILD_FORM, place, wrong, one_of(fields))
            continue
        try:
            gives = conditions.compile_value(text, one.procedure.scope).gives
        except conditions.NotACondition:
            continue
        wanted = fields[name].get("type") if isinstance(fields[name], Mapping) else None
        if gives is not None and isinstance(wanted, str) and wanted not in _FITS.get(gives, {gives}):
            wrong = Saying(
                vietnamese="'{text}' cho {shown}, nhưng '{name}' của thủ tục {procedure} là {kind}",
                english="'{text}' gives {shown}, but '{name}' of {procedure} is {kind}",
            ).of(text=text, shown=SHOWN[gives], name=name, procedure=child.procedure, kind=SHOWN.get(wanted, wanted))
            yield Finding(
                Code.CHILD_FORM,
                place,
                wrong,
                Saying(
                    vietnamese="viết một biểu thức cho giá trị thuộc loại đó",
                    english="write an expression of that kind",
                ).of(),
            )
    required = child.receive.form.get("required")
    names = required if isinstance(required, list) else []
    missing = [name for name in names if isinstance(name, str) and name not in step.fill]
    if missing:
        wrong = Saying(
            vietnamese="biểu mẫu của thủ tục {procedure} bắt buộc có '{missing}', nhưng trường này chưa được điền",
            english="the form of {procedure} demands '{missing}', which is not filled",
        ).of(procedure=child.procedure, missing=missing[0])
        place = one.positions.key("steps", step_id, "call")
        yield Finding(
            Code.CHILD_FORM,
            place,
            wrong,
            Saying(vietnamese="điền trường này bằng một biểu thức", english="fill it by an expression").of(),
        )


def _papers(one: Loaded, step_id: str, step: Call, child: Procedure) -> Iterator[Finding]:
    """The child knows the papers that go along, and every paper that it always demands is among them."""
    known = {paper.id: paper.required for paper in child.receive.papers}
    for number, name in enumerate(step.papers):
        if name not in known:
            wrong = Saying(
                vietnamese="thủ tục {procedure} không có giấy tờ '{name}'", english="{procedure} has no paper '{name}'"
            ).of(procedure=child.procedure, name=name)
            place = one.positions.of("steps", step_id, "papers", number)
            yield Finding(Code.CHILD_PAPERS, place, wrong, one_of(known))
    missing = [name for name, required in known.items() if required is True and name not in step.papers]
    if missing:
        wrong = Saying(
            vietnamese="thủ tục {procedure} bắt buộc có giấy tờ '{missing}', nhưng giấy tờ này không được gửi kèm",
            english="{procedure} demands the paper '{missing}', which does not go along",
        ).of(procedure=child.procedure, missing=missing[0])
        place = one.positions.key("steps", step_id, "call")
        yield Finding(
            Code.CHILD_PAPERS,
            place,
            wrong,
            Saying(vietnamese="nêu giấy tờ này trong 'papers:'", english="name it in 'papers:'").of(),
        )
