"""Forms and papers: each form's schema is one, each paper has an id of its own, and expressions fit the forms."""

from collections import Counter
from collections.abc import Iterator

from definitions.findings import Code, Finding, one_of
from definitions.forms import check_schema
from definitions.positions import Path, Positions
from definitions.procedure import Paper, Procedure
from definitions.saying import Saying
from definitions.soundness import constants, expressions
from definitions.steps.calls import Call
from definitions.steps.described import JsonSchema
from definitions.steps.manned import Manned


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
        mend = Saying(
            vietnamese="viết đầy đủ lược đồ ở đây, và để tham chiếu bắt đầu bằng '#'",
            english="write the schema out here, and let references begin with '#'",
        ).of()
        yield Finding(Code.REMOTE_REFERENCE, positions.of(*path, *mistake.path), mistake.wrong, mend)
    elif mistake is not None:
        mend = Saying(
            vietnamese="viết theo JSON Schema (bản 2020-12)", english="write a JSON Schema (draft 2020-12)"
        ).of()
        yield Finding(Code.NOT_A_SCHEMA, positions.of(*path, *mistake.path), mistake.wrong, mend)
    elif schema.get("type") != "object":
        place = positions.of(*path, "type") if "type" in schema else positions.key(*path)
        yield Finding(
            Code.NOT_A_SCHEMA,
            place,
            Saying(vietnamese="biểu mẫu phải là một nhóm trường", english="a form is a group of fields").of(),
            Saying(
                vietnamese="viết 'type: object' cùng với 'properties:'",
                english="write 'type: object' with 'properties:'",
            ).of(),
        )


def _going_along(procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    """What a call sends along to its child is among the papers of this dossier."""
    known = [paper.id for paper in procedure.receive.papers]
    for step_id, step in procedure.steps.items():
        for number, name in enumerate(step.papers) if isinstance(step, Call) else ():
            if name not in known:
                place = positions.of("steps", step_id, "papers", number)
                mend = one_of(known)
                yield Finding(
                    Code.CHILD_PAPERS,
                    place,
                    Saying(
                        vietnamese="thành phần hồ sơ này không có giấy tờ '{name}'",
                        english="this dossier has no paper '{name}'",
                    ).of(name=name),
                    mend,
                )


def _duplicates(papers: tuple[Paper, ...], positions: Positions) -> Iterator[Finding]:
    seen = Counter[str]()
    for number, paper in enumerate(papers):
        seen[paper.id] += 1
        if seen[paper.id] > 1:
            place = positions.of("receive", "papers", number, "id")
            yield Finding(
                Code.DUPLICATE_PAPER,
                place,
                Saying(vietnamese="đã có một giấy tờ khác mang mã '{id}'", english="there is another paper '{id}'").of(
                    id=paper.id
                ),
                Saying(vietnamese="đặt mã riêng cho giấy tờ này", english="give it an id of its own").of(),
            )
