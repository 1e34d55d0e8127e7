"""The command line as a whole: every command explains itself, and a shell can complete them."""

import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

import pytest
from cyclopts import App

import cli
from definitions.saying import Language

HERE = Path(cli.__file__).parent

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

NAME = re.compile(r"--?[a-z-]+|^[A-Z]+$")
NOTE = re.compile(r" \[(?:mặc định|default|một trong|choices|bắt buộc|required)[^\]]*\]")


def commands(app: App, *names: str) -> Iterator[tuple[str, ...]]:
    """The names of every command that does something."""
    inner = [name for name in app if not name.startswith("-")]
    if not inner:
        yield names
    for name in inner:
        yield from commands(app[name], *names, name)


LEAVES = tuple(commands(cli.app))

Told = Callable[..., str]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Told:
    """What `--help` says in a language, on a terminal so wide that every option has one line."""

    def help_of(language: Language, *names: str) -> str:
        monkeypatch.setenv("LIENTHONG_LANGUAGE", language)
        monkeypatch.setenv("COLUMNS", "400")
        assert cli.run([*names, "--help"]) == 0
        return capsys.readouterr().out

    return help_of


def options(help_: str) -> dict[str, str]:
    """The options and arguments of a command, each with what is said of it."""
    rows = [line.strip("│* ") for line in help_.splitlines() if line.startswith("│")]
    split = [re.split(r" {2,}", NOTE.sub("", row), maxsplit=1) for row in rows]
    return {NAME.findall(label)[-1]: described for label, described in split}


def examples(help_: str) -> list[str]:
    """The examples of a command, without what is explained after a colon."""
    return [line.partition(": ")[0].strip() for line in help_.splitlines() if line.startswith("lienthong ")]


@pytest.mark.parametrize("names", LEAVES, ids=" ".join)
def test_every_command_s_help_has_an_example_and_says_the_same_exit_codes(names: tuple[str, ...], told: Told) -> None:
    vietnamese, english = told(Language.VIETNAMESE, *names), told(Language.ENGLISH, *names)
    assert re.search(rf"Ví dụ:\s+lienthong {names[0]}", vietnamese)
    assert re.search(rf"Examples?:\s+lienthong {names[0]}", english)
    assert examples(vietnamese) == examples(english)
    codes = [*re.findall(r"(\d+) (?:chỉ )?khi", " ".join(vietnamese.partition("Mã thoát: ")[2].split()))]
    assert codes == re.findall(r"with (\d+)\b", " ".join(english.partition("Exits ")[2].split()))
    assert codes[0] == "0"


@pytest.mark.parametrize("names", LEAVES, ids=" ".join)
def test_every_option_is_explained_in_both_languages(names: tuple[str, ...], told: Told) -> None:
    vietnamese, english = (options(told(language, *names)) for language in (Language.VIETNAMESE, Language.ENGLISH))
    assert list(vietnamese) == list(english)
    assert [name for name in english if vietnamese[name] == english[name]] == []


@pytest.mark.parametrize("names", [(), *LEAVES, ("calendar",), ("report",)], ids=" ".join)
def test_help_in_one_language_says_nothing_in_the_other(names: tuple[str, ...], told: Told) -> None:
    frames = {
        Language.VIETNAMESE: ("Cách dùng: ", "─ Tùy chọn ─", "─ Lệnh ─", "[mặc định: ", "[bắt buộc]", "[một trong: "),
        Language.ENGLISH: ("Usage: ", "─ Options ─", "─ Commands ─", "[default: ", "[required]", "[choices: "),
    }
    for language, other in ((Language.VIETNAMESE, Language.ENGLISH), (Language.ENGLISH, Language.VIETNAMESE)):
        shown = told(language, *names)
        assert shown.startswith(frames[language][0])
        assert [frame for frame in frames[other] if frame in shown] == []


@pytest.mark.parametrize("names", [names for names in LEAVES if names != ("completion",)], ids=" ".join)
def test_the_switch_asks_for_english_help_as_the_setting_does(
    names: tuple[str, ...], told: Told, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    by_setting = told(Language.ENGLISH, *names)
    monkeypatch.delenv("LIENTHONG_LANGUAGE")
    assert cli.run([*names, "--english", "--help"]) == 0
    assert capsys.readouterr().out == by_setting


@pytest.mark.parametrize("language", Language)
def test_the_list_of_commands_is_told_without_importing_any(language: Language) -> None:
    alone = "import cli, sys; cli.run(['--help']); print(*(m for m in sys.modules if m.startswith('commands.')))"
    asked = (sys.executable, "-c", alone)
    said = subprocess.run(  # noqa: S603 - our own
        asked,
        env={"LIENTHONG_LANGUAGE": language, "COLUMNS": "200"},
        cwd=HERE,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout
    *listed, imported = said.splitlines()
    assert set(imported.split()) <= {"commands.help", "commands.help_form"}
    assert [name for name, what in cli.COMMANDS.items() if what.said(language) not in " ".join(listed)] == []


@pytest.mark.parametrize(
    ("arguments", "vietnamese", "english"),
    [
        ("chek", ": không có lệnh “chek” (gần nhất: check)", ": there is no command 'chek' (nearest: check)"),
        ("calendar burn", " calendar: không có lệnh “burn”", " calendar: there is no command 'burn'"),
        (
            "fmt --chekc",
            " fmt: không có tùy chọn --chekc (gần nhất: --check)",
            " fmt: there is no option --chekc (nearest: --check)",
        ),
        ("abolish 1.010803", " abolish: thiếu --from", " abolish: --from is missing"),
        ("replay", " replay: thiếu CODE", " replay: CODE is missing"),
        ("up --port", " up: --port thiếu giá trị", " up: --port lacks its value"),
        (
            "new --at city",
            " new: --at không nhận giá trị “city”; chỉ nhận: commune, district, province",
            " new: --at does not take the value 'city'; it takes one of: commune, district, province",
        ),
        (
            "versions --on today",
            " versions: --on không nhận giá trị “today”",
            " versions: --on does not take the value 'today'",
        ),
        ("new --at commune --at district", " new: --at chỉ được nêu một lần", " new: --at may be given only once"),
        ("up and away", " up: thừa: and away", " up: too much: and away"),
    ],
)
def test_what_is_asked_wrongly_is_one_line_in_the_language_asked_for(
    arguments: str,
    vietnamese: str,
    english: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for language, wrong, see in ((Language.VIETNAMESE, vietnamese, "Xem"), (Language.ENGLISH, english, "See")):
        monkeypatch.setenv("LIENTHONG_LANGUAGE", language)
        assert cli.run(arguments.split()) == 2
        said = capsys.readouterr()
        command = wrong.partition(":")[0]
        assert (said.out, said.err) == ("", f"lienthong{wrong}. {see}: lienthong{command} --help\n")


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


def test_the_file_that_zsh_reads_is_named_after_the_function_in_it(told: Told) -> None:
    named = re.search(r"completion zsh > \S*/(\S+)", told(Language.VIETNAMESE, "completion"))
    assert named is not None
    assert f"\n{named[1]}() {{\n" in cli.app.generate_completion(shell="zsh")  # noqa: S604 - the name of a shell


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_told_in_the_language_of_the_setting(
    shell: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for language in Language:
        monkeypatch.setenv("LIENTHONG_LANGUAGE", language)
        assert cli.run(["completion", shell]) == 0
        script = capsys.readouterr().out
        described = {word for word in ("Trả lời bằng tiếng Anh.", "Answer in English.", "Display") if word in script}
        known = {Language.VIETNAMESE: {"Trả lời bằng tiếng Anh."}, Language.ENGLISH: {"Answer in English."}}
        assert described == (set() if shell == "bash" else known[language])


def test_colour_is_printed_on_a_terminal_only(capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["fmt", "--help"]) == 0
    assert "\x1b" not in capfd.readouterr().out
    assert "\x1b[36m" in on_a_terminal()
    assert "\x1b[36m" not in on_a_terminal(NO_COLOR="1")


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


def on_a_terminal(**setting: str) -> str:
    """What the help of a command looks like on a terminal."""
    ours, theirs = pty.openpty()
    asked = (sys.executable, "-m", "cli", "fmt", "--help")
    environment = {"TERM": "xterm-256color", **setting}
    process = subprocess.Popen(asked, stdout=theirs, env=environment, cwd=HERE)  # noqa: S603 - our own
    os.close(theirs)
    with os.fdopen(ours, "rb", buffering=0) as terminal:
        shown = b"".join(_read(terminal))
    assert process.wait(60) == 0
    return shown.decode()


def _read(terminal: IO[bytes]) -> Iterator[bytes]:
    """All that is written until the other side has closed, which Linux says by an error."""
    with suppress(OSError):
        while part := terminal.read(65536):
            yield part
