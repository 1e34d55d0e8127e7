"""`lienthong fmt`: definitions and scenarios in their one canonical layout, comments kept."""

from pathlib import Path
from typing import Final

from cyclopts import App

from commands.speech import Switch

EPILOGUE: Final = """
Examples:

lienthong fmt definitions/catalogue

lienthong fmt --diff tro-cap.v2.yaml

lienthong fmt --check definitions/catalogue && echo canonical

Exits with 0 when every file is in canonical form now; with 1 when a file could not be read or written, or, with
--check or --diff, when one would change; with 2 when it was asked wrongly.
"""

app: Final = App(name="fmt", help_epilogue=EPILOGUE)


@app.default
def fmt(*paths: Path, check: Switch = False, diff: Switch = False, english: Switch = False) -> int:
    """Write definitions and scenarios in canonical form, keeping comments and meaning; files with findings stay as is.

    The epilogue of its help says what it exits with.

    Args:
        paths: Files of definitions or of scenarios, or folders of them.
        check: Write nothing; name the files that are not in canonical form.
        diff: Write nothing; show what would change.
        english: Answer in English.
    """
    from commands.work import fmt as work

    return work.fmt(*paths, check=check, diff=diff, english=english)
