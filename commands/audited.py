"""Audited: what the audit of a dossier found, told to people and to programs."""

import json
from dataclasses import asdict, dataclass
from typing import Final

from rich.console import Console
from rich.markup import escape

from commands.journal_table import Row, show
from commands.speech import Speech
from definitions.saying import Language, Saying
from workflows.audit import Check

REHEARSAL: Final = Saying(vietnamese="diễn tập", english="rehearsal")
AGREE: Final = Saying(
    vietnamese="Tất cả khớp nhau về {count} bút toán của {code}.",
    english="All agree on the {count} entries of {code}.",
)
DIFFER: Final = Saying(vietnamese="Chứng cứ về {code} không khớp nhau.", english="The evidence on {code} differs.")
DIFFER_AT: Final = Saying(
    vietnamese="Chứng cứ về {code} không khớp nhau, lần đầu tại bút toán {seq}.",
    english="The evidence on {code} differs, first at entry {seq}.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the audit of a dossier found."""

    code: str
    title: str
    rehearsal: bool
    checks: tuple[Check, ...]
    journal: tuple[Row, ...]

    @property
    def agrees(self) -> bool:
        """Whether everything that was checked is as it must be."""
        return all(check.passed for check in self.checks)

    @property
    def broken_at(self) -> int | None:
        """The number of the first entry that differs, if one does."""
        return min((check.seq for check in self.checks if check.seq is not None), default=None)


def show_report(report: Report, console: Console, say: Speech) -> None:
    """Print the journal, what was checked, and the verdict."""
    rehearsal = f"  ({say(REHEARSAL)})" if report.rehearsal else ""
    console.print(f"[bold]{report.code}[/]  {report.title}{rehearsal}\n")
    show(console, report.journal, broken_at=report.broken_at)
    console.print()
    for check in report.checks:
        console.print(_line(check, say), soft_wrap=True)
    console.print()
    console.print(_verdict(report, say), soft_wrap=True)


def _line(check: Check, say: Speech) -> str:
    if check.wrong is not None:
        return f"[red]✗[/] {say(check.name)}: {escape(say(check.wrong))}"
    return f"[green]✓[/] {say(check.name)}{f' [dim]({say(check.note)})[/]' if check.note else ''}"


def _verdict(report: Report, say: Speech) -> str:
    if report.agrees:
        return f"[bold green]{say(AGREE, count=len(report.journal), code=report.code)}[/]"
    if report.broken_at is None:
        return f"[bold red]{say(DIFFER, code=report.code)}[/]"
    return f"[bold red]{say(DIFFER_AT, code=report.code, seq=report.broken_at)}[/]"


def report_json(report: Report) -> str:
    """The report for machines, whatever language people are spoken to in."""
    told = {
        "code": report.code,
        "title": report.title,
        "rehearsal": report.rehearsal,
        "checks": [_flat(check) for check in report.checks],
        "journal": [asdict(row) for row in report.journal],
        "agrees": report.agrees,
    }
    return json.dumps(told, ensure_ascii=False, indent=2, default=str)


def _flat(check: Check) -> dict[str, object]:
    found = check.difference
    difference = found and {
        "seq": found.seq,
        "field": found.field,
        "found": str(found.found),
        "expected": str(found.expected),
    }
    return {
        "name": check.name.said(Language.ENGLISH),
        "wrong": check.wrong and str(check.wrong),
        "seq": check.seq,
        "difference": difference,
        "note": check.note and str(check.note),
    }
