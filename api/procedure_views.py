"""Procedure views: what callers get to see of versions, of what changed between two, and of findings in a text."""

from datetime import date, datetime
from typing import Any

from pydantic import Field

from api.views import View
from definitions.calendar import Calendar
from definitions.changes import Bearing, How
from definitions.findings import Finding
from records.editions import Edition, State


class EditionView(View):
    """A published version of a procedure, and where it stands."""

    code: str = Field(description="The national code.", examples=["1.010803"])
    version: int = Field(description="The version.")
    title: str = Field(description="The title in Vietnamese.")
    sector: str = Field(description="The sector in Vietnamese.")
    digest: str = Field(description="SHA-256 of the definition's canonical JSON; the version's ETag.")
    state: State = Field(description="Where it stands on the day asked for, today if none is.")
    effective_from: date = Field(description="The first day on which dossiers are accepted under it.")
    effective_until: date | None = Field(description="The last day, if it names one itself.")
    in_force_until: date | None = Field(
        description="The last day on which dossiers are accepted under it, as far as is known: its own last day, the "
        "day before the next version's effect begins, or the day before the procedure is abolished."
    )
    decision: str = Field(description="The decision that approved it.", examples=["855/QĐ-UBND"])
    published_at: datetime = Field(description="When it was published.")
    published_by: str = Field(description="In whose name.")
    open_dossiers: int = Field(description="How many dossiers are open under it; they keep it to their end.")


class DefinitionView(EditionView):
    """A version with everything that it says."""

    definition: dict[str, Any] = Field(description="The definition as the language writes it.")
    source: str = Field(description="Its text as it was written.")


class FindingView(View):
    """One thing that is wrong with a text, as `lienthong check` says it."""

    code: str = Field(description="The stable name of the kind.", examples=["unknown-step"])
    file: str = Field(description="The file's name, as it was given.")
    line: int = Field(description="The line, from 1.")
    column: int = Field(description="The column in characters, from 1.")
    wrong: str = Field(description="What is wrong, in Vietnamese.")
    mend: str = Field(description="How to mend it, in Vietnamese.")
    wrong_en: str = Field(description="What is wrong, in English.")
    mend_en: str = Field(description="How to mend it, in English.")


class CheckedView(View):
    """What was found in a text, and what it is the text of."""

    findings: list[FindingView] = Field(description="What is wrong, in the order of the text; empty when nothing is.")
    code: str | None = Field(description="The procedure's code; null when the text cannot be read.")
    version: int | None = Field(description="The version.")
    digest: str | None = Field(description="SHA-256 of its canonical JSON.")
    state: State | None = Field(
        description="`draft` when no version of that number is published with this content, else where it stands today."
    )


class ChangeView(View):
    """One thing in which two versions differ."""

    how: How = Field(description="What became of it.")
    path: str = Field(description="Where it stands.", examples=["steps.verify.limit"])
    bearing: Bearing = Field(description="Whether the rule became stricter or looser, where that can be said.")
    before: Any = Field(description="What it was; null where there was nothing.")
    after: Any = Field(description="What it is; null where nothing is left.")
    sentence: str = Field(description="The same for people, in the language asked for.")


class DifferenceView(View):
    """What changed between two versions of a procedure."""

    before: int = Field(description="The one version.")
    after: int = Field(description="The other one.")
    equal: bool = Field(description="Whether both mean the same.")
    changes: list[ChangeView] = Field(description="What changed, in the order of the later text.")


class AbolitionView(View):
    """A procedure abolished."""

    code: str = Field(description="The national code.")
    abolished_from: date = Field(description="The first day on which no dossier is accepted.")
    decision: str | None = Field(description="The decision that abolishes it.")
    abolished_at: datetime = Field(description="When that was entered.")
    abolished_by: str = Field(description="In whose name.")
    open_dossiers: int = Field(description="How many dossiers are open; they go on to their end.")


def edition_view(edition: Edition, calendar: Calendar, *, on: date, open_dossiers: int) -> EditionView:
    """An edition as it stands on a day."""
    return EditionView(
        code=edition.code,
        version=edition.version,
        title=edition.title,
        sector=edition.sector,
        digest=edition.digest,
        state=edition.state(on),
        effective_from=edition.effective_from,
        effective_until=edition.effective_until,
        in_force_until=edition.in_force_until,
        decision=edition.decision,
        published_at=calendar.local(edition.published_at),
        published_by=edition.published_by,
        open_dossiers=open_dossiers,
    )


def finding_view(finding: Finding) -> FindingView:
    """A finding."""
    return FindingView.model_validate(finding.flat())
