"""The control slip is the hand-over log of the journal, with how each office kept its own limit."""

from datetime import date

from letters.recorded import Recorded
from letters.slip import control_slip
from tests.plays import Told, at, at_the_province
from workflows.machine.causes import Custody, Lateness

DESK = "Bộ phận Tiếp nhận và Trả kết quả xã Phú Sơn"
COMMUNE = "Ủy ban nhân dân xã Phú Sơn"
DISTRICT = "Phòng Lao động – Thương binh và Xã hội thị xã Hương Thủy"
PROVINCE = "Sở Lao động – Thương binh và Xã hội tỉnh Thừa Thiên Huế"
ON = date(2026, 4, 1)


def recorded(told: Told) -> Recorded:
    return Recorded(told.state.pin, tuple(told.entries), tuple(told.events))


def test_the_rows_are_a_chain_and_the_last_office_holds_the_dossier() -> None:
    slip = control_slip(recorded(at_the_province()), on=ON, ledger=12)
    ways = [(row.sender, row.recipient, row.what) for row in slip.rows]
    assert ways == [
        (DESK, COMMUNE, Custody.DOSSIER),
        (COMMUNE, DISTRICT, Custody.DOSSIER),
        (DISTRICT, PROVINCE, Custody.DOSSIER),
    ]
    assert slip.held is not None
    assert slip.held.office == PROVINCE
    assert (slip.ledger, slip.lead, slip.coordinating) == ("12", PROVINCE, (COMMUNE, DISTRICT))
    assert slip.rows[0].handed_at == at("03-02 10:00")


def test_each_office_is_judged_by_its_own_limit() -> None:
    slip = control_slip(recorded(at_the_province("03-25 09:00")), on=ON)
    results = [None if row.kept is None else row.kept.result for row in slip.rows]
    assert results[1] is not None
    assert set(results) - {None} <= set(Lateness)
    late = control_slip(recorded(at_the_province("04-09 09:00")), on=ON).rows[2]
    assert late.kept is not None
    assert late.kept.result is Lateness.LATE
    assert any("quá hạn (hạn:" in note for note in late.notes)


def test_a_supplement_is_noted_where_it_was_asked_for() -> None:
    told = Told().lodge("03-02 08:30").complete("03-02 10:00", "accept").ask("03-03 09:00").supply("03-05 09:00")
    slip = control_slip(recorded(told), on=ON)
    assert slip.held is not None
    assert slip.held.notes == ("Yêu cầu bổ sung ngày 03/3/2026", "Nhận bổ sung ngày 05/3/2026")


def test_at_the_end_nobody_holds_it_and_it_came_back_to_the_desk() -> None:
    told = at_the_province().complete("03-25 09:00", "propose", form={"amount": 1})
    told.complete("03-26 09:00", "sign").complete("03-27 09:00", "given")
    slip = control_slip(recorded(told), on=ON)
    assert slip.held is None
    assert (slip.rows[-1].recipient, slip.rows[-1].what) == (DESK, Custody.RESULT)
    assert all(before.recipient == after.sender for before, after in zip(slip.rows, slip.rows[1:], strict=False))


def test_the_form_has_the_number_of_the_dossiers_set() -> None:
    assert control_slip(recorded(at_the_province()), on=ON).form.number == "06"
