"""What `lienthong diff` does: what changed between two versions of a procedure, in words."""

import json
import re
import sys
from pathlib import Path
from typing import Final

from commands.kept import with_records
from commands.printing import print_lines
from commands.speech import Speech, speech
from definitions.changes import Change, bearing, compare, tell
from definitions.loader import digest, load_procedure
from definitions.procedure import Procedure
from definitions.saying import Saying
from records import procedures
from records.database import Database, reading

EQUAL: Final = 0
DIFFERENT: Final = 1

PUBLISHED: Final = re.compile(r"(?P<code>[0-9A-Z.]{1,40})@v?(?P<version>[1-9][0-9]{0,5})")

SAME: Final = Saying(vietnamese="Hai phiên bản có cùng nội dung.", english="Both mean the same.")
UNREADABLE: Final = Saying(vietnamese="không đọc được {what}", english="{what} cannot be read")
UNKNOWN: Final = Saying(vietnamese="{what} chưa được công bố", english="{what} was never published")


class NotRead(Exception):
    """One of the two is not there, or says nothing; `code` is what to exit with."""

    def __init__(self, code: int) -> None:
        """Say what to exit with."""
        super().__init__(code)
        self.code = code


def diff(  # noqa: PLR0913 - what the command was asked
    before: str,
    after: str,
    *,
    data: Path | None,
    json_: bool,
    english: bool,
) -> int:
    """Do what `lienthong diff` was asked; what to exit with."""
    say = speech(english=english)
    try:
        both = _named(before, data, say), _named(after, data, say)
    except NotRead as not_read:
        return not_read.code
    changes = compare(*both)
    print_lines([_as_json(both, changes, say)] if json_ else _lines(both, changes, say))
    return DIFFERENT if changes else EQUAL


def _named(text: str, data: Path | None, say: Speech) -> Procedure:
    published = PUBLISHED.fullmatch(text)
    if published is None or Path(text).exists():
        return _of_file(Path(text), say)
    found: list[Procedure] = []

    def work(database: Database) -> int:
        with reading(database) as session:
            row = procedures.one(session, published["code"], int(published["version"]))
        if row is None:
            return say.wrong("diff", UNKNOWN, what=text)
        found.append(procedures.definition(row))
        return EQUAL

    code = with_records("diff", say, data, work)
    if not found:
        raise NotRead(code)
    return found[0]


def _of_file(path: Path, say: Speech) -> Procedure:
    loaded = load_procedure(path)
    if loaded.procedure is None:
        print("\n".join(finding.line(say.language) for finding in loaded.findings), file=sys.stderr)
        raise NotRead(say.wrong("diff", UNREADABLE, what=path))
    return loaded.procedure


def _lines(both: tuple[Procedure, Procedure], changes: tuple[Change, ...], say: Speech) -> list[str]:
    before, after = both
    told = [tell(change, say.language, before=before, after=after) for change in changes]
    return [" → ".join(f"{one.procedure}@v{one.version}" for one in both), *(told or [say(SAME)])]


def _as_json(both: tuple[Procedure, Procedure], changes: tuple[Change, ...], say: Speech) -> str:
    before, after = both
    sides = [{"procedure": one.procedure, "version": one.version, "digest": digest(one)} for one in both]
    told = [
        {
            "how": change.how,
            "path": change.path,
            "bearing": bearing(change),
            "before": change.before,
            "after": change.after,
            "sentence": tell(change, say.language, before=before, after=after),
        }
        for change in changes
    ]
    whole = {"before": sides[0], "after": sides[1], "equal": not changes, "changes": told}
    return json.dumps(whole, ensure_ascii=False, indent=2)
