"""`lienthong rebuild`: worklists, standings, alerts and counts forgotten, and derived anew from the journals."""

import json
import sys
from pathlib import Path
from typing import Annotated, Final

from cyclopts import App, Parameter
from rich.console import Console

from activities import rebuild as rebuilding
from commands.kept import with_records
from commands.screen import Screen
from commands.speech import Switch, speech
from definitions.saying import Saying
from records.database import Database

WELL: Final = 0
UNREADABLE: Final = 1
BROKEN_OFF: Final = 130

DONE: Final = Saying(
    vietnamese="Đã lập lại từ {count} nhật ký hồ sơ trong {seconds} giây.",
    english="Derived anew from {count} journals in {seconds} s.",
)
WORKING: Final = Saying(vietnamese="Nhật ký hồ sơ", english="Journals")
DAMAGED: Final = Saying(
    vietnamese="không đọc được những gì lưu của {code}; không có gì thay đổi. Xem lienthong replay {code}",
    english="what is kept of {code} cannot be read; nothing was changed. See lienthong replay {code}",
)
NOTHING_CHANGED: Final = Saying(
    vietnamese="đã ngắt giữa chừng; không có gì thay đổi", english="broken off; nothing was changed"
)


EPILOGUE: Final = """
Examples:

lienthong rebuild

lienthong rebuild --json

Exits with 0 when it is done, with 1 when what is kept of a dossier cannot be read, with 3 when the records cannot be
asked.
"""

app: Final = App(name="rebuild", help_epilogue=EPILOGUE)


@app.default
def rebuild(
    *,
    data: Path | None = None,
    json_: Annotated[bool, Parameter(name="--json", negative="")] = False,
    english: Switch = False,
) -> int:
    """Derive everything that lists and reports are made of anew from the journals, which stay as they are.

    It is safe beside a running worker and API: readers see the old rows until the new are whole, and what is to be
    written meanwhile waits, or is tried again. Broken off, it has changed nothing.

    Args:
        data: The folder of everything kept on this machine; `var` when it is not said.
        json_: Print how many journals were read as JSON, for machines.
        english: Answer in English.
    """
    say = speech(english=english)
    screen = Screen(Console(file=sys.stderr, highlight=False))

    def work(database: Database) -> int:
        with screen.bar() as bar:
            shown = bar.add_task(say(WORKING))
            count = rebuilding.rebuild(database, told=lambda done, of: bar.update(shown, completed=done, total=of))
        print(json.dumps({"journals": count}) if json_ else say(DONE, count=count, seconds=f"{screen.seconds:.1f}"))
        return WELL

    try:
        return with_records("rebuild", say, data, work)
    except rebuilding.Unreadable as damaged:
        return say.fails("rebuild", UNREADABLE, DAMAGED, code=damaged.code)
    except KeyboardInterrupt:
        return say.fails("rebuild", BROKEN_OFF, NOTHING_CHANGED)
