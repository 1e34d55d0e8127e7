"""What `lienthong import` does: a definition drafted from a file of another kind, what was not understood marked."""

import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Final

from commands.printing import print_lines
from commands.speech import Speech, speech
from commands.writing import write_new
from definitions.importing.remarks import Kind
from definitions.importing.source import MOST_BYTES, Imported, NotImportable, Source
from definitions.saying import Language, Saying
from definitions.translated.system import cause_of

UNDERSTOOD: Final = 0
REFUSED: Final = 1
MARKED: Final = 2

UTC_OFFSET: Final = timedelta(hours=7)

FORMATS: Final[Mapping[str, str]] = {
    ".xlsx": "definitions.importing.table:import_workbook",
    ".csv": "definitions.importing.table:import_separated",
    ".bpmn": "definitions.importing.bpmn:import_bpmn",
}
"""What reads a file, by its ending: "module:function", imported only when such a file is given."""

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


def import_(
    file: Path,
    *,
    sheet: str | None,
    output: Path | None,
    english: bool,
) -> int:
    """Do what `lienthong import` was asked; what to exit with."""
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
