"""The command line `lienthong`: each command is a module of `commands`, imported only when it is asked for."""

import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from cyclopts import App, CycloptsError

from runtime.leaving import leave
from runtime.refusals import StartRefused

ASKED_WRONGLY: Final = 2


def _version() -> str:
    try:
        return version("lienthong")
    except PackageNotFoundError:
        return "not installed"


app: Final = App(name="lienthong", help="Hồ sơ một cửa liên thông: definitions, dossiers, evidence.", version=_version)

# One line a command: "module:function", and the name it is called by.
app.command("commands.check:check", name="check", help="Check definitions before they are published.")
app.command("commands.calendar:app", name="calendar", help="Show, compare and import the calendars of days off.")
app.command("commands.demo:demo", name="demo", help="Tell the story of a late dossier on a server with virtual clocks.")
app.command("commands.draw:draw", name="draw", help="Draw a definition, as SVG or as BPMN 2.0.")
app.command("commands.due:app", name="due", help="Tell when a term ends, and how that was counted.")
app.command("commands.fmt:app", name="fmt", help="Write definitions in canonical form, comments kept.")
app.command("commands.import_:app", name="import", help="Draft a definition from a process table.")
app.command("commands.new:app", name="new", help="Begin a definition: a commented file that passes the check.")
app.command("commands.recalculate:recalculate", name="recalculate", help="Apply a later calendar to open dossiers.")
app.command("commands.replay:replay", name="replay", help="Compare a dossier's journal with its evidence.")
app.command("commands.test:play", name="test", help="Play the scenarios beside definitions.")
app.command("commands.up:up", name="up", help="Start everything on this machine.")


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code: 0 well, 1 not, 2 asked wrongly."""
    try:
        code = app(arguments, exit_on_error=False, print_error=True, result_action="return_value")
    except CycloptsError:
        return ASKED_WRONGLY
    except StartRefused as refused:
        print(f"lienthong: {refused}", file=sys.stderr)
        return ASKED_WRONGLY
    return code if isinstance(code, int) else 0


def main() -> None:
    """The entry point of the installed program."""
    leave(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
