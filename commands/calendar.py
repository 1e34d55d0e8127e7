"""`lienthong calendar`: a calendar's year, what changed between two calendars, and what another source says."""

from pathlib import Path
from typing import Annotated, Final

from cyclopts import App, Parameter

from commands.speech import Switch

EPILOGUE: Final = """
Examples:

lienthong calendar show thua-thien-hue --year 2026

lienthong calendar diff thua-thien-hue@2025-12-24 thua-thien-hue@2025-12-25

lienthong calendar import --year 2028 --out vietnam.v5.yaml
"""

AsJson = Annotated[bool, Parameter(name="--json", negative="")]

app: Final = App(name="calendar", help_epilogue=EPILOGUE)


@app.command
def show(  # noqa: PLR0913 (a command's parameters are its options)
    name: str = "thua-thien-hue",
    *,
    year: int | None = None,
    office: str | None = None,
    json_: AsJson = False,
    english: Switch = False,
) -> int:
    """Show a year of a calendar: its months, days off and make-up days with their documents.

    Exits with 0 when it was shown, with 2 when there is no such calendar or it does not hold the year.

    Args:
        name: The calendar, also NAME@VERSION, or NAME@2025-12-24 as it was known on that day.
        year: The year; this one, if nothing else is said.
        office: The code of an office, whose own hours and closures are shown where it has some.
        json_: Print JSON, for machines.
        english: Answer in English.
    """
    from commands.work import calendar as work

    return work.show(name, year=year, office=office, json_=json_, english=english)


@app.command
def diff(before: str, after: str, /, *, json_: AsJson = False, english: Switch = False) -> int:
    """Compare two calendars or two versions of one: days added, removed, moved.

    Exits with 0 when they are the same, with 1 when they differ, with 2 when there is no such calendar.

    Args:
        before: A calendar, such as vietnam@2, or thua-thien-hue@2025-12-24 as it was known on that day.
        after: The other one.
        json_: Print JSON, for machines.
        english: Answer in English.
    """
    from commands.work import calendar as work

    return work.diff(before, after, json_=json_, english=english)


@app.command(name="import")
def import_(  # noqa: PLR0913 (a command's parameters are its options)
    name: str = "vietnam",
    *,
    year: int | None = None,
    out: Path | None = None,
    json_: AsJson = False,
    english: Switch = False,
) -> int:
    """Cross-check a calendar with the package `holidays`, or draft its next year from it; no file is overwritten.

    Exits with 0 when they agree but for known differences, or a draft was made; with 1 when they differ otherwise;
    with 2 when it was asked wrongly, or the file that was named exists.

    Args:
        name: The calendar of the country.
        year: The year to check, or the first that the calendar does not hold, to draft it; all it holds, if not said.
        out: The file to write the draft into; standard output, if not said.
        json_: Print JSON, for machines.
        english: Answer in English.
    """
    from commands.work import calendar as work

    return work.import_(name, year=year, out=out, json_=json_, english=english)
