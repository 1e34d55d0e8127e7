"""Scenarios: read into acts and expected lines; what is not understood is found at its place."""

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from definitions.act_lines import parse_act
from definitions.acts import (
    Act,
    AskSupplement,
    ClaimStep,
    CompleteStep,
    Deed,
    ReleaseStep,
    SignTheApology,
    TakeBack,
    TakeSupplement,
    Who,
)
from definitions.findings import Code
from definitions.loader import load_procedure
from definitions.procedure import Channel
from definitions.scenarios import Expected, Lodging, Scenarios, read_scenarios, scenario_file

TEXT = """
- scenario: Bổ sung một lần; lần thứ hai bị từ chối
  lodged: 2026-03-02 08:30, counter, commune 19990
  form: {martyr_name: Nguyễn Văn A, sacrificed_on: 1972-05-01}
  acts:
    - 2026-03-02 10:00  receptionist: intake supplement because Thiếu bản sao
    - 2026-03-03 10:00  receptionist: {do: intake supplement, because: Còn thiếu, refused: SupplementAlreadyAsked}
  expect:
    - 2026-03-02 10:00  supplement requested, by receiving desk
    - 2026-03-02 10:00  breach: apology late, province/labour
  until: 2026-05-04 17:00
"""
CATALOGUE = Path(__file__).parents[2] / "definitions" / "catalogue"


def read(text: str = TEXT) -> Scenarios:
    return read_scenarios(text.encode(), "it.yaml")


def deed(words: str) -> Deed:
    return parse_act(f"2026-03-02 10:00  officer: {words}").deed


def test_a_scenario_is_read_whole() -> None:
    (scenario,) = read().scenarios
    assert scenario.title == "Bổ sung một lần; lần thứ hai bị từ chối"
    assert scenario.lodged == Lodging(datetime(2026, 3, 2, 8, 30), Channel.COUNTER, "19990")  # noqa: DTZ001 - a local clock's
    assert scenario.form["sacrificed_on"] == "1972-05-01"
    assert scenario.acts[1] == Act(
        datetime(2026, 3, 3, 10),  # noqa: DTZ001 - a local clock's
        Who("receptionist"),
        CompleteStep(step="intake", outcome="supplement", reason="Còn thiếu"),
        "SupplementAlreadyAsked",
    )
    assert str(scenario.expect[1]) == "2026-03-02 10:00  breach: apology late, province/labour"
    assert scenario.until == datetime(2026, 5, 4, 17)  # noqa: DTZ001 - a local clock's
    assert not scenario.only


def test_a_line_is_told_as_it_was_read() -> None:
    line = "2026-04-13 17:00  escalated to head @ province/labour and desk head @ receiving desk"
    (scenario,) = read(TEXT.replace("2026-03-02 10:00  supplement requested, by receiving desk", line)).scenarios
    assert isinstance(scenario.expect[0], Expected)
    assert str(scenario.expect[0]) == line


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("intake accept", CompleteStep(step="intake", outcome="accept")),
        ("sign sign", CompleteStep(step="sign", outcome="sign")),
        ("review unfit because Không đủ", CompleteStep(step="review", outcome="unfit", reason="Không đủ")),
        ('verify propose with {"amount": 3}', CompleteStep(step="verify", outcome="propose", form={"amount": 3})),
        ("claim intake", ClaimStep(step="intake")),
        ("release intake", ReleaseStep(step="intake")),
        ("supplement review because Thiếu", AskSupplement(step="review", reason="Thiếu")),
        ("receive supplement", TakeSupplement()),
        ("sign apology until 2026-04-20 because Lý do", SignTheApology(return_on=date(2026, 4, 20), reason="Lý do")),
        ("withdraw because Đổi ý", TakeBack(reason="Đổi ý")),
        ("withdraw", TakeBack(reason="")),
    ],
)
def test_each_deed_has_its_words(words: str, expected: Deed) -> None:
    assert deed(words) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("applicant", Who("applicant")),
        ("officer@district", Who("officer", 1, "district")),
        ("desk head @ province/desk", Who("desk head", 1, "province", "desk")),
        ("officer 2@province/labour", Who("officer", 2, "province", "labour")),
        ("receptionist 3", Who("receptionist", 3)),
    ],
)
def test_each_actor_has_a_name(name: str, expected: Who) -> None:
    assert parse_act(f"2026-03-02 10:00  {name}: intake accept").who == expected


@pytest.mark.parametrize(
    ("was", "now", "code", "line"),
    [
        ("2026-03-02 10:00  rec", "2026-03-32 10:00  rec", Code.SCENARIO_LINE, 6),
        ("intake supplement because Thiếu bản sao", "jump", Code.SCENARIO_LINE, 6),
        ("receptionist: intake", "RECEPTIONIST: intake", Code.SCENARIO_LINE, 6),
        ("because: Còn", "why: Còn", Code.SCENARIO_LINE, 7),
        ("counter", "teleport", Code.SCENARIO_LINE, 3),
        ("until: 2026-05-04 17:00", "until: 2026-05-04", Code.SCENARIO_LINE, 11),
        ("2026-03-03 10:00", "2026-03-01 10:00", Code.SCENARIO_ORDER, 7),
        ("  until", "  when", Code.UNKNOWN_KEY, 11),
        ("scenario: Bổ", "scenario: 1\n  x: Bổ", Code.NOT_TEXT, 2),
    ],
)
def test_what_is_not_understood_is_found_at_its_place(was: str, now: str, code: Code, line: int) -> None:
    assert was in TEXT
    findings = read(TEXT.replace(was, now, 1)).findings
    assert (findings[0].code, findings[0].place.line) == (code, line)


def test_two_scenarios_do_not_share_a_title() -> None:
    assert [finding.code for finding in read(TEXT + TEXT).findings] == [Code.SCENARIO_TITLE]


def test_a_step_that_the_procedure_lacks_is_found_unless_it_is_to_be_refused() -> None:
    procedure = load_procedure(CATALOGUE / "nguoi-co-cong" / "tro-cap-tho-cung-liet-si.v1.yaml").procedure
    wrong = TEXT.replace("intake supplement because", "intake postpone because").replace("do: intake", "do: outtake")
    findings = read_scenarios(wrong.encode(), "it.yaml", procedure).findings
    assert [(finding.code, finding.place.line) for finding in findings] == [(Code.UNKNOWN_STEP, 6)]


def test_scenarios_stand_beside_their_definition() -> None:
    assert scenario_file(Path("a/b.v1.yaml")) == Path("a/b.v1.scenarios.yaml")


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_no_mutation_of_a_file_of_scenarios_raises(data: st.DataObject) -> None:
    text = TEXT.encode()
    start = data.draw(st.integers(0, len(text)))
    end = min(len(text), start + data.draw(st.integers(0, 30)))
    pieces = st.one_of(st.binary(max_size=8), st.sampled_from([b": ", b"{", b"]", b"\n  ", b"- ", b"'", b"1.5", b"@"]))
    found = read_scenarios(text[:start] + data.draw(pieces) + text[end:], "it.yaml")
    assert found.scenarios or found.findings
