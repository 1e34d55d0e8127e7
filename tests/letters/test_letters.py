"""Letters say what they were told, in every Vietnamese letter, and print the same for ever."""

import json
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta, timezone

import pypdfium2
import pytest
import zxingcpp
from pydantic import ValidationError

from definitions.law import FormKind, forms_of
from definitions.procedure import PaperKind
from letters.books import Book, Ledger
from letters.contents import (
    Agency,
    Apology,
    Contact,
    FaultNamed,
    Letter,
    PaperHandedIn,
    PaperWanted,
    Party,
    Receipt,
    Signer,
    Turned,
)
from letters.headings import form_name
from letters.press import render
from letters.specimens import specimens
from letters.wording import day_text, instant_text
from workflows.messages import Fault

HANOI = timezone(timedelta(hours=7))
DESK = "Bộ phận Tiếp nhận và Trả kết quả UBND xã Phong Hiền"
ALPHABET = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
A5 = (148, 210)


def party(**changes: object) -> Party:
    told: dict[str, object] = {
        "name": "Nguyễn Thị Bích Thủy",
        "address": "Thôn Cao Ban, xã Phong Hiền, huyện Phong Điền, tỉnh Thừa Thiên Huế",
        "phone": "0905 123 456",
        "email": "bich.thuy@example.vn",
        "identity": "046158001234",
    }
    return Party.model_validate(told | changes)


def receipt(**changes: object) -> Receipt:
    told: dict[str, object] = {
        "form": form_name(forms_of("2018"), FormKind.RECEIPT),
        "agency": Agency(
            superior="Ủy ban nhân dân huyện Phong Điền",
            issuing="Ủy ban nhân dân xã Phong Hiền",
            place="Phong Hiền",
        ),
        "issued_on": date(2020, 3, 5),
        "code": "H57.33.01-200305-0001",
        "desk": DESK,
        "applicant": party(),
        "procedure": "Giải quyết chế độ trợ cấp thờ cúng liệt sĩ",
        "papers": (
            PaperHandedIn(title="Đơn đề nghị (Mẫu 18)", kind=PaperKind.ORIGINAL, copies=1),
            PaperHandedIn(title="Bằng “Tổ quốc ghi công”", kind=PaperKind.CERTIFIED, copies=2),
            PaperHandedIn(title="Giấy ủy quyền", kind=PaperKind.COPY, copies=3),
        ),
        "term": "30 ngày làm việc",
        "received_at": datetime(2020, 3, 5, 8, 30, tzinfo=HANOI),
        "return_at": datetime(2020, 4, 17, 17, 0, tzinfo=HANOI),
        "return_where": f"{DESK}, nhận trực tiếp",
        "receptionist": "Lê Thị Hoài Ân",
    }
    return Receipt.model_validate(told | changes)


def apology(**changes: object) -> Apology:
    told: dict[str, object] = {
        "form": form_name(forms_of("2018"), FormKind.APOLOGY),
        "agency": Agency(
            superior="Ủy ban nhân dân tỉnh Thừa Thiên Huế",
            issuing="Sở Lao động - Thương binh và Xã hội",
            place="Thừa Thiên Huế",
        ),
        "issued_on": date(2020, 4, 16),
        "number": "12/PXL-SLĐTBXH",
        "recipient": party(addressed_as="Bà"),
        "code": "H57.33.01-200305-0001",
        "procedure": "Giải quyết chế độ trợ cấp thờ cúng liệt sĩ",
        "received_on": date(2020, 3, 5),
        "due_at": datetime(2020, 4, 17, 17, 0, tzinfo=HANOI),
        "status": "đang ở bước Thẩm định hồ sơ",
        "holder": "Phòng Người có công",
        "reason": "chưa nhận được hồ sơ gốc từ tỉnh Quảng Trị.",
        "return_at": datetime(2020, 4, 29, 10, 30, tzinfo=HANOI),
        "return_where": DESK,
        "contact": Contact(name="bà Hoàng Thị Mỹ Lệ", phone="0234 3822 333"),
        "signer": Signer(name="Đặng Hữu Phước", title="Giám đốc", own_title="Phó Giám đốc"),
        "copies_to": ("Như trên", "Lưu: VT, NCC"),
    }
    return Apology.model_validate(told | changes)


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return [" ".join(text.split()) for text in texts]


def codes_read(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    picture = document[0].render(scale=2, grayscale=True)
    shape = (picture.height, picture.stride)
    found = zxingcpp.read_barcodes(memoryview(bytes(picture.buffer)).cast("B", shape))
    document.close()
    return [code.text for code in found]


def metadata(pdf: bytes) -> dict[str, str]:
    document = pypdfium2.PdfDocument(pdf)
    stated = document.get_metadata_dict(skip_empty=True)
    document.close()
    return dict(stated)


def test_a_receipt_states_everything_that_form_01_asks_for() -> None:
    submitter = party(name="Trần Văn Ước", identity="046099001111", phone=None, email=None)
    (text,) = pages(render(receipt(submitter=submitter, look_up="https://example.vn/tra-cuu")))
    for stated in (
        "ỦY BAN NHÂN DÂN HUYỆN PHONG ĐIỀN ỦY BAN NHÂN DÂN XÃ PHONG HIỀN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
        "Phong Hiền, ngày 05 tháng 3 năm 2020",
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ Mã hồ sơ: H57.33.01-200305-0001",
        "Tiếp nhận hồ sơ của: Nguyễn Thị Bích Thủy Số CCCD/hộ chiếu: 046158001234",
        "Số điện thoại: 0905 123 456 Email: bich.thuy@example.vn",
        "Người nộp hồ sơ: Trần Văn Ước Số CCCD/hộ chiếu của người nộp: 046099001111",
        "Nội dung yêu cầu giải quyết: Giải quyết chế độ trợ cấp thờ cúng liệt sĩ",
        "1 Đơn đề nghị (Mẫu 18) Bản chính 1",
        "2 Bằng “Tổ quốc ghi công” Bản sao chứng thực 2",
        "3 Giấy ủy quyền Bản sao 3",
        "Số lượng hồ sơ: 01 (bộ).",
        "Mẫu số 01, Thông tư 01/2018/TT-VPCP",
        "Thời gian giải quyết hồ sơ theo quy định: 30 ngày làm việc.",
        "Thời gian nhận hồ sơ: 08 giờ 30 phút, ngày 05 tháng 3 năm 2020.",
        "Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 17 tháng 4 năm 2020.",
        f"Nơi nhận và cách nhận kết quả: {DESK}, nhận trực tiếp.",
        "https://example.vn/tra-cuu",
        "NGƯỜI NỘP HỒ SƠ (Ký và ghi rõ họ tên) Trần Văn Ước",
        "NGƯỜI TIẾP NHẬN HỒ SƠ (Ký và ghi rõ họ tên) Lê Thị Hoài Ân",
    ):
        assert stated in text


def test_an_apology_states_everything_that_form_04_asks_for() -> None:
    (text,) = pages(render(apology()))
    for stated in (
        "ỦY BAN NHÂN DÂN TỈNH THỪA THIÊN HUẾ SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI Số: 12/PXL-SLĐTBXH",
        "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ Kính gửi: Bà Nguyễn Thị Bích Thủy",
        "Ngày 05 tháng 3 năm 2020, Bà đã nộp hồ sơ",
        "“Giải quyết chế độ trợ cấp thờ cúng liệt sĩ”, mã hồ sơ: H57.33.01-200305-0001.",
        "Giấy tiếp nhận hồ sơ và hẹn trả kết quả: 17 giờ 00 phút, ngày 17 tháng 4 năm 2020.",
        "hồ sơ của Bà đang ở bước Thẩm định hồ sơ; đơn vị đang giải quyết hồ sơ: Phòng Người có công.",
        "Lý do: chưa nhận được hồ sơ gốc từ tỉnh Quảng Trị.",
        "Sở Lao động - Thương binh và Xã hội chân thành xin lỗi Bà và hẹn lại",
        f"10 giờ 30 phút, ngày 29 tháng 4 năm 2020, tại {DESK}.",
        "liên hệ: bà Hoàng Thị Mỹ Lệ, điện thoại 0234 3822 333.",
        "Nơi nhận: - Như trên; - Lưu: VT, NCC.",
        "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC (Ký, ghi rõ họ tên, đóng dấu) Đặng Hữu Phước",
    ):
        assert stated in text


def test_a_head_signs_in_the_own_name() -> None:
    (text,) = pages(render(apology(signer=Signer(name="Hồ Dần", title="Giám đốc"))))
    assert "GIÁM ĐỐC (Ký, ghi rõ họ tên, đóng dấu) Hồ Dần" in text
    assert "KT." not in text


@pytest.mark.parametrize("letter", [receipt(), apology()], ids=["receipt", "apology"])
def test_equal_contents_print_equal_bytes(letter: Receipt | Apology) -> None:
    first = render(letter)
    render(receipt(code="H57.33.01-200305-0002"))
    assert render(letter.model_copy(deep=True)) == first


def test_a_letter_is_dated_by_its_contents() -> None:
    stated = metadata(render(apology()))
    assert stated["Title"] == "Phiếu xin lỗi và hẹn lại ngày trả kết quả H57.33.01-200305-0001"
    assert stated["Author"] == "Sở Lao động - Thương binh và Xã hội"
    assert stated["CreationDate"] == stated["ModDate"] == "D:20200416000000Z"


def test_a_letter_is_archival_and_on_a5() -> None:
    pdf = render(receipt())
    document = pypdfium2.PdfDocument(pdf)
    assert tuple(round(points / 72 * 25.4) for points in document[0].get_size()) == A5
    document.close()
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf


@pytest.mark.parametrize("code", ["H57.33.01-200305-0001", "000.17.22.H56-210531-9999", "H16.7-180102-0420"])
def test_the_code_is_read_from_the_picture(code: str) -> None:
    assert codes_read(render(receipt(code=code))) == [code]
    assert codes_read(render(apology(code=code, rehearsal=True))) == [code]


def test_every_vietnamese_letter_is_printed() -> None:
    letters = ALPHABET + ALPHABET.upper()
    (text,) = pages(render(receipt(procedure=" ".join(letters))))
    assert set(letters) <= set(text)
    assert "*" not in text


def test_decomposed_letters_print_like_composed_ones() -> None:
    typed = unicodedata.normalize("NFD", "Nguyễn Thị Bích Thủy")
    assert render(receipt(applicant=party(name=typed))) == render(receipt())


@pytest.mark.parametrize(
    "typed",
    ["#panic()", "*đậm* _nghiêng_ $x^2$", "= Tiêu đề", '"); #read("/etc/passwd")', "<a>@b \\ [c]", "{{7*7}}"],
)
def test_what_people_type_is_never_markup(typed: str) -> None:
    (text,) = pages(render(apology(reason=typed)))
    assert f"Lý do: {typed} Sự chậm trễ" in text


def test_line_breaks_and_invisible_letters_become_spaces() -> None:
    assert party(name="Nguyễn\n\tVăn\x00A\u202e\u200b").name == "Nguyễn Văn A"


def test_a_letter_that_the_font_lacks_shows_as_a_gap_and_stops_nothing() -> None:
    (text,) = pages(render(receipt(applicant=party(name="Nguyễn 日 Văn 😀 A"))))
    assert "Nguyễn * Văn * A" in text


def test_a_name_without_a_visible_letter_is_refused() -> None:
    with pytest.raises(ValidationError):
        party(name=" \u200b\n")


def test_many_papers_flow_to_further_pages_under_a_repeated_head() -> None:
    papers = tuple(
        PaperHandedIn(title=f"Giấy tờ thứ {number}", kind=PaperKind.COPY, copies=1) for number in range(1, 61)
    )
    texts = pages(render(receipt(papers=papers)))
    assert len(texts) > 1
    assert all(f"Giấy tờ thứ {number} Bản sao 1" in " ".join(texts) for number in range(1, 61))
    assert "STT Tên giấy tờ Hình thức Số lượng" in texts[1]
    assert f"Trang 1/{len(texts)}" in texts[0]
    assert "NGƯỜI TIẾP NHẬN HỒ SƠ" in texts[-1]


def test_a_long_name_and_a_long_reason_wrap_and_lose_nothing() -> None:
    name = "Công Tằng Tôn Nữ " * 12 + "Hoàng Hoa"
    reason = "hồ sơ gốc đang được đề nghị sao lục " * 50 + "hết."
    text = " ".join(pages(render(apology(recipient=party(name=name), reason=reason))))
    assert name in text
    assert "đề nghị sao lục hết." in text


def test_a_word_too_long_for_a_line_is_broken_and_stays_on_the_page() -> None:
    document = pypdfium2.PdfDocument(render(apology(reason="x" * 400)))
    page = document[0].get_textpage()
    rightmost = max(page.get_charbox(place)[2] for place in range(page.count_chars()))
    assert page.get_text_range().count("x") >= len("x" * 400)
    assert rightmost < document[0].get_width()
    document.close()


def test_only_a_rehearsal_is_marked_as_one() -> None:
    for letter in (receipt(), apology()):
        rehearsed = pages(render(letter.model_copy(update={"rehearsal": True})))
        assert all("DIỄN TẬP" in page for page in rehearsed)
        assert not any("DIỄN TẬP" in page for page in pages(render(letter)))


def test_letters_printed_at_once_do_not_mix() -> None:
    letters = [receipt(code=f"H57.33.01-200305-{serial:04d}") for serial in range(1, 17)]
    with ThreadPoolExecutor(4) as threads:
        printed = list(threads.map(render, letters))
    assert printed == [render(letter) for letter in letters]


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValidationError):
        receipt(return_at=datetime(2020, 4, 17, 17, 0))  # noqa: DTZ001 - the fault under test


def test_contents_survive_being_written_down() -> None:
    letter = apology()
    assert Apology.model_validate_json(json.dumps(letter.model_dump(mode="json"))) == letter


@pytest.mark.parametrize(
    ("on", "written"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 28), "ngày 28 tháng 02 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 11, 22), "ngày 22 tháng 11 năm 2026"),
    ],
)
def test_days_are_written_as_the_decree_asks(on: date, written: str) -> None:
    assert day_text(on) == written


def test_an_instant_is_written_in_its_own_zone_to_the_minute() -> None:
    at = datetime(2026, 1, 5, 7, 5, 59, tzinfo=HANOI)
    assert instant_text(at) == "07 giờ 05 phút, ngày 05 tháng 01 năm 2026"


def paper(kind: str, forms: str = "2025", **changes: object) -> Letter | Book:
    (found,) = (each for each in specimens(forms) if each.kind == kind)
    return found.model_copy(update=changes)


def text_of(printed: Letter | Book) -> str:
    return " ".join(pages(render(printed)))


LONG_NAME = "Công Tằng Tôn Nữ " * 8 + "Hoàng Hoa"
LONG_REASON = "Hồ sơ gốc đang được đề nghị sao lục. " * 40 + "Hết."


@pytest.mark.parametrize("forms", ["2018", "2025"])
def test_every_paper_bears_its_name_its_form_and_its_code_and_is_archival(forms: str) -> None:
    for each in specimens(forms):
        pdf = render(each)
        text = " ".join(pages(pdf))
        assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
        assert codes_read(pdf) == [each.code]
        assert metadata(pdf)["Title"].startswith(each.form.title)
        if each.form.number is not None:
            assert each.form.title.upper() in text.replace("/ ", "/")
            assert f"Mẫu số {each.form.number}, {each.form.circular}" in text
        assert render(each) == pdf


def test_only_the_set_of_2025_has_a_stop_notice() -> None:
    assert "stop" not in {each.kind for each in specimens("2018")}
    text = text_of(paper("stop"))
    assert "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ" in text
    assert "Ông/Bà đề nghị rút hồ sơ và dừng giải quyết" in text


def test_the_apology_of_2025_asks_for_an_extension_and_that_of_2018_makes_a_new_appointment() -> None:
    assert "đề nghị gia hạn thời gian giải quyết hồ sơ, thời gian trả kết quả mới là: 17 giờ" in text_of(
        paper("apology")
    )
    assert "hẹn lại thời gian trả kết quả giải quyết hồ sơ vào: 17 giờ" in text_of(paper("apology", "2018"))


def test_a_request_names_each_paper_why_and_who_guides() -> None:
    wanted = (
        PaperWanted(title="Giấy ủy quyền", paper=PaperKind.ORIGINAL, copies=1),
        PaperWanted(title="Ảnh chân dung"),
    )
    text = text_of(paper("supplement", wanted=wanted, reason="Thiếu hai giấy tờ."))
    for stated in (
        "1 Giấy ủy quyền Bản chính 1 2 Ảnh chân dung Lý do: Thiếu hai giấy tờ.",
        "một lần, đầy đủ và nộp tại Bộ phận Tiếp nhận và Trả kết quả xã Phú Sơn.",
        "liên hệ với Hoàng Thị Lệ, số điện thoại",
        "NGƯỜI HƯỚNG DẪN (Ký và ghi rõ họ tên) Hoàng Thị Lệ",
    ):
        assert stated in text


@pytest.mark.parametrize(
    ("turned", "said"),
    [
        (Turned.AT_INTAKE, "không tiếp nhận"),
        (Turned.IN_HANDLING, "không giải quyết"),
        (Turned.STOPPED, "dừng giải quyết"),
    ],
)
def test_a_refusal_says_what_is_refused_and_why(turned: Turned, said: str) -> None:
    text = text_of(paper("refusal", turned=turned, reason="Không có tên trong danh sách."))
    assert f"thông báo {said} hồ sơ này với lý do cụ thể như sau: Không có tên trong danh sách." in text


def test_an_apology_for_a_fault_names_it_instead_of_a_delay() -> None:
    fault = FaultNamed(fault=Fault.LOST, what="bản chính Bằng Tổ quốc ghi công")
    text = text_of(paper("apology", fault=fault, return_at=None))
    assert "việc làm mất giấy tờ trong hồ sơ: bản chính Bằng Tổ quốc ghi công." in text
    assert "sẽ khắc phục, trả kết quả tại" in text
    assert "chậm trễ" not in text


def test_an_apology_for_lateness_without_a_new_date_is_refused() -> None:
    with pytest.raises(ValidationError):
        apology(return_at=None)


def test_a_late_apology_does_not_speak_of_a_date_still_to_come() -> None:
    assert "Đến nay đã quá thời hạn hẹn trả" in text_of(apology(overdue=True))


def test_an_urging_letter_is_signed_by_order_over_the_heads_title() -> None:
    text = text_of(paper("urging"))
    assert "TL. CHỦ TỊCH GIÁM ĐỐC TRUNG TÂM (Ký, ghi rõ họ tên, đóng dấu) Lê Thị Ân" in text
    assert "Kính gửi: Sở Nội vụ tỉnh Thừa Thiên Huế" in text
    assert "V/v đôn đốc giải quyết hồ sơ" in text


@pytest.mark.parametrize("kind", ["receipt", "supplement", "refusal", "apology", "stop"])
def test_long_names_and_reasons_stay_inside_the_page_and_lose_nothing(kind: str) -> None:
    found = paper(kind)
    changes: dict[str, object] = {"reason": LONG_REASON} if "reason" in type(found).model_fields else {}
    for field in {"applicant", "recipient"} & set(type(found).model_fields):
        changes[field] = getattr(found, field).model_copy(update={"name": LONG_NAME, "address": LONG_NAME})
    pdf = render(found.model_copy(update=changes))
    text = " ".join(pages(pdf))
    assert LONG_NAME in text
    assert "reason" not in changes or "sao lục. Hết." in text
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        written = page.get_textpage()
        rightmost = max(written.get_charbox(place)[2] for place in range(written.count_chars()))
        assert rightmost < page.get_width()
    document.close()


def test_the_ledger_lies_across_a4_and_repeats_its_head() -> None:
    (found,) = (each for each in specimens() if isinstance(each, Ledger))
    rows = tuple(found.rows[0].model_copy(update={"number": number}) for number in range(1, 41))
    pdf = render(found.model_copy(update={"rows": rows}))
    document = pypdfium2.PdfDocument(pdf)
    assert tuple(round(points / 72 * 25.4) for points in document[0].get_size()) == (297, 210)
    document.close()
    texts = pages(pdf)
    assert len(texts) > 1
    assert all("TT Mã hồ sơ" in text for text in texts)
    assert "01 H57.31.40-260115-0001" in texts[0]
    assert "40 H57.31.40-260115-0001" in texts[-1]
