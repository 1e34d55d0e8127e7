"""The longest path: what counts, what does not, and under which conditions."""

import pytest

from definitions.findings import Code
from definitions.loader import read_procedure
from definitions.soundness import longest
from tests.making import BASE, Document
from tests.yaml import as_yaml

OFFICER = "officer @ district/labour"


def wrong(limit: str, steps: Document, **time: object) -> list[str]:
    """What is found of a procedure with this limit that begins with the first of these steps."""
    intake = {"who": "receptionist @ commune/desk", "outcomes": {"accept": {"to": next(iter(steps))}}}
    give = {"who": "receptionist @ receiving desk", "counts": False, "outcomes": {"given": {"end": "returned"}}}
    document = {**BASE, "time": {"limit": limit, **time}, "steps": {"intake": intake, **steps, "give": give}}
    loaded = read_procedure(as_yaml(document), "it.yaml")
    assert loaded.procedure is not None, loaded.findings
    found = list(longest.findings(loaded.procedure, loaded.positions))
    assert all(finding.code is Code.LONGER_THAN_LIMIT for finding in found)
    return [str(finding.wrong) for finding in found]


def task(limit: str, to: str = "give", **more: object) -> Document:
    return {"who": OFFICER, "limit": limit, "outcomes": {"on": {"to": to, **more}}}


def branch(limit: str, **more: object) -> Document:
    return {"who": OFFICER, "limit": limit, **more, "outcomes": {"done": {"join": "both"}}}


BOTH: Document = {"together": {"land": {"start": "land"}, "house": {"start": "house"}}, "to": "sign"}


def test_of_branches_the_longest_counts() -> None:
    steps = {
        "both": BOTH,
        "land": branch("5 working days"),
        "house": branch("3 working days"),
        "sign": task("2 working days"),
    }
    assert wrong("7 working days", steps) == []
    (said,) = wrong("6 working days", steps)
    assert "may take 7 working days" in said
    assert "land: 5 working days → sign: 2 working days" in said


def test_a_split_that_goes_on_after_any_branch_is_taken_to_wait_for_the_longest() -> None:
    both = {**BOTH, "after": "any"}
    steps = {
        "both": both,
        "land": branch("5 working days"),
        "house": branch("1 working day"),
        "sign": task("2 working days"),
    }
    assert wrong("7 working days", steps) == []
    assert len(wrong("6 working days", steps)) == 1


@pytest.mark.parametrize(
    "outside",
    [
        {"wait": "Thông báo thuế", "limit": "90 days", "at_limit": {"to": "sign"}},
        {"pay": 100000, "limit": "90 days", "at_limit": {"end": "stopped"}, "to": "sign"},
        {"who": OFFICER, "limit": "90 days", "stops_clock": True, "outcomes": {"done": {"to": "sign"}}},
    ],
    ids=["wait", "pay", "stops_clock"],
)
def test_what_stops_the_clock_does_not_count(outside: Document) -> None:
    assert wrong("2 working days", {"outside": outside, "sign": task("2 working days")}) == []


def test_a_wait_that_does_not_stop_the_clock_counts() -> None:
    wait = {"wait": "Giấy tờ", "limit": "5 working days", "stops_clock": False, "at_limit": {"to": "sign"}}
    assert len(wrong("6 working days", {"wait": wait, "sign": task("2 working days")})) == 1


def test_an_opinion_is_given_inside_the_time_of_the_office_that_asks() -> None:
    opinions = {"fire": {"who": OFFICER, "limit": "12 days"}, "land": {"who": OFFICER, "limit": "3 days"}}
    steps = {"ask": {"consult": opinions, "to": "sign"}, "sign": task("2 working days")}
    assert wrong("11 working days", steps) == []
    assert len(wrong("10 working days", steps)) == 1


def test_a_complaint_may_come_on_the_last_day_of_a_posting() -> None:
    post = {"post": "10 working days", "who": OFFICER, "complaint": "hear", "to": "sign"}
    hear = {"who": OFFICER, "limit": "3 working days", "outcomes": {"settled": {"join": "post"}}}
    steps = {"post": post, "hear": hear, "sign": task("2 working days")}
    assert wrong("15 working days", steps) == []
    assert len(wrong("14 working days", steps)) == 1


def test_what_an_outcome_adds_is_taken_off_from_there_on() -> None:
    more = {"work": task("5 working days", "check", adds="3 working days"), "check": task("3 working days")}
    assert wrong("5 working days", more) == []
    assert len(wrong("4 working days", more)) == 1


def test_a_second_appointment_has_a_limit_of_its_own() -> None:
    steps = {"work": task("5 working days", "pay"), "pay": {"pay": 1000, "to": "sign"}, "sign": task("3 working days")}
    second = {"after": "pay", "limit": "3 working days"}
    assert wrong("5 working days", steps, second=second) == []
    (said,) = wrong("5 working days", steps, second={"after": "pay", "limit": "2 working days"})
    assert "(sign: 3 working days)" in said


def test_a_surcharge_of_the_limit_is_only_for_those_to_whom_it_is_given() -> None:
    work = {"work": task("5 working days; plus 5 working days when form.urgent")}
    assert wrong("5 working days; plus 5 working days when form.urgent", work) == []
    assert "where 'form.urgent' holds" in wrong("6 working days; plus 3 working days when form.urgent", work)[0]
    assert "none of its" in wrong("4 working days; plus 6 working days when form.urgent", work)[0]


def test_a_choice_that_asks_what_a_surcharge_asks_goes_the_same_way() -> None:
    route = {"choose": [{"when": "form.urgent", "to": "quick"}], "otherwise": {"to": "slow"}}
    steps = {"route": route, "quick": task("2 working days"), "slow": task("20 working days")}
    assert wrong("2 working days; plus 18 working days when !form.urgent", steps) == []
    assert len(wrong("2 working days; plus 18 working days when form.urgent", steps)) == 1


def test_conditions_are_told_from_the_fields_that_they_name() -> None:
    route = {"choose": [{"when": "form.urgent && form.abroad", "to": "slow"}], "otherwise": {"to": "quick"}}
    steps = {"route": route, "quick": task("2 working days"), "slow": task("9 working days")}
    both = "2 working days; plus 7 working days when form.abroad && form.urgent"
    either = "2 working days; plus 7 working days when form.urgent || form.abroad"
    assert wrong(both, steps) == []
    assert wrong(either, steps) == []


def test_a_branch_that_is_not_begun_does_not_count() -> None:
    both = {"together": {"land": {"start": "land", "when": "form.urgent"}, "house": {"start": "house"}}, "to": "sign"}
    steps = {
        "both": both,
        "land": branch("9 working days"),
        "house": branch("1 working day"),
        "sign": task("2 working days"),
    }
    assert wrong("3 working days; plus 8 working days when form.urgent", steps) == []
