"""What `lienthong abolish` does: a procedure abolished from a day on, its open dossiers going on to their end."""

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from commands.kept import day, with_records
from commands.publishing_words import why
from commands.speech import speech
from definitions.saying import Saying
from records import dossiers, procedures
from records.database import Database, writing
from records.procedures import Abolished, PublishingRefused

ABOLISHED: Final = 0
REFUSED: Final = 1

DONE: Final = Saying(
    vietnamese="Thủ tục {code} được bãi bỏ từ ngày {since}: từ ngày đó không tiếp nhận hồ sơ mới."
    " Hồ sơ đang mở: {open}; chúng được giải quyết tiếp theo phiên bản của mình đến khi kết thúc.",
    english="Procedure {code} is abolished from {since}: no dossier is accepted from then on. Open dossiers: {open};"
    " they go on under their own versions to their end.",
)
NOT_DONE: Final = Saying(vietnamese="không bãi bỏ: {why}", english="not abolished: {why}")


def abolish(  # noqa: PLR0913 - what the command was asked
    code: str,
    *,
    from_: date,
    decision: str | None,
    by: str,
    data: Path | None,
    json_: bool,
    english: bool,
) -> int:
    """Do what `lienthong abolish` was asked; what to exit with."""
    say = speech(english=english)

    def work(database: Database) -> int:
        abolished = Abolished(code=code, from_on=from_, decision=decision, by=by, at=datetime.now(UTC))
        try:
            with writing(database) as session:
                new = procedures.abolish(session, abolished)
                still_open = sum(dossiers.open_by_version(session, code).values())
        except PublishingRefused as refused:
            if json_:
                print(_dumped(refused=type(refused).__name__, why=why(refused, say)))
            print(f"lienthong abolish: {say(NOT_DONE, why=why(refused, say))}", file=sys.stderr)
            return REFUSED
        told = _dumped(procedure=code, abolished_from=str(from_), new=new, open=still_open)
        print(told if json_ else say(DONE, code=code, since=day(say, from_), open=still_open))
        return ABOLISHED

    return with_records("abolish", say, data, work)


def _dumped(**told: object) -> str:
    return json.dumps(told, ensure_ascii=False, indent=2)
