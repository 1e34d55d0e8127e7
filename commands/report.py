"""`lienthong report`: the statistics that an office reports, projected from the journals."""

from datetime import date
from pathlib import Path
from typing import Annotated, Final

from cyclopts import App, Parameter

from commands.speech import Switch

EPILOGUE: Final = """
Examples:

lienthong report 06a --from 2026-01-01 --until 2026-06-30

lienthong report 06a --from 2026-01-01 --until 2026-06-30 --unit 479 --json

Exits with 0 when the report was made, with 2 when the period is reversed or there is no such unit, with 3 when the
records cannot be asked.
"""

app: Final = App(name="report")


@app.command(name="06a", help_epilogue=EPILOGUE)
def report(  # noqa: PLR0913 - the options of a command
    *,
    first: Annotated[date, Parameter(name="--from")],
    last: Annotated[date, Parameter(name="--until")],
    unit: str | None = None,
    data: Path | None = None,
    json_: Annotated[bool, Parameter(name="--json", negative="")] = False,
    english: Switch = False,
) -> int:
    """Count the dossiers received, settled and open in a period, as form II.06a/VPCP/KSTT has it.

    Each dossier is counted once, as it stood when the period ended (or now). What was late stays late, also while its
    clock stands still. Rehearsals are not counted. The epilogue of its help says what it exits with.

    Args:
        first: The first day.
        last: The last day.
        unit: The administrative unit, with those below it; the whole province when none is said.
        data: The folder of everything kept on this machine; `var` when it is not said.
        json_: Print the report as JSON, as the API answers it.
        english: Answer in English; what the records hold stays in Vietnamese.
    """
    from commands.work import report as work

    return work.report(first=first, last=last, unit=unit, data=data, json_=json_, english=english)
