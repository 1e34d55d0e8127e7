"""What letters state is read from the journal, and named in the forms of the dossier's set."""

from definitions.procedure import Channel, Paper
from definitions.time_policy import FormSet
from letters import facts
from letters.contents import Authority, PaperWanted, Signer, Turned
from letters.recorded import Recorded
from tests.plays import Told, at, at_the_province, worship
from workflows.effects import LetterKind, errands
from workflows.machine.events import Ended
from workflows.machine.events_letters import ApologySigned
from workflows.messages import RequestSupplement

DESK = "Bộ phận Tiếp nhận và Trả kết quả xã Phú Sơn"
SIGNER = Signer(name="Trần Văn Ước", title="Giám đốc Sở", authority=Authority.MANDATE)


def recorded(told: Told) -> Recorded:
    return Recorded(told.state.pin, tuple(told.entries), tuple(told.events))


def seq_of(told: Told, kind: str) -> int:
    return next(entry.seq for entry in told.entries if entry.kind == kind)


def letters_of(told: Told) -> list[LetterKind]:
    return [
        errand.letter
        for errand in errands(told.entries, told.events, told.state.pin.procedure)
        if errand.letter is not None
    ]


def test_every_event_that_tells_the_applicant_something_lasting_obliges_its_letter() -> None:
    assert letters_of(Told().lodge("03-02 08:30").complete("03-02 10:00", "accept").ask("03-03 09:00")) == [
        LetterKind.RECEIPT,
        LetterKind.SUPPLEMENT,
    ]
    refused = at_the_province().complete("03-25 09:00", "unfit", reason="Không có tên")
    assert letters_of(refused) == [LetterKind.RECEIPT, LetterKind.REFUSAL]
    assert letters_of(at_the_province().withdraw("03-25 09:00")) == [LetterKind.RECEIPT, LetterKind.STOP]


def test_an_errand_of_an_earlier_release_names_its_letter_by_the_forms_number() -> None:
    assert [LetterKind("01"), LetterKind("04")] == [LetterKind.RECEIPT, LetterKind.APOLOGY]


def test_a_request_names_the_procedures_papers_by_title_and_others_in_the_askers_words() -> None:
    told = Told().lodge("03-02 08:30").complete("03-02 10:00", "accept")
    told.act("03-03 09:00", RequestSupplement(task=told.open_task, reason="Thiếu", papers=("mandate",)))
    letter = facts.supplement(recorded(told), seq_of(told, "supplement.requested"), look_up="https://a.vn")
    (mandate,) = (paper for paper in told.state.pin.procedure.receive.papers if paper.id == "mandate")
    assert isinstance(mandate, Paper)
    assert letter.wanted == (PaperWanted(title=mandate.title, paper=mandate.kind, copies=mandate.copies),)
    assert (letter.reason, letter.hand_in_at, letter.guide.name) == ("Thiếu", DESK, "officer 1")
    assert letter.office == "Ủy ban nhân dân xã Phú Sơn"


def test_a_refusal_at_the_desk_is_one_to_take_in_and_a_later_one_a_refusal_to_settle() -> None:
    at_desk = Told().lodge("03-02 08:30").complete("03-02 10:00", "refuse", reason="Không thuộc thẩm quyền")
    later = at_the_province().complete("03-25 09:00", "unfit", reason="Không có tên")
    for told, turned in ((at_desk, Turned.AT_INTAKE), (later, Turned.IN_HANDLING)):
        event = told.events[-1]
        assert isinstance(event, Ended)
        letter = facts.refusal(recorded(told), len(told.events))
        assert (letter.turned, letter.reason) == (turned, event.reason)


def test_a_definition_may_ask_for_the_forms_of_the_other_set() -> None:
    signed = Told(worship(forms=FormSet.OF_2018)).lodge("03-02 08:30").complete("03-02 10:00", "accept")
    title = facts.receipt(recorded(signed), seq_of(signed, "dossier.accepted"), look_up="https://a.vn").form
    assert (title.set, title.number, title.circular) == (FormSet.OF_2018, "01", "Thông tư 01/2018/TT-VPCP")


def test_a_letter_about_a_dossier_in_time_does_not_say_that_it_is_late() -> None:
    told = at_the_province().run_until("04-09 09:00").sign("04-09 09:30", "2026-04-24")
    letter = facts.apology(recorded(told), seq_of(told, "apology.signed"), signer=SIGNER)
    assert isinstance(told.events[seq_of(told, "apology.signed") - 1], ApologySigned)
    assert not letter.overdue
    assert letter.due_at == at("04-13 17:00")
    assert letter.return_at == at("04-24 17:00")


def test_the_receipt_bears_the_number_in_the_ledger() -> None:
    told = Told().lodge("03-02 08:30", channel=Channel.COUNTER).complete("03-02 10:00", "accept")
    seq = seq_of(told, "dossier.accepted")
    assert facts.receipt(recorded(told), seq, look_up="https://a.vn", ledger=7).ledger == "07"
