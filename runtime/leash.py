"""The leash: a script that becomes a command which dies with its supervisor, however that dies (on Linux)."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def leashed(command: tuple[str, ...]) -> tuple[str, ...]:
    """The command under this process's leash; it keeps its process id."""
    return (sys.executable, "-I", __file__, str(os.getpid()), *command)


def main(supervisor: int, command: list[str]) -> None:
    """Put this process on the supervisor's leash and become the command."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != supervisor:
            sys.exit("The supervisor is gone.")
    os.execvp(command[0], command)  # noqa: S606 - the supervisor's own command, without a shell


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
