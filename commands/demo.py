"""`lienthong demo`: the story of a late dossier, told as it happens on a real server with virtual clocks."""

from pathlib import Path
from typing import Final

from cyclopts import App

from commands.speech import Switch

EPILOGUE: Final = """
Examples:

lienthong demo

lienthong demo --english --data /tmp/lienthong

Exits with 0 only if the journal on Temporal is exactly the scenario's and the apology was issued, with 1 when not, with
2 when it was asked wrongly.
"""

app: Final = App(name="demo", help_epilogue=EPILOGUE)


@app.default
def demo(*, data: Path | None = None, english: Switch = False) -> int:
    """Play the late scenario; the epilogue of its help says what it exits with.

    Args:
        data: The folder in which `demo/` is made anew; `var` if nothing else is said.
        english: Tell it in English.
    """
    from commands.work import demo as work

    return work.demo(data=data, english=english)
