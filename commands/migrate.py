"""`lienthong migrate --dry-run`: whether and where open dossiers would land under another version. Nothing moves."""

from pathlib import Path
from typing import Annotated, Final

from cyclopts import App, Parameter

from commands.speech import Switch

EPILOGUE: Final = """
Example:

lienthong migrate 1.010803 --to 2 --dry-run

No dossier is moved: by law a dossier is handled to its end under the version in force when it was accepted, and this
program keeps to it. Only the dry run exists; it says what a decision to move dossiers would meet.

Exits with 0 when every open dossier would land; with 1 when some would not; with 2 when it was asked wrongly or the
version was never published; with 3 when the records cannot be asked.
"""

app: Final = App(name="migrate", help_epilogue=EPILOGUE)


@app.default
def migrate(  # noqa: PLR0913 - the options of a command
    code: str,
    *,
    to: int,
    dry_run: Switch = False,
    data: Path | None = None,
    json_: Annotated[bool, Parameter(name="--json", negative="")] = False,
    english: Switch = False,
) -> int:
    """Say for each open dossier of a procedure whether and where it would land under a published version.

    The epilogue of its help says why there is only the dry run.

    Args:
        code: The procedure's national code, such as 1.010803.
        to: The version.
        dry_run: Only say what would be met; nothing else is offered.
        data: The folder of everything kept on this machine; `var` when it is not said.
        json_: Print JSON, for machines.
        english: Answer in English.
    """
    from commands.work import migrate as work

    return work.migrate(code, to=to, dry_run=dry_run, data=data, json_=json_, english=english)
