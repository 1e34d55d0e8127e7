"""Writing files: whole or not at all, and nothing that stands there by accident."""

import os
import shutil
from pathlib import Path
from tempfile import NamedTemporaryFile


def replace_whole(path: Path, text: bytes) -> None:
    """Put a text in the place of a file's, keeping its rights; raises OSError, and then the file is as it was."""
    target = path.resolve()
    draft = _draft(target, text)
    try:
        shutil.copymode(target, draft)
        draft.replace(target)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def write_new(path: Path, text: bytes) -> None:
    """Write a file that must not exist yet; raises FileExistsError where it does, and other OSErrors."""
    draft = _draft(path.absolute(), text)
    try:
        draft.chmod(0o666 & ~_umask())
        os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _draft(target: Path, text: bytes) -> Path:
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
        draft = Path(file.name)
        try:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            draft.unlink(missing_ok=True)
            raise
    return draft


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
