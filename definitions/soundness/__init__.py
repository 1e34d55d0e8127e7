"""Soundness: what is proved of a definition before anybody may publish it."""

from definitions.calendar import Calendar
from definitions.directory import Directory
from definitions.findings import Finding
from definitions.positions import Positions
from definitions.procedure import Procedure
from definitions.soundness import forms, graph, law, outcomes, people, time


def check_procedure(
    procedure: Procedure, positions: Positions, directory: Directory | None = None, calendar: Calendar | None = None
) -> tuple[Finding, ...]:
    """Everything that is unsound about a definition, in the order of its file; pure.

    Without a directory its places and posts are not looked up; without a calendar its end is not looked at.
    """
    found = (
        *graph.findings(procedure, positions),
        *outcomes.findings(procedure, positions),
        *time.findings(procedure, positions),
        *forms.findings(procedure, positions),
        *law.findings(procedure, positions),
        *people.findings(procedure, positions),
        *(people.findings_in(directory, procedure, positions) if directory else ()),
        *(time.findings_in(calendar, procedure, positions) if calendar else ()),
    )
    return tuple(sorted(found, key=lambda finding: (finding.place, finding.code)))
