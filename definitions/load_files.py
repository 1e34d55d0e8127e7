"""Load files: a load read from a designer's file, or from those that ship, with a place for everything wrong in it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from definitions import strict_yaml
from definitions.data_files import data_text
from definitions.findings import Code, Finding, Place
from definitions.load import Load
from definitions.mistakes import findings_of
from definitions.saying import Saying
from definitions.translated.system import cause_of

FOLDER: Final = "loads"


@dataclass(frozen=True, slots=True)
class LoadFile:
    """What a file says: the load (None where it cannot be read), and the findings."""

    load: Load | None
    findings: tuple[Finding, ...] = ()


def open_load(named: str) -> LoadFile:
    """The load in a file of that path, or the one that ships under that name; nothing raises."""
    shipped = data_text(FOLDER, f"{named}.yaml")
    if shipped is not None and not Path(named).exists():
        return read_load(shipped.encode(), f"{FOLDER}/{named}.yaml")
    try:
        with Path(named).open("rb") as file:
            return read_load(file.read(strict_yaml.MAX_BYTES + 1), named)
    except (OSError, ValueError) as error:
        wrong = Saying(vietnamese="không đọc được tệp: {why}", english="the file cannot be read: {why}")
        mend = Saying(
            vietnamese="nêu một tệp, hoặc tên của một mức tải có sẵn",
            english="give a file, or the name of a load that ships",
        ).of()
        return LoadFile(
            None,
            (Finding(Code.UNREADABLE, Place(named), wrong.of(why=cause_of(error)), mend),),
        )


def read_load(text: bytes, file: str) -> LoadFile:
    """Read a load; pure. Whatever is wrong is a finding at its place."""
    document = strict_yaml.read(text, file)
    if document.findings:
        return LoadFile(None, document.findings)
    try:
        return LoadFile(Load.model_validate(document.value))
    except ValidationError as error:
        return LoadFile(None, findings_of(error, document.positions))
