"""`lienthong check`: whether definitions may be published."""

import json
import sys
from pathlib import Path
from typing import Annotated, Final

from cyclopts import Parameter

from definitions.calendar_files import UnknownCalendar, load_calendar
from definitions.checking import Checked, check_path
from definitions.directory_files import UnknownDirectory, load_directory
from definitions.findings import Finding

CLEAN: Final = 0
FOUND: Final = 1

ASKED_WRONGLY: Final = 2

_SUMMARY: Final = "Checked: definitions {definitions}, scenarios {scenarios}. Findings: {findings}."
_NOTHING: Final = "lienthong check: say what to check, a file or a folder"


def check(
    *paths: Path,
    json_: Annotated[bool, Parameter(name="--json", negative="")] = False,
    directory: str = "thua-thien-hue",
    calendar: str = "thua-thien-hue",
) -> int:
    """Check definitions and their scenarios before they are published.

    Exits with 0 when nothing is wrong, with 1 when something was found, with 2 when it was asked wrongly.

    Args:
        paths: Files of definitions or of scenarios, or folders of them.
        json_: Print the findings as JSON, for machines.
        directory: The directory in which levels, offices and posts must exist.
        calendar: The calendar that must reach to the last due date.
    """
    if not paths:
        return _asked_wrongly(_NOTHING)
    try:
        known = (load_directory(directory), load_calendar(calendar))
    except (UnknownDirectory, UnknownCalendar) as unknown:
        return _asked_wrongly(f"lienthong check: {unknown}")
    checked = _together([check_path(path, *known) for path in paths])
    print(_as_json(checked) if json_ else _as_text(checked))
    return FOUND if checked.findings else CLEAN


def _asked_wrongly(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return ASKED_WRONGLY


def _together(parts: list[Checked]) -> Checked:
    return Checked(
        definitions=sum(part.definitions for part in parts),
        scenarios=sum(part.scenarios for part in parts),
        findings=tuple(dict.fromkeys(finding for part in parts for finding in part.findings)),
    )


def _as_text(checked: Checked) -> str:
    summary = _SUMMARY.format(
        definitions=checked.definitions, scenarios=checked.scenarios, findings=len(checked.findings)
    )
    return "\n".join((*(str(finding) for finding in checked.findings), summary))


def _as_json(checked: Checked) -> str:
    counted = {"definitions": checked.definitions, "scenarios": checked.scenarios}
    findings = [_flat(finding) for finding in checked.findings]
    return json.dumps({**counted, "findings": findings}, ensure_ascii=False, indent=2)


def _flat(finding: Finding) -> dict[str, str | int]:
    at = finding.place
    return {
        "code": finding.code,
        "file": at.file,
        "line": at.line,
        "column": at.column,
        "wrong": finding.wrong,
        "mend": finding.mend,
    }
