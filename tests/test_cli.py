"""The command line as a whole: every command explains itself, and a shell can complete them."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cyclopts import App

import cli

NAMES = [name for name in cli.app if not name.startswith("-")]

COMPLETE = """
source "$1"
COMP_WORDS=(lienthong "${@:2}") COMP_CWORD=$(($# - 1))
_lienthong
printf '%s\\n' "${COMPREPLY[@]}"
"""


UNASKED = {
    *("alembic", "cel_expr_python", "fastapi", "holidays", "httpx", "jsonschema_rs", "openpyxl", "opentelemetry"),
    *("pydantic", "pydantic_settings", "sqlalchemy", "sqlmodel", "temporalio", "typst", "yaml"),
}
"""What takes long to import, and is of no use for showing a command's options."""

IMPORTED = """
import sys

import cli

cli.run(sys.argv[1:])
print(*sys.modules, file=sys.stderr)
"""


def commands(app: App, *names: str) -> Iterator[tuple[str, ...]]:
    """The names of every command that does something."""
    inner = [name for name in app if not name.startswith("-")]
    if not inner:
        yield names
    for name in inner:
        yield from commands(app[name], *names, name)


@pytest.mark.parametrize("name", NAMES)
def test_every_command_s_help_has_an_example_and_says_its_exit_codes(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for names in commands(cli.app[name], name):
        assert cli.run([*names, "--help"]) == 0
        told = " ".join(capsys.readouterr().out.split())
        assert re.search(rf"Examples?: lienthong {name}", told)
        assert "Exits with 0 " in told


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_is_told_every_command(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert [name for name in NAMES if name not in script] == []


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        (["fm"], ["fmt"]),
        (["re"], ["rebuild", "recalculate", "replay", "report"]),
        (["fmt", "--"], ["--check", "--diff", "--english", "--help", "--version"]),
        (["new", "--at", "c"], ["commune"]),
    ],
)
def test_bash_completes_commands_and_options(
    words: list[str], completed: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["completion", "bash"]) == 0
    script = tmp_path / "lienthong.bash"
    script.write_text(capsys.readouterr().out, encoding="utf-8")
    asked = ("/bin/bash", "-c", COMPLETE, "bash", str(script), *words)
    told = subprocess.run(asked, capture_output=True, text=True, check=True, timeout=60).stdout  # noqa: S603 - our own
    assert sorted(told.split()) == completed


def test_no_colour_is_printed_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(["fmt", "--help"])
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize("name", [*NAMES, "completion bash"])
def test_help_and_completion_start_without_what_the_work_needs(name: str) -> None:
    arguments = name.split() if " " in name else [name, "--help"]
    asked = (sys.executable, "-c", IMPORTED, *arguments)
    ran = subprocess.run(asked, capture_output=True, text=True, check=True, timeout=60)  # noqa: S603 - our own
    assert UNASKED & set(ran.stderr.split()) == set()


def test_a_calendar_is_read_and_counted_in_without_what_dossiers_need() -> None:
    unasked = UNASKED - {"pydantic", "yaml"}
    for arguments in (["calendar", "show"], ["due", "2025-12-24", "10", "working", "days"]):
        asked = (sys.executable, "-c", IMPORTED, *arguments)
        ran = subprocess.run(asked, capture_output=True, text=True, check=True, timeout=60)  # noqa: S603 - our own
        assert unasked & set(ran.stderr.split()) == set()
