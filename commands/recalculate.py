"""`lienthong recalculate`: a calendar published, every open dossier dated anew by it, and what that moved."""

from pathlib import Path
from typing import Annotated, Final

from cyclopts import App, Parameter

from commands.speech import Switch
from commands.usual import OPERATOR
from workflows.batches import BATCH

EPILOGUE: Final = """
Examples:

lienthong recalculate thua-thien-hue

lienthong recalculate --status --json

Exits with 0 when all follow it, with 1 when some refused it, or it is paused, superseded or not going on, with 2 when
there is no such calendar, with 3 when Temporal or the records cannot be asked.
"""

app: Final = App(name="recalculate", help_epilogue=EPILOGUE)


@app.default
def recalculate(  # noqa: PLR0913 - the options of a command
    name: str = "thua-thien-hue",
    *,
    status: Switch = False,
    pause: Switch = False,
    resume: Switch = False,
    by: str = OPERATOR,
    batch: int = BATCH,
    data: Path | None = None,
    json_: Annotated[bool, Parameter(name="--json", negative="")] = False,
    english: Switch = False,
) -> int:
    """Publish a version of a calendar and count every open dossier anew by it; rehearsals are dossiers too.

    New dossiers are pinned to it from now on. Interrupted, it goes on by itself; begun again, it changes nothing that
    is done. The epilogue of its help says what it exits with.

    Args:
        name: The calendar, also NAME@VERSION, or NAME@2025-12-25 as it was known on that day.
        status: Only show how far the version in force has come.
        pause: Tell no further dossier until it is resumed.
        resume: Go on where it was paused, and watch.
        by: In whose name the journals say it was done.
        batch: How many dossiers are told at a time; it can be paused between two batches.
        data: The folder of everything kept on this machine; `var` when it is not said.
        json_: Print the report as JSON, for machines.
        english: Answer in English.
    """
    from commands.work import recalculate as work

    return work.recalculate(
        name, status=status, pause=pause, resume=resume, by=by, batch=batch, data=data, json_=json_, english=english
    )
