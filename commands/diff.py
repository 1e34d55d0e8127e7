"""`lienthong diff`: what changed between two versions of a procedure, in words."""

from pathlib import Path
from typing import Annotated, Final

from cyclopts import App, Parameter

from commands.speech import Switch

EPILOGUE: Final = """
Examples:

lienthong diff tro-cap.v1.yaml tro-cap.v2.yaml

lienthong diff 1.010803@v1 tro-cap.v2.yaml --english

Lines begin with + (new), - (gone), ~ (changed), > (only another name) or ^ (another order), and end with whether the
rule became stricter or looser, where that can be said.

Exits with 0 when both mean the same, whatever their numbers and comments; with 1 when they differ; with 2 when one
cannot be read, or it was asked wrongly; with 3 when the records cannot be asked.
"""

app: Final = App(name="diff", help_epilogue=EPILOGUE)


@app.default
def diff(  # noqa: PLR0913 - the options of a command
    before: str,
    after: str,
    /,
    *,
    data: Path | None = None,
    json_: Annotated[bool, Parameter(name="--json", negative="")] = False,
    english: Switch = False,
) -> int:
    """Compare two versions of a procedure: steps, limits, rules, papers, fields, ways, escalation, effect.

    Args:
        before: A definition's file, or a published version such as 1.010803@v1.
        after: The other one.
        data: The folder of everything kept on this machine; `var` when it is not said.
        json_: Print JSON, for machines.
        english: Answer in English.
    """
    from commands.work import diff as work

    return work.diff(before, after, data=data, json_=json_, english=english)
