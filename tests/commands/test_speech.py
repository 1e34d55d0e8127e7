"""Every command speaks Vietnamese, and English by switch: nothing it says to people stands outside a `Saying`."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from cyclopts import App

import cli

COMMANDS = Path(cli.__file__).parent / "commands"

NO_PEOPLE = {("completion",): "what it prints, a shell reads"}
"""The commands without `--english`, and why."""

TELLING = {
    *("print", "print_lines", "say", "fails", "wrong", "step", "tell"),
    *("Table", "add_column", "add_row", "add_task", "tracked", "track", "status", "StartRefused"),
}
"""What takes words that people read."""

NAMES = {"lienthong", "Temporal", "API", "api", "OpenAPI", "openapi", "json", "http"}
"""What is called the same in every language; commands are, too."""

MARKUP = re.compile(r"\[/?[a-z ]*\]")
WORD = re.compile(r"[^\W\d_]{2,}")


def commands(app: App, *names: str) -> Iterator[tuple[str, ...]]:
    """The names of every command that does something."""
    inner = [name for name in app if not name.startswith("-")]
    if not inner:
        yield names
    for name in inner:
        yield from commands(app[name], *names, name)


def bare(module: ast.Module) -> Iterator[str]:
    """Every word that people are told and that is the same whatever language they are spoken to in."""
    known = NAMES | {name for names in commands(cli.app) for name in names}
    for call in (node for node in ast.walk(module) if isinstance(node, ast.Call)):
        told = call.args[1:] if _name(call.func) in {"fails", "wrong"} else call.args
        if _name(call.func) in TELLING:
            words = WORD.findall(MARKUP.sub("", " ".join(text for argument in told for text in _literal(argument))))
            yield from (f"line {call.lineno}: {word}" for word in words if word not in known)


def _name(called: ast.expr) -> str:
    match called:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _literal(argument: ast.expr) -> Iterator[str]:
    match argument:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts) | ast.Tuple(elts=parts) | ast.List(elts=parts):
            for part in parts:
                yield from _literal(part)
        case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
            yield from (*_literal(one), *_literal(other))


@pytest.mark.parametrize("names", tuple(commands(cli.app)), ids=" ".join)
def test_every_command_speaks_english_by_switch(names: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([*names, "--help"]) == 0
    assert ("--english" in capsys.readouterr().out) is (names not in NO_PEOPLE)


@pytest.mark.parametrize("path", sorted(COMMANDS.rglob("*.py")), ids=lambda path: str(path.relative_to(COMMANDS)))
def test_what_a_command_says_to_people_is_a_saying(path: Path) -> None:
    assert list(bare(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    "line",
    ['print("No such thing.")', 'screen.say(f"{count} moved")', 'say.wrong("check", "what?")', 'Table("Dossier")'],
)
def test_a_bare_sentence_is_found(line: str) -> None:
    assert list(bare(ast.parse(line))) != []


def test_a_setting_that_is_wrong_is_said_in_the_language_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LIENTHONG_SMS_URL", "http://sms.example")
    for switch, why in (((), "chỉ https được ra khỏi máy này"), (("--english",), "only https leaves this machine")):
        assert cli.run(["demo", *switch]) == 2
        assert capsys.readouterr().err == f"lienthong: LIENTHONG_SMS_URL: {why}.\n"


def test_a_language_that_is_none_is_refused_in_vietnamese(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LIENTHONG_LANGUAGE", "fr")
    assert cli.run(["due", "2025-12-24", "1 working day"]) == 2
    assert capsys.readouterr().err.startswith("lienthong: LIENTHONG_LANGUAGE: giá trị không dùng được (")


def test_a_calendar_that_is_unknown_is_said_alike_by_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    for names in (("due", "2025-12-24", "10 days", "--calendar"), ("calendar", "show"), ("recalculate",)):
        assert cli.run([*names, "nowhere"]) == 2
        assert ": không có lịch 'nowhere'; hiện có: " in capsys.readouterr().err
    assert cli.run(["check", str(COMMANDS), "--calendar", "nowhere"]) == 2
    assert capsys.readouterr().err == "lienthong check: không có lịch 'nowhere'\n"
    assert cli.run(["test", str(COMMANDS), "--calendar", "nowhere", "--english"]) == 2
    assert capsys.readouterr().err == "lienthong test: there is no calendar 'nowhere'\n"
