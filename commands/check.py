"""`lienthong check`: whether definitions may be published."""

from pathlib import Path
from typing import Annotated, Final

from cyclopts import App, Parameter

from commands.speech import Switch

EPILOGUE: Final = """
Examples:

lienthong check definitions/catalogue

lienthong check --json tro-cap.v2.yaml

Exits with 0 when nothing is wrong, with 1 when something was found, with 2 when it was asked wrongly.
"""

app: Final = App(name="check", help_epilogue=EPILOGUE)


@app.default
def check(
    *paths: Path,
    json_: Annotated[bool, Parameter(name="--json", negative="")] = False,
    directory: str = "thua-thien-hue",
    calendar: str = "thua-thien-hue",
    english: Switch = False,
) -> int:
    """Check definitions and their scenarios before they are published.

    The epilogue of its help says what it exits with.

    Args:
        paths: Files of definitions or of scenarios, or folders of them.
        json_: Print the findings as JSON, for machines: in Vietnamese, and in English as `wrong_en` and `mend_en`.
        directory: The directory in which levels, offices and posts must exist.
        calendar: The calendar that must reach to the last due date.
        english: Answer in English.
    """
    from commands.work import check as work

    return work.check(*paths, json_=json_, directory=directory, calendar=calendar, english=english)
