"""What a letter of a procedure's own fills in is checked with the definition, at the paragraph that names it."""

from definitions.findings import Code, Finding
from definitions.loader import read_procedure
from definitions.soundness import check_procedure
from tests.samples import text_of

STEPS = """
  inform:
    who: head @ district/labour
    letter:
      title: Thông báo
      text:
        - Kính mời {form.owner}.
        - Thửa đất %s đã được xem xét.
    outcomes: {sign: {to: give}}
"""


def found(name: str) -> tuple[Finding, ...]:
    text = text_of(STEPS % name, to="inform")
    loaded = read_procedure(text.encode(), "mau.v1.yaml")
    assert loaded.procedure is not None
    return check_procedure(loaded.procedure, loaded.positions)


def test_what_is_known_passes() -> None:
    for name in ("{form.area}", "{dossier.code}", "{steps.intake.outcome}", "{element}", "số 12"):
        assert found(name) == ()


def test_what_nothing_fills_in_is_found_at_its_paragraph() -> None:
    (finding,) = found("{form.parcel}")
    text = text_of(STEPS % "{form.parcel}", to="inform").split("\n")
    assert finding.code == Code.CONDITION
    assert text[finding.place.line - 1][finding.place.column - 1 :].startswith("Thửa đất {form.parcel}")
    assert str(finding.wrong) == "'{form.parcel}' cannot be filled in: the form has no field 'parcel'"


def test_braces_around_anything_else_are_found() -> None:
    assert [str(finding.wrong) for finding in found("{form.area + 1} và }")] == [
        "'{form.area + 1}' is no placeholder",
        "'}' is no placeholder",
    ]


def test_a_title_is_printed_as_it_stands() -> None:
    text = text_of(STEPS.replace("title: Thông báo", "title: Thông báo {form.owner}") % "12", to="inform")
    loaded = read_procedure(text.encode(), "mau.v1.yaml")
    assert loaded.procedure is not None
    (finding,) = check_procedure(loaded.procedure, loaded.positions)
    assert (finding.code, str(finding.mend)) == (Code.CONDITION, "name it in the text")
