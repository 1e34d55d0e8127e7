"""A letter that a procedure words itself is filled in from what was recorded, and printed the same for ever."""

import pypdfium2
import pytest
import zxingcpp

from definitions.placeholders import filled, letter_scope, wrong_in
from letters.contents import OwnLetter, Signer
from letters.own import own_letter
from letters.press import render
from letters.recorded import Recorded
from letters.wording import value_text
from tests.plays import official
from tests.samples import Acts, drawn

CODE = "H57.33.09-260302-0001"
SIGNER = Signer(name="Trần Văn Ước", title="Trưởng phòng", own_title="Phó Trưởng phòng")
STEPS = """
  review:
    title: Xem xét
    who: officer @ district/labour
    limit: 3 working days
    form:
      type: object
      required: [fee]
      properties: {fee: {type: integer, title: Nghĩa vụ tài chính}, note: {type: string}}
    outcomes: {fit: {title: Đủ điều kiện, to: parts}}
  parts:
    title: Từng thửa đất
    each: {of: form.parcels, start: invite}
    to: give
  invite:
    title: Ký giấy mời
    who: leader @ district/labour
    limit: 2 working days
    letter:
      title: Giấy mời kiểm tra thực địa
      to: %s
      text:
        - "Mời {form.owner}, sinh ngày {form.born}, kiểm tra {element}, diện tích {form.area} m², năm {form.year}."
        - "Giá đất {form.price}; phải nộp {steps.review.fee} đồng; tỷ lệ {form.share}; vùng sâu: {form.remote}."
        - "{steps.review.outcome}. Ghi chú: {steps.review.note}. Hồ sơ {dossier.code} ngày {dossier.received_on}."
    outcomes: {sign: {title: Ký, join: parts}}
"""


def signed(to: str = "applicant") -> Acts:
    told = Acts(drawn(STEPS % to, to="review")).begin()
    told.do("03-03 09:00", "review", "fit", form={"fee": 9_500})
    return told.do("03-04 09:00", "invite", "sign").do("03-05 09:00", "invite", "sign")


def letter(told: Acts, nth: int) -> OwnLetter:
    recorded = Recorded(told.state.pin, told.entries, told.events)
    return own_letter(recorded, told.seq_of("letter.signed", nth), signer=SIGNER)


def test_placeholders_say_what_was_recorded_as_a_reader_expects_it() -> None:
    first, second, third = letter(signed(), 1).paragraphs
    assert first == "Mời Lê Văn Tám, sinh ngày 01/02/1980, kiểm tra Thửa 15, diện tích 120 m², năm 2019."
    assert second == "Giá đất 1.400.000; phải nộp 9.500 đồng; tỷ lệ 12,5; vùng sâu: có."
    assert third == f"Đủ điều kiện. Ghi chú: ……………. Hồ sơ {CODE} ngày 02/03/2026."


def test_each_branch_has_its_letter_with_a_number_of_its_own() -> None:
    told = signed()
    letters = letter(told, 1), letter(told, 2)
    assert [each.number for each in letters] == [f"{CODE}/VB-01", f"{CODE}/VB-02"]
    assert ["Thửa 15" in letters[0].paragraphs[0], "Thửa 12" in letters[1].paragraphs[0]] == [True, True]
    assert letters[0].agency.issuing == "Phòng Lao động – Thương binh và Xã hội thị xã Hương Thủy"
    assert (letters[0].form.title, letters[0].form.number) == ("Giấy mời kiểm tra thực địa", None)


def test_a_later_act_changes_nothing_of_a_letter() -> None:
    told = signed()
    early = render(letter(told, 1))
    told.do("03-06 09:00", "give", "given")
    assert render(letter(told, 1)) == early


@pytest.mark.parametrize(
    ("to", "addressee"), [("applicant", "Kính gửi: Ông/Bà Nguyễn Thị Bình"), ("desk", "Kính gửi: Bộ phận")]
)
def test_it_is_addressed_and_signed_as_an_administrative_text(to: str, addressee: str) -> None:
    pdf = pypdfium2.PdfDocument(render(letter(signed(to), 1)))
    text = " ".join(pdf[0].get_textpage().get_text_range().split())
    picture = pdf[0].render(scale=2, grayscale=True)
    shape = (picture.height, picture.stride)
    codes = zxingcpp.read_barcodes(memoryview(bytes(picture.buffer)).cast("B", shape))
    pdf.close()
    assert addressee in text
    assert f"Số: {CODE}/VB-01" in text
    assert "GIẤY MỜI KIỂM TRA THỰC ĐỊA" in text
    assert "KT. TRƯỞNG PHÒNG Phó Trưởng phòng" in text.replace("PHÓ TRƯỞNG PHÒNG", "Phó Trưởng phòng")
    assert [code.text for code in codes] == [CODE]


def test_whoever_signs_has_the_post_of_the_step() -> None:
    told = Acts(drawn(STEPS % "desk", to="review")).begin()
    told.do("03-03 09:00", "review", "fit", form={"fee": 1})
    assert {task.post for task in told.state.works} == {"leader"}
    assert official("leader", "479/labour").office == told.state.works[0].office


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("{form.owner} và {dossier.applicant}, {element.name}", []),
        ("{form.nobody}", ["'{form.nobody}' cannot be filled in: the form has no field 'nobody'"]),
        ("{form.area * 2}", ["'{form.area * 2}' is no placeholder"]),
        ("{owner}", ["'{owner}' is no placeholder"]),
        ("mở { mà không đóng", ["'{' is no placeholder"]),
    ],
)
def test_what_cannot_be_filled_in_is_found(text: str, wrong: list[str]) -> None:
    found = wrong_in(text, letter_scope(drawn(STEPS % "desk", to="review").scope))
    assert [str(one) for one in found] == wrong


def test_money_is_known_by_the_word_behind_it() -> None:
    assert filled("{a.b} đồng, {a.b} m", lambda name, money: f"{name}:{money}") == "a.b:True đồng, a.b:False m"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1_400_000, "1.400.000"),
        (2026, "2026"),
        (2026.0, "2026"),
        (-12345.5, "-12.345,5"),
        (0.25, "0,25"),
        (-0.5, "-0,5"),
        (False, "không"),
        ("2026-03-05", "05/03/2026"),
        (["a", 2], "a; 2"),
        ({"owner": "Tám", "area": 12_000, "note": None}, "Tám, 12.000"),
        (None, ""),
    ],
)
def test_values_in_words(value: object, text: str) -> None:
    assert value_text(value) == text
