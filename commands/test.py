"""`lienthong test`: whether definitions do what their scenarios say."""

from pathlib import Path
from typing import Annotated, Final

from cyclopts import App, Parameter

from commands.speech import Switch
from commands.usual import Engine

EPILOGUE: Final = """
Examples:

lienthong test definitions/catalogue

lienthong test tro-cap.v2.yaml --engine temporal

Exits with 0 when every scenario happens as its author expects, with 1 when one does not or cannot be read, with 2 when
it was asked wrongly.
"""

app: Final = App(name="test", help_epilogue=EPILOGUE)


@app.default
def play(  # noqa: PLR0913 - each is a switch of its own
    *paths: Path,
    engine: Engine = Engine.MACHINE,
    json_: Annotated[bool, Parameter(name="--json", negative="")] = False,
    directory: str = "thua-thien-hue",
    calendar: str = "thua-thien-hue",
    english: Switch = False,
) -> int:
    """Play the scenarios beside definitions, and say what of each definition they never exercise.

    On the machine that takes milliseconds. On Temporal, a real server with virtual clocks carries each dossier through
    the worker and the API, and the journal must be the machine's.

    The epilogue of its help says what it exits with.

    Args:
        paths: Files of definitions or of scenarios, or folders of them.
        engine: On what the scenarios are played.
        json_: Print the outcome as JSON, for machines.
        directory: The directory whose offices and people play.
        calendar: The calendar by which time is counted.
        english: Answer in English.
    """
    from commands.work import test as work

    return work.play(*paths, engine=engine, json_=json_, directory=directory, calendar=calendar, english=english)
