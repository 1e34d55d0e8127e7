"""`lienthong up`: everything on this machine, started in order, watched, and stopped together."""

import asyncio
from pathlib import Path
from typing import Final

from cyclopts import App

from commands.speech import Switch, speech
from runtime.refusals import StartRefused

STOPPED: Final = 0
REFUSED: Final = 1
BROKEN_OFF: Final = 130
"""What shells say of an interrupt: it came before anything was started."""

EPILOGUE: Final = """
Examples:

lienthong up

lienthong up --data /srv/lienthong --port 8080

Exits with 0 when it was stopped, with 1 when it could not start or a part of it died, with 2 when it was asked wrongly,
with 130 when it was interrupted before anything was started.
"""

app: Final = App(name="up", help_epilogue=EPILOGUE)


@app.default
def up(  # noqa: PLR0913 - the options of a command
    *,
    data: Path | None = None,
    port: int | None = None,
    temporal_port: int | None = None,
    ui_port: int | None = None,
    english: Switch = False,
) -> int:
    """Start Temporal, the records, a worker and the API on this machine, and show where they are; Ctrl-C stops them.

    The epilogue of its help says what it exits with.

    Args:
        data: The folder of everything that is kept; `var` if nothing else is said.
        port: The API's port.
        temporal_port: The Temporal server's port.
        ui_port: The port of Temporal's pages.
        english: Answer in English.
    """
    say = speech(english=english)
    try:
        from commands.house import keep_house
        from commands.screen import Screen
        from runtime.settings import read_settings

        settings = read_settings(data=data, api_port=port, temporal_port=temporal_port, temporal_ui_port=ui_port)
        asyncio.run(keep_house(settings, Screen(), say))
    except StartRefused as refused:
        return say.fails("up", REFUSED, refused)
    except KeyboardInterrupt:
        return BROKEN_OFF
    return STOPPED
