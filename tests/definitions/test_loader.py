"""Reading definitions: the real one is read whole, a broken one gives findings at their places, and nothing raises."""

import json
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from definitions import strict_yaml
from definitions.calendar_files import load_calendar
from definitions.directory_files import load_directory
from definitions.findings import Code, Finding, Place
from definitions.loader import canonical, digest, load_catalogue, load_procedure, read_procedure
from definitions.plain_values import Value, as_json
from definitions.procedure import Procedure
from definitions.saying import Language, Saying
from definitions.soundness import check_procedure
from definitions.ways import Outcome

CATALOGUE = Path(__file__).parents[2] / "definitions" / "catalogue"
WORSHIP = CATALOGUE / "nguoi-co-cong" / "tro-cap-tho-cung-liet-si.v1.yaml"
TEXT = WORSHIP.read_bytes()


def read(text: bytes = TEXT) -> Procedure:
    loaded = read_procedure(text, "it.yaml")
    assert loaded.procedure is not None, loaded.findings
    return loaded.procedure


def values(text: str) -> Value:
    document = strict_yaml.read(text.encode(), "it.yaml")
    assert document.findings == ()
    return document.value


def codes(text: bytes) -> list[Code]:
    return [finding.code for finding in strict_yaml.read(text, "it.yaml").findings]


def test_the_real_definition_is_read_whole() -> None:
    procedure = read()
    assert procedure.procedure == "1.010803"
    assert procedure.effective.from_ == date(2019, 4, 4)
    assert procedure.first == "intake"
    assert [str(step.limit) for step in procedure.manned.values() if step.counts] == [
        "4 working hours",
        "36 working hours",
        "10 working days",
        "12 working days",
        "3 working days",
    ]
    assert all(step.title for step in procedure.manned.values())
    assert all(isinstance(way, Outcome) and way.title for _, _, way in procedure.ways())


def test_a_procedure_survives_the_journey_through_json() -> None:
    procedure = read()
    again = Procedure.model_validate_json(procedure.model_dump_json(by_alias=True))
    assert again == procedure
    assert digest(again) == digest(procedure)


def test_every_value_has_its_place() -> None:
    positions = load_procedure(WORSHIP).positions
    lines = TEXT.decode().splitlines()
    place = positions.of("steps", "sign", "not_by", 0)
    assert lines[place.line - 1][place.column - 1 :] == "verify]"
    place = positions.key("steps", "sign", "not_by")
    assert lines[place.line - 1][place.column - 1 :] == "not_by: [verify]"


def test_a_place_that_is_not_written_is_that_of_what_is_around_it() -> None:
    positions = load_procedure(WORSHIP).positions
    assert positions.of("time", "supplements") == positions.of("time")


def test_only_plain_true_digits_and_days_are_more_than_text() -> None:
    text = (
        "[true, false, null, ~, 12, -3, 1.5, 2019-04-04, on, yes, NO, True, 12:30, 007, 1e3, 0x1F, '12', .5, 2019-4-4]"
    )
    plain = [True, False, None, None, 12, -3, 1.5, date(2019, 4, 4)]
    words = ["on", "yes", "NO", "True", "12:30", "007", "1e3", "0x1F", "12", ".5", "2019-4-4"]
    assert values(text) == [*plain, *words]


def test_columns_count_letters_not_bytes() -> None:
    finding = strict_yaml.read("{đường: phố, đường: phố}".encode(), "it.yaml").findings[0]
    assert finding.place == Place("it.yaml", 1, 14)


def test_a_finding_is_one_line_that_editors_understand() -> None:
    wrong = Saying(vietnamese="không được dùng thẻ", english="tags are not allowed").of()
    mend = Saying(vietnamese="bỏ đi", english="leave it out").of()
    finding = Finding(Code.TAG, Place("a.yaml", 3, 7), wrong, mend)
    assert str(finding) == "a.yaml:3:7: tag: Tags are not allowed. Leave it out."
    assert finding.line(Language.VIETNAMESE) == "a.yaml:3:7: tag: Không được dùng thẻ. Bỏ đi."


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"", Code.EMPTY),
        (b"\xff\xfea\x00", Code.NOT_UTF_8),
        (b"a: \xed\xa0\x80", Code.NOT_UTF_8),
        (b"\x89PNG\r\n\x1a\n\x00\x00", Code.NOT_UTF_8),
        (b"\x00\x01\x02", Code.NOT_YAML),
        (b"a: [1, 2", Code.NOT_YAML),
        (b"a: b: c", Code.NOT_YAML),
        (b"%YAML 9.9\n---\na", Code.NOT_YAML),
        (b"[" * 100_000, Code.TOO_DEEP),
        (b"{a: " * 100_000, Code.TOO_DEEP),
        (b"- " * 100_000, Code.TOO_DEEP),
        (b"? " * 100_000, Code.KEY_NOT_TEXT),
        (b"[" + b"1," * 400_000 + b"]", Code.TOO_MANY_NODES),
        (b"a" * 1_000_001, Code.TOO_BIG),
        (b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]", Code.ANCHOR),
        (b"a: *b", Code.ANCHOR),
        (b"a: !!python/object/apply:os.system [id]", Code.TAG),
        (b"a: 1\n---\nb: 2", Code.SEVERAL_DOCUMENTS),
        (b"1.5: a", Code.KEY_NOT_TEXT),
        (b"[a]: b", Code.KEY_NOT_TEXT),
        (b"a: 2023-02-29", Code.NOT_A_DATE),
    ],
    ids=lambda value: str(value)[:24],
)
def test_hostile_text_gives_one_finding_and_soon(text: bytes, code: Code) -> None:
    began = time.perf_counter()
    assert codes(text) == [code]
    assert read_procedure(text, "it.yaml").procedure is None
    assert time.perf_counter() - began < 2


def test_one_mistake_does_not_hide_another() -> None:
    text = TEXT.replace(b"version: 1", b"version: one").replace(b"3 working days\n", b"3 wd\n")
    assert [finding.code for finding in read_procedure(text, "it.yaml").findings] == [Code.WRONG_TYPE, Code.NOT_A_TERM]


def test_days_inside_a_form_are_text_as_json_has_them() -> None:
    text = TEXT.replace(b"title: Ng\xc3\xa0y hy sinh}", b"title: X, const: 1972-05-01}")
    form = read(text).receive.form
    assert form["properties"]["sacrificed_on"]["const"] == "1972-05-01"
    json.dumps(form)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_no_mutation_of_a_definition_raises(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TEXT)))
    end = min(len(TEXT), start + data.draw(st.integers(0, 40)))
    pieces = st.one_of(
        st.binary(max_size=8), st.sampled_from([b": ", b"{", b"]", b"\n  ", b"- ", b"&a ", b"'", b"1.5"])
    )
    loaded = read_procedure(TEXT[:start] + data.draw(pieces) + TEXT[end:], "it.yaml")
    assert (loaded.procedure is None) == bool(loaded.findings)
    assert all(finding.place.line >= 1 and finding.place.column >= 1 for finding in loaded.findings)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(data=st.data(), value=json_values)
def test_no_value_in_the_wrong_place_raises(data: st.DataObject, value: object) -> None:
    read = strict_yaml.read(TEXT, "it.yaml")
    document: Any = as_json(read.value)
    path = data.draw(st.sampled_from(sorted(read.positions.keys, key=str)))
    inner = document
    for part in path[:-1]:
        inner = inner[part]
    inner[path[-1]] = value
    loaded = read_procedure(json.dumps(document).encode(), "it.yaml")
    if loaded.procedure is not None:
        check_procedure(loaded.procedure, loaded.positions, load_directory("hue-2025"), load_calendar("thua-thien-hue"))


def test_the_digest_is_of_what_is_said_not_of_how() -> None:
    rewritten = b"# a comment\n" + TEXT.replace(b"counts: false", b"counts:   false").replace(
        b'"1.010803"', b"'1.010803'"
    )
    spelled_out = TEXT.replace(b"    not_by: [verify]\n", b"    not_by: [verify]\n    counts: true\n")
    assert digest(read(rewritten)) == digest(read(spelled_out)) == digest(read())


def test_another_first_step_is_another_definition() -> None:
    steps = TEXT.decode().partition("steps:\n")
    intake, review = steps[2].split("  review:\n")[0], "  review:\n" + steps[2].split("  review:\n")[1]
    swapped = f"{steps[0]}steps:\n{review}{intake}".encode()
    assert read(swapped).first == "review"
    assert digest(read(swapped)) != digest(read())


def test_the_canonical_form_of_the_published_definition_does_not_change() -> None:
    assert canonical(read()).startswith('{"approved":{"by":"Chủ tịch'.encode())
    assert json.loads(canonical(read()))["steps"]["intake"]["outcomes"]["refuse"] == {
        "end": "refused",
        "title": "Từ chối tiếp nhận",
    }


def test_a_catalogue_holds_each_version_once(tmp_path: Path) -> None:
    (tmp_path / "mau.v1.yaml").write_bytes(TEXT)
    (tmp_path / "mau-khac.v1.yaml").write_bytes(TEXT)
    (tmp_path / "mau.v1.scenarios.yaml").write_text("- not read here")
    catalogue = load_catalogue(tmp_path)
    assert [finding.code for finding in catalogue.findings] == [Code.DUPLICATE_VERSION]
    assert len(catalogue.procedures) == 2


@pytest.mark.parametrize("name", ["mau.yaml", "Mau.v1.yaml", "mau.v0.yaml", "mẫu.v1.yaml"])
def test_a_definitions_file_is_named_by_its_version(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(TEXT)
    assert [finding.code for finding in load_procedure(tmp_path / name).findings] == [Code.FILE_NAME]


def test_a_file_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    assert [finding.code for finding in load_procedure(tmp_path / "a.v1.yaml").findings] == [Code.UNREADABLE]
    assert [finding.code for finding in load_procedure(tmp_path).findings] == [Code.UNREADABLE]
    assert [finding.code for finding in load_catalogue(tmp_path / "none").findings] == [Code.UNREADABLE]


def test_a_key_with_nothing_behind_it_is_a_finding_unless_it_stands_in_a_form() -> None:
    text = TEXT.replace(b"effective: {from: 2019-04-04}", b"effective: {from: 2019-04-04, until: }")
    (finding,) = read_procedure(text, "it.yaml").findings
    assert (finding.code, str(finding.wrong)) == (Code.WRONG_TYPE, "nothing is written here")
    assert read(TEXT.replace(b"maxLength: 200}", b"default: null}")).receive.form["type"] == "object"


def test_a_mistake_in_a_kind_of_step_stands_where_it_is_written() -> None:
    steps = "    together:\n      one: {start: review}\n    rest: stop\n    to: review\n"
    text = TEXT.decode().replace("  review:\n", f"  branches:\n{steps}  review:\n", 1)
    (finding,) = read_procedure(text.encode(), "it.yaml").findings
    assert text.splitlines()[finding.place.line - 1] == "    rest: stop"
