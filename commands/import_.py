"""`lienthong import`: a definition drafted from a file of another kind, with what was not understood marked."""

import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Annotated, Final

from cyclopts import App, Parameter

from commands.printing import print_lines
from commands.speech import Speech, Switch, speech
from commands.writing import write_new
from definitions.importing.remarks import Kind
from definitions.importing.source import Imported, NotImportable, Source
from definitions.saying import Language, Saying
from definitions.translated.system import cause_of

UNDERSTOOD: Final = 0
REFUSED: Final = 1
MARKED: Final = 2

MOST_BYTES: Final = 10_000_000
UTC_OFFSET: Final = timedelta(hours=7)

FORMATS: Final[Mapping[str, str]] = {
    ".xlsx": "definitions.importing.table:import_workbook",
    ".csv": "definitions.importing.table:import_separated",
    ".bpmn": "definitions.importing.bpmn:import_bpmn",
}
"""What reads a file, by its ending: "module:function", imported only when such a file is given."""

EPILOGUE: Final = """
Examples:

lienthong import quy-trinh-noi-bo.xlsx --sheet "Người có công" --output tro-cap.v1.yaml

lienthong import quy-trinh-noi-bo.csv | less

lienthong import quy-trinh.bpmn --output quy-trinh.v1.yaml

What was not understood stands in the definition as a comment “chưa rõ” at its place, and is listed on standard error
with its cell or element; what the file does not say at all is a comment “cần điền”.

Exits with 0 when all was understood; with 1 when the file cannot be read or the definition not be written; with 2 when
something is marked “chưa rõ”, or it was asked wrongly.
"""
UNKNOWN: Final = Saying(
    vietnamese="không biết đọc tệp '{name}'; các loại tệp đọc được: {known}",
    english="files like '{name}' cannot be read; those that can: {known}",
)
UNREADABLE: Final = Saying(vietnamese="không đọc được {path}: {why}", english="{path} cannot be read: {why}")
UNWRITABLE: Final = Saying(vietnamese="không ghi được {path}: {why}", english="{path} cannot be written: {why}")
EXISTS: Final = Saying(
    vietnamese="{path} đã có; không ghi đè", english="{path} is there already and is not overwritten"
)
TOLD: Final = Saying(
    vietnamese="Chưa rõ: {unclear}. Cần điền: {missing}.", english="Unclear: {unclear}. To be filled in: {missing}."
)

app: Final = App(name="import", help_epilogue=EPILOGUE)


@app.default
def import_(
    file: Path,
    /,
    *,
    sheet: Annotated[str | None, Parameter(name="--sheet")] = None,
    output: Path | None = None,
    english: Switch = False,
) -> int:
    """Draft a definition from an internal process table (quy trình nội bộ), .xlsx or .csv, or from BPMN 2.0.

    The epilogue of its help says what it exits with.

    Args:
        file: The table: .xlsx, or .csv in UTF-8; or a .bpmn, of which our own export gives its definition back.
        sheet: The sheet's name or number; the first with a process table, if not said.
        output: The file to write, NAME.v1.yaml; standard output, if not said.
        english: Write the comments, and answer, in English.
    """
    say = speech(english=english)
    read = _reader(file)
    if read is None:
        return say.wrong("import", UNKNOWN, name=file.name, known=" ".join(FORMATS))
    try:
        imported = read(_source(file, sheet), say.language)
    except OSError as error:
        say.wrong("import", UNREADABLE, path=file, why=cause_of(error))
        return REFUSED
    except NotImportable as refused:
        print(f"lienthong import: {file}: {refused.said(say.language)}", file=sys.stderr)
        return REFUSED
    return _deliver(imported, file, output, say)


def _reader(file: Path) -> Callable[[Source, Language], Imported] | None:
    named = FORMATS.get(file.suffix.lower())
    if named is None:
        return None
    module, _, function = named.partition(":")
    read: Callable[[Source, Language], Imported] = getattr(import_module(module), function)
    return read


def _source(file: Path, part: str | None) -> Source:
    with file.open("rb") as opened:
        content = opened.read(MOST_BYTES + 1)
    return Source(file=file.name, content=content, part=part, on=(datetime.now(UTC) + UTC_OFFSET).date())


def _deliver(imported: Imported, file: Path, output: Path | None, say: Speech) -> int:
    unclear = [remark for remark in imported.remarks if remark.kind is Kind.UNCLEAR]
    missing = sum(remark.kind is Kind.MISSING for remark in imported.remarks)
    if output is None:
        print_lines(imported.text.decode().splitlines())
    elif not _written(output, imported.text, say):
        return REFUSED
    for remark in unclear:
        print(f"{file}: {remark.said(say.language)}", file=sys.stderr)
    print(say(TOLD, unclear=len(unclear), missing=missing), file=sys.stderr)
    return MARKED if unclear else UNDERSTOOD


def _written(output: Path, text: bytes, say: Speech) -> bool:
    try:
        write_new(output, text)
    except FileExistsError:
        say.wrong("import", EXISTS, path=output)
        return False
    except OSError as error:
        say.wrong("import", UNWRITABLE, path=output, why=cause_of(error))
        return False
    return True
