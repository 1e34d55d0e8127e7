"""Which letters an errand issues in which set of forms, and under whose title they are signed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from activities.issuing import Occasion, file_name, form_in, letter_of
from definitions.directory_files import demonstration_officials, load_directory
from definitions.time_policy import FormSet, Moment, Rung, Target
from letters.contents import Apology, Authority, OwnLetter, Signer, Urging
from letters.recorded import Recorded
from records import offices, officials
from records.database import Database, reading, writing
from tests.copies import open_copy
from tests.plays import Told, at_the_province, official, worship
from tests.samples import Acts, drawn
from workflows.effects import Errand, LetterKind
from workflows.messages import Complete, SignApology, SignUrging

LABOUR = "46/labour"


@pytest.fixture
def database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    opened = open_copy(sqlite_template, tmp_path)
    directory = load_directory("thua-thien-hue")
    with writing(opened) as session:
        offices.load(session, directory)
        people = demonstration_officials(directory)
        officials.load(session, [person for person in people if person.id.endswith((".46", ".19990"))])
    yield opened
    opened.close()


def recorded(told: Told) -> Recorded:
    return Recorded(told.state.pin, tuple(told.entries), tuple(told.events))


def seq_of(told: Told, kind: str) -> int:
    return next(entry.seq for entry in told.entries if entry.kind == kind)


def test_a_withdrawal_is_confirmed_by_a_form_only_in_the_set_of_2025() -> None:
    new = recorded(Told().lodge("03-02 08:30"))
    old = recorded(Told(worship(forms=FormSet.OF_2018)).lodge("03-02 08:30"))
    stop = Errand(seq=1, letter=LetterKind.STOP)
    assert (form_in(new, stop), form_in(old, stop)) == ("05", None)
    assert form_in(new, Errand(seq=1, letter=LetterKind.URGING)) == "urging"
    assert form_in(new, Errand(seq=1)) is None


def test_an_enclosed_letter_is_called_by_its_title_and_names_no_folder() -> None:
    name = file_name(recorded(Told().lodge("03-02 08:30")), "03")
    assert name == "Phiếu từ chối tiếp nhận, giải quyết hồ sơ H57.33.09-260302-0001.pdf"


def test_a_deputy_signs_by_mandate_under_the_heads_title(database: Database) -> None:
    told = at_the_province().run_until("04-09 09:00")
    draft = told.state.apology
    assert draft is not None
    deputy = official("leader", LABOUR)
    deputy = type(deputy)(official="pho-ldtbxh.46", name="Phó", post="leader", office=LABOUR)
    message = SignApology(task=draft.number, reason="Chờ hồ sơ gốc", return_on=date(2026, 4, 24))
    told.act("04-09 09:30", message, by=deputy)
    occasion = Occasion(recorded(told), seq_of(told, "apology.signed"), "https://a.vn")
    with reading(database) as session:
        letter = letter_of(session, occasion, LetterKind.APOLOGY)
    assert isinstance(letter, Apology)
    assert letter.signer == Signer(
        name="Phó", title="Giám đốc Sở", own_title="Phó Giám đốc Sở", authority=Authority.MANDATE
    )


def test_the_one_stops_head_urges_by_order_of_the_committees_chair(database: Database) -> None:
    rung = Rung(at=Moment.parse("due"), to=(Target.parse("holder.head"),), urge=True)
    told = Told(worship(escalate=(rung,))).lodge("03-02 08:30").complete("03-02 10:00", "accept")
    told.complete("03-06 10:00", "forward").complete("03-20 09:00", "forward").run_until("04-14 09:00")
    draft = told.state.urging
    assert draft is not None
    head = type(told.desk())(official="truong-motcua.19990", name="Trưởng", post=draft.post, office=draft.office)
    told.act("04-14 09:30", SignUrging(task=draft.number, demand="giải quyết ngay"), by=head)
    occasion = Occasion(recorded(told), seq_of(told, "urging.signed"), "https://a.vn")
    with reading(database) as session:
        letter = letter_of(session, occasion, LetterKind.URGING)
    assert isinstance(letter, Urging)
    assert letter.agency.issuing == "Ủy ban nhân dân xã Phú Sơn"
    assert letter.addressee == "Sở Lao động – Thương binh và Xã hội tỉnh Thừa Thiên Huế"
    assert (letter.signer.title, letter.signer.authority) == ("Chủ tịch", Authority.ORDER)
    assert letter.signer.own_title == "Phụ trách Bộ phận Một cửa"
    assert (letter.overdue, letter.number) == (True, "H57.33.09-260302-0001/ĐĐ-01")


@pytest.mark.parametrize(
    ("post", "person", "signer"),
    [
        ("head", "truong-ldtbxh.46", Signer(name="An", title="Giám đốc Sở")),
        ("leader", "pho-ldtbxh.46", Signer(name="An", title="Giám đốc Sở", own_title="Phó Giám đốc Sở")),
        ("officer", "chuyenvien-ldtbxh.46", Signer(name="An", title="Chuyên viên")),
    ],
)
def test_a_letter_of_the_procedures_own_is_signed_under_the_posts_title_and_by_a_deputy_by_mandate(
    database: Database, post: str, person: str, signer: Signer
) -> None:
    steps = f"""
  inform:
    who: {post} @ province/labour
    letter: {{title: Thông báo, text: [Đã xong.]}}
    outcomes: {{sign: {{to: give}}}}
"""
    told = Acts(drawn(steps, to="inform")).begin()
    by = type(told.desk())(official=person, name="An", post=post, office=LABOUR)
    told.act("03-03 09:00", Complete(task=told.open_task, outcome="sign"), by=by)
    occasion = Occasion(recorded(told), seq_of(told, "letter.signed"), "https://a.vn")
    with reading(database) as session:
        letter = letter_of(session, occasion, LetterKind.OWN)
    assert isinstance(letter, OwnLetter)
    assert letter.signer == signer
    assert form_in(occasion.dossier, Errand(seq=occasion.seq, letter=LetterKind.OWN)) == "inform"
    assert file_name(occasion.dossier, "inform") == "Thông báo H57.33.09-260302-0001.pdf"
