"""BPMN 2.0: our own export gives its definition back; any other becomes a skeleton, with what it cannot carry named."""

import json
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, Final

from definitions.formatting import format_text
from definitions.importing import bpmn_sayings as say
from definitions.importing.bpmn_graph import Graph
from definitions.importing.bpmn_model import Item, Model
from definitions.importing.bpmn_own import Own, own_definition
from definitions.importing.bpmn_people import People
from definitions.importing.bpmn_reading import NO_PROCESS, model_of
from definitions.importing.bpmn_steps import Step, Steps
from definitions.importing.bpmn_ways import Ways
from definitions.importing.bpmn_xml import read_xml
from definitions.importing.draft import UNKNOWN_CODE, Draft, Known, comments, head, missing
from definitions.importing.lengths import STAND_IN
from definitions.importing.remarks import Kind, Remark, one_line
from definitions.importing.source import Imported, NotImportable, Source
from definitions.importing.surroundings import CODE
from definitions.saying import Language

LONGEST: Final = 500


def import_bpmn(source: Source, language: Language) -> Imported:
    """Read a BPMN 2.0 file; raises `NotImportable` for what is none, or is too big."""
    root = read_xml(source.content)
    model = model_of(root)
    own = own_definition(root, model)
    if own.text is not None:
        return Imported(own.text, ())
    ways = Ways(Graph(model))
    steps = Steps(ways, People(ways))
    made = list(steps.steps())
    if not made:
        raise NotImportable(NO_PROCESS)
    skeleton = _Skeleton(source, model, steps)
    return skeleton.written(made, own, language)


class _Skeleton:
    """A definition as far as a model tells it."""

    def __init__(self, source: Source, model: Model, steps: Steps) -> None:
        self.source = source
        self.model = model
        self.steps = steps
        self.at: dict[str | None, list[Remark]] = {}
        for left in model.left:
            self.at.setdefault(left.at, []).append(Remark(Kind.UNCLEAR, say.LEFT, left.about))
        for note in model.notes:
            self.at.setdefault(note.at, []).append(Remark(Kind.KEPT, say.NOTE, note.about, {"text": note.text}))

    def written(self, made: list[Step], own: Own, language: Language) -> Imported:
        """The text with its remarks as comments, and the remarks in their order."""
        beside = {item.id: list(self._beside(item)) for item in self.model.items.values()}
        draft = self._draft(tuple(self._top(own)))
        by_step = {self.steps.ways.step[name]: remarks for name, remarks in beside.items() if self._is_step(name)}
        told = [(step, (*step.remarks, *by_step.get(step.id, ()))) for step in made]
        loose = [remark for name, remarks in beside.items() if not self._is_step(name) for remark in remarks]
        bottom = [*loose, *self._lost(), *self._bottom()]
        lines = [*comments(draft.top, language), *self._head(draft, language), "steps:"]
        for step, remarks in told:
            lines += [*comments(remarks, language, "  "), f"  {step.id}:"]
            lines += [f"    {key}: {_flow(value)}" for key, value in step.content.items()]
        lines += comments(bottom, language)
        text = ("\n".join(lines) + "\n").encode("utf-8", "replace")
        remarks = (*draft.remarks(), *(remark for _, told_of in told for remark in told_of), *bottom)
        return Imported(format_text(text, self.source.file).text or text, remarks)

    def _is_step(self, name: str) -> bool:
        return name in self.steps.ways.step

    def _head(self, draft: Draft, language: Language) -> Iterator[str]:
        for line in head(draft, language):
            if line == "time:" and self.steps.form:
                form = {"type": "object", "properties": self.steps.form}
                yield f"  form: {_flow(form)}"
            yield line

    def _draft(self, top: tuple[Remark, ...]) -> Draft:
        today = self.source.on.isoformat()
        code = CODE.search(f"{self.model.name} {self.model.id} {self.model.documentation}")
        title = self.model.name or PurePath(self.source.file).stem
        people = self.steps.people
        level = people.named
        return Draft(
            procedure=Known(code[0]) if code else missing(UNKNOWN_CODE, say.FILL),
            title=Known(title) if self.model.name else missing(title, say.FILL),
            sector=missing("Lĩnh vực", say.FILL),
            decision=missing("1/QĐ-UBND", say.FILL),
            decided_on=missing(today, say.FILL),
            decided_by=missing("Chủ tịch Ủy ban nhân dân tỉnh", say.FILL),
            effective_from=missing(today, say.FILL),
            basis=missing("Văn bản", say.FILL),
            result=missing("Kết quả", say.FILL),
            at=Known(level) if level else Known(people.receiving, (Remark(Kind.MISSING, say.NO_DESK),)),
            limit=missing(STAND_IN, say.FILL),
            steps=(),
            top=top,
        )

    def _top(self, own: Own) -> Iterator[Remark]:
        if own.is_changed:
            yield Remark(Kind.UNCLEAR, say.CHANGED)
        if self.model.documentation:
            yield Remark(Kind.KEPT, say.NOTE, self.model.id, {"text": self.model.documentation})
        if self.model.is_drawn:
            yield Remark(Kind.KEPT, say.DRAWING)

    def _beside(self, item: Item) -> Iterator[Remark]:
        """What is said of an item beside its step: what lies inside of it, at it, and what was noted on the way."""
        if not self._is_step(item.id):
            yield from self.steps.ways.remarks[item.id] if item.kind != "boundaryEvent" else ()
            if item.documentation:
                yield Remark(Kind.KEPT, say.NOTE, item.about, {"text": item.documentation})
        if item.kind == "startEvent" and item.event is not None and item.id in self.steps.ways.carried:
            yield Remark(Kind.UNCLEAR, say.START_EVENT, item.about, {"event": item.event})
        for told in item.foreign:
            yield Remark(Kind.KEPT, say.NOTE, item.id, {"text": told})
        for what in item.uncarried:
            yield Remark(Kind.UNCLEAR, say.INSIDE, item.about, {"what": what})
        yield from self.at.get(item.id, ())

    def _lost(self) -> Iterator[Remark]:
        """Every item and every flow that no step, join or end has taken up."""
        carried = self.steps.ways.carried
        lost = (i.about for i in self.model.items.values() if i.is_triggered or i.id not in carried)
        flows = (flow.about for flow in self.model.flows if flow.id not in carried)
        yield from (Remark(Kind.UNCLEAR, say.LEFT, about) for about in (*lost, *flows))

    def _bottom(self) -> Iterator[Remark]:
        yield from (Remark(Kind.UNCLEAR, say.BROKEN, broken.about) for broken in self.model.broken)
        yield from (remark for at, remarks in self.at.items() if at not in self.model.items for remark in remarks)


def _flow(value: Any) -> str:  # noqa: ANN401 - whatever a definition holds
    """A value on one line of YAML."""
    match value:
        case dict():
            return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
        case list():
            return "[" + ", ".join(_flow(inner) for inner in value) + "]"
        case str():
            return json.dumps(one_line(value)[:LONGEST], ensure_ascii=False)
        case _:
            return json.dumps(value)
