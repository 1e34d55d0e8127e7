"""`lienthong draw`: a definition as a picture, lanes by level, or as BPMN 2.0 for a modeller."""

from pathlib import Path
from typing import Final

from cyclopts import App

from commands.speech import Switch

EPILOGUE: Final = """
Examples:

lienthong draw quy-trinh.v1.yaml --output quy-trinh.svg

lienthong draw quy-trinh.v1.yaml --bpmn > quy-trinh.bpmn

Exits with 0 when it was drawn, with 1 when the definition cannot be read (its findings are printed), with 2 when it
was asked wrongly.
"""

app: Final = App(name="draw", help_epilogue=EPILOGUE)


@app.default
def draw(  # noqa: PLR0913 (a command's parameters are its options)
    file: Path,
    /,
    *,
    bpmn: Switch = False,
    output: Path | None = None,
    english: Switch = False,
    directory: str | None = None,
) -> int:
    """Draw a definition: SVG, or BPMN 2.0 with its diagram; one lane for each office, by level.

    Args:
        file: The definition.
        bpmn: BPMN 2.0, which BPMN modellers open, and which `lienthong import` gives back as the definition.
        output: The file to write; standard output, if not said.
        english: What the drawing says by itself in English; the definition's own texts stay as they are.
        directory: The directory that names offices and posts. If not said, the one of the definition's own time: with
            two levels for what takes effect from 1 July 2025 on and names no district, else with three.
    """
    from commands.work import draw as work

    return work.draw(file, bpmn=bpmn, output=output, english=english, directory=directory)
