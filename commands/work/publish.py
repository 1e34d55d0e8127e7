"""What `lienthong publish` does: a version put into the records, where it never changes."""

import json
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from commands.kept import day, with_records
from commands.publishing_words import why
from commands.speech import Speech, speech
from commands.usual import CALENDAR
from definitions.calendar_files import load_calendar
from definitions.checking import Ground, check_loaded
from definitions.findings import Finding
from definitions.loader import digest, load_text
from definitions.procedure import Procedure
from definitions.saying import Saying
from records import dossiers, offices, procedures
from records.database import Database, reading, writing
from records.procedures import PublishingRefused
from workflows.proving import prove

PUBLISHED: Final = 0
REFUSED: Final = 1

DONE: Final = Saying(
    vietnamese="Đã công bố {code} phiên bản {version} ({digest}…): {title}; có hiệu lực từ ngày {since}.",
    english="Published {code} version {version} ({digest}…): {title}; in effect from {since}.",
)
KNOWN: Final = Saying(
    vietnamese="{code} phiên bản {version} ({digest}…) đã được công bố với đúng nội dung này; không có gì thay đổi.",
    english="{code} version {version} ({digest}…) was published with this very content; nothing changes.",
)
AMENDS: Final = Saying(
    vietnamese="Phiên bản {version} hết hiệu lực sau ngày {last}. Hồ sơ đang mở theo các phiên bản trước: {open};"
    " chúng giữ phiên bản của mình đến khi kết thúc.",
    english="Version {version} ends with {last}. Open dossiers under earlier versions: {open}; they keep their own"
    " version to their end.",
)
LATE: Final = Saying(
    vietnamese="Hồ sơ đã tiếp nhận từ ngày có hiệu lực theo phiên bản trước: {count}; chúng giữ phiên bản đó.",
    english="Dossiers accepted since its first day under the version before: {count}; they keep that one.",
)
NOT_DONE: Final = Saying(vietnamese="không công bố: {why}", english="not published: {why}")
FOUND: Final = Saying(vietnamese="không công bố: có {count} lỗi", english="not published: {count} findings")


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What came of publishing: `amends` is the version before, `accepted_since` counts dossiers since its first day."""

    procedure: str
    version: int
    digest: str
    title: str
    new: bool
    effective_from: date
    amends: int | None
    open_under_earlier: int
    accepted_since: int


def publish(  # noqa: PLR0913 - what the command was asked
    file: Path,
    *,
    by: str,
    data: Path | None,
    json_: bool,
    english: bool,
) -> int:
    """Do what `lienthong publish` was asked; what to exit with."""
    say = speech(english=english)

    def work(database: Database) -> int:
        loaded, text = load_text(file)
        with reading(database) as session:
            ground = Ground(directory=offices.directory(session), calendar=load_calendar(CALENDAR), prove=prove)
        findings = check_loaded(loaded, ground).findings
        if findings or loaded.procedure is None:
            return _found(findings, say, as_json=json_)
        try:
            publication = _publish(database, loaded.procedure, text.decode(), by)
        except PublishingRefused as refused:
            return _refused(refused, say, as_json=json_)
        print(_as_json(publication) if json_ else _told(publication, say))
        return PUBLISHED

    return with_records("publish", say, data, work)


def _publish(database: Database, procedure: Procedure, source: str, by: str) -> Publication:
    code = procedure.procedure
    with writing(database) as session:
        new = procedures.publish(session, procedure, source=source, at=datetime.now(UTC), by=by)
        earlier = [one.version for one in procedures.editions(session, code) if one.version < procedure.version]
        still_open = dossiers.open_by_version(session, code)
        since = dossiers.accepted_since(session, code, procedure.effective.from_)
    return Publication(
        procedure=code,
        version=procedure.version,
        digest=digest(procedure),
        title=procedure.title,
        new=new,
        effective_from=procedure.effective.from_,
        amends=earlier[0] if earlier else None,
        open_under_earlier=sum(still_open.get((code, version), 0) for version in earlier),
        accepted_since=since.count if new else 0,
    )


def _told(publication: Publication, say: Speech) -> str:
    filling = {"code": publication.procedure, "version": publication.version, "digest": publication.digest[:12]}
    if not publication.new:
        return say(KNOWN, **filling)
    since = publication.effective_from
    lines = [say(DONE, title=publication.title, since=day(say, since), **filling)]
    if publication.amends is not None:
        last = day(say, since - timedelta(days=1))
        lines.append(say(AMENDS, version=publication.amends, last=last, open=publication.open_under_earlier))
    if publication.accepted_since:
        lines.append(say(LATE, count=publication.accepted_since))
    return "\n".join(lines)


def _found(findings: tuple[Finding, ...], say: Speech, *, as_json: bool) -> int:
    if as_json:
        print(json.dumps({"findings": [finding.flat() for finding in findings]}, ensure_ascii=False, indent=2))
    else:
        print("\n".join(finding.line(say.language) for finding in findings))
    print(f"lienthong publish: {say(FOUND, count=len(findings))}", file=sys.stderr)
    return REFUSED


def _refused(refused: PublishingRefused, say: Speech, *, as_json: bool) -> int:
    if as_json:
        print(json.dumps({"refused": type(refused).__name__, "why": why(refused, say)}, ensure_ascii=False, indent=2))
    print(f"lienthong publish: {say(NOT_DONE, why=why(refused, say))}", file=sys.stderr)
    return REFUSED


def _as_json(publication: Publication) -> str:
    return json.dumps(asdict(publication), ensure_ascii=False, indent=2, default=str)
