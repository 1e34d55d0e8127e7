"""What letters and the control slip state of dossiers that branch, wait, are paid for, called, or ended by time."""

from datetime import date

from definitions.loader import read_procedure
from letters import facts
from letters.contents import SecondStage, Turned
from letters.press import render
from letters.recorded import Recorded
from letters.slip import control_slip
from tests.plays import APPLICANT, Told, at
from tests.samples import FORM, Acts, drawn, text_of
from workflows.actors import Linked
from workflows.machine.causes import Lateness
from workflows.machine.pin import Code, Parent
from workflows.messages import Lodge, ReportEnd

DESK = "Bộ phận Tiếp nhận và Trả kết quả xã Phú Sơn"
COMMUNE = "Ủy ban nhân dân xã Phú Sơn"
DISTRICT = "Phòng Lao động – Thương binh và Xã hội thị xã Hương Thủy"
PROVINCE = "Sở Lao động – Thương binh và Xã hội tỉnh Thừa Thiên Huế"
ON = date(2026, 4, 1)
LOOK_UP = "https://a.vn"

SIDE_BY_SIDE = """
  ask:
    title: Kiểm tra và lấy ý kiến
    together: {ground: {start: survey, title: Thực địa}, papers: {start: check, title: Giấy tờ}}
    to: opinions
  survey:
    title: Đo đạc
    who: officer @ commune/committee
    limit: 3 working days
    outcomes: {done: {join: ask}}
  check:
    title: Đối chiếu
    who: officer @ district/labour
    limit: 3 working days
    outcomes: {done: {join: ask}}
  opinions:
    title: Ý kiến
    consult:
      district: {who: officer @ district/labour, limit: 2 working days, title: Ý kiến của Phòng}
      province: {who: officer @ province/labour, limit: 2 working days, title: Ý kiến của Sở}
    to: publish
  publish:
    title: Niêm yết công khai
    post: 3 working days
    who: officer @ commune/committee
    complaint: settle
    to: give
  settle:
    title: Giải quyết khiếu nại
    who: chair @ commune/committee
    limit: 2 working days
    outcomes: {settled: {join: publish}}
"""
PAID = """
  fee:
    title: Nộp lệ phí
    pay: 120000
    limit: 5 working days
    at_limit: {end: stopped}
    to: bring
  bring:
    wait: Biên bản bàn giao mặt bằng
    limit: 10 working days
    at_limit: {end: refused}
    outcomes: {came: {to: decide}}
  decide:
    title: Quyết định
    who: officer @ district/labour
    limit: 3 working days
    outcomes: {yes: {title: Đồng ý, to: give}, no: {title: Không đồng ý, to: sort}}
  sort:
    choose: [{when: form.remote, end: refused}]
    otherwise: {to: give}
"""
CALLED = """
  call:
    title: Xác nhận nơi cư trú
    call: "1.004222"
    outcomes: {returned: {to: give}}
    otherwise: {end: refused}
"""


def recorded(told: Told) -> Recorded:
    return Recorded(told.state.pin, tuple(told.entries), tuple(told.events))


def side_by_side() -> Acts:
    return Acts(drawn(SIDE_BY_SIDE, to="ask")).begin()


def paid() -> Acts:
    return Acts(drawn(PAID, to="fee")).begin()


def test_each_branch_is_a_chain_of_its_own_and_says_which_it_is() -> None:
    told = side_by_side().do("03-03 09:00", "survey", "done").do("03-09 09:00", "check", "done")
    slip = control_slip(recorded(told), on=ON)
    ways = [(row.sender, row.recipient, row.notes[:1]) for row in slip.rows]
    assert ways == [
        (DESK, COMMUNE, ("Nhánh: Thực địa",)),
        (DESK, DISTRICT, ("Nhánh: Giấy tờ",)),
        (COMMUNE, DESK, ("Nhánh: Thực địa",)),
        (DISTRICT, DESK, ("Nhánh: Giấy tờ",)),
    ]
    kept = [None if row.kept is None else row.kept.result for row in slip.rows]
    assert kept == [None, None, Lateness.EARLY, Lateness.LATE]


def test_while_branches_run_the_slip_names_every_office_that_works() -> None:
    slip = control_slip(recorded(side_by_side()), on=ON)
    assert slip.held is not None
    assert [slip.held.office, *(other.office for other in slip.others)] == [COMMUNE, DISTRICT]
    assert slip.others[0].notes == ("Nhánh: Giấy tờ",)


def test_waiting_for_branches_is_nobodys_lateness() -> None:
    steps = SIDE_BY_SIDE.replace("to: opinions", "to: give")
    first = "  look:\n    who: officer @ district/labour\n    limit: 2 working days\n    outcomes: {seen: {to: ask}}\n"
    told = Acts(drawn(first + steps.partition("  opinions:")[0], to="look")).begin()
    told.do("03-03 09:00", "look", "seen").do("03-04 09:00", "survey", "done").do("03-05 09:00", "check", "done")
    row = next(row for row in control_slip(recorded(told), on=ON).rows if row.sender == DISTRICT and not row.notes)
    assert row.kept is not None
    assert (row.handed_at, row.kept.result) == (at("03-05 09:00"), Lateness.EARLY)


def test_opinions_and_postings_stand_on_the_slip_though_no_papers_move() -> None:
    told = side_by_side().do("03-03 09:00", "survey", "done").do("03-03 10:00", "check", "done")
    told.do("03-04 09:00", "opinions.district", "agree")
    asked = control_slip(recorded(told), on=ON).asides
    assert [(aside.title, aside.office, aside.answer) for aside in asked] == [
        ("Ý kiến của Phòng", DISTRICT, "Đồng ý"),
        ("Ý kiến của Sở", PROVINCE, None),
    ]
    told.do("03-09 09:00", "opinions.province", "disagree", reason="Chưa rõ ranh giới")
    told.add("03-10 09:00", "publish", "Có tranh chấp").do("03-11 09:00", "settle", "settled").run_until("03-13 17:00")
    slip = control_slip(recorded(told), on=ON)
    district, province, posting = slip.asides
    assert [aside.kept and aside.kept.result for aside in (district, province, posting)] == [
        Lateness.EARLY,
        Lateness.LATE,
        None,
    ]
    assert province.answer == "Không đồng ý: Chưa rõ ranh giới"
    assert posting.answer == "Đã niêm yết đủ thời hạn"
    assert posting.notes == ("Phản ánh, khiếu nại trong thời gian niêm yết: 1",)
    assert render(slip) == render(control_slip(recorded(told), on=ON))


def test_a_dossier_ended_by_an_unpaid_fee_says_so_and_names_no_official() -> None:
    told = paid().run_until("03-10 09:00")
    letter = facts.refusal(recorded(told), len(told.events))
    assert (letter.turned, letter.office, letter.refuser) == (Turned.STOPPED, DESK, None)
    assert letter.reason == "Hết thời hạn nộp 120.000 đồng (hạn: 09/3/2026) mà chưa nộp: Nộp lệ phí"
    assert render(letter)


def test_what_did_not_come_is_the_reason_of_a_refusal_by_time() -> None:
    told = paid().do("03-03 09:00", "fee", "paid", form={"amount": 120_000, "receipt": "BL-1"}).run_until("03-25 09:00")
    letter = facts.refusal(recorded(told), len(told.events))
    assert (letter.turned, letter.refuser) == (Turned.IN_HANDLING, None)
    assert letter.reason == "Hết thời hạn chờ (hạn: 17/3/2026) mà chưa có: Biên bản bàn giao mặt bằng"


def test_a_refusal_that_a_choice_leads_to_says_what_came_out_of_the_step_before() -> None:
    told = paid().do("03-03 09:00", "fee", "paid", form={"amount": 120_000, "receipt": "BL-1"})
    told.do("03-04 09:00", "bring", "came").do("03-05 09:00", "decide", "no")
    letter = facts.refusal(recorded(told), len(told.events))
    assert (letter.office, letter.refuser) == (DISTRICT, "officer 1")
    assert letter.reason == "Kết quả bước “Quyết định”: Không đồng ý"


def test_a_refusal_that_a_child_leads_to_names_the_child() -> None:
    told = Acts(drawn(CALLED, to="call")).begin()
    child = "H57.33.09-260302-0002"
    told.tell(ReportEnd(call=1, code=child, end=None), actor=Linked(dossier=child), now=at("03-05 09:00"))
    letter = facts.refusal(recorded(told), len(told.events))
    assert (letter.office, letter.refuser) == (DESK, None)
    assert letter.reason == f"Hồ sơ liên thông {child} (Xác nhận nơi cư trú) không được tiếp nhận"


def test_the_receipt_states_the_dossiers_own_limit_and_the_second_appointment() -> None:
    time = "  second: {after: fee, limit: 3 working days; plus 2 working days when form.remote}"
    limit = "20 working days; plus 10 working days when form.remote"
    told = Acts(drawn(PAID, to="fee", limit=limit, time=time)).begin()
    letter = facts.receipt(recorded(told), told.seq_of("dossier.accepted"), look_up=LOOK_UP)
    assert letter.term == "30 ngày làm việc"
    assert letter.second == SecondStage(after="Nộp lệ phí", term="03 ngày làm việc, không quá 05 ngày làm việc")
    near = Acts(drawn(PAID, to="fee", limit=limit)).begin(form={**FORM, "remote": False})
    letter = facts.receipt(recorded(near), near.seq_of("dossier.accepted"), look_up=LOOK_UP)
    assert (letter.term, letter.second) == ("20 ngày làm việc", None)


def test_a_child_that_another_dossier_lodged_has_its_receipt_too() -> None:
    told = Acts(drawn(PAID, to="fee"))
    parent = Parent(dossier=Code("H57.33.09-260302-0009"), call=1, waits=True)
    told.state = type(told.state)(pin=told.state.pin.model_copy(update={"parent": parent}))
    message = Lodge(applicant=APPLICANT, channel=told.state.pin.procedure.receive.channels[0], form=FORM, papers=())
    told.tell(message, actor=Linked(dossier=parent.dossier), now=at("03-02 08:30"))
    told.do("03-02 09:00", "intake", "accept")
    letter = facts.receipt(recorded(told), told.seq_of("dossier.accepted"), look_up=LOOK_UP)
    assert (letter.applicant.name, letter.receptionist) == (APPLICANT.name, "receptionist 1")
    assert render(control_slip(recorded(told), on=ON))


def test_a_receipt_that_time_itself_obliges_names_the_desk() -> None:
    first = "  intake:\n    wait: Giấy hẹn\n    limit: 1 working day\n    at_limit: {to: fee}\n"
    head, _, rest = text_of(PAID, to="fee").partition("  intake:")
    procedure = read_procedure((head + first + rest[rest.index("\n  fee:") :]).encode(), "mau.v1.yaml").procedure
    told = Acts(procedure).lodge("03-02 08:30", form=FORM, papers=())
    assert isinstance(told, Acts)
    told.run_until("03-04 09:00")
    letter = facts.receipt(recorded(told), told.seq_of("dossier.accepted"), look_up=LOOK_UP)
    assert letter.receptionist == DESK
