"""Calls between procedures: each names one that is there, fills its form, and none must come back to itself."""

from collections.abc import Iterable, Iterator, Mapping

from definitions import conditions
from definitions.findings import Code, Finding
from definitions.loader import Loaded
from definitions.procedure import Procedure
from definitions.soundness.ways import ends_without
from definitions.steps import Call

_FITS = {"integer": {"integer", "number"}}
"""Of what kinds a field may be that gets a value of this kind; of its own, where none is named."""


def call_findings(loaded: Iterable[Loaded]) -> tuple[Finding, ...]:
    """What is wrong between the definitions of one catalogue: a definition alone is not asked about others."""
    known: dict[str, list[Procedure]] = {}
    loaded = tuple(one for one in loaded if one.procedure is not None)
    for one in loaded:
        if one.procedure is not None:
            known.setdefault(one.procedure.procedure, []).append(one.procedure)
    if len(loaded) < 2:  # noqa: PLR2004 - one is alone
        return ()
    return tuple(finding for one in loaded for finding in _of_one(one, known))


def _of_one(one: Loaded, known: Mapping[str, list[Procedure]]) -> Iterator[Finding]:
    procedure = one.procedure
    for step_id, step in procedure.steps.items() if procedure else ():
        if procedure is None or not isinstance(step, Call):
            continue
        place = one.positions.of("steps", step_id, "call")
        if step.call not in known:
            wrong = f"no definition here is of the procedure {step.call}"
            yield Finding(Code.UNKNOWN_PROCEDURE, place, wrong, "put its definition beside this one")
            continue
        circle = _circle(known, step.call, procedure.procedure)
        if circle and not ends_without(procedure, step_id):
            wrong = f"the call comes back to this procedure: {' → '.join((procedure.procedure, *circle))}"
            yield Finding(Code.CALL_CIRCLE, place, wrong, "take one of the calls out")
        yield from _form(one, step_id, step, known[step.call][-1])


def _circle(known: Mapping[str, list[Procedure]], start: str, target: str) -> tuple[str, ...]:
    """The way from one procedure to another through calls; empty where there is none."""
    paths: list[tuple[str, ...]] = [(start,)]
    met = {start}
    while paths:
        path = paths.pop()
        if path[-1] == target:
            return path
        for to in _called(known.get(path[-1], [])):
            if to not in met:
                met.add(to)
                paths.append((*path, to))
    return ()


def _called(versions: list[Procedure]) -> Iterator[str]:
    """What a procedure must call to come to its result: what it may do without ends at some depth."""
    for procedure in versions:
        for step_id, step in procedure.steps.items():
            if isinstance(step, Call) and not ends_without(procedure, step_id):
                yield step.call


def _form(one: Loaded, step_id: str, step: Call, child: Procedure) -> Iterator[Finding]:
    """The child's form has the fields that are filled, of their kinds, and every field that it demands is filled."""
    assert one.procedure is not None
    fields = child.receive.form.get("properties", {})
    for name, text in step.fill.items():
        place = one.positions.of("steps", step_id, "fill", name)
        if name not in fields:
            wrong = f"the form of {child.procedure} has no field '{name}'"
            yield Finding(Code.CHILD_FORM, place, wrong, f"write one of: {', '.join(fields)}")
            continue
        try:
            gives = conditions.compile_value(text, one.procedure.scope).gives
        except conditions.NotACondition:
            continue
        wanted = fields[name].get("type") if isinstance(fields[name], Mapping) else None
        if gives is not None and isinstance(wanted, str) and wanted not in _FITS.get(gives, {gives}):
            wrong = f"'{text}' gives {gives}, but '{name}' of {child.procedure} is {wanted}"
            yield Finding(Code.CHILD_FORM, place, wrong, "write an expression of that kind")
    missing = [name for name in child.receive.form.get("required", ()) if name not in step.fill]
    if missing:
        wrong = f"the form of {child.procedure} demands '{missing[0]}', which is not filled"
        place = one.positions.key("steps", step_id, "call")
        yield Finding(Code.CHILD_FORM, place, wrong, "fill it by an expression")
