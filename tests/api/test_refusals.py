"""The table of refusals."""

from api.refusals import ANSWERS, TYPE_PREFIX, ApiRule, problem
from workflows.machine.refusals import Rule


def test_every_rule_has_an_answer() -> None:
    assert set(ANSWERS) == {*Rule, *ApiRule}


def test_no_two_rules_have_one_name() -> None:
    assert not {rule.value for rule in Rule} & {rule.value for rule in ApiRule}


def test_every_answer_is_a_sentence_with_a_title_and_an_error_status() -> None:
    for answer in ANSWERS.values():
        assert answer.sentence.endswith(".")
        assert answer.title
        assert not answer.title.endswith(".")
        assert 400 <= answer.status < 600


def test_only_outages_and_bugs_are_the_servers_fault() -> None:
    assert {rule for rule, answer in ANSWERS.items() if answer.status >= 500} == {ApiRule.OUTAGE, ApiRule.BUG}


def test_a_problem_names_its_rule_and_what_is_concerned() -> None:
    found = problem(Rule.FORM_INVALID, (("/form/relation", "“Quan hệ” là thông tin bắt buộc."),))
    assert found.marshal() == {
        "type": TYPE_PREFIX + "FormInvalid",
        "title": "Biểu mẫu chưa hợp lệ",
        "status": 422,
        "detail": "Có thông tin trong biểu mẫu còn thiếu hoặc chưa đúng.",
        "errors": [{"where": "/form/relation", "what": "“Quan hệ” là thông tin bắt buộc."}],
    }


def test_an_outage_says_when_to_come_back() -> None:
    assert problem(ApiRule.OUTAGE).headers == {"Retry-After": "5"}
