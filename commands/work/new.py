"""What `lienthong new` does: a commented starting file for a procedure, which passes the check as it stands."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, Literal

from commands.printing import print_lines
from commands.speech import Speech, speech
from commands.writing import write_new
from definitions.editing import Kind, schema_file
from definitions.findings import Finding
from definitions.loader import is_definition_name, read_procedure
from definitions.saying import Language, Saying
from definitions.starters import Starter, starting_text
from definitions.translated.system import cause_of

BEGUN: Final = 0
NOT_WRITTEN: Final = 1
VERSION: Final = 1
UTC_OFFSET: Final = timedelta(hours=7)

EXISTS: Final = Saying(
    vietnamese="{path} đã có; không ghi đè", english="{path} is there already and is not overwritten"
)
UNWRITABLE: Final = Saying(vietnamese="không ghi được {path}: {why}", english="{path} cannot be written: {why}")
MISNAMED: Final = Saying(
    vietnamese="'{name}' không phải tên tệp quy trình; viết ten-thu-tuc.v1.yaml (chữ thường, số, gạch nối)",
    english="'{name}' is not the name of a definition; write name-of-it.v1.yaml (small letters, digits, hyphens)",
)
UNUSABLE: Final = Saying(vietnamese="không viết gì: {findings}", english="nothing is written: {findings}")
BEGAN: Final = Saying(
    vietnamese="Đã viết {path}. Tiếp theo: sửa từng chỗ, rồi chạy lienthong check {path}",
    english="Begun: {path}. Next: make each place right, then run lienthong check {path}",
)


def new(  # noqa: PLR0913 - what the command was asked
    *,
    procedure: str,
    title: str,
    at: Literal["commune", "district", "province"],
    output: Path | None,
    english: bool,
) -> int:
    """Do what `lienthong new` was asked; what to exit with."""
    say = speech(english=english)
    if output is not None and not is_definition_name(output.name, VERSION):
        return say.wrong("new", MISNAMED, name=output.name)
    starter = Starter(procedure=procedure, title=title, at=at, on=(datetime.now(UTC) + UTC_OFFSET).date())
    started = starting_text(starter, say.language, str(output or "-"))
    findings = started.findings or _unsound(started.text)
    if findings or started.text is None:
        return say.wrong("new", UNUSABLE, findings=_said(findings, say))
    if output is None:
        print_lines(started.text.decode().splitlines())
        return BEGUN
    return _write(output, _pointer(output, say.language) + started.text, say)


def _said(findings: tuple[Finding, ...], say: Speech) -> str:
    both = ((finding.wrong.said(say.language), finding.mend.said(say.language)) for finding in findings)
    return " ".join(f"{wrong}; {mend}" for wrong, mend in both)


def _unsound(text: bytes | None) -> tuple[Finding, ...]:
    return read_procedure(text, "-").findings if text is not None else ()


def _pointer(output: Path, language: Language) -> bytes:
    """The line by which an editor finds the schema of the language from where the file lies."""
    schema = Path(os.path.relpath(schema_file(Kind.PROCEDURE, language), output.absolute().parent)).as_posix()
    return f"# yaml-language-server: $schema={schema}\n".encode()


def _write(output: Path, text: bytes, say: Speech) -> int:
    try:
        write_new(output, text)
    except FileExistsError:
        return say.wrong("new", EXISTS, path=output)
    except OSError as error:
        say.wrong("new", UNWRITABLE, path=output, why=cause_of(error))
        return NOT_WRITTEN
    print(say(BEGAN, path=output))
    return BEGUN
