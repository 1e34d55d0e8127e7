"""Secrets: the keys of this installation, given by an operator or, in embedded mode, made once and kept."""

import os
import secrets as random_bytes
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import SecretStr

from definitions.saying import Saying
from runtime.refusals import StartRefused
from runtime.settings import Mode, Settings

KEY_BYTES = 32

SECRET_UNREADABLE = Saying(
    vietnamese="Không đọc được khóa bí mật {path}: {why}.", english="The secret {path} cannot be read: {why}."
)
NO_KEYS = Saying(
    vietnamese="Chưa có khóa mã hóa nào: viết id:base64, khóa đang dùng đứng đầu.",
    english="The codec keys are empty: write id:base64, the key in use first.",
)
NO_KEY = Saying(
    vietnamese="Khóa {name} phải gồm {bytes} byte viết bằng base64.",
    english="The {name} must be {bytes} bytes in base64.",
)


@dataclass(frozen=True)
class KeyRing:
    """The keys that open what was stored, by id, and the id of the one that closes what is stored now."""

    current: str
    keys: Mapping[str, bytes] = field(repr=False)


@dataclass(frozen=True)
class Secrets:
    """All keys of a process; none of them is ever shown."""

    codec: KeyRing
    token_key: bytes = field(repr=False)


def read_secrets(settings: Settings) -> Secrets:
    """The keys from the settings, else from files `codec.keys` and `token.key` in the folder of secrets.

    In embedded mode a missing file is made, readable by its owner only; else `StartRefused` names it.
    """
    return Secrets(
        codec=_key_ring(_secret(settings, "codec.keys", given=settings.codec_keys)),
        token_key=_key("token key", _secret(settings, "token.key", given=settings.token_key)),
    )


def _secret(settings: Settings, name: str, *, given: SecretStr | None) -> str:
    if given is not None:
        return given.get_secret_value()
    path = settings.secrets / name
    if settings.mode is Mode.EMBEDDED and not path.exists():
        write_once(path, _fresh(name))
    try:
        return path.read_text()
    except OSError as error:
        raise StartRefused(SECRET_UNREADABLE, path=path, why=error.strerror) from error


def _fresh(name: str) -> str:
    key = b64encode(random_bytes.token_bytes(KEY_BYTES)).decode()
    return f"key-1:{key}\n" if name == "codec.keys" else f"{key}\n"


def write_once(path: Path, text: str) -> None:
    """Write a file that appears whole or not at all; if another process was first, its file stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def _key_ring(text: str) -> KeyRing:
    entries = [entry.partition(":") for entry in text.replace(",", " ").split()]
    if not entries:
        raise StartRefused(NO_KEYS)
    keys = {name: _key(f"codec key '{name}'", key) for name, _, key in entries}
    return KeyRing(current=entries[0][0], keys=keys)


def _key(name: str, text: str) -> bytes:
    try:
        key = b64decode(text.strip(), validate=True)
    except NotBase64:
        key = b""
    if len(key) != KEY_BYTES:
        raise StartRefused(NO_KEY, name=name, bytes=KEY_BYTES)
    return key
