"""Played: what scenarios came to, told to people and to programs."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from commands.speech import Speech
from definitions.findings import Finding
from definitions.procedure import Procedure
from definitions.saying import Saying
from definitions.scenarios import Scenario
from workflows.coverage import Coverage, Share, coverage
from workflows.machine.events import AnyEvent

SHOWN: Final = 6
"""So many things that no scenario exercises are named; the rest are counted, and are all in the JSON."""

COVERED: Final = Saying(
    vietnamese="bước {steps}, hướng đi {outcomes}, mốc báo {alarms}",
    english="steps {steps}, outcomes {outcomes}, alarms {alarms}",
)
NEVER: Final = Saying(vietnamese="chưa thử: {names}", english="never: {names}")
MORE: Final = Saying(vietnamese="và {number} mục nữa", english="and {number} more")
SUMMARY: Final = Saying(
    vietnamese="Thủ tục {definitions}, tình huống {scenarios}, không đạt {failed}.",
    english="Definitions {definitions}, scenarios {scenarios}, failed {failed}.",
)


@dataclass(frozen=True, slots=True)
class Story:
    """A scenario with the definition it belongs to."""

    file: Path
    procedure: Procedure
    scenario: Scenario


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a scenario came to; `failures` are lines of a diff, none when it happened as expected."""

    story: Story
    failures: tuple[str, ...]
    events: tuple[AnyEvent, ...]


def verdicts_text(verdicts: tuple[Verdict, ...], findings: tuple[Finding, ...], say: Speech) -> str:
    """What came of each definition's scenarios, and what none of them exercises."""
    lines = [finding.line(say.language) for finding in findings]
    for file, told in _by_file(verdicts).items():
        for verdict in told:
            if verdict.failures:
                lines += [f"✗ {verdict.story.scenario.title}", *(f"    {one}" for one in verdict.failures if one)]
        lines.append(f"{'✗' if any(one.failures for one in told) else '✓'} {file}: {_covered(_coverage(told), say)}")
    failed = sum(bool(verdict.failures) for verdict in verdicts)
    lines.append(say(SUMMARY, definitions=len(_by_file(verdicts)), scenarios=len(verdicts), failed=failed))
    return "\n".join(lines)


def _covered(found: Coverage, say: Speech) -> str:
    said = say(COVERED, steps=found.steps, outcomes=found.outcomes, alarms=found.alarms)
    missing = (*found.steps.missing, *found.outcomes.missing, *found.alarms.missing)
    if not missing:
        return said
    more = (say(MORE, number=len(missing) - SHOWN),) if len(missing) > SHOWN else ()
    return f"{said}; {say(NEVER, names=', '.join((*missing[:SHOWN], *more)))}"


def verdicts_json(verdicts: tuple[Verdict, ...], findings: tuple[Finding, ...]) -> str:
    """The same for machines, with everything that is never exercised."""
    definitions = [
        {
            "file": str(file),
            "scenarios": [
                {"title": one.story.scenario.title, "passed": not one.failures, "failures": list(one.failures)}
                for one in told
            ],
            "coverage": _flat(_coverage(told)),
        }
        for file, told in _by_file(verdicts).items()
    ]
    told = {"definitions": definitions, "findings": [finding.flat() for finding in findings]}
    return json.dumps(told, ensure_ascii=False, indent=2)


def _flat(found: Coverage) -> dict[str, dict[str, object]]:
    shares: dict[str, Share] = {"steps": found.steps, "outcomes": found.outcomes, "alarms": found.alarms}
    return {
        name: {"met": share.met, "whole": share.whole, "never": list(share.missing)} for name, share in shares.items()
    }


def _coverage(verdicts: tuple[Verdict, ...]) -> Coverage:
    return coverage(verdicts[0].story.procedure, [verdict.events for verdict in verdicts])


def _by_file(verdicts: tuple[Verdict, ...]) -> dict[Path, tuple[Verdict, ...]]:
    files: dict[Path, tuple[Verdict, ...]] = {}
    for verdict in verdicts:
        files[verdict.story.file] = (*files.get(verdict.story.file, ()), verdict)
    return files
