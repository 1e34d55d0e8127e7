"""Soundness: what is wrong with a definition is found, at its place; what is right passes."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from definitions.calendar_files import load_calendar
from definitions.checking import Ground, check_path
from definitions.directory_files import load_directory
from definitions.findings import Code, Finding
from definitions.loader import read_procedure
from definitions.saying import Language
from definitions.soundness import check_procedure
from workflows.proving import prove

HERE = Path(__file__).parent
CATALOGUE = HERE.parents[1] / "definitions" / "catalogue"
BROKEN = sorted((HERE / "broken").glob("*.yaml"))
LINKED = HERE / "linked"
WORSHIP = (CATALOGUE / "nguoi-co-cong" / "tro-cap-tho-cung-liet-si.v1.yaml").read_text(encoding="utf-8")
GROUND = Ground(directory=load_directory("thua-thien-hue"), calendar=load_calendar("thua-thien-hue"), prove=prove)
EXPECTED = re.compile(r"# expect: (?P<code>[a-z0-9-]+) @ (?P<line>\d+):(?P<column>\d+)")


def check(text: str) -> tuple[Finding, ...]:
    loaded = read_procedure(text.encode(), "it.yaml")
    assert loaded.procedure is not None, loaded.findings
    directory, calendar = load_directory("thua-thien-hue-2020"), load_calendar("thua-thien-hue")
    found = check_procedure(loaded.procedure, loaded.positions, directory, calendar)
    return (*found, *prove(loaded.procedure, loaded.positions).findings)


def test_the_catalogue_is_sound() -> None:
    checked = check_path(CATALOGUE, GROUND)
    assert checked.findings == ()
    assert checked.definitions >= 1


def expected(path: Path) -> list[tuple[str, str, int, int]]:
    said = EXPECTED.match(path.read_text(encoding="utf-8"))
    return [(path.name, said["code"], int(said["line"]), int(said["column"]))] if said else []


def found(path: Path) -> list[tuple[str, str, int, int]]:
    findings = check_path(path, GROUND).findings
    return [
        (Path(finding.place.file).name, finding.code, finding.place.line, finding.place.column) for finding in findings
    ]


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.name.removesuffix(".v1.yaml"))
def test_a_broken_definition_is_refused_at_its_place(path: Path) -> None:
    assert found(path) == expected(path) != []


def test_what_is_wrong_between_definitions_is_found_where_the_call_stands() -> None:
    assert found(LINKED) == [line for path in sorted(LINKED.glob("*.yaml")) for line in expected(path)] != []


def test_every_finding_says_what_is_wrong_and_how_to_mend_it() -> None:
    for path in BROKEN:
        for finding in check_path(path, GROUND).findings:
            assert str(finding.wrong) != finding.wrong.said(Language.VIETNAMESE)
            assert str(finding.mend)


def test_every_code_that_a_file_can_show_is_shown() -> None:
    elsewhere = {
        *(Code.NOT_UTF_8, Code.TOO_BIG, Code.TOO_DEEP, Code.TOO_MANY_NODES, Code.EMPTY, Code.UNREADABLE),
        *(Code.FILE_NAME, Code.DUPLICATE_VERSION, Code.SCENARIO_LINE, Code.SCENARIO_ORDER, Code.SCENARIO_TITLE),
        Code.NOT_FORMATTED,
    }
    shown = {code for path in (*BROKEN, *LINKED.glob("*.yaml")) for _, code, _, _ in expected(path)}
    assert shown == set(Code) - elsewhere


def test_a_region_without_an_end_is_shown_with_the_way_into_it() -> None:
    (finding,) = check(WORSHIP.replace("given: {title: Đã trả kết quả, end: returned}", "given: {to: give}"))
    assert finding.code == Code.NO_END
    assert "intake: accept → review: forward → appraise: forward → verify: propose → sign: sign → give" in str(
        finding.wrong
    )


def test_an_hour_too_much_is_an_hour_too_much() -> None:
    (finding,) = check(WORSHIP.replace("36 working hours", "37 working hours"))
    assert finding.code == Code.LONGER_THAN_LIMIT
    assert "30 working days and 1 working hour, longer than 30 working days" in str(finding.wrong)


def test_a_loop_is_counted_once() -> None:
    assert check(WORSHIP.replace("redo: {title: Yêu cầu thẩm định lại, to: verify}", "redo: {to: intake}")) == ()


def test_a_step_outside_the_limit_is_not_counted() -> None:
    assert (
        check(WORSHIP.replace("limit: 1 working day\n    counts: false", "limit: 99 working days\n    counts: false"))
        == ()
    )


def test_calendar_days_and_working_days_are_compared() -> None:
    fits = WORSHIP.replace("limit: 12 working days", "limit: 16 days")
    too_long = WORSHIP.replace("limit: 12 working days", "limit: 17 days")
    assert check(fits) == ()
    assert [finding.code for finding in check(too_long)] == [Code.LONGER_THAN_LIMIT]


def test_a_level_that_ended_before_the_version_begins_is_unknown() -> None:
    later = WORSHIP.replace("effective: {from: 2019-04-04}", "effective: {from: 2025-07-01}")
    assert [finding.code for finding in check(later)] == [Code.UNKNOWN_PLACE]


def test_a_step_may_be_given_to_a_post_that_some_office_that_may_hold_it_has() -> None:
    ladder = "escalate: [{at: due, to: [holder.head], reassign: POST}]\n    limit: 36 working hours"
    given = WORSHIP.replace("limit: 36 working hours", ladder)
    assert check(given.replace("POST", "chair")) == ()
    assert check(given.replace("POST", "head")) == ()
    (finding,) = check(given.replace("POST", "desk head"))
    assert finding.code == Code.REASSIGNED_TO_NOBODY
    assert str(finding.mend) == "write one of: head, officer, leader, chair, clerk"


def held_by_the_province(time: str = "") -> str:
    """The worship allowance decided by the province's own committee, with more said of its time."""
    province = WORSHIP.replace("who: leader @ province/labour", "who: chair @ province/committee")
    return re.sub(r"^  escalate:\n(?:    .*\n)*", "", province, flags=re.MULTILINE).replace("time:\n", f"time:\n{time}")


def test_whoever_writes_no_ladder_is_told_nothing_of_the_one_that_holds() -> None:
    assert "province/committee" in held_by_the_province()
    assert "escalate" not in held_by_the_province()
    assert check(held_by_the_province()) == ()


def test_whoever_writes_that_the_topmost_office_s_superior_is_told_hears_where_he_wrote_it() -> None:
    written = held_by_the_province("  escalate:\n    - {at: due + 5 working days, to: [superior.chair]}\n")
    (finding,) = check(written)
    assert finding.code == Code.NO_SUCH_SUPERIOR
    assert written.splitlines()[finding.place.line - 1][finding.place.column - 1 :].startswith("superior.chair")


def chain(length: int, step: Callable[[int], str]) -> str:
    head, _, _ = WORSHIP.partition("steps:\n")
    intake = "  intake:\n    who: receptionist @ commune/desk\n    outcomes: {accept: {to: s0}}\n"
    return head + "steps:\n" + intake + "".join(step(number) for number in range(length))


def test_a_definition_of_five_hundred_steps_is_checked_without_recursion() -> None:
    def step(number: int) -> str:
        leads = f"to: s{number + 1}" if number < 498 else "end: returned"
        who = f"  s{number}:\n    who: officer @ province/labour\n"
        return f"{who}    outcomes: {{on: {{{leads}}}, back: {{to: intake}}}}\n"

    assert check(chain(499, step)) == ()


def test_many_alternatives_do_not_multiply_the_work() -> None:
    def step(number: int) -> str:
        later = [f"o{to}: {{to: s{to}}}" for to in range(number + 1, min(number + 12, 60))] or ["on: {end: returned}"]
        who = f"  s{number}:\n    who: officer @ province/labour\n    limit: 1 working day\n"
        return f"{who}    outcomes: {{{', '.join(later)}}}\n"

    (finding,) = check(chain(60, step))
    assert "60 working days, longer than 30 working days" in str(finding.wrong)
