"""What `lienthong rebuild` does: worklists, standings, alerts and counts derived anew from the journals."""

import json
import sys
from pathlib import Path
from typing import Final

from rich.console import Console

from activities import rebuild as rebuilding
from commands.kept import with_records
from commands.screen import Screen
from commands.speech import speech
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


def rebuild(
    *,
    data: Path | None,
    json_: bool,
    english: bool,
) -> int:
    """Do what `lienthong rebuild` was asked; what to exit with."""
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
