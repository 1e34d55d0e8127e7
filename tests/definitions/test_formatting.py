"""Formatting: one canonical form, every comment kept where it belongs, the meaning never changed."""

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from definitions import strict_yaml
from definitions.findings import Code
from definitions.formatting import format_text
from definitions.formatting.order import fitting, inside, ordered
from definitions.loader import definition_files, digest, read_procedure
from definitions.procedure import Procedure
from definitions.steps.kinds import Step
from definitions.steps.manned import Task
from definitions.steps.parted import Post
from definitions.time_policy import TimePolicy

CATALOGUE = Path(__file__).parents[2] / "definitions" / "catalogue"
FILES = sorted(CATALOGUE.rglob("*.yaml"))
DEFINITION, SCENARIOS = "a.v1.yaml", "a.v1.scenarios.yaml"


def formatted(text: str, file: str = DEFINITION) -> str:
    done = format_text(text.encode(), file)
    assert done.text is not None, done.findings
    assert format_text(done.text, file) == done
    return done.text.decode()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_catalogue_is_in_canonical_form(path: Path) -> None:
    assert format_text(path.read_bytes(), str(path)).text == path.read_bytes()


def test_keys_stand_in_the_order_of_the_language_and_the_author_s_own_names_stay_in_his() -> None:
    text = """
        version: 1
        steps:
          zeta:
            outcomes: {go: {to: alpha, title: Đi}, back: {end: refused}}
            who: officer @ commune/committee
            unheard: of
          alpha: {}
        procedure: "1.010803"
    """
    assert formatted(text) == (
        'procedure: "1.010803"\n'
        "version: 1\n"
        "\n"
        "steps:\n"
        "  zeta:\n"
        "    who: officer @ commune/committee\n"
        "    outcomes: {go: {title: Đi, to: alpha}, back: {end: refused}}\n"
        "    unheard: of\n"
        "  alpha: {}\n"
    )


def test_of_a_step_the_title_and_its_kind_come_first_and_where_it_leads_last() -> None:
    step = "to: a, rest: leave, basis: b, who: c, post: 2 days, title: d"
    text = f"procedure: x\nsteps:\n  hold: {{{step}}}\n"
    keys = [line.split(":")[0].strip() for line in formatted(text).splitlines()[4:]]
    assert keys == ["title", "post", "rest", "who", "to", "basis"]


def test_comments_move_with_what_they_are_about_and_the_file_s_own_stay_on_top() -> None:
    text = (
        "# yaml-language-server: $schema=x.json\n"
        "# Của cả tệp.\n"
        "\n"
        "# Về phiên bản.\n"
        "version: 2   # số nguyên\n"
        "steps:      # các bước\n"
        "  # trước bước đầu\n"
        "  b:\n"
        "    who: x\n"
        "    # limit: 3 days\n"
        "  # về bước c\n"
        "  c: {who: [p,  # một\n"
        "    q]}   # hai\n"
        "    # cuối bước c\n"
        "# Về mã số.\n"
        "procedure: '1.010803'\n"
        "# hết\n"
    )
    assert formatted(text) == (
        "# yaml-language-server: $schema=x.json\n"
        "# Của cả tệp.\n"
        "\n"
        "# Về mã số.\n"
        'procedure: "1.010803"\n'
        "# Về phiên bản.\n"
        "version: 2  # số nguyên\n"
        "\n"
        "steps:  # các bước\n"
        "  # trước bước đầu\n"
        "  b:\n"
        "    who: x\n"
        "    # limit: 3 days\n"
        "  # về bước c\n"
        "  c:  # hai\n"
        "    who:\n"
        "      - p  # một\n"
        "      - q\n"
        "  # cuối bước c\n"
        "# hết\n"
    )


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("'1.010803'", '"1.010803"'),
        ('"15:00"', '"15:00"'),
        ("15:00", '"15:00"'),
        ("2019-04-04", "2019-04-04"),
        ('"2019-04-04"', '"2019-04-04"'),
        ('"true"', '"true"'),
        ("yes", '"yes"'),
        ("'no quotes'", "no quotes"),
        ("'a: b'", '"a: b"'),
        ("'a, b'", "a, b"),
        ("'# a'", '"# a"'),
        ("'C:\\d \"x\"'", 'C:\\d "x"'),
        ("'- \\d'", "'- \\d'"),
        ('"a\\tb\\u0085"', '"a\\tb\\u0085"'),
        ("", "null"),
        ("~", "~"),
        ("1.50", "1.50"),
        ("một dòng\n  gấp lại", "một dòng gấp lại"),
        ("|\n   một\n\n   hai", "|\n  một\n\n  hai"),
        (">-\n   một\n   hai", ">-\n  một\n  hai"),
        ("|  # ghi chú\n   một", "|  # ghi chú\n  một"),
        ("|+\n  một\n", '"một\\n\\n"'),
    ],
)
def test_a_scalar_has_quotes_only_where_it_needs_them(written: str, canonical: str) -> None:
    assert formatted(f"x: {written}\n") == f"x: {canonical}\n"


def test_an_hour_stays_text_inside_braces_too() -> None:
    assert formatted('cutoff: {"moves": receipt, "at": "15:00"}\n') == 'cutoff: {moves: receipt, at: "15:00"}\n'
    assert formatted("a: ['x, y', \"15:00\"]\n") == 'a: ["x, y", "15:00"]\n'


def test_leaves_share_a_line_while_it_has_room() -> None:
    long = "x" * 100
    assert formatted(f"a:\n  b: 1\n  c: [2,\n 3]\nd:\n- {long}\n- {long}\n") == (
        f"a: {{b: 1, c: [2, 3]}}\nd:\n  - {long}\n  - {long}\n"
    )
    assert formatted(f"a: {{b: {long}, c: {long}}}\n") == f"a:\n  b: {long}\n  c: {long}\n"


def test_what_an_author_put_on_one_line_stays_there_while_it_fits() -> None:
    assert formatted("a: {b: {c: {d: 1}}}\n") == "a: {b: {c: {d: 1}}}\n"
    assert formatted("a:\n  b:\n    c:\n      d: 1\n") == "a:\n  b:\n    c: {d: 1}\n"


def test_free_lines_stay_but_one_of_several_is_enough() -> None:
    assert formatted("\n\na: 1\n\n\n\nb:\n\n  c: 1\n\n  d:\n    e: [{f: 1}]\n\n\n") == (
        "a: 1\n\nb:\n  c: 1\n\n  d:\n    e: [{f: 1}]\n"
    )


def test_scenarios_are_set_off_and_their_lines_stay_lines() -> None:
    text = (
        "# Của cả tệp\n"
        "- {scenario: Một, acts: [2020-03-02 10:00  receptionist: intake accept]}\n"
        "- lodged: 2020-03-02 08:30, counter, commune 19990\n"
        "  scenario: Hai\n"
        "  expect:\n"
        "  - 2020-03-09 09:30  fault: lost, district/labour   # vì sao\n"
    )
    assert formatted(text, SCENARIOS) == (
        "# Của cả tệp\n"
        "- scenario: Một\n"
        "  acts:\n"
        "    - 2020-03-02 10:00  receptionist: intake accept\n"
        "\n"
        "- scenario: Hai\n"
        "  lodged: 2020-03-02 08:30, counter, commune 19990\n"
        "  expect:\n"
        "    - 2020-03-09 09:30  fault: lost, district/labour  # vì sao\n"
    )


def test_a_file_that_is_no_definition_keeps_its_keys_in_their_order() -> None:
    assert formatted("steps: [1]\ntitle: x\n") == "steps: [1]\ntitle: x\n"


def test_a_text_that_cannot_be_read_comes_back_as_its_findings() -> None:
    done = format_text(b"a: [1\nb: 2\n", DEFINITION)
    assert done.text is None
    assert [finding.code for finding in done.findings] == [Code.NOT_YAML]


@pytest.mark.parametrize("text", ["một câu\n", "# chỉ có ghi chú\n~\n"])
def test_a_single_value_has_no_layout(text: str) -> None:
    assert formatted(text) == text


def test_marks_of_other_editors_go() -> None:
    assert formatted("\ufeff%YAML 1.1\n---\r\na: 1   # x\r\nb: [ ]\r\n...\r\n") == "a: 1  # x\nb: []\n"


def test_a_file_as_big_as_any_may_be_is_formatted_in_seconds() -> None:
    text = "a:\n" + "".join(f"- '{number}: x'  # {number}\n" for number in range(9_000))
    began = time.perf_counter()
    formatted(text)
    assert time.perf_counter() - began < 20


def test_the_kind_of_a_step_is_told_by_the_keys_that_are_there() -> None:
    keys = {"who": 1, "outcomes": 2, "title": 3}
    assert fitting(Procedure, {"steps": 1, "title": 2}) is Procedure
    assert fitting(int | TimePolicy | Step, {"limit": 1, "apology": 2}) is TimePolicy
    assert fitting(Step, {"who": 1, "post": 2}) is Post
    assert fitting(Step, keys) is Task
    steps = inside(Procedure, "steps", {"steps"})
    assert [key for key, _ in ordered(inside(steps, "intake"), keys)] == ["title", "who", "outcomes"]
    assert inside(inside(Procedure, "basis", {"basis"}), 0) is not Any
    assert inside(steps, 0) is Any


# Properties, on the catalogue as careless editors would leave it.

REMARKS = ("# một ghi chú", "#", "  # thụt vào", "      # thụt sâu", "", "   ")
NOISE = ("- ", ": ", ", ", "{", "}", "[", "]", '"', "'", "|", ">", "# ", "#", "\t", " ", "\r", "\u2028", "? ", "~", "é")


def _with_line(lines: list[str], at: int, remark: str) -> None:
    lines.insert(at % (len(lines) + 1), remark)


def _with_remark_beside(lines: list[str], at: int, remark: str) -> None:
    lines[at % len(lines)] += f"  {remark.strip()}"


def _without(lines: list[str], at: int, _: str) -> None:
    del lines[at % len(lines)]


def _moved(lines: list[str], at: int, _: str) -> None:
    lines.append(lines.pop(at % len(lines)))


def _noisy(lines: list[str], at: int, noise: str) -> None:
    line = lines[at % len(lines)]
    lines[at % len(lines)] = line[: at % (len(line) + 1)] + noise + line[at % (len(line) + 1) :]


REMARKING = st.tuples(st.sampled_from([_with_line, _with_remark_beside]), st.integers(0), st.sampled_from(REMARKS))
MUTATING = st.one_of(
    REMARKING,
    st.tuples(st.sampled_from([_without, _moved]), st.integers(0), st.just("")),
    st.tuples(st.just(_noisy), st.integers(0), st.sampled_from(NOISE)),
)


@st.composite
def careless(draw: st.DrawFn, mutations: st.SearchStrategy[Any]) -> tuple[str, bytes]:
    """A piece of a catalogue's file after some mutations, and the file's name."""
    path = draw(st.sampled_from(FILES))
    lines = path.read_text(encoding="utf-8").split("\n")
    start, length = draw(st.integers(0, len(lines) - 1)), draw(st.integers(5, 80))
    piece = lines[start : start + length]
    for mutate, at, what in draw(st.lists(mutations, max_size=6)):
        if piece:
            mutate(piece, at, what)
    return path.name, "\n".join(piece).encode("utf-8", "replace")


def _in_order(value: object) -> object:
    """A value with the order of its keys where the language names none: that order must stay."""
    return list(value.items()) if isinstance(value, dict) else value


@settings(deadline=None, max_examples=200)
@given(careless(MUTATING))
def test_formatting_keeps_the_meaning_and_the_comments_and_is_done_once(case: tuple[str, bytes]) -> None:
    name, text = case
    before = strict_yaml.read(text, name)
    done = format_text(text, name)
    assert done.findings == before.findings
    if done.text is None:
        assert done.findings, "what is refused is refused for a reason"
        return
    assert strict_yaml.read(done.text, name).value == before.value
    assert format_text(done.text, name) == done


@settings(deadline=None, max_examples=50)
@given(st.lists(REMARKING, max_size=12))
def test_a_whole_definition_keeps_its_digest_and_every_remark(remarks: list[Any]) -> None:
    path = definition_files(CATALOGUE)[0]
    lines = path.read_text(encoding="utf-8").split("\n")
    for remark, at, what in remarks:
        remark(lines, at, what)
    text = "\n".join(lines).encode()
    told, done = read_procedure(text, path.name).procedure, format_text(text, path.name)
    assert told is not None
    assert done.text is not None
    said = read_procedure(done.text, path.name).procedure
    assert said is not None
    assert digest(said) == digest(told)
    assert done.text.count(b"#") == text.count(b"#")
    assert _in_order(said.steps) == _in_order(told.steps)
