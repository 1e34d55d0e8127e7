"""`lienthong rebuild`: worklists, standings, alerts and counts forgotten, and derived anew from the journals."""

from pathlib import Path
from typing import Annotated, Final

from cyclopts import App, Parameter

from commands.speech import Switch

EPILOGUE: Final = """
Examples:

lienthong rebuild

lienthong rebuild --json

Exits with 0 when it is done, with 1 when what is kept of a dossier cannot be read, with 3 when the records cannot be
asked.
"""

app: Final = App(name="rebuild", help_epilogue=EPILOGUE)


@app.default
def rebuild(
    *,
    data: Path | None = None,
    json_: Annotated[bool, Parameter(name="--json", negative="")] = False,
    english: Switch = False,
) -> int:
    """Derive everything that lists and reports are made of anew from the journals, which stay as they are.

    It is safe beside a running worker and API: readers see the old rows until the new are whole, and what is to be
    written meanwhile waits, or is tried again. Broken off, it has changed nothing.

    Args:
        data: The folder of everything kept on this machine; `var` when it is not said.
        json_: Print how many journals were read as JSON, for machines.
        english: Answer in English.
    """
    from commands.work import rebuild as work

    return work.rebuild(data=data, json_=json_, english=english)
