"""Law: what no definition may allow, whatever its author wants."""

from collections.abc import Iterator
from typing import Final

from definitions.findings import Code, Finding
from definitions.procedure import Procedure
from definitions.strict_yaml import Positions

MOST_SUPPLEMENTS: Final = 1
"""Officials at the desk ask for a supplement only once (Decree 61/2018, Art. 11(2)(c))."""
MOST_EXTENSIONS: Final = 1
"""The return date is moved not more than once (Decree 61/2018, Art. 19(9))."""


def findings(procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    """What goes beyond the law."""
    policy = procedure.time
    if policy.supplements > MOST_SUPPLEMENTS:
        wrong = "the law lets an applicant be asked to complete a dossier only once"
        place = positions.of("time", "supplements")
        yield Finding(Code.TOO_MANY_SUPPLEMENTS, place, wrong, "write 1 or 0, or take the line out")
    if policy.apology.extensions > MOST_EXTENSIONS:
        wrong = "the law lets the return date be moved only once"
        place = positions.of("time", "apology", "extensions")
        yield Finding(Code.TOO_MANY_EXTENSIONS, place, wrong, "write 1 or 0, or take it out")
