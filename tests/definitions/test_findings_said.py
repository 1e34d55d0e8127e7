"""Findings in both languages: none is said in English alone, and what is filled in is the same in both."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from definitions.calendar_files import load_calendar
from definitions.checking import Ground, check_path
from definitions.directory_files import load_directory
from definitions.findings import Finding
from definitions.saying import Language, Said, Saying
from workflows.proving import prove

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
MODULES = sorted(
    (*(ROOT / "definitions").rglob("*.py"), ROOT / "workflows" / "proving.py", ROOT / "commands" / "fmt.py")
)
BROKEN = sorted((HERE / "broken").glob("*.yaml"))
ROOMS = ("activities", "api", "commands", "definitions", "letters", "records", "runtime", "workflows")
HOUSE = sorted((*(path for room in ROOMS for path in (ROOT / room).rglob("*.py")), ROOT / "cli.py", ROOT / "worker.py"))
SPEAKERS = {"Finding", "Mistake", "Misread", "NotATerm", "NotACondition", "Excess"}
GROUND = Ground(directory=load_directory("thua-thien-hue"), prove=prove)


@cache
def parsed(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


def calls(module: Path, names: set[str]) -> Iterator[ast.Call]:
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node


def test_no_finding_is_made_of_a_bare_text() -> None:
    bare = [
        f"{module.name}:{call.lineno}"
        for module in MODULES
        for call in calls(module, SPEAKERS)
        for said in call.args
        if isinstance(said, ast.JoinedStr) or (isinstance(said, ast.Constant) and isinstance(said.value, str))
    ]
    assert bare == []


def written(module: Path) -> Iterator[tuple[ast.Call, Saying | None]]:
    """Every saying that a module makes, with what it is; None where its texts are computed."""
    for call in calls(module, {"Saying"}):
        texts = {word.arg or "": word.value for word in call.keywords}
        literal = {name: text.value for name, text in texts.items() if isinstance(text, ast.Constant)}
        yield (
            call,
            Saying(**{name: str(text) for name, text in literal.items()}) if len(literal) == len(texts) else None,
        )


def test_every_saying_that_anybody_writes_fills_in_the_same_in_both_languages() -> None:
    made = {module.relative_to(ROOT): [saying for _, saying in written(module)] for module in HOUSE}
    computed = {str(module) for module, sayings in made.items() if None in sayings}
    assert computed == {"definitions/saying.py", "definitions/terms.py", "definitions/changes/words.py"}
    assert sum(len(sayings) for sayings in made.values()) > 800


def test_every_saying_that_is_filled_in_where_it_is_written_is_filled_in_whole() -> None:
    wrong = []
    for module in HOUSE:
        sayings = {id(call): saying for call, saying in written(module) if saying is not None}
        for call in (node for node in ast.walk(parsed(module)) if isinstance(node, ast.Call)):
            filled = call.func.value if isinstance(call.func, ast.Attribute) and call.func.attr == "of" else None
            words = {word.arg or "": "" for word in call.keywords}
            if id(filled) in sayings and "" not in words:
                try:
                    sayings[id(filled)].of(**words)
                except AssertionError:
                    wrong.append(f"{module.name}:{call.lineno}")
    assert wrong == []


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.name.removesuffix(".v1.yaml"))
def test_what_is_found_in_a_broken_definition_is_said_in_vietnamese(path: Path) -> None:
    for finding in check_path(path, GROUND).findings:
        for said in sentences(finding):
            assert said.saying.vietnamese != said.saying.english, said
            assert said.said(Language.VIETNAMESE) != str(said)


def test_a_finding_writes_a_date_as_each_language_writes_it() -> None:
    ground = Ground(calendar=load_calendar("thua-thien-hue"), prove=prove)
    (finding,) = check_path(HERE / "broken" / "calendar-too-short.v1.yaml", ground).findings
    dates = re.compile(r"\b[\d/-]{10}\b")
    assert dates.findall(finding.wrong.said(Language.VIETNAMESE)) == ["20/12/2027", "31/12/2027"]
    assert dates.findall(str(finding.wrong)) == ["2027-12-20", "2027-12-31"]


def sentences(finding: Finding) -> Iterator[Said]:
    yield from (finding.wrong, finding.mend)


def test_what_is_said_in_parts_keeps_the_language_of_each() -> None:
    number = Saying(vietnamese="một số", english="a number").of()
    both = Saying(vietnamese="cần {what}", english="wants {what}").of(what=number)
    assert (both.said(Language.VIETNAMESE), str(both)) == ("cần một số", "wants a number")
    assert hash(both) == hash(Saying(vietnamese="cần {what}", english="wants {what}").of(what=number))
