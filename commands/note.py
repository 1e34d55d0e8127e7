"""The note: what is known in a folder of its demonstration."""

from datetime import datetime
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from definitions.saying import Saying
from definitions.translated.system import cause_of
from runtime.refusals import StartRefused

FILE: Final = "demonstration.json"

UNWRITABLE: Final = Saying(
    vietnamese="Không ghi được tệp {path}: {why}.", english="The file {path} cannot be written: {why}."
)


class Note(BaseModel):
    """When the demonstration began, and its dossiers' codes once all of them stand."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    began_at: datetime
    codes: tuple[str, ...] = ()


def read_note(folder: Path) -> Note | None:
    """The folder's note; None when no demonstration began there."""
    path = folder / FILE
    return Note.model_validate_json(path.read_text()) if path.exists() else None


def write_note(folder: Path, note: Note) -> Note:
    """Write the note whole or not at all; raises `StartRefused` when it cannot be."""
    draft = folder / f".{FILE}"
    try:
        draft.write_text(note.model_dump_json())
        draft.replace(folder / FILE)
    except OSError as error:
        raise StartRefused(UNWRITABLE, path=folder / FILE, why=cause_of(error)) from error
    return note
