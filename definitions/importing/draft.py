"""Drafts: a definition as far as a source tells it, written out with every remark at its place."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from definitions.formatting import Formatted, format_text
from definitions.importing.remarks import Kind, Remark, one_line
from definitions.saying import Language, Saying

LONGEST_TITLE: Final = 500
WIDTH: Final = 110
"""Columns up to which a remark may stand beside what it is about."""
UNKNOWN_CODE: Final = "1.000000"


@dataclass(frozen=True, slots=True)
class Known:
    """A text that a source gives, or what stands in for it; with the remarks on it."""

    text: str
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftWay:
    """One outcome: a title, where it leads (to a step, a supplement or an end), and what it gives."""

    name: str
    title: str
    to: str | None = None
    end: str | None = None
    asks: bool = False
    gives: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftStep:
    """One step; without a limit none is written."""

    id: str
    title: str
    who: Known
    limit: Known | None = None
    counts: bool = True
    ways: tuple[DraftWay, ...]
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A whole definition; `top` and `bottom` are remarks on the source as a whole."""

    procedure: Known
    title: Known
    sector: Known
    decision: Known
    decided_on: Known
    decided_by: Known
    effective_from: Known
    basis: Known
    result: Known
    at: Known
    limit: Known
    steps: tuple[DraftStep, ...]
    top: tuple[Remark, ...] = ()
    bottom: tuple[Remark, ...] = ()

    def remarks(self) -> Iterator[Remark]:
        """Every remark, in the order of the text."""
        yield from self.top
        for name in _KNOWN:
            yield from getattr(self, name).remarks
        for step in self.steps:
            yield from step.remarks
            yield from step.who.remarks
            yield from step.limit.remarks if step.limit else ()
        yield from self.bottom


_KNOWN: Final = (
    "procedure",
    "title",
    "sector",
    "decision",
    "decided_on",
    "decided_by",
    "effective_from",
    "basis",
    "result",
    "at",
    "limit",
)


def missing(text: str, saying: Saying) -> Known:
    """What stands in for something that the source does not say."""
    return Known(text, (Remark(Kind.MISSING, saying),))


def draft_text(draft: Draft, language: Language, file: str) -> Formatted:
    """The draft as a definition's text in canonical form, its remarks as comments in that language."""
    lines = [*comments(draft.top, language), "", *head(draft, language), *_steps(draft, language)]
    lines += comments(draft.bottom, language)
    return format_text(("\n".join(lines) + "\n").encode("utf-8", "replace"), file)


def head(draft: Draft, language: Language) -> Iterator[str]:
    """Everything but the steps, its remarks above each line."""

    def said(known: Known, line: str, *, indent: str = "") -> Iterator[str]:
        yield from comments(known.remarks, language, indent)
        yield indent + line

    yield from said(draft.procedure, f"procedure: {_quoted(draft.procedure.text)}")
    yield "version: 1"
    yield from said(draft.title, f"title: {_quoted(draft.title.text)}")
    yield from said(draft.sector, f"sector: {_quoted(draft.sector.text)}")
    yield "approved:"
    yield from said(draft.decision, f"decision: {_quoted(draft.decision.text)}", indent="  ")
    yield from said(draft.decided_on, f"on: {draft.decided_on.text}", indent="  ")
    yield from said(draft.decided_by, f"by: {_quoted(draft.decided_by.text)}", indent="  ")
    yield from said(draft.effective_from, f"effective: {{from: {draft.effective_from.text}}}")
    yield from said(draft.basis, f"basis: [{{instrument: {_quoted(draft.basis.text)}, provision: Điều 1}}]")
    yield from said(draft.result, f"result: {{title: {_quoted(draft.result.text)}}}")
    yield "receive:"
    yield from said(draft.at, f"at: {draft.at.text}", indent="  ")
    yield "time:"
    yield from said(draft.limit, f"limit: {draft.limit.text}", indent="  ")


def _steps(draft: Draft, language: Language) -> Iterator[str]:
    yield "steps:"
    for step in draft.steps:
        yield from comments(step.remarks, language, "  ")
        yield f"  {step.id}:"
        yield f"    title: {_quoted(step.title)}"
        yield from _said(f"    who: {_quoted(step.who.text)}", step.who, language)
        if step.limit is not None:
            yield from _said(f"    limit: {step.limit.text}" if step.limit.text else "", step.limit, language)
        if not step.counts:
            yield "    counts: false"
        yield "    outcomes:"
        yield from (f"      {way.name}: {_way(way)}" for way in step.ways)


def _said(line: str, known: Known, language: Language) -> Iterator[str]:
    """A line with what it was read from: beside it where there is room, else above it."""
    told = known.remarks[0].said(language) if len(known.remarks) == 1 else ""
    if line and told and len(line) + len(told) < WIDTH:
        yield f"{line}  # {told}"
        return
    yield from comments(known.remarks, language, "    ")
    if line:
        yield line


def _way(way: DraftWay) -> str:
    leads = {"to": way.to, "ask": "supplement" if way.asks else None, "end": way.end, "gives": way.gives}
    told = {"title": way.title, **{key: value for key, value in leads.items() if value is not None}}
    return "{" + ", ".join(f"{key}: {_quoted(value)}" for key, value in told.items()) + "}"


def comments(remarks: Iterable[Remark], language: Language, indent: str = "") -> Iterator[str]:
    """Remarks as comments, each on its own line."""
    return (f"{indent}# {remark.said(language)}" for remark in remarks)


def _quoted(text: str) -> str:
    return json.dumps(one_line(text)[:LONGEST_TITLE], ensure_ascii=False)
