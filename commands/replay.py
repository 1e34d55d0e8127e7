"""`lienthong replay`: whether a dossier's journal is the one that Temporal's history and the pure machine tell."""

from pathlib import Path
from typing import Annotated, Final

from cyclopts import App, Parameter

from commands.speech import Switch

EPILOGUE: Final = """
Examples:

lienthong replay H57.33.01-260115-0001

lienthong replay H57.33.01-260115-0001 --json

Exits with 0 when all agree, with 1 naming the first difference, with 2 when there is no such dossier, with 3 when
Temporal or the records cannot be asked.
"""

app: Final = App(name="replay", help_epilogue=EPILOGUE)


@app.default
def replay(
    code: str,
    *,
    data: Path | None = None,
    json_: Annotated[bool, Parameter(name="--json", negative="")] = False,
    english: Switch = False,
) -> int:
    """Replay a dossier's history, derive its journal anew, and compare both with the stored journal.

    The epilogue of its help says what it exits with.

    Args:
        code: The dossier's code, such as H57.33.01-260115-0001.
        data: The folder of everything kept on this machine; `var` when it is not said.
        json_: Print the report as JSON, for machines.
        english: Answer in English.
    """
    from commands.work import replay as work

    return work.replay(code, data=data, json_=json_, english=english)
