"""What `lienthong fmt` does: definitions and scenarios in their one canonical layout, comments kept."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Final

from commands.printing import print_lines
from commands.progress import tracked
from commands.speech import Speech, speech
from commands.writing import replace_whole
from definitions import strict_yaml
from definitions.findings import Code, Finding, Place
from definitions.formatting import format_text
from definitions.loader import SCENARIOS, definition_files
from definitions.saying import Said, Saying
from definitions.translated.system import cause_of

WELL: Final = 0
DIFFERS: Final = 1

NOTHING: Final = Saying(
    vietnamese="hãy nêu tệp hoặc thư mục cần định dạng", english="say what to format, a file or a folder"
)
CHANGED: Final = Saying(vietnamese="đã định dạng lại: {path}", english="formatted: {path}")
WOULD_CHANGE: Final = Saying(vietnamese="chưa đúng định dạng: {path}", english="not in canonical form: {path}")
SUMMARY: Final = Saying(
    vietnamese="Số tệp: {files}. Đã định dạng lại: {changed}. Có lỗi: {failed}.",
    english="Files: {files}. Formatted: {changed}. With findings: {failed}.",
)
WOULD: Final = Saying(
    vietnamese="Số tệp: {files}. Chưa đúng định dạng: {changed}. Có lỗi: {failed}.",
    english="Files: {files}. Not in canonical form: {changed}. With findings: {failed}.",
)
WORKING: Final = Saying(vietnamese="Đang định dạng", english="Formatting")


@dataclass(frozen=True, slots=True)
class Done:
    """What came of one file: its text before and after (the same where nothing changes), or the findings."""

    path: Path
    before: bytes = b""
    after: bytes = b""
    findings: tuple[Finding, ...] = ()


def fmt(
    *paths: Path,
    check: bool,
    diff: bool,
    english: bool,
) -> int:
    """Do what `lienthong fmt` was asked; what to exit with."""
    say = speech(english=english)
    if not paths:
        return say.wrong("fmt", NOTHING)
    files = [file for path in paths for file in _files(path)]
    done: list[Done] = []
    for file in tracked(files, say(WORKING)):
        done.append(_formatted(file, writes=not (check or diff)))
        print_lines(_told(done[-1], say, check=check, diff=diff))
    changed = sum(one.before != one.after for one in done)
    failed = sum(bool(one.findings) for one in done)
    if not diff:
        print(say(WOULD if check else SUMMARY, files=len(done), changed=changed, failed=failed))
    return DIFFERS if failed or (changed and (check or diff)) else WELL


def _files(path: Path) -> list[Path]:
    """The definitions of a folder and their scenarios, sorted; a path that is no folder is itself."""
    return sorted((*definition_files(path), *path.rglob(f"*{SCENARIOS}"))) if path.is_dir() else [path]


def _formatted(path: Path, *, writes: bool) -> Done:
    try:
        with path.open("rb") as file:
            before = file.read(strict_yaml.MAX_BYTES + 1)
    except OSError as error:
        return Done(
            path,
            findings=(
                _unreadable(
                    path,
                    Saying(vietnamese="không đọc được tệp: {why}", english="the file cannot be read: {why}").of(
                        why=cause_of(error)
                    ),
                ),
            ),
        )
    formatted = format_text(before, str(path))
    if formatted.text is None:
        return Done(path, findings=formatted.findings)
    if writes and formatted.text != before:
        try:
            replace_whole(path, formatted.text)
        except OSError as error:
            return Done(
                path,
                findings=(
                    _unreadable(
                        path,
                        Saying(vietnamese="không ghi được tệp: {why}", english="the file cannot be written: {why}").of(
                            why=cause_of(error)
                        ),
                    ),
                ),
            )
    return Done(path, before, formatted.text)


def _unreadable(path: Path, wrong: Said) -> Finding:
    return Finding(
        Code.UNREADABLE,
        Place(str(path)),
        wrong,
        Saying(vietnamese="kiểm tra đường dẫn và quyền truy cập", english="check the path and its rights").of(),
    )


def _told(done: Done, say: Speech, *, check: bool, diff: bool) -> Iterator[str]:
    for finding in done.findings:
        print(finding.line(say.language), file=sys.stderr)
    if done.before == done.after:
        return
    if diff:
        yield from _differences(done)
    else:
        yield say(WOULD_CHANGE if check else CHANGED, path=done.path)


def _differences(done: Done) -> Iterator[str]:
    before, after = (text.decode("utf-8", "replace").split("\n") for text in (done.before, done.after))
    return unified_diff(before, after, fromfile=str(done.path), tofile=str(done.path), lineterm="")
