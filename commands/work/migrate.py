"""What `lienthong migrate` does: whether and where open dossiers would land under another version. Nothing moves."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.table import Table

from commands.kept import with_records
from commands.progress import tracked
from commands.screen import Screen
from commands.speech import Speech, speech
from commands.standing_still import standing_of
from definitions.directory import Directory
from definitions.procedure import Procedure
from definitions.saying import Saying
from records import dossiers, offices, procedures
from records.database import Database, reading
from records.tables import Dossier
from workflows.landing import Hindrance, Reason, hindrances

ALL_LAND: Final = 0
NOT_ALL: Final = 1

ONLY_DRY: Final = Saying(
    vietnamese="chỉ có chạy thử, viết thêm --dry-run; hồ sơ giữ phiên bản của ngày tiếp nhận, không bị chuyển",
    english="there is only the dry run, add --dry-run; dossiers keep the version of their acceptance, none is moved",
)
UNKNOWN: Final = Saying(
    vietnamese="thủ tục {code} không có phiên bản {version} đã công bố",
    english="version {version} of procedure {code} was never published",
)
COLUMNS: Final = (
    Saying(vietnamese="Hồ sơ", english="Dossier"),
    Saying(vietnamese="PB", english="V"),
    Saying(vietnamese="Bước đang mở", english="Open step"),
    Saying(vietnamese="Kết quả", english="Outcome"),
)
LANDS: Final = Saying(vietnamese="chuyển được", english="lands")
SUMMARY: Final = Saying(
    vietnamese="Chạy thử, không hồ sơ nào bị chuyển. Sang phiên bản {version}: chuyển được {lands}, không chuyển được"
    " {stays}, đã ở phiên bản này {already}.",
    english="Dry run, nothing was moved. To version {version}: {lands} would land, {stays} would not, {already} are"
    " under it already.",
)
WORKING: Final = Saying(vietnamese="Đang xem xét hồ sơ", english="Looking at dossiers")
REASONS: Final[Mapping[Hindrance, Saying]] = {
    Hindrance.RECEIVED_ELSEWHERE: Saying(
        vietnamese="phiên bản mới tiếp nhận ở cấp khác ({what})", english="received at another level ({what})"
    ),
    Hindrance.NO_OFFICE: Saying(
        vietnamese="tuyến xử lý không có cơ quan {what}", english="its route has no office {what}"
    ),
    Hindrance.NO_STEP: Saying(vietnamese="không có bước {what}", english="there is no step {what}"),
    Hindrance.OTHER_POST: Saying(
        vietnamese="bước thuộc vị trí việc làm khác ({what})", english="the step is another post's ({what})"
    ),
    Hindrance.OTHER_OFFICE: Saying(
        vietnamese="bước thuộc cơ quan khác ({what})", english="the step is another office's ({what})"
    ),
    Hindrance.FORM: Saying(vietnamese="tờ khai chưa phù hợp: {what}", english="the form does not fit: {what}"),
    Hindrance.PAPER: Saying(vietnamese="thiếu giấy tờ: {what}", english="a paper is missing: {what}"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Landing:
    """What a dossier would meet: its open steps, and what hinders it."""

    dossier: str
    version: int
    steps: tuple[str, ...]
    reasons: tuple[Reason, ...]


def migrate(  # noqa: PLR0913 - what the command was asked
    code: str,
    *,
    to: int,
    dry_run: bool,
    data: Path | None,
    json_: bool,
    english: bool,
) -> int:
    """Do what `lienthong migrate` was asked; what to exit with."""
    say = speech(english=english)
    if not dry_run:
        return say.wrong("migrate", ONLY_DRY)

    def work(database: Database) -> int:
        with reading(database) as session:
            row = procedures.one(session, code, to)
            if row is None:
                return say.wrong("migrate", UNKNOWN, code=code, version=to)
            still_open = dossiers.open_under(session, code)
            directory = offices.directory(session)
        others = [one for one in still_open if one.version != to]
        procedure = procedures.definition(row)
        landings = [_landing(database, one, procedure, directory) for one in tracked(others, say(WORKING))]
        already = len(still_open) - len(others)
        if json_:
            print(_as_json(procedure, landings, already, say))
        else:
            _show(landings, to, already, say)
        return NOT_ALL if any(one.reasons for one in landings) else ALL_LAND

    return with_records("migrate", say, data, work)


def _landing(database: Database, dossier: Dossier, procedure: Procedure, directory: Directory) -> Landing:
    with reading(database) as session:
        standing = standing_of(session, dossier)
    return Landing(
        dossier=dossier.code,
        version=dossier.version,
        steps=tuple(work.step for work in standing.work),
        reasons=hindrances(standing, procedure, directory),
    )


def _show(landings: list[Landing], to: int, already: int, say: Speech) -> None:
    screen = Screen()
    if landings:
        table = Table(*map(say, COLUMNS))
        for one in landings:
            outcome = "; ".join(say(REASONS[reason.hindrance], what=reason.what) for reason in one.reasons)
            table.add_row(one.dossier, str(one.version), ", ".join(one.steps), outcome or say(LANDS))
        screen.lay(table)
    counted = _counted(landings)
    screen.say(say(SUMMARY, version=to, lands=counted[True], stays=counted[False], already=already))


def _counted(landings: list[Landing]) -> Counter[bool]:
    return Counter(not one.reasons for one in landings)


def _as_json(procedure: Procedure, landings: list[Landing], already: int, say: Speech) -> str:
    counted = _counted(landings)
    told = [
        {
            "dossier": one.dossier,
            "version": one.version,
            "steps": one.steps,
            "lands": not one.reasons,
            "reasons": [
                {
                    "hindrance": reason.hindrance,
                    "what": reason.what,
                    "sentence": say(REASONS[reason.hindrance], what=reason.what),
                }
                for reason in one.reasons
            ],
        }
        for one in landings
    ]
    counts = {"lands": counted[True], "stays": counted[False], "already": already}
    whole = {"procedure": procedure.procedure, "to": procedure.version, "dry_run": True, **counts, "dossiers": told}
    return json.dumps(whole, ensure_ascii=False, indent=2)
