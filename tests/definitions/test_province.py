"""What a province says for the procedures that do not say it themselves."""

import pytest

from definitions.province import ApologyDefaults, TimeDefaults, UnknownProvince, load_province
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
