"""`lienthong abolish`: a procedure abolished from a day on, its open dossiers going on to their end."""

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Final

from cyclopts import App, Parameter

from commands.kept import day, with_records
from commands.publish import OPERATOR
from commands.publishing_words import why
from commands.speech import Switch, speech
from definitions.saying import Saying
from records import dossiers, procedures
from records.database import Database, writing
from records.procedures import Abolished, PublishingRefused

ABOLISHED: Final = 0
REFUSED: Final = 1

EPILOGUE: Final = """
Example:

lienthong abolish 1.010803 --from 2027-01-01 --decision "12/QĐ-UBND"

Exits with 0 when it is abolished from that day, also when it was before; with 1 when what stands is against it: no
version was ever published, another day was given before, or dossiers were accepted since; with 2 when it was asked
wrongly; with 3 when the records cannot be asked.
"""
DONE: Final = Saying(
    vietnamese="Thủ tục {code} được bãi bỏ từ ngày {since}: từ ngày đó không tiếp nhận hồ sơ mới."
    " Hồ sơ đang mở: {open}; chúng được giải quyết tiếp theo phiên bản của mình đến khi kết thúc.",
    english="Procedure {code} is abolished from {since}: no dossier is accepted from then on. Open dossiers: {open};"
    " they go on under their own versions to their end.",
)
NOT_DONE: Final = Saying(vietnamese="không bãi bỏ: {why}", english="not abolished: {why}")

app: Final = App(name="abolish", help_epilogue=EPILOGUE)


@app.default
def abolish(  # noqa: PLR0913 - the options of a command
    code: str,
    *,
    from_: Annotated[date, Parameter(name="--from")],
    decision: str | None = None,
    by: str = OPERATOR,
    data: Path | None = None,
    json_: Annotated[bool, Parameter(name="--json", negative="")] = False,
    english: Switch = False,
) -> int:
    """Abolish a procedure from a day on. Open dossiers go on to their end; a day cannot be changed once it is given.

    Args:
        code: The procedure's national code, such as 1.010803.
        from_: The first day on which no dossier is accepted, such as 2027-01-01.
        decision: The decision that abolishes it.
        by: In whose name it is abolished.
        data: The folder of everything kept on this machine; `var` when it is not said.
        json_: Print what came of it as JSON.
        english: Answer in English.
    """
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
