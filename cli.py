"""The command line `lienthong`: each command is a module of `commands`, imported only when it is asked for."""

import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from cyclopts import App, CycloptsError

from definitions.saying import Language
from runtime.leaving import leave
from runtime.refusals import StartRefused

ASKED_WRONGLY: Final = 2


def _version() -> str:
    try:
        return version("lienthong")
    except PackageNotFoundError:
        return "not installed"


app: Final = App(name="lienthong", help="Hồ sơ một cửa liên thông: definitions, dossiers, evidence.", version=_version)

# One line a command: "module:app", and the name it is called by.
app.command("commands.abolish:app", name="abolish", help="Abolish a procedure from a day on.")
app.command("commands.calendar:app", name="calendar", help="Show, compare and import the calendars of days off.")
app.command("commands.check:app", name="check", help="Check definitions before they are published.")
app.command("commands.completion:app", name="completion", help="Print the completion of a shell.")
app.command("commands.demo:app", name="demo", help="Tell the story of a late dossier on a server with virtual clocks.")
app.command("commands.diff:app", name="diff", help="Tell what changed between two versions of a procedure, in words.")
app.command("commands.draw:app", name="draw", help="Draw a definition, as SVG or as BPMN 2.0.")
app.command("commands.due:app", name="due", help="Tell when a term ends, and how that was counted.")
app.command("commands.fmt:app", name="fmt", help="Write definitions in canonical form, comments kept.")
app.command("commands.import_:app", name="import", help="Draft a definition from a process table.")
app.command("commands.migrate:app", name="migrate", help="Say where open dossiers would land under another version.")
app.command("commands.new:app", name="new", help="Begin a definition: a commented file that passes the check.")
app.command("commands.publish:app", name="publish", help="Publish a definition; it never changes from then on.")
app.command("commands.rebuild:app", name="rebuild", help="Derive lists and counts anew from the journals.")
app.command("commands.recalculate:app", name="recalculate", help="Apply a later calendar to open dossiers.")
app.command("commands.replay:app", name="replay", help="Compare a dossier's journal with its evidence.")
app.command("commands.report:app", name="report", help="Count dossiers as report 06a has it.")
app.command(
    "commands.simulate:app", name="simulate", help="Put a load on definitions: who is late, and where the queue forms."
)
app.command("commands.test:app", name="test", help="Play the scenarios beside definitions.")
app.command("commands.up:app", name="up", help="Start everything on this machine.")
app.command("commands.versions:app", name="versions", help="List the published versions and where each stands.")


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code: 0 well, 1 not, 2 asked wrongly."""
    try:
        code = app(arguments, exit_on_error=False, print_error=True, result_action="return_value")
    except CycloptsError:
        return ASKED_WRONGLY
    except StartRefused as refused:
        print(f"lienthong: {_said(refused, english='--english' in arguments)}", file=sys.stderr)
        return ASKED_WRONGLY
    return code if isinstance(code, int) else 0


def _said(refused: StartRefused, *, english: bool) -> str:
    """Why nothing was started; in Vietnamese where the setting of the language is itself what is wrong."""
    from commands.speech import Speech, speech

    try:
        return speech(english=english)(refused)
    except StartRefused:
        return Speech(Language.VIETNAMESE)(refused)


def main() -> None:
    """The entry point of the installed program."""
    leave(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
