"""Findings in both languages: none is said in English alone, and what is filled in is the same in both."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

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
SPEAKERS = {"Finding", "Mistake", "Misread", "NotATerm", "NotACondition", "Excess"}
GROUND = Ground(directory=load_directory("thua-thien-hue"), prove=prove)


def calls(module: Path, names: set[str]) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
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


def test_every_saying_of_the_definitions_fills_in_the_same_in_both_languages() -> None:
    written = [call for module in MODULES for call in calls(module, {"Saying"})]
    texts = [{word.arg or "": word.value for word in call.keywords} for call in written]
    literal = [
        {name: str(ast.literal_eval(value)) for name, value in words.items()}
        for words in texts
        if all(isinstance(value, ast.Constant) for value in words.values())
    ]
    assert len([Saying(**words) for words in literal]) > 150


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.name.removesuffix(".v1.yaml"))
def test_what_is_found_in_a_broken_definition_is_said_in_vietnamese(path: Path) -> None:
    for finding in check_path(path, GROUND).findings:
        for said in sentences(finding):
            assert said.saying.vietnamese != said.saying.english, said
            assert said.said(Language.VIETNAMESE) != str(said)


def sentences(finding: Finding) -> Iterator[Said]:
    yield from (finding.wrong, finding.mend)


def test_what_is_said_in_parts_keeps_the_language_of_each() -> None:
    number = Saying(vietnamese="một số", english="a number").of()
    both = Saying(vietnamese="cần {what}", english="wants {what}").of(what=number)
    assert (both.said(Language.VIETNAMESE), str(both)) == ("cần một số", "wants a number")
    assert hash(both) == hash(Saying(vietnamese="cần {what}", english="wants {what}").of(what=number))
