"""`lienthong draw`: a definition as a picture, lanes by level, or as BPMN 2.0 for a modeller."""

import sys
from pathlib import Path
from typing import Final

from cyclopts import App

from commands.printing import print_lines
from commands.speech import Switch, speech
from definitions.directory_files import UnknownDirectory, load_roles
from definitions.drawing import drawing
from definitions.loader import load_procedure
from definitions.province import PROVINCE, load_province
from definitions.saying import Language, Saying
from definitions.translated.system import cause_of

DRAWN: Final = 0
FOUND: Final = 1

EPILOGUE: Final = """
Examples:

lienthong draw quy-trinh.v1.yaml --output quy-trinh.svg

lienthong draw quy-trinh.v1.yaml --bpmn > quy-trinh.bpmn

Exits with 0 when it was drawn, with 1 when the definition cannot be read (its findings are printed), with 2 when it
was asked wrongly.
"""
UNWRITABLE: Final = Saying(vietnamese="không ghi được {path}: {why}", english="{path} cannot be written: {why}")
UNKNOWN: Final = Saying(vietnamese="không có danh bạ cơ quan {name}", english="there is no directory {name}")

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
    say = speech(english=english)
    loaded = load_procedure(file)
    if loaded.procedure is None:
        return _told(FOUND, *(finding.line(say.language) for finding in loaded.findings))
    named = directory or load_province(PROVINCE).directory_of(loaded.procedure)
    try:
        voice = drawing.voice_of(load_roles(named).roles, english=say.language is Language.ENGLISH)
    except UnknownDirectory:
        return say.wrong("draw", UNKNOWN, name=named)
    drawn = drawing.as_bpmn(loaded.procedure, voice) if bpmn else drawing.as_svg(loaded.procedure, voice)
    if output is None:
        print_lines([drawn.rstrip("\n")])
        return DRAWN
    try:
        output.write_text(drawn, encoding="utf-8")
    except OSError as error:
        return say.wrong("draw", UNWRITABLE, path=output, why=cause_of(error))
    return DRAWN


def _told(code: int, *lines: str) -> int:
    print(*lines, sep="\n", file=sys.stderr)
    return code
