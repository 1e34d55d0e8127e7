"""`lienthong rebuild`: worklists, standings, alerts and counts forgotten, and derived anew from the journals."""

import sys
from contextlib import closing
from pathlib import Path
from typing import Final

from cyclopts import App
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from sqlalchemy.exc import DBAPIError

from activities import rebuild as rebuilding
from commands.screen import Screen
from records.database import RecordsAway, open_database
from runtime.refusals import StartRefused
from runtime.settings import read_settings

WELL: Final = 0
UNREADABLE: Final = 1
AWAY: Final = 3
BROKEN_OFF: Final = 130


EPILOGUE: Final = """
Example:

lienthong rebuild

Exits with 0 when it is done, with 1 when what is kept of a dossier cannot be read, with 3 when the records cannot be
asked.
"""

app: Final = App(name="rebuild", help_epilogue=EPILOGUE)


@app.default
def rebuild(*, data: Path | None = None) -> int:
    """Derive everything that lists and reports are made of anew from the journals, which stay as they are.

    It is safe beside a running worker and API: readers see the old rows until the new are whole, and what is to be
    written meanwhile waits, or is tried again. Broken off, it has changed nothing.

    Args:
        data: The folder of everything kept on this machine; `var` when it is not said.
    """
    screen = Screen()
    try:
        with closing(open_database(read_settings(data=data).database_url)) as database, _bar(screen) as bar:
            shown = bar.add_task("Journals")
            count = rebuilding.rebuild(database, told=lambda done, of: bar.update(shown, completed=done, total=of))
    except rebuilding.Unreadable as damaged:
        return _say(f"{damaged}; nothing was changed. See lienthong replay {damaged.code}", UNREADABLE)
    except (StartRefused, RecordsAway) as away:
        return _say(str(away).removesuffix("."), AWAY)
    except DBAPIError as error:
        return _say(f"the records cannot be read ({error.orig})", AWAY)
    except KeyboardInterrupt:
        return _say("broken off; nothing was changed", BROKEN_OFF)
    screen.say(f"Derived anew from {count} journals in {screen.seconds:.1f} s.")
    return WELL


def _bar(screen: Screen) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=screen.console, transient=True, disable=not screen.console.is_terminal)


def _say(sentence: str, code: int) -> int:
    print(f"lienthong rebuild: {sentence}", file=sys.stderr)
    return code
