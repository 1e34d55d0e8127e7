"""Where letters are kept: write-once files in a folder or a bucket, never named by a user."""

import re
from typing import Final

import obstore
from obstore.exceptions import AlreadyExistsError
from obstore.store import ObjectStore, from_url

Files = ObjectStore
"""An open store; it may be shared between threads."""


class DifferentFile(AssertionError):
    """A bug: other bytes are already kept under the key, and what was issued is never replaced."""


def open_files(url: str) -> Files:
    """The store at `file:///folder` (made when missing), `s3://bucket/prefix`, or another of obstore's."""
    if url.startswith("file:"):
        return from_url(url, mkdir=True)
    return from_url(url)


def letter_key(code: str, seq: int) -> str:
    """The key of the letter that the dossier's entry `seq` issued; both come from the journal."""
    assert _CODE.fullmatch(code), f"{code!r} is not a dossier code"
    assert seq > 0, "entries are numbered from 1"
    return f"letters/{code}/{seq:06d}.pdf"


def keep(files: Files, key: str, content: bytes) -> str:
    """Keep the bytes under the key for good and return the key; the same bytes again change nothing.

    Raises `DifferentFile` when other bytes are kept there, and obstore's error (an outage) when it cannot
    write; a file is visible whole or not at all.
    """
    try:
        obstore.put(files, key, content, mode="create")
    except AlreadyExistsError:
        if fetch(files, key) != content:
            raise DifferentFile(f"{key} is kept with other contents") from None
    return key


def is_kept(files: Files, key: str) -> bool:
    """Whether anything is kept under the key, so that a letter once issued is never printed anew."""
    try:
        obstore.head(files, key)
    except FileNotFoundError:
        return False
    return True


def fetch(files: Files, key: str) -> bytes:
    """The bytes kept under the key; raises `FileNotFoundError` when nothing is."""
    return obstore.get(files, key).bytes().to_bytes()


_CODE: Final = re.compile(r"[0-9A-Z]+(?:\.[0-9A-Z]+)*-\d{6}-\d{4,}")
