"""The decrees: one is in force on each day since 21 June 2018, and it speaks only of kinds of entry that exist."""

from datetime import date

import pytest

from definitions.law import FormKind, NoRegime, forms_of, regime_on, regimes

KINDS = {
    *("dossier.lodged", "dossier.accepted", "dossier.ended", "dossier.late", "handed.over", "warned", "escalated"),
    *("task.opened", "task.claimed", "task.released", "task.completed", "task.cancelled", "task.late"),
    *("supplement.requested", "supplement.received", "due.revised", "clock.stopped", "clock.resumed"),
    *("apology.drafted", "apology.fell_due", "apology.signed", "breach.recorded", "breach.recorded: refusal late"),
    *("task.reassigned", "task.due_revised", "fault.recorded", "urging.drafted", "urging.signed", "calendar.applied"),
    *("branches.started", "branch.ended", "limit.extended", "letter.signed"),
}


@pytest.mark.parametrize(
    ("day", "instrument"),
    [
        (date(2018, 6, 21), "Nghị định 61/2018/NĐ-CP"),
        (date(2025, 6, 30), "Nghị định 61/2018/NĐ-CP"),
        (date(2025, 7, 1), "Nghị định 118/2025/NĐ-CP"),
        (date(2030, 1, 1), "Nghị định 118/2025/NĐ-CP"),
    ],
)
def test_each_day_has_its_decree(day: date, instrument: str) -> None:
    assert regime_on(day).instrument == instrument


def test_before_the_first_decree_there_is_none() -> None:
    with pytest.raises(NoRegime):
        regime_on(date(2018, 6, 20))


def test_lateness_obliges_to_apologise_by_article_19_9() -> None:
    assert regime_on(date(2020, 1, 2)).provisions["apology.fell_due"] == "khoản 9 Điều 19"


def test_a_decree_speaks_only_of_entries_that_exist() -> None:
    for regime in regimes():
        assert set(regime.provisions) <= KINDS
        assert set(regime.unverified) <= set(regime.provisions)


def test_of_the_new_decree_no_article_is_cited_that_was_not_read() -> None:
    assert not any("Điều" in provision for provision in regime_on(date(2025, 7, 1)).provisions.values())


def test_each_decree_has_the_forms_of_its_circular() -> None:
    numbers = {
        regime.id: {kind.value: form.number for kind, form in forms_of(regime.id).forms.items()} for regime in regimes()
    }
    common = {"receipt": "01", "supplement": "02", "refusal": "03", "apology": "04", "urging": None}
    assert numbers == {
        "2018": common | {"control slip": "05", "ledger": "06"},
        "2025": common | {"stop": "05", "control slip": "06", "ledger": "07"},
    }


def test_one_number_means_another_form_in_the_other_set() -> None:
    assert forms_of("2018").titled("05") == "Phiếu kiểm soát quá trình giải quyết hồ sơ"
    assert forms_of("2025").titled("05") == "Thông báo dừng giải quyết hồ sơ"
    assert forms_of("2018").titled("urging") == forms_of("2018").forms[FormKind.URGING].title
