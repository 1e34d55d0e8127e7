"""Hostile definitions: whatever somebody writes to waste time or memory ends in a finding.

How long each takes is measured by hand, not here: none takes a second.
"""

from collections.abc import Iterable
from pathlib import Path

import pytest

import cli
from definitions.findings import Code, Finding
from definitions.loader import read_procedure
from definitions.soundness import check_procedure
from tests.making import BASE, Document
from tests.yaml import as_yaml
from workflows.exploration import explore
from workflows.proving import prove
from workflows.shortcuts import shortcuts_of

OFFICER = "officer @ district/labour"


def check(text: bytes) -> list[Finding]:
    loaded = read_procedure(text, "it.yaml")
    if loaded.procedure is None:
        return list(loaded.findings)
    found = check_procedure(loaded.procedure, loaded.positions)
    return [*found, *prove(loaded.procedure, loaded.positions).findings]


def codes(text: bytes) -> set[Code]:
    return {finding.code for finding in check(text)}


def task(**ways: object) -> Document:
    outcomes = {name: {"to": way} if isinstance(way, str) else way for name, way in ways.items()}
    return {"who": OFFICER, "outcomes": outcomes}


def definition(steps: Document, *, first: str, **changes: object) -> bytes:
    intake = {"who": "receptionist @ commune/desk", "outcomes": {"accept": {"to": first}, "refuse": {"end": "refused"}}}
    give = {"who": "receptionist @ receiving desk", "counts": False, "outcomes": {"given": {"end": "returned"}}}
    return as_yaml({**BASE, **changes, "steps": {"intake": intake, **steps, "give": give}})


def branches(number: int, length: int, *, after: object = "all", more: Document | None = None) -> Document:
    """A split with so many branches of so many steps each."""
    steps: Document = {
        "split": {"together": {f"b{n}": {"start": f"b{n}_0"} for n in range(number)}, "after": after, "to": "give"}
    }
    for n in range(number):
        for k in range(length - 1):
            steps[f"b{n}_{k}"] = task(on=f"b{n}_{k + 1}", **(more or {}))
        steps[f"b{n}_{length - 1}"] = task(on={"join": "split"}, **(more or {}))
    return steps


def asked(condition: str) -> bytes:
    step = {"choose": [{"when": condition, "to": "give"}], "otherwise": {"to": "give"}}
    return definition({"ask": step}, first="ask")


def fields(schema: Document) -> bytes:
    receive = {"at": "commune", "form": {"type": "object", "properties": schema}}
    return definition({}, first="give", receive=receive, time={"limit": "10 working days"})


def nested(depth: int) -> Document:
    schema: Document = {"type": "string"}
    for _ in range(depth):
        schema = {"type": "object", "properties": {"a": schema}}
    return {"a": schema}


LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{after}: &{after} [{','.join([f'*{before}'] * 9)}]\n"
    for before, after in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (LAUGHS.encode(), Code.ANCHOR),
        (b"a: &a [*a]", Code.ANCHOR),
        (b"\xff\xfe<\x00", Code.NOT_UTF_8),
        ("tiêu đề".encode("utf-16"), Code.NOT_UTF_8),
        (b"a: \x00", Code.NOT_YAML),
        (b"[" * 100_000, Code.TOO_DEEP),
        (b"{a: " * 900 + b"1" + b"}" * 900, Code.TOO_DEEP),
        (b"- " * 100_000, Code.TOO_DEEP),
        (b"a: 1\n" * 250_000, Code.TOO_BIG),
        (b"a: " + b"9" * 900_000, Code.UNKNOWN_KEY),
        (b"? " * 50_000, Code.KEY_NOT_TEXT),
        (b"- a\n" * 100_000, Code.TOO_MANY_NODES),
        (b"steps:\n" + b"".join(b"  s%d: {}\n" % n for n in range(100_000)), Code.TOO_BIG),
        (b"steps:\n" + b"".join(b"  s%d: {}\n" % n for n in range(50_000)), Code.TOO_MANY_NODES),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_no_text_takes_the_reader_longer_than_a_moment(text: bytes, code: Code) -> None:
    assert code in codes(text)


def test_a_procedure_has_so_many_steps_and_no_more() -> None:
    steps = {f"s{n}": task(on=f"s{n + 1}") for n in range(600)}
    assert codes(definition({**steps, "s600": task(on="give")}, first="s0")) == {Code.TOO_MANY_STEPS}


def test_a_step_has_so_many_branches_cases_outcomes_and_values_and_no_more() -> None:
    many = range(3_000)
    for step in (
        {"together": {f"b{n}": {"start": "w"} for n in many}, "to": "give"},
        {"choose": [{"when": f"form.pages == {n}", "to": "give"} for n in many], "otherwise": {"to": "give"}},
        {"set": {f"v{n}": "form.pages" for n in many}, "to": "give"},
        task(**{f"o{n}": "give" for n in many}),
        {"consult": {f"o{n}": {"who": OFFICER, "limit": "2 days"} for n in many}, "to": "give"},
    ):
        (finding,) = check(definition({"step": step, "w": task(on={"join": "step"})}, first="step"))
        assert "more than 50" in str(finding.wrong)


def test_twenty_branches_of_ten_steps_are_walked_through_one_after_the_other() -> None:
    loaded = read_procedure(definition(branches(20, 10), first="split"), "it.yaml")
    assert loaded.procedure is not None
    explored = explore(loaded.procedure, shortcuts=shortcuts_of(loaded.procedure))
    assert explored.whole
    assert len(explored.nodes) < 300


SPLIT_IN_SPLIT: Document = {
    **{
        f"s{n}": {
            "together": {f"b{k}": {"start": f"s{n + 1}"} for k in range(50)},
            **({"join": f"s{n - 1}"} if n else {"to": "give"}),
        }
        for n in range(4)
    },
    "s4": task(on={"join": "s3"}),
}
CHOICES: Document = {
    f"s{n}": {
        "choose": [{"when": f'steps.intake.outcome == "o{n}"', "to": f"s{n + 1}" if n < 99 else "give"}],
        "otherwise": {"to": f"s{n + 1}" if n < 99 else "give"},
    }
    for n in range(100)
}
TOO_MANY = {
    "any of twenty": definition(branches(20, 10, after="any"), first="split"),
    "ten of twenty": definition(branches(20, 10, after=10), first="split"),
    "an end in each": definition(branches(20, 10, more={"unfit": {"end": "refused"}}), first="split"),
    "cancelling": definition(branches(20, 10, more={"drop": {"to": "b0_0", "cancels": ["b1_1"]}}), first="split"),
    "within itself": definition(
        {"split": {"together": {"a": {"start": "split"}, "b": {"start": "split"}}, "to": "give"}}, first="split"
    ),
    "within one another": definition(SPLIT_IN_SPLIT, first="s0"),
    "many choices": definition(CHOICES, first="s0"),
}


@pytest.mark.parametrize("text", TOO_MANY.values(), ids=TOO_MANY.keys())
def test_what_has_more_states_than_can_be_looked_at_is_refused(text: bytes) -> None:
    assert Code.TOO_MANY_STATES in codes(text)


@pytest.mark.parametrize(
    "condition",
    [
        "form.heirs.all(a, form.heirs.all(b, form.heirs.all(c, a == b || b == c)))",
        " && ".join(["form.heirs.exists(a, a == form.kind)"] * 5),
        "[1, 2].map(a, [a, a]).map(b, [b, b]).size() > 1",
        "[form.kind].map(a, a + a + a)[0] == form.kind",
        "form.heirs.all(a, a + a + a + a + a == form.kind)",
        'form.kind.matches("((a{1,1000}){1,1000}){1,1000}")',
        "form.kind.matches(form.kind)",
        "matches(form.kind, form.kind)",
        'form.kind.matches("(a" + ")")',
        "(" * 480 + "form.urgent" + ")" * 480,
        "form.pages == 99999999999999999999999",
        "form.kind == " + "form.kind + " * 70 + "form.kind",
        " || ".join(["form.urgent"] * 60) + " ||",
    ],
)
def test_a_condition_that_burns_time_is_refused(condition: str) -> None:
    assert codes(asked(condition)) == {Code.CONDITION}


@pytest.mark.parametrize(
    "condition",
    [
        'form.kind.matches("(a*)*(b*)*$")',
        "!" * 900 + "form.urgent",
        "form.heirs.exists(a, a != 'matches(')",
    ],
)
def test_a_condition_that_only_looks_dear_is_let_through(condition: str) -> None:
    assert codes(asked(condition)) == set()


def test_a_limit_has_twenty_surcharges_at_most() -> None:
    limit = "10 working days" + "; plus 1 working day when form.urgent" * 1_000
    assert codes(definition({}, first="give", time={"limit": limit})) == {Code.NOT_A_TERM}


@pytest.mark.parametrize("limit", ["99999 working days", "9" * 5_000 + " days", "0 days", "-1 days", "1e9 days"])
def test_a_length_of_time_that_nobody_means_is_no_term(limit: str) -> None:
    assert codes(definition({}, first="give", time={"limit": limit})) == {Code.NOT_A_TERM}


def test_a_round_in_which_the_law_adds_time_without_end_is_walked_through_in_no_time() -> None:
    steps = {
        "work": task(again={"to": "work", "adds": "10000 working days"}, on="pay"),
        "pay": {"pay": 1, "to": "give"},
    }
    time = {"limit": "10000 working days", "second": {"after": "pay", "limit": "10000 working days"}}
    assert codes(definition(steps, first="work", time=time)) == set()


def test_a_list_has_at_most_a_thousand_branches() -> None:
    each = {"each": {"of": "form.heirs", "start": "w", "most": 10**9}, "to": "give"}
    assert codes(definition({"every": each, "w": task(on={"join": "every"})}, first="every")) == {Code.WRONG_VALUE}


@pytest.mark.parametrize(
    "schema",
    [
        {f"f{n}": {"type": "string"} for n in range(4_000)},
        {"r": {"$ref": "#/properties/r"}, "q": {"anyOf": [{"$ref": "#"}, {"$ref": "#/properties/q"}]}},
        nested(12),
    ],
    ids=["thousands of fields", "references in a circle", "nested"],
)
def test_a_form_of_any_size_is_read(schema: Document) -> None:
    assert codes(fields(schema)) == set()


@pytest.mark.parametrize("pattern", ["((a{1,1000}){1,1000}){1,1000}", "(" * 5_000, "(?=a)"])
def test_a_field_with_a_pattern_that_burns_time_is_refused(pattern: str) -> None:
    assert codes(fields({"f": {"type": "string", "pattern": pattern}})) == {Code.NOT_A_SCHEMA}


def test_values_that_are_computed_from_one_another_without_end_are_not_known() -> None:
    steps = {"set": {f"v{n}": f"values.v{(n + 1) % 50} + 1" for n in range(50)}, "to": "give"}
    assert codes(definition({"compute": steps}, first="compute")) == {Code.CONDITION}


def test_a_hundred_steps_that_all_keep_and_exclude_one_another_are_checked() -> None:
    names = [f"s{n}" for n in range(100)]
    ways = {f"o{n}": {"to": name, "keep": "officer", "gives": "decision"} for n, name in enumerate(names[:20])}
    steps = {name: {**task(end={"end": "returned"}, **ways), "not_by": names[20:40]} for name in names}
    assert codes(definition(steps, first="s0")) <= {Code.KEEP_NOBODY, Code.NOT_BY_LATER, Code.UNREACHABLE_STEP}


def test_a_calendar_that_nobody_knows_is_asked_wrongly(tmp_path: Path) -> None:
    assert cli.run(["check", str(tmp_path), "--calendar", "../../etc/passwd"]) == 2


def called(codes_: Iterable[str]) -> Document:
    return {f"c{n}": {"call": code, "papers": [], "otherwise": {"to": "give"}} for n, code in enumerate(codes_)}


def test_sixty_procedures_that_all_call_one_another_are_found_out(tmp_path: Path) -> None:
    numbers = [f"1.0001{n:02}" for n in range(60)]
    for n, number in enumerate(numbers):
        calls = called(other for other in numbers if other != number)
        text = definition(calls, first="c0", procedure=number)
        (tmp_path / f"p{n}.v1.yaml").write_bytes(text)
    assert cli.run(["check", str(tmp_path), "--json"]) == 1
