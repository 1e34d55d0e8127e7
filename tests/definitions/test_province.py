"""What a province says for the procedures that do not say it themselves."""

from datetime import date

import pytest

from definitions.procedure import Effect
from definitions.province import ApologyDefaults, TimeDefaults, UnknownProvince, load_province
from definitions.steps.manned import Task
from definitions.terms import Term
from definitions.time_policy import Apology, FormSet, OnSupplement
from tests.plays import worship


def test_what_a_definition_states_stands() -> None:
    defaults = TimeDefaults(supplement=OnSupplement.PAUSE, warn=(Term.parse("1 working day"),))
    assert defaults.fill(worship()) == worship()


def test_what_it_leaves_out_is_the_provinces() -> None:
    procedure = worship()
    silent = procedure.time.model_validate({"limit": "30 working days", "apology": {"lead": "2 days"}})
    defaults = TimeDefaults(
        supplement=OnSupplement.PAUSE,
        warn=(Term.parse("1 working day"),),
        apology=ApologyDefaults(lead=Term.parse("3 days"), signed_by="chair"),
        forms=FormSet.OF_2018,
    )
    filled = defaults.fill(procedure.model_copy(update={"time": silent})).time
    assert (filled.supplement, filled.warn, filled.forms) == ("pause", (Term.parse("1 working day"),), "2018")
    assert filled.apology == Apology(lead=Term.parse("2 days"), signed_by="chair")


def test_the_demonstrations_province_is_there_and_an_unknown_one_is_not() -> None:
    assert load_province("thua-thien-hue").directory == "thua-thien-hue"
    with pytest.raises(UnknownProvince):
        load_province("nowhere")


@pytest.mark.parametrize(
    ("effective", "receiving", "place", "directory"),
    [
        ("2025-06-30", "commune", "commune/labour", "thua-thien-hue"),
        ("2025-07-01", "commune", "commune/labour", "hue-2025"),
        ("2025-07-01", "commune", "district/labour", "thua-thien-hue"),
        ("2025-07-01", "district", "commune/labour", "thua-thien-hue"),
        ("2025-07-01", "province", "receiving desk", "hue-2025"),
    ],
)
def test_a_definition_speaks_of_the_directory_of_its_time_that_has_its_levels(
    effective: str, receiving: str, place: str, directory: str
) -> None:
    step = Task.model_validate({"who": f"officer @ {place}", "outcomes": {"done": {"end": "returned"}}})
    given = worship()
    procedure = given.model_copy(
        update={
            "effective": Effect(from_=date.fromisoformat(effective)),
            "receive": given.receive.model_copy(update={"at": receiving}),
            "steps": {"work": step},
        }
    )
    assert load_province("thua-thien-hue").directory_of(procedure) == directory
