"""Notices say what happened, in whole sentences and with nothing left open."""

from datetime import datetime, timedelta, timezone
from string import Template
from typing import get_args

import pytest
from pydantic import TypeAdapter

from activities.notices.contents import (
    Accepted,
    ApologyDrafted,
    Contents,
    Occasion,
    SupplementRequested,
    ToApplicant,
)
from activities.notices.texts import TEXTS, compose
from activities.short_texts import Alphabet, fitted, plain
from workflows.messages import Language

AT = datetime(2020, 4, 17, 17, 0, tzinfo=timezone(timedelta(hours=7)))
ANY_CONTENTS: TypeAdapter[Contents] = TypeAdapter(Contents)
KINDS: tuple[type[Occasion], ...] = get_args(get_args(Contents)[0])
TO_APPLICANTS = tuple(kind for kind in KINDS if issubclass(kind, ToApplicant))
LONGEST_CODE = "H57.33.09-260302-0001"


def kind_of(occasion: type[Occasion]) -> str:
    return str(occasion.model_fields["kind"].default)


def example(occasion: type[Occasion]) -> Contents:
    values = {name: stated(name) for name, field in occasion.model_fields.items() if field.is_required()}
    return ANY_CONTENTS.validate_python({"kind": kind_of(occasion)} | values)


def stated(name: str) -> object:
    if name.endswith("_at"):
        return AT
    if name == "wanted":
        return ("Giấy ủy quyền", "Bản sao Bằng “Tổ quốc ghi công”")
    return f"‹{name}›"


def template(occasion: type[Occasion], language: Language = Language.VI, ending: str = ".txt") -> Template:
    return Template((TEXTS / language / f"{kind_of(occasion)}{ending}").read_text(encoding="utf-8"))


@pytest.mark.parametrize("occasion", KINDS, ids=kind_of)
def test_every_occasion_is_worded_and_uses_all_that_it_states(occasion: type[Occasion]) -> None:
    assert template(occasion).is_valid()
    assert set(template(occasion).get_identifiers()) == set(occasion.model_fields) - {"kind"}


@pytest.mark.parametrize("occasion", TO_APPLICANTS, ids=kind_of)
def test_in_english_an_applicant_is_told_the_same(occasion: type[Occasion]) -> None:
    assert template(occasion, Language.EN).is_valid()
    stated_in_english = set(template(occasion, Language.EN).get_identifiers())
    assert stated_in_english == set(occasion.model_fields) - {"kind", "addressed_as"}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("occasion", KINDS, ids=kind_of)
def test_every_notice_names_its_dossier_in_the_subject_and_links_to_it(
    occasion: type[Occasion], language: Language
) -> None:
    text = compose(example(occasion), language)
    assert "‹code›" in text.subject
    assert "‹link›" in text.body
    assert "$" not in text.subject + text.body + text.short


@pytest.mark.parametrize("occasion", TO_APPLICANTS, ids=kind_of)
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("alphabet", Alphabet)
def test_every_short_text_is_one_message_and_names_its_dossier(
    occasion: type[Occasion], language: Language, alphabet: Alphabet
) -> None:
    told = example(occasion).model_copy(update={"code": LONGEST_CODE})
    short = compose(told, language).short
    assert LONGEST_CODE in short
    assert "\n" not in short
    assert fitted(short, alphabet) == (short if alphabet is Alphabet.VIETNAMESE else plain(short))


@pytest.mark.parametrize("occasion", [kind for kind in KINDS if kind not in TO_APPLICANTS], ids=kind_of)
def test_officials_are_told_in_vietnamese_and_by_no_telephone(occasion: type[Occasion]) -> None:
    assert compose(example(occasion), Language.EN) == compose(example(occasion))
    assert compose(example(occasion)).short == ""


def test_no_text_is_without_an_occasion() -> None:
    outside, all_kinds = {kind_of(each) for each in TO_APPLICANTS}, {kind_of(each) for each in KINDS}
    short = {f"{kind}.sms" for kind in outside}
    assert {path.stem for path in (TEXTS / "vi").iterdir()} == all_kinds | short
    assert {path.stem for path in (TEXTS / "en").iterdir()} == outside | short


def test_a_short_text_gives_times_in_figures() -> None:
    told = example(Accepted).model_copy(update={"code": LONGEST_CODE})
    assert compose(told).short == f"Hồ sơ {LONGEST_CODE} đã tiếp nhận, hẹn trả 17:00 17/04/2020."


def test_english_gives_times_in_english() -> None:
    assert "Result due: 17:00 on 17 April 2020\n" in compose(example(Accepted), Language.EN).body


def test_acceptance_tells_the_code_and_the_return_date() -> None:
    accepted = Accepted(
        code="H57.33.01-200305-0001",
        procedure="Trợ cấp thờ cúng liệt sĩ",
        link="https://example.vn/h",
        addressed_as="Bà",
        applicant="Nguyễn Thị Bích Thủy",
        received_at=AT,
        return_at=AT + timedelta(days=12),
        return_where="UBND xã Phong Hiền",
    )
    text = compose(accepted)
    assert text.subject == "Đã tiếp nhận hồ sơ H57.33.01-200305-0001"
    assert text.body.startswith("Kính gửi Bà Nguyễn Thị Bích Thủy,\n")
    assert "Thời gian hẹn trả kết quả: 17 giờ 00 phút, ngày 29 tháng 4 năm 2020\n" in text.body


def test_everything_wanted_is_listed_a_line_each() -> None:
    text = compose(example(SupplementRequested))
    assert "\n- Giấy ủy quyền\n- Bản sao Bằng “Tổ quốc ghi công”\n" in text.body


def test_whoever_must_sign_is_told_until_when() -> None:
    text = compose(example(ApologyDrafted))
    assert text.subject.startswith("[Cần ký]")
    assert "Hạn ký Phiếu xin lỗi: 17 giờ 00 phút, ngày 17 tháng 4 năm 2020" in text.body


def test_a_dollar_that_somebody_typed_stays_a_dollar() -> None:
    refund = example(SupplementRequested).model_copy(update={"reason": "phí 5$ và $link"})
    assert "Lý do: phí 5$ và $link" in compose(refund).body
