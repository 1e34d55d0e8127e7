"""What editors are told: the schemas are current, say of every key what it means, and read as the parsers do."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema_rs import Draft202012Validator, meta
from pydantic import BaseModel

from definitions import act_lines, limits, procedure, scenarios, terms, time_policy, values, ways
from definitions.act_lines import parse_act, parse_minute
from definitions.assignees import ASSIGNEE, Assignee
from definitions.editing import Kind, schema_file, schema_text, stale
from definitions.editing.rules import RULES
from definitions.editing.words import table
from definitions.limits import LIMIT, Limit
from definitions.loader import definition_files
from definitions.saying import Language
from definitions.steps import calls, described, manned, parted, splits, turns
from definitions.terms import TERM, Term
from definitions.time_policy import MOMENT, TARGET, Moment, Target

CATALOGUE: Final = Path(__file__).parents[2] / "definitions" / "catalogue"
BOTH: Final = [(kind, language) for kind in Kind for language in Language]
MODELINE: Final = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")


def schemas(node: Any) -> Iterator[dict[str, Any]]:
    """Every schema inside a schema, itself among them."""
    if isinstance(node, dict):
        yield node
        for inner in node.values():
            yield from schemas(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from schemas(inner)


def told_of(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key of every type that the schema describes; what a rule says of keys describes none."""
    for name, part in {"": schema, **schema["$defs"]}.items():
        for group in (part, part.get("else", {})):
            for key, told in group.get("properties", {}).items():
                yield f"{name}.{key}", told


def test_the_published_schemas_are_current() -> None:
    assert stale() == (), "run: make schema"


@pytest.mark.parametrize(("kind", "language"), BOTH)
def test_a_published_schema_is_a_schema(kind: Kind, language: Language) -> None:
    schema = json.loads(schema_file(kind, language).read_text(encoding="utf-8"))
    assert meta.is_valid(schema)
    Draft202012Validator(schema)


@pytest.mark.parametrize(("kind", "language"), BOTH)
def test_every_key_says_what_it_means_and_every_value_too(kind: Kind, language: Language) -> None:
    schema = json.loads(schema_text(kind, language))
    silent = [name for name, told in told_of(schema) if "description" not in told and not elsewhere(told)]
    assert silent == []
    closed = [part for part in schema["$defs"].values() if "enum" in part]
    assert all(len(part["enumDescriptions"]) == len(part["enum"]) for part in closed)
    assert all("patternErrorMessage" in one for one in schemas(schema) if isinstance(one.get("pattern"), str))


def elsewhere(told: dict[str, Any]) -> bool:
    """Whether it is the keyword of another kind of step, and described there."""
    return "/properties/" in told.get("$ref", "")


def test_both_languages_describe_the_same() -> None:
    for kind in Kind:
        vietnamese, english = (json.loads(schema_text(kind, language)) for language in Language)
        assert without_sentences(vietnamese) == without_sentences(english)
        assert vietnamese != english


def without_sentences(node: Any) -> Any:
    said = {"enumDescriptions", "patternErrorMessage", "errorMessage"}
    match node:
        case dict():
            kept = {key: without_sentences(inner) for key, inner in node.items() if key not in said}
            return {key: inner for key, inner in kept.items() if key != "description" or not isinstance(inner, str)}
        case list():
            return [without_sentences(inner) for inner in node]
        case _:
            return node


def test_no_sentence_is_left_of_a_key_that_is_gone() -> None:
    for kind in Kind:
        said = set(schemas_of_strings(json.loads(schema_text(kind))))
        for owner, keys in table(f"{kind}.keys.yaml").items():
            for key, sentence in keys.items():
                assert sentence.vi in said, f"{owner}.{key}"


def schemas_of_strings(node: Any) -> Iterator[str]:
    for one in schemas(node):
        yield from (value for value in one.values() if isinstance(value, str))
        yield from (text for text in one.get("enumDescriptions", []) if isinstance(text, str))


def test_every_rule_between_keys_is_told() -> None:
    families = (described, manned, turns, splits, parted, calls)
    modules = (procedure, scenarios, *families, time_policy, ways)
    types = {one for module in modules for one in vars(module).values() if isinstance(one, type)}
    judged = {
        one.__name__
        for one in types
        if issubclass(one, BaseModel)
        and any(name in vars(one) for name in one.__pydantic_decorators__.model_validators)
    }
    assert judged - {"Described"} == set(RULES)


def test_the_first_line_of_a_definition_leads_to_its_schema() -> None:
    for path in definition_files(CATALOGUE):
        modeline = MODELINE.match(path.read_text(encoding="utf-8"))
        assert modeline is not None, path
        assert (path.parent / modeline[1]).resolve() == schema_file(Kind.PROCEDURE)


PIECES: Final = (
    *("1", "05", "0", "10000", "10001", "015", " ", "  ", "working", "day", "days", "hour", "hours", "same day"),
    *(";", "plus", "when", "form.a", "due", "+", "-", "holder", ".", "head", "desk head", "Head", "officer", "@"),
    *("commune/desk", "receiving desk", "a/b-c", "superior", "working days", " working hours", "\n"),
    *("; plus 1 working day when a", "; plus 2 days when b"),
)
pieces = st.sampled_from(PIECES)
texts = st.lists(pieces, max_size=8).map("".join) | st.lists(pieces, max_size=8).map(" ".join)

NOTATIONS: Final = (
    (TERM, Term.parse),
    (LIMIT, Limit.parse),
    (ASSIGNEE, Assignee.parse),
    (TARGET, Target.parse),
    (MOMENT, Moment.parse),
)


@pytest.mark.parametrize(("pattern", "parse"), NOTATIONS, ids=["term", "limit", "assignee", "target", "moment"])
@given(text=texts)
def test_a_notation_is_to_an_editor_what_it_is_to_its_parser(
    pattern: str, parse: Callable[[str], object], text: str
) -> None:
    assert bool(re.search(pattern, text)) == is_read(parse, text)


def is_read(parse: Callable[[str], object], text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    "text",
    [
        *("10 working days", "same day; plus 3 days when a", "10 days; plus 3 days when a; plus 05 days when b == ';'"),
        *(
            "10 days; plus 3 working days when a",
            "10 days; plus 3 days when a; plus 1 working day when b",
            "10000 days",
        ),
        *("10001 days", "0 days", "10 days; plus 3 days", "same day; plus same day when a", "10 days plus 3 days"),
    ],
)
def test_a_limit_and_its_surcharges_have_one_unit_to_an_editor_too(text: str) -> None:
    assert bool(re.search(LIMIT, text)) == is_read(Limit.parse, text)


@given(day=st.dates(), other=st.integers(1, 31))
def test_a_day_is_one_that_exists(day: Any, other: int) -> None:
    for text in (f"{day} 08:30", f"{day:%Y-%m}-{other:02d} 08:30".zfill(16)):
        assert bool(re.search(act_lines.MINUTE, text)) == is_read(parse_minute, text)


@pytest.mark.parametrize(
    "line",
    [
        *(
            "2026-03-02 10:00  receptionist: intake accept",
            "2026-03-02 10:00  officer 2@commune/committee: claim review",
        ),
        *("2026-03-02 10:00  applicant: withdraw because Đổi ý", "2026-03-02 10:00  receptionist: receive supplement"),
        *('2026-03-02 10:00  officer: child/grand/verify propose with {"a": 1} because x', "2026-03-02 10:00  x"),
        *("2026-03-02 10:00  officer: report stolen because x", "2026-03-02  officer: intake accept", "intake accept"),
        *("2026-03-02 10:00  officer: sign apology until 2026-03-09 because x", "2026-03-02 10:00  officer: intake"),
    ],
)
def test_an_act_is_to_an_editor_what_it_is_to_its_parser(line: str) -> None:
    assert bool(re.search(act_lines.LINE, line)) == is_read(parse_act, line)


def test_a_pattern_for_editors_has_no_names() -> None:
    patterns = (terms.TERM, limits.LIMIT, act_lines.LINE, act_lines.ACTOR, values.CODE, scenarios.LODGING)
    assert not any("(?P" in pattern for pattern in patterns)
