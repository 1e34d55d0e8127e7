"""Fuzz: no text makes a check raise or go on without end; what a check finds sound, the machine never stops at."""

from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from definitions import strict_yaml
from definitions.calendar_files import load_calendar
from definitions.checking import UNWALKABLE, Ground, check_loaded
from definitions.directory_files import load_directory
from definitions.findings import Finding
from definitions.loader import definition_files, read_procedure
from definitions.plain_values import as_json
from definitions.procedure import Procedure
from definitions.soundness import check_procedure
from tests.making import FORMS, at, documents, paths, removed, replaced
from tests.roaming import Roamer
from tests.yaml import as_yaml
from workflows.exploration import MOST_WORK, explore
from workflows.proving import findings_of, prove
from workflows.shortcuts import shortcuts_of

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
GROUND = Ground(directory=load_directory("thua-thien-hue"), calendar=load_calendar("thua-thien-hue"), prove=prove)
REAL = [path.read_bytes() for path in definition_files(ROOT / "definitions" / "catalogue")]
KINDS = [path.read_bytes() for path in (*definition_files(HERE / "broken"), *definition_files(HERE / "linked"))]
LARGE = 30_000

fuzzed = settings(deadline=None, max_examples=60, database=None, suppress_health_check=list(HealthCheck))


def check(text: bytes) -> tuple[Procedure | None, tuple[Finding, ...]]:
    file = check_loaded(read_procedure(text, "it.yaml"), GROUND)
    assert file.loaded.procedure or file.findings
    assert all(str(finding.wrong) and str(finding.mend) and finding.place.line for finding in file.findings)
    return file.loaded.procedure, file.findings


scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(10**16), 10**16)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | st.sampled_from(
        [
            *("intake", "sign", "give", "both", "survey", "apology", "1.000001", "same day", "3 days", "due", "0 days"),
            *("officer @ district/labour", "form.mandated", "form.pages > 1", "form.", "returned", "supplement", "all"),
            *("10000 working days", "5 working days; plus 2 working days when form.mandated", "2019-04-04"),
        ]
    )
)
trees = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4)
)
keys = st.sampled_from(
    [
        *("procedure", "steps", "time", "limit", "who", "outcomes", "to", "join", "end", "choose", "together", "each"),
        *("consult", "wait", "pay", "post", "call", "letter", "set", "when", "otherwise", "form", "properties", "$ref"),
        *("type", "items", "after", "rest", "start", "of", "grows", "most", "at_limit", "until", "receive", "papers"),
    ]
)
worded = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=5), max_leaves=60
)


@fuzzed
@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode) | (trees | worded).map(as_yaml))
def test_no_text_makes_a_check_raise(text: bytes) -> None:
    check(text)


@fuzzed
@given(st.sampled_from([*REAL, *KINDS]), st.data())
def test_no_change_of_a_definition_makes_a_check_raise(text: bytes, data: st.DataObject) -> None:
    document: Any = as_json(strict_yaml.read(text, "it.yaml").value)
    assume(isinstance(document, dict))
    for _ in range(data.draw(st.integers(1, 4))):
        places = [path for path in paths(document) if path]
        assume(places)
        path = data.draw(st.sampled_from(places))
        match data.draw(st.sampled_from(["remove", "replace", "copy", *["alike"] * 6])):
            case "remove":
                document = removed(document, path)
            case "replace":
                document = replaced(document, path, data.draw(scalars | worded))
            case "copy":
                document = replaced(document, path, at(document, data.draw(st.sampled_from(places))))
            case "alike":
                alike = [other for other in places if other[-1] == path[-1]]
                document = replaced(document, path, at(document, data.draw(st.sampled_from(alike))))
        assume(len(as_yaml(document)) < LARGE)
    procedure, _ = check(as_yaml(document))
    event("read" if procedure else "not read")


@fuzzed
@given(st.sampled_from([*REAL, *KINDS]), st.data())
def test_no_byte_makes_a_check_raise(text: bytes, data: st.DataObject) -> None:
    changed = bytearray(text)
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(changed) - 1))
        match data.draw(st.sampled_from(["set", "cut", "put"])):
            case "set":
                changed[place] = data.draw(st.integers(0, 255))
            case "cut":
                del changed[place : place + data.draw(st.integers(1, 40))]
            case "put":
                changed[place:place] = data.draw(
                    st.binary(max_size=6) | st.sampled_from([b"&a ", b"*a", b"!x ", b"\n", b"  "])
                )
        assume(changed)
    check(bytes(changed))


choices = st.lists(st.integers(0, 10**6), min_size=20, max_size=80)


@settings(fuzzed, max_examples=40)
@given(documents(most_changes=2), st.sampled_from(FORMS), choices)
def test_what_a_check_finds_sound_is_carried_to_its_end_whatever_happens(
    document: Any, form: Any, choices: list[int]
) -> None:
    procedure, found = check(as_yaml(document))
    event("sound" if not found else "unsound")
    assume(procedure is not None and not found)
    assert procedure is not None
    dossier = Roamer(procedure, form)
    dossier.roam(choices)
    event(f"ended: {dossier.state.end}")


@settings(fuzzed, max_examples=40)
@given(documents(most_changes=2))
def test_shortcuts_find_what_walking_through_everything_finds(document: Any) -> None:
    loaded = read_procedure(as_yaml(document), "it.yaml")
    procedure, positions = loaded.procedure, loaded.positions
    assume(procedure is not None)
    assert procedure is not None
    names = check_procedure(procedure, positions)
    assume(not any(finding.code in UNWALKABLE for finding in names))
    plainly = explore(procedure, MOST_WORK)
    shortly = explore(procedure, MOST_WORK, shortcuts_of(procedure))
    assume(plainly.whole)
    assert shortly.whole
    assert len(shortly.nodes) <= len(plainly.nodes)
    assert bool(tuple(findings_of(shortly, procedure, positions))) == bool(
        tuple(findings_of(plainly, procedure, positions))
    )
