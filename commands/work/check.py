"""What `lienthong check` does: whether definitions may be published."""

import json
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import track

from commands.speech import Speech, speech
from definitions.calendar_files import UnknownCalendar, load_calendar
from definitions.checking import Checked, File, Ground, astray, check_file, check_lightly, files_under, together
from definitions.directory_files import UnknownDirectory, load_directory
from definitions.saying import Saying
from workflows.proving import prove

CLEAN: Final = 0
FOUND: Final = 1


FEW: Final = 40
"""So many definitions are checked before other processes could have started to help."""

SUMMARY: Final = Saying(
    vietnamese="Đã kiểm tra: thủ tục {definitions}, tình huống {scenarios}, trạng thái {states}. Có lỗi: {findings}.",
    english="Checked: definitions {definitions}, scenarios {scenarios}, states {states}. Findings: {findings}.",
)
NOTHING: Final = Saying(
    vietnamese="hãy nêu tệp hoặc thư mục cần kiểm tra", english="say what to check, a file or a folder"
)
WORKING: Final = Saying(vietnamese="Đang kiểm tra", english="Checking")


def check(
    *paths: Path,
    json_: bool,
    directory: str,
    calendar: str,
    english: bool,
) -> int:
    """Do what `lienthong check` was asked; what to exit with."""
    say = speech(english=english)
    if not paths:
        return say.wrong("check", NOTHING)
    try:
        ground = Ground(directory=load_directory(directory), calendar=load_calendar(calendar), prove=prove)
    except (UnknownDirectory, UnknownCalendar) as unknown:
        return say.wrong("check", unknown)
    files = tuple(dict.fromkeys(file for path in paths for file in files_under(path)))
    checked = together(_checked(files, ground, say), tuple(finding for path in paths for finding in astray(path)))
    print(_as_json(checked) if json_ else _as_text(checked, say))
    return FOUND if checked.findings else CLEAN


def _checked(files: tuple[Path, ...], ground: Ground, say: Speech) -> Iterator[File]:
    """The files, each checked; many at a time where there are many, with a bar on a terminal."""
    if len(files) <= FEW:
        yield from (check_file(file, ground) for file in files)
        return
    console = Console(stderr=True)
    with ProcessPoolExecutor(os.cpu_count()) as processes:
        results = processes.map(partial(check_lightly, ground=ground), files, chunksize=FEW // 2)
        yield from track(results, say(WORKING), len(files), console=console, disable=not console.is_terminal)


def _as_text(checked: Checked, say: Speech) -> str:
    summary = say(
        SUMMARY,
        definitions=checked.definitions,
        scenarios=checked.scenarios,
        states=checked.states,
        findings=len(checked.findings),
    )
    return "\n".join((*(finding.line(say.language) for finding in checked.findings), summary))


def _as_json(checked: Checked) -> str:
    counted = {"definitions": checked.definitions, "scenarios": checked.scenarios, "states": checked.states}
    findings = [finding.flat() for finding in checked.findings]
    told = {**counted, "partly": list(checked.partly), "findings": findings}
    return json.dumps(told, ensure_ascii=False, indent=2)
