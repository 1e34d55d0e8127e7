"""Forms and papers: each form's schema is one, each paper has an id of its own, and expressions fit the forms."""

from collections import Counter
from collections.abc import Iterator

from definitions.findings import Code, Finding
from definitions.forms import check_schema
from definitions.procedure import Paper, Procedure
from definitions.soundness import constants, expressions
from definitions.steps import Call, JsonSchema, Manned
from definitions.strict_yaml import Path, Positions


def findings(procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    """What is wrong with the forms, and with the papers."""
    found = tuple(_schema(procedure.receive.form, positions, ("receive", "form")))
    yield from found
    for step_id, step in procedure.steps.items():
        if isinstance(step, Manned) and step.form is not None:
            wrong = tuple(_schema(step.form, positions, ("steps", step_id, "form")))
            yield from wrong
            found += wrong
    yield from _duplicates(procedure.receive.papers, positions)
    yield from _going_along(procedure, positions)
    if not found:
        yield from expressions.findings(procedure, positions)
        yield from constants.findings(procedure, positions)


def _schema(schema: JsonSchema, positions: Positions, path: Path) -> Iterator[Finding]:
    mistake = check_schema(schema)
    if mistake is not None and mistake.remote:
        mend = "write the schema out here, and let references begin with '#'"
        yield Finding(Code.REMOTE_REFERENCE, positions.of(*path, *mistake.path), mistake.wrong, mend)
    elif mistake is not None:
        mend = "write a JSON Schema (draft 2020-12)"
        yield Finding(Code.NOT_A_SCHEMA, positions.of(*path, *mistake.path), mistake.wrong, mend)
    elif schema.get("type") != "object":
        place = positions.of(*path, "type") if "type" in schema else positions.key(*path)
        yield Finding(
            Code.NOT_A_SCHEMA, place, "a form is a group of fields", "write 'type: object' with 'properties:'"
        )


def _going_along(procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    """What a call sends along to its child is among the papers of this dossier."""
    known = [paper.id for paper in procedure.receive.papers]
    for step_id, step in procedure.steps.items():
        for number, name in enumerate(step.papers) if isinstance(step, Call) else ():
            if name not in known:
                place = positions.of("steps", step_id, "papers", number)
                mend = f"write one of: {', '.join(known)}"
                yield Finding(Code.CHILD_PAPERS, place, f"this dossier has no paper '{name}'", mend)


def _duplicates(papers: tuple[Paper, ...], positions: Positions) -> Iterator[Finding]:
    seen = Counter[str]()
    for number, paper in enumerate(papers):
        seen[paper.id] += 1
        if seen[paper.id] > 1:
            place = positions.of("receive", "papers", number, "id")
            yield Finding(
                Code.DUPLICATE_PAPER, place, f"there is another paper '{paper.id}'", "give it an id of its own"
            )
