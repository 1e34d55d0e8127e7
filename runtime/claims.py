"""Claims: the folder and the ports that a start takes for itself, refused when they are not to be had."""

import errno
import fcntl
import os
import shutil
import socket
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from definitions.saying import Saying
from runtime.refusals import StartRefused

LEAST_FREE_BYTES = 32 << 20
"""What a first start writes, a few times over."""

UNWRITABLE = Saying(
    vietnamese="Không ghi được thư mục {folder}: {why}.", english="The folder {folder} cannot be written: {why}."
)
ALREADY_RUNNING = Saying(
    vietnamese="Chương trình đang chạy trong {folder} (tiến trình {process}).",
    english="Already running in {folder} (process {process}).",
)
DISK_FULL = Saying(
    vietnamese="Ổ đĩa của {folder} đã đầy: còn {free} MB, cần ít nhất {least} MB.",
    english="The disk of {folder} is full: {free} MB are left of the {least} needed.",
)
PORT_TAKEN = Saying(
    vietnamese="Cổng {port} đang được dùng; chọn cổng khác bằng {setting}.",
    english="Port {port} is in use; choose another with {setting}.",
)
PORT_CLOSED = Saying(
    vietnamese="Không mở được cổng {port} ({setting}): {why}.",
    english="Port {port} ({setting}) cannot be opened: {why}.",
)


@contextmanager
def claim_folder(folder: Path) -> Iterator[None]:
    """Hold a folder, made if missing, for this process alone; raises `StartRefused` when another has it.

    The claim ends with the process, however that ends.
    """
    lock = folder / "lock"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StartRefused(UNWRITABLE, folder=folder, why=error.strerror) from error
    with closing(os.fdopen(descriptor, "r+")) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StartRefused(ALREADY_RUNNING, folder=folder, process=file.read().strip()) from error
        try:
            os.ftruncate(descriptor, 0)
            os.write(descriptor, str(os.getpid()).encode())
        except OSError as error:
            raise StartRefused(UNWRITABLE, folder=folder, why=error.strerror) from error
        yield


def refuse_full_disk(folder: Path) -> None:
    """Raise `StartRefused` when the folder's disk has hardly any room: what starts there would break off half-way."""
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE_BYTES:
        raise StartRefused(DISK_FULL, folder=folder, free=free >> 20, least=LEAST_FREE_BYTES >> 20)


def refuse_taken_ports(ports: Mapping[str, int], host: str = "127.0.0.1") -> None:
    """Raise `StartRefused` for the first port in use; each is named by the setting that chooses it."""
    for setting, port in ports.items():
        fault = _fault_of_binding(host, port)
        if fault == errno.EADDRINUSE:
            raise StartRefused(PORT_TAKEN, port=port, setting=setting)
        if fault:
            raise StartRefused(PORT_CLOSED, port=port, setting=setting, why=os.strerror(fault))


def _fault_of_binding(host: str, port: int) -> int:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.errno or errno.EIO
    return 0
