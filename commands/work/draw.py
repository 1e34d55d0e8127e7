"""What `lienthong draw` does: a definition as a picture, lanes by level, or as BPMN 2.0 for a modeller."""

import sys
from pathlib import Path
from typing import Final

from commands.printing import print_lines
from commands.speech import speech
from definitions.directory_files import UnknownDirectory, load_roles
from definitions.drawing import drawing
from definitions.loader import load_procedure
from definitions.province import PROVINCE, load_province
from definitions.saying import Language, Saying
from definitions.translated.system import cause_of

DRAWN: Final = 0
FOUND: Final = 1

UNWRITABLE: Final = Saying(vietnamese="không ghi được {path}: {why}", english="{path} cannot be written: {why}")
UNKNOWN: Final = Saying(vietnamese="không có danh bạ cơ quan {name}", english="there is no directory {name}")


def draw(  # noqa: PLR0913 - what the command was asked
    file: Path,
    *,
    bpmn: bool,
    output: Path | None,
    english: bool,
    directory: str | None,
) -> int:
    """Do what `lienthong draw` was asked; what to exit with."""
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
