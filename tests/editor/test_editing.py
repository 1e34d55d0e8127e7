"""What an editor shows: yaml-language-server finds mistakes of form where `lienthong check` does, and offers what fits.

Columns are compared in the files of `broken/`, elsewhere lines: an editor may mark a list where `check` names its item.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest

from definitions.findings import Code
from definitions.loader import SCENARIOS, read_procedure
from definitions.saying import Language
from definitions.scenarios import read_scenarios
from definitions.soundness.forms import findings as form_findings
from tests.editor.language_server import Complaint, Document, LanguageServer
from tests.editor.slips import EVERY_KIND, MISTAKES, SLIPS, STORY

ROOT: Final = Path(__file__).parents[2]
BROKEN: Final = sorted((ROOT / "tests" / "definitions" / "broken").glob("*.yaml"))
GOOD: Final = sorted(
    path
    for folder in ("definitions/catalogue", "docs/patterns", "tests/families", "tests/bench/catalogue")
    for path in (ROOT / folder).rglob("*.yaml")
)
EXPECTED: Final = re.compile(r"# expect: (?P<code>[a-z0-9-]+) @ (?P<line>\d+):(?P<column>\d+)")

NOTATION: Final = "a schema sees values, not how they are written or which of two came first"
FILE: Final = "it concerns the file, not what stands in it"
GRAPH: Final = "it follows from the ways between steps"
TIME: Final = "it follows from terms and the calendar"
PEOPLE: Final = "it follows from the directory"
LAW: Final = "it follows from the law on a day"
EXPRESSIONS: Final = "expressions are read with the forms they speak of"
BETWEEN: Final = "it compares values with each other"
PROCEDURES: Final = "it compares definitions with each other"

BEYOND: Final[Mapping[Code, str]] = {
    **dict.fromkeys((Code.ANCHOR, Code.TAG, Code.SEVERAL_DOCUMENTS, Code.KEY_NOT_TEXT), NOTATION),
    **dict.fromkeys((Code.NOT_YAML, Code.EMPTY, Code.TOO_BIG, Code.TOO_DEEP, Code.TOO_MANY_NODES), NOTATION),
    **dict.fromkeys((Code.NOT_FORMATTED, Code.TWO_KINDS), NOTATION),
    **dict.fromkeys((Code.NOT_UTF_8, Code.UNREADABLE, Code.FILE_NAME, Code.VERSION_MISMATCH), FILE),
    **dict.fromkeys((Code.UNKNOWN_STEP, Code.UNREACHABLE_STEP, Code.NO_END, Code.RESERVED_STEP), GRAPH),
    **dict.fromkeys((Code.NOT_A_SPLIT, Code.FIRST_STEP_NO_TASK, Code.JOIN_NEVER_MET, Code.JOIN_OUTSIDE), GRAPH),
    **dict.fromkeys((Code.AUTOMATIC_LOOP, Code.WORK_LEFT, Code.SUPPLEMENT_ELSEWHERE, Code.KEEP_NOBODY), GRAPH),
    **dict.fromkeys((Code.NOT_BY_UNKNOWN, Code.NOT_BY_LATER, Code.UNCOUNTED_TOO_EARLY), GRAPH),
    **dict.fromkeys((Code.NEVER_DONE, Code.NOTHING_TO_CANCEL, Code.RESULT_NEVER_RETURNED), GRAPH),
    Code.TOO_MANY_STATES: GRAPH,
    **dict.fromkeys((Code.NOT_THE_LIMITS_UNIT, Code.LONGER_THAN_LIMIT, Code.WARNING_TOO_EARLY), TIME),
    **dict.fromkeys((Code.APOLOGY_TOO_EARLY, Code.CALENDAR_TOO_SHORT, Code.EFFECT_REVERSED), TIME),
    **dict.fromkeys((Code.UNKNOWN_PLACE, Code.UNKNOWN_POST, Code.FIRST_STEP_ELSEWHERE, Code.NOT_BY_NOBODY), PEOPLE),
    **dict.fromkeys((Code.NO_SUCH_SUPERIOR, Code.REASSIGNED_TO_NOBODY), PEOPLE),
    **dict.fromkeys((Code.NO_BASIS, Code.TOO_MANY_EXTENSIONS, Code.TOO_MANY_SUPPLEMENTS), LAW),
    **dict.fromkeys(
        (Code.CONDITION, Code.ALWAYS_THE_SAME, Code.CASE_NEVER_TAKEN, Code.TWO_KINDS_OF_VALUE), EXPRESSIONS
    ),
    **dict.fromkeys((Code.DUPLICATE_PAPER, Code.LETTER_NEVER_ISSUED, Code.CHILD_PAPERS), BETWEEN),
    **dict.fromkeys((Code.SCENARIO_ORDER, Code.SCENARIO_TITLE), BETWEEN),
    **dict.fromkeys((Code.CALL_CIRCLE, Code.UNKNOWN_PROCEDURE, Code.CHILD_FORM, Code.DUPLICATE_VERSION), PROCEDURES),
}
"""What no schema can see, and why.

Of the codes that it sees it misses a day in quotes and a fraction that is whole (`1.0`); and it reads `007`, `True` and
`.5` as YAML does, a number or a truth, where our reader has text.
"""

SEEN: Final = {
    *(Code.DUPLICATE_KEY, Code.NOT_A_DATE, Code.UNKNOWN_KEY, Code.MISSING_KEY, Code.CODE_NOT_TEXT, Code.NOT_TEXT),
    *(Code.WRONG_TYPE, Code.WRONG_VALUE, Code.NOT_A_NAME, Code.NOT_A_TERM, Code.NOT_AN_ASSIGNEE, Code.NOT_A_TARGET),
    *(
        Code.NOT_AN_INSTANT,
        Code.NOT_ONE_WAY,
        Code.TOO_MANY_STEPS,
        Code.NOT_A_SCHEMA,
        Code.REMOTE_REFERENCE,
        Code.SCENARIO_LINE,
    ),
}


def definition(text: str) -> Document:
    return Document(text, "it.v1.yaml")


def story(text: str) -> Document:
    return Document(text, f"it.v1{SCENARIOS}")


def written(path: Path) -> Document:
    return Document(path.read_text(encoding="utf-8"), path.name, path.parent)


DOCUMENTS: Final = (
    *(definition(EVERY_KIND), *(definition(EVERY_KIND.replace(*slip)) for slip in MISTAKES)),
    *(story(STORY), *(story(STORY.replace(*slip)) for slip in SLIPS)),
    *(written(path) for path in (*BROKEN, *GOOD)),
)

Shown = Mapping[Document, tuple[Complaint, ...]]


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageServer]:
    with LanguageServer.started() as started:
        yield started


@pytest.fixture(scope="module")
def shown(server: LanguageServer) -> Shown:
    """What is shown in each document; the server takes its time with each, and looks at many at once."""
    return dict(zip(DOCUMENTS, server.complaints(*DOCUMENTS), strict=True))


def lines_of_check(text: str) -> set[int]:
    """The lines of the mistakes of form in a definition."""
    loaded = read_procedure(text.encode(), "it.yaml")
    if loaded.procedure is None:
        return {finding.place.line for finding in loaded.findings}
    forms = form_findings(loaded.procedure, loaded.positions)
    return {finding.place.line for finding in forms if finding.code in SEEN}


def lines_of(complaints: tuple[Complaint, ...]) -> set[int]:
    return {complaint.line for complaint in complaints}


def test_every_code_is_seen_in_an_editor_or_beyond_it() -> None:
    assert set(BEYOND) | SEEN == set(Code)
    assert not set(BEYOND) & SEEN


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.name.removesuffix(".v1.yaml"))
def test_a_mistake_of_form_is_shown_where_check_finds_it(shown: Shown, path: Path) -> None:
    document = written(path)
    expected = EXPECTED.match(document.text)
    assert expected is not None
    places = [(complaint.line, complaint.column) for complaint in shown[document]]
    if Code(expected["code"]) in SEEN:
        assert (int(expected["line"]), int(expected["column"])) in places
        assert {line for line, _ in places} == {int(expected["line"])}
    elif BEYOND[Code(expected["code"])] != NOTATION:
        assert places == []


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name.removesuffix(".yaml"))
def test_nothing_is_shown_in_a_right_file(shown: Shown, path: Path) -> None:
    assert shown[written(path)] == ()


def test_every_key_and_kind_of_step_is_known(shown: Shown) -> None:
    assert read_procedure(EVERY_KIND.encode(), "it.yaml").findings == ()
    assert shown[definition(EVERY_KIND)] == ()


@pytest.mark.parametrize(("right", "wrong"), MISTAKES)
def test_a_slip_is_shown_on_the_line_where_check_finds_it(shown: Shown, right: str, wrong: str) -> None:
    assert EVERY_KIND.count(right) == 1
    text = EVERY_KIND.replace(right, wrong)
    found = lines_of_check(text)
    assert found
    assert lines_of(shown[definition(text)]) == found


def test_every_part_of_a_scenario_is_known(shown: Shown) -> None:
    assert read_scenarios(STORY.encode(), "it.yaml").findings == ()
    assert shown[story(STORY)] == ()


@pytest.mark.parametrize(("right", "wrong"), SLIPS)
def test_a_slip_in_a_scenario_is_shown_on_the_line_where_check_finds_it(shown: Shown, right: str, wrong: str) -> None:
    assert STORY.count(right) == 1
    text = STORY.replace(right, wrong)
    found = {finding.place.line for finding in read_scenarios(text.encode(), "it.yaml").findings}
    assert found
    assert lines_of(shown[story(text)]) == found


def test_what_is_wrong_is_said_in_vietnamese_and_with_an_example(shown: Shown) -> None:
    (complaint,) = shown[definition(EVERY_KIND.replace("limit: same day", "limit: today"))]
    assert complaint.message.startswith("Viết `20 working days`")


NEW_STEP: Final = EVERY_KIND + "  moi:\n    "


def test_a_new_step_is_offered_the_keys_of_a_task_and_every_keyword(server: LanguageServer) -> None:
    offered = server.offers(definition(NEW_STEP), after="moi:\n    ")
    assert {"who", "limit", "outcomes", "choose", "together", "each", "consult", "wait", "pay", "post"} <= set(offered)
    assert offered["who"].startswith("Ai làm, viết `chức danh @ cấp/bộ phận`")


def test_a_step_with_its_keyword_is_offered_the_keys_of_that_kind_alone(server: LanguageServer) -> None:
    begun = NEW_STEP + "together:\n      land: {start: survey}\n    "
    offered = server.offers(definition(begun), after="{start: survey}\n    ")
    assert set(offered) == {"title", "basis", "after", "rest", "to", "join", "end"}
    begun = NEW_STEP + "choose:\n      - {when: form.land, to: review}\n    "
    offered = server.offers(definition(begun), after="to: review}\n    ")
    assert {"title", "basis", "otherwise"} <= set(offered)
    assert not {"who", "limit", "outcomes", "together"} & set(offered)


def test_the_inside_of_a_step_is_offered_what_belongs_there(server: LanguageServer) -> None:
    branch = NEW_STEP + "together:\n      land:\n        "
    assert {"title", "when", "start"} <= set(server.offers(definition(branch), after="land:\n        "))
    outcome = NEW_STEP + "outcomes:\n      done:\n        "
    offered = set(server.offers(definition(outcome), after="done:\n        "))
    assert offered == {"title", "to", "join", "end", "ask", "gives", "keep", "cancels", "adds"}
    child = NEW_STEP + 'call: "1.000001"\n    outcomes:\n      '
    offered = set(server.offers(definition(child), after='"1.000001"\n    outcomes:\n      '))
    assert offered == {"returned", "refused", "withdrawn", "stopped"}


def test_values_are_offered_with_what_they_mean(server: LanguageServer) -> None:
    way = NEW_STEP + "outcomes: {done: {end: }}"
    assert server.offers(definition(way), after="{end: ") == {
        "returned": "Đã trả kết quả.",
        "refused": "Từ chối, có nêu lý do (mẫu số 03).",
        "withdrawn": "Người nộp rút hồ sơ.",
        "stopped": "Dừng giải quyết, có nêu lý do.",
    }
    field = EVERY_KIND.replace("pages: {type: integer, minimum: 0}", "pages: {type: }")
    assert "boolean" in server.offers(definition(field), after="pages: {type: ")


def test_an_act_of_a_scenario_is_offered_its_parts(server: LanguageServer) -> None:
    begun = STORY.partition("    - 2026-03-02 11:00")[0] + "    - 2026-03-02 11:00  officer:\n        do: a b\n        "
    offered = server.offers(story(begun), after="do: a b\n        ")
    assert set(offered) == {"because", "with", "papers", "refused"}


def test_an_editor_may_be_told_in_english() -> None:
    with LanguageServer.started(Language.ENGLISH) as english:
        offered = english.offers(definition(NEW_STEP), after="moi:\n    ")
    assert offered["who"].startswith("Who does it, `post @ level/role`")
